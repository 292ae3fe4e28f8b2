"""What the disk may hold after a power cut, made from the log of what was asked of it.

The model: a file's bytes last once the file was synced, a name once its folder was synced, and nothing before that is
sure. Of what is not synced, any 4 KiB sector may have reached the disk or not, the last one torn at 512 bytes; of the
changes of names, the first few. Syncing a file does not make its name last.
"""

import os
import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SECTOR, TORN_AT = 4096, 512
_LINE = struct.Struct("<ciqqH")


@dataclass(frozen=True)
class Call:
    """One line of the log."""

    what: str
    handle: int
    offset: int
    length: int
    path: str
    data: bytes


def read_log(log: Path) -> Iterator[Call]:
    """The calls in their order."""
    raw, at = log.read_bytes(), 0
    while at < len(raw):
        what, handle, offset, length, path_length = _LINE.unpack_from(raw, at)
        at += _LINE.size
        path = os.fsdecode(raw[at : at + path_length])
        at += path_length
        data = raw[at : at + length] if what == b"W" else b""
        at += len(data)
        yield Call(what.decode(), handle, offset, length, path, data)


@dataclass
class _File:
    """The bytes that last, and the writes and cuts that may be lost."""

    lasting: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Offset and bytes written; no bytes: cut to that length."""

    def sync(self) -> None:
        _apply(self.lasting, self.pending)
        self.pending = []


@dataclass(eq=False)
class _Folder:
    """A folder's names as the running program sees them."""

    names: "_Names" = field(default_factory=dict)


_Names = dict[str, "_File | _Folder"]
_Lasting = dict[_Folder, _Names]


@dataclass(frozen=True)
class _Change:
    """Names that go or come together, each in a folder; it lasts once any of these folders was synced."""

    names: tuple[tuple[_Folder, str, _File | _Folder | None], ...]

    def touches(self, folder: _Folder) -> bool:
        return any(each is folder for each, _, _ in self.names)

    def apply(self, lasting: _Lasting) -> None:
        for folder, name, found in self.names:
            if found is None:
                lasting.setdefault(folder, {}).pop(name, None)
            else:
                lasting.setdefault(folder, {})[name] = found


class PowerCut:
    """Follows the log call by call; at any point tells what the disk may hold if the power fails there."""

    def __init__(self, folder: Path, before: Path) -> None:
        """`folder` is where the log was made, `before` a copy of how it was when the log began."""
        self._root_path = folder
        self._lasting: _Lasting = {}
        self._root = self._read(before)
        self._pending: list[_Change] = []
        self._opened: dict[int, _File | _Folder] = {}
        self._moved_from = ""
        self.acknowledged = 0

    def _read(self, folder: Path) -> _Folder:
        read = _Folder()
        for path in folder.iterdir():
            read.names[path.name] = self._read(path) if path.is_dir() else _File(bytearray(path.read_bytes()))
        self._lasting[read] = dict(read.names)
        return read

    def follow(self, call: Call) -> None:
        """Do what one call did."""
        match call.what:
            case "M":
                self.acknowledged = call.offset
            case "O":
                self._open(call)
            case "W" | "T":
                file = self._opened[call.handle]
                assert isinstance(file, _File)
                file.pending.append((call.offset, call.data if call.what == "W" else None))
            case "S":
                self._sync(self._opened[call.handle])
            case "U":
                self._change((*self._place(call.path), None))
            case "D":
                self._change((*self._place(call.path), _Folder()))
            case "F":
                self._moved_from = call.path
            case "R":
                folder, name = self._place(self._moved_from)
                moved = folder.names[name]
                self._change((folder, name, None), (*self._place(call.path), moved))

    def _place(self, path: str) -> tuple[_Folder, str]:
        """The folder in which a path ends, and the name there."""
        *folders, name = Path(path).relative_to(self._root_path).parts
        folder = self._root
        for each in folders:
            inner = folder.names[each]
            assert isinstance(inner, _Folder)
            folder = inner
        return folder, name

    def _open(self, call: Call) -> None:
        if Path(call.path) == self._root_path:
            self._opened[call.handle] = self._root
            return
        folder, name = self._place(call.path)
        if name not in folder.names:
            self._change((folder, name, _File()))
        elif call.length & os.O_TRUNC and isinstance(file := folder.names[name], _File):
            file.pending.append((0, None))
        self._opened[call.handle] = folder.names[name]

    def _change(self, *names: tuple[_Folder, str, _File | _Folder | None]) -> None:
        change = _Change(names)
        change.apply({folder: folder.names for folder, _, _ in names})
        self._pending.append(change)

    def _sync(self, opened: _File | _Folder) -> None:
        if isinstance(opened, _File):
            opened.sync()
            return
        for change in self._pending:
            if change.touches(opened):
                change.apply(self._lasting)
        self._pending = [change for change in self._pending if not change.touches(opened)]

    def disk(self, chance: random.Random) -> dict[str, bytes | None]:
        """One disk that the power cut may leave: each file's path and its bytes, each folder's path and None."""
        lasting = {folder: dict(names) for folder, names in self._lasting.items()}
        for change in self._pending[: chance.randint(0, len(self._pending))]:
            change.apply(lasting)
        reaches = chance.choice((0.1, 0.5, 0.9))
        in_order = chance.random() < 1 / 3
        found: dict[str, bytes | None] = {}

        def walk(folder: _Folder, below: str) -> None:
            for name, each in lasting.get(folder, {}).items():
                if isinstance(each, _Folder):
                    found[below + name] = None
                    walk(each, f"{below}{name}/")
                    continue
                content = bytearray(each.lasting)
                _apply(content, _first(each.pending, chance) if in_order else _some(each.pending, chance, reaches))
                found[below + name] = bytes(content)

        walk(self._root, "")
        return found


def lay_out(disk: dict[str, bytes | None], folder: Path) -> None:
    """Write the files of a disk into a folder that is not there yet."""
    folder.mkdir()
    for name, content in disk.items():
        if content is None:
            (folder / name).mkdir()
        else:
            (folder / name).write_bytes(content)


def _apply(content: bytearray, changes: list[tuple[int, bytes | None]]) -> None:
    for offset, data in changes:
        if len(content) < offset:
            content.extend(bytes(offset - len(content)))
        if data is None:
            del content[offset:]
        else:
            content[offset : offset + len(data)] = data


def _first(changes: list[tuple[int, bytes | None]], chance: random.Random) -> list[tuple[int, bytes | None]]:
    """The first few changes, the last of them torn: a disk that writes in order."""
    if not changes:
        return []
    *whole, (offset, data) = changes[: chance.randint(1, len(changes))]
    return [*whole, (offset, data and data[: TORN_AT * chance.randint(0, len(data) // TORN_AT)])]


def _some(
    changes: list[tuple[int, bytes | None]], chance: random.Random, reaches: float
) -> list[tuple[int, bytes | None]]:
    """Any of the sectors: a disk that writes in whatever order suits it."""
    found: list[tuple[int, bytes | None]] = []
    for offset, data in changes:
        if data is None:
            if chance.random() < reaches:
                found.append((offset, None))
            continue
        start = 0
        while start < len(data):
            end = min(len(data), start + SECTOR - (offset + start) % SECTOR)
            if chance.random() < reaches:
                torn = chance.random() < 0.1
                piece = data[start:end]
                found.append((offset + start, piece[: TORN_AT * chance.randint(0, 7)] if torn else piece))
            start = end
    return found
