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


_Names = dict[str, _File]


@dataclass(frozen=True)
class _Renaming:
    """A change of names: what goes, what comes, and the folder whose sync makes it last."""

    gone: str
    come: str
    file: _File | None

    @property
    def folder(self) -> str:
        return str(Path(self.come or self.gone).parent)

    def apply(self, names: _Names) -> None:
        names.pop(self.gone, None)
        if self.file is not None:
            names[self.come] = self.file


class PowerCut:
    """Follows the log call by call; at any point tells what the disk may hold if the power fails there."""

    def __init__(self, folder: Path, before: Path) -> None:
        """`folder` is where the log was made, `before` a copy of how it was when the log began."""
        self._root = str(folder)
        self._now: _Names = {
            self._root + str(path)[len(str(before)) :]: _File(bytearray(path.read_bytes()))
            for path in before.rglob("*") if path.is_file()
        }  # fmt: skip
        self._lasting = dict(self._now)
        self._pending: list[_Renaming] = []
        self._opened: dict[int, _File | str] = {}
        self._moved_from = ""
        self.acknowledged = 0

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
                self._rename(call.path, "", None)
            case "F":
                self._moved_from = call.path
            case "R":
                self._move(self._moved_from, call.path)

    def _open(self, call: Call) -> None:
        if (file := self._now.get(call.path)) is not None:
            if call.length & os.O_TRUNC:
                file.pending.append((0, None))
            self._opened[call.handle] = file
        elif call.length & os.O_CREAT:
            made = self._opened[call.handle] = _File()
            self._rename("", call.path, made)
        else:
            self._opened[call.handle] = call.path  # a folder

    def _rename(self, gone: str, come: str, file: _File | None) -> None:
        change = _Renaming(gone, come, file)
        change.apply(self._now)
        self._pending.append(change)

    def _move(self, gone: str, come: str) -> None:
        if gone in self._now:
            return self._rename(gone, come, self._now[gone])
        for name in [name for name in self._now if name.startswith(gone + "/")]:  # a folder, moved whole
            self._rename(name, come + name[len(gone) :], self._now[name])
        return None

    def _sync(self, opened: _File | str) -> None:
        if isinstance(opened, _File):
            return opened.sync()
        for change in self._pending:
            if change.folder == opened:
                change.apply(self._lasting)
        self._pending = [change for change in self._pending if change.folder != opened]
        return None

    def disk(self, chance: random.Random) -> dict[str, bytes]:
        """One disk that the power cut may leave: each file's path within the folder, and its bytes."""
        names = dict(self._lasting)
        for change in self._pending[: chance.randint(0, len(self._pending))]:
            change.apply(names)
        reaches = chance.choice((0.1, 0.5, 0.9))
        in_order = chance.random() < 1 / 3
        found = {}
        for path, file in names.items():
            content = bytearray(file.lasting)
            _apply(content, _first(file.pending, chance) if in_order else _some(file.pending, chance, reaches))
            found[path[len(self._root) + 1 :]] = bytes(content)
        return found


def lay_out(disk: dict[str, bytes], folder: Path) -> None:
    """Write the files of a disk into an empty folder."""
    for name, content in disk.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


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
