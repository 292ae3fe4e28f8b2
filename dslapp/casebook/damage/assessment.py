"""Says what of a damaged database is hit: which pages, and to what they belong."""

from collections.abc import Iterator
from typing import Literal, NamedTuple, get_args

from dslapp.casebook.damage.encrypted_pages import EncryptedPages
from dslapp.casebook.damage.page_rows import further_pages, pages_below, rows_of

Part = Literal["records", "journal", "drafts", "lists and search", "table of contents", "unused space", "unknown"]
"""What a page belongs to; lists and search can be made anew from the records."""

_TABLES: dict[str, Part] = {"journal": "journal", "version": "records", "draft": "drafts"}
_PAGE_COUNT = slice(28, 32)


class Hit(NamedTuple):
    """One part of the database, and how many of its pages cannot be read."""

    part: Part
    pages: int


class Damage(NamedTuple):
    """How many pages the database should have, which of them cannot be read, and what they belong to."""

    pages: int
    broken: tuple[int, ...]
    hits: tuple[Hit, ...]

    @property
    def parts(self) -> frozenset[Part]:
        """The parts that are hit."""
        return frozenset(hit.part for hit in self.hits)


def look_over(pages: EncryptedPages) -> Damage:
    """Try every page of a database that nobody is using."""
    first = pages.read(1)
    said = int.from_bytes(first[_PAGE_COUNT], "big") if first is not None else 0
    count = max(pages.there, said) if said <= 2 * pages.there + 1024 else pages.there
    broken = [number for number, page in pages.each() if page is None]
    if said and pages.there > said:
        broken = [number for number in broken if number <= said]  # what follows the end belongs to nothing
        count = said
    broken += range(pages.there + 1, count + 1)
    owners = _owners(pages)
    found = [_part(number, owners, first is not None) for number in broken]
    hits = tuple(Hit(part, found.count(part)) for part in get_args(Part) if part in found)
    return Damage(count, tuple(broken), hits)


class _Owners(NamedTuple):
    parts: dict[int, Part]
    complete: bool
    """Whether every page that leads to others could be read: then a page that nothing leads to is unused."""


def _owners(pages: EncryptedPages) -> _Owners:
    parts: dict[int, Part] = {}
    complete = _claim(pages, 1, "table of contents", parts)
    for kind, name, root in _contents(pages):
        part = _TABLES.get(name, "lists and search") if kind == "table" else "lists and search"
        complete = _claim(pages, root, part, parts) and complete
    return _Owners(parts, complete)


def _claim(pages: EncryptedPages, root: int, part: Part, parts: dict[int, Part]) -> bool:
    """Note what all pages of one tree belong to; return whether the tree could be followed to its end."""
    waiting, complete = [root], True
    while waiting:
        number = waiting.pop()
        if number in parts:
            continue
        parts[number] = part
        page = pages.read(number)
        if page is None:
            complete = False
            continue
        waiting.extend(pages_below(page, number))
        for further in further_pages(page, number, pages.read):
            parts[further] = part
    return complete


def _contents(pages: EncryptedPages) -> Iterator[tuple[str, str, int]]:
    """The kind, name and first page of each table and index."""
    waiting, seen = [1], set[int]()
    while waiting:
        number = waiting.pop()
        page = pages.read(number) if number not in seen else None
        seen.add(number)
        if page is None:
            continue
        waiting.extend(pages_below(page, number))
        for row in rows_of(page, number, pages.read):
            match row.values:
                case (str(kind), str(name), str(), int(root), _) if root:
                    yield kind, name, root
                case _:
                    pass


def _part(number: int, owners: _Owners, has_contents: bool) -> Part:
    if number in owners.parts:
        return owners.parts[number]
    return "unused space" if has_contents and owners.complete else "unknown"
