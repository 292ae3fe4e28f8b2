"""Reads rows straight out of the pages of a database: the part of SQLite's file format that salvage needs.

Nothing of a page is believed: whatever does not fit is left out. The format: sqlite.org/fileformat2.html, section 1.6.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from dslapp.casebook.damage.encrypted_pages import USABLE

Value = int | float | str | bytes | None
ReadPage = Callable[[int], bytes | None]

TABLE_LEAF, TABLE_INSIDE, INDEX_LEAF, INDEX_INSIDE = 13, 5, 10, 2
_LEAVES = (TABLE_LEAF, INDEX_LEAF)
_KINDS = (*_LEAVES, TABLE_INSIDE, INDEX_INSIDE)
_FILE_HEADER = 100
_LARGEST_ROW = 64 << 20
_INTEGER_SIZES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


class Row(NamedTuple):
    """One row as stored. `number` is its row id; 0 in a table that has none."""

    number: int
    values: tuple[Value, ...]


def kind_of(page: bytes, number: int) -> int:
    """Which kind of page this is; 0 for one that holds no rows."""
    kind = page[_start(number)]
    return kind if kind in _KINDS else 0


def rows_of(page: bytes, number: int, read_page: ReadPage) -> Iterator[Row]:
    """The rows that begin in a page; those of which a part cannot be read are left out."""
    kind = kind_of(page, number)
    if kind not in (*_LEAVES, INDEX_INSIDE):
        return
    for cell in _cells(page, number):
        row = _row(page, cell + (4 if kind == INDEX_INSIDE else 0), kind, read_page)
        if row is not None:
            yield row


def pages_below(page: bytes, number: int) -> Iterator[int]:
    """The numbers of the pages to which a page of a tree leads."""
    if kind_of(page, number) not in (TABLE_INSIDE, INDEX_INSIDE):
        return
    for cell in _cells(page, number):
        yield int.from_bytes(page[cell : cell + 4], "big")
    right = _start(number) + 8
    yield int.from_bytes(page[right : right + 4], "big")


def further_pages(page: bytes, number: int, read_page: ReadPage) -> Iterator[int]:
    """The numbers of the pages into which long rows of a page flow over."""
    kind = kind_of(page, number)
    if kind not in (*_LEAVES, INDEX_INSIDE):
        return
    for cell in _cells(page, number):
        found = _payload(page, cell + (4 if kind == INDEX_INSIDE else 0), kind)
        if found is not None:
            yield from _chain(found.further, found.size - len(found.here), read_page)


class _Payload(NamedTuple):
    number: int
    size: int
    here: bytes
    further: int


def _start(number: int) -> int:
    return _FILE_HEADER if number == 1 else 0


def _cells(page: bytes, number: int) -> Iterator[int]:
    start = _start(number)
    count = int.from_bytes(page[start + 3 : start + 5], "big")
    first = start + (12 if page[start] in (TABLE_INSIDE, INDEX_INSIDE) else 8)
    for place in range(first, min(first + 2 * count, USABLE - 1), 2):
        cell = int.from_bytes(page[place : place + 2], "big")
        if first + 2 * count <= cell < USABLE - 4:
            yield cell


def _row(page: bytes, cell: int, kind: int, read_page: ReadPage) -> Row | None:
    found = _payload(page, cell, kind)
    if found is None:
        return None
    parts, missing = [found.here], found.size - len(found.here)
    for further in _chain(found.further, missing, read_page):
        content = read_page(further)
        if content is None:
            return None
        parts.append(content[4 : 4 + min(missing, USABLE - 4)])
        missing -= len(parts[-1])
    if missing:
        return None
    try:
        return Row(found.number, _record(b"".join(parts)))
    except (ValueError, IndexError):
        return None


def _payload(page: bytes, cell: int, kind: int) -> _Payload | None:
    try:
        size, place = _varint(page, cell)
        number, place = _varint(page, place) if kind == TABLE_LEAF else (0, place)
    except IndexError:
        return None
    most = USABLE - 35 if kind == TABLE_LEAF else (USABLE - 12) * 64 // 255 - 23
    if size <= most:
        here = page[place : place + size]
        return _Payload(number, size, here, 0) if len(here) == size else None
    if size > _LARGEST_ROW:
        return None
    least = (USABLE - 12) * 32 // 255 - 23
    local = least + (size - least) % (USABLE - 4)
    local = local if local <= most else least
    end = place + local
    if end + 4 > USABLE:
        return None
    return _Payload(number, size, page[place:end], int.from_bytes(page[end : end + 4], "big"))


def _chain(first: int, missing: int, read_page: ReadPage) -> Iterator[int]:
    """The pages of a chain as far as they can be read; a broken one is the last."""
    number = first
    while missing > 0 and number:
        yield number
        content = read_page(number)
        if content is None:
            return
        number = int.from_bytes(content[:4], "big")
        missing -= USABLE - 4


def _varint(data: bytes, place: int) -> tuple[int, int]:
    value = 0
    for step in range(8):
        byte = data[place + step]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + step + 1
    return value << 8 | data[place + 8], place + 9


def _record(data: bytes) -> tuple[Value, ...]:
    header, place = _varint(data, 0)
    if header > len(data):
        raise ValueError("a row's header is longer than the row")
    values: list[Value] = []
    body = header
    while place < header:
        code, place = _varint(data, place)
        value, body = _value(code, data, body)
        values.append(value)
    return tuple(values)


def _value(code: int, data: bytes, place: int) -> tuple[Value, int]:
    if code == 0:
        return None, place
    if code in (8, 9):
        return code - 8, place
    if code in (7, 10, 11):
        raise ValueError("no such value is ever stored here")
    size = _INTEGER_SIZES[code] if code in _INTEGER_SIZES else (code - 12) // 2
    raw = data[place : place + size]
    if len(raw) != size:
        raise ValueError("a value stops in its middle")
    if code in _INTEGER_SIZES:
        return int.from_bytes(raw, "big", signed=True), place + size
    return (raw.decode() if code % 2 else raw), place + size
