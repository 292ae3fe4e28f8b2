"""Outlook messages made by the tests: a container of streams, as Outlook writes it, with a message's properties."""

import struct
from collections.abc import Mapping
from datetime import UTC, datetime

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_END, _FREE, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF
_TEXT, _BINARY, _TIME, _NUMBER = 0x001F, 0x0102, 0x0040, 0x0003
Tree = Mapping[str, "bytes | Tree"]


def outlook_message(
    *, sender: str, to: str, subject: str, body: str, sent: datetime, files: Mapping[str, bytes] = {}
) -> bytes:
    """A message as Outlook saves one that was sent from it."""
    tree: dict[str, bytes | Tree] = dict(
        _properties(
            struct.pack("<8x4I8x", 0, len(files), 0, len(files)),
            {0x001A: "IPM.Note", 0x0037: subject, 0x0C1A: sender, 0x0C1F: f"{sender}@example.com", 0x0E04: to,
             0x1000: body, 0x0039: sent},
        )
    )  # fmt: skip
    for number, (name, data) in enumerate(files.items()):
        about = {0x3707: name, 0x370E: "application/octet-stream", 0x3701: data, 0x3705: 1}
        tree[f"__attach_version1.0_#{number:08X}"] = dict(_properties(bytes(8), about))
    return container(tree)


def _properties(header: bytes, values: Mapping[int, object]) -> dict[str, bytes]:
    streams, table = dict[str, bytes](), header
    for number, value in values.items():
        if isinstance(value, datetime):
            since = int((value - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds() * 10_000_000)
            table += struct.pack("<HHIQ", _TIME, number, 6, since)
        elif isinstance(value, int):
            table += struct.pack("<HHIII", _NUMBER, number, 6, value, 0)
        else:
            kind = _BINARY if isinstance(value, bytes) else _TEXT
            data = value if isinstance(value, bytes) else str(value).encode("utf-16-le")
            streams[f"__substg1.0_{number:04X}{kind:04X}"] = data
            table += struct.pack("<HHIII", kind, number, 6, len(data), 0)
    return {"__properties_version1.0": table, **streams}


def container(tree: Tree) -> bytes:
    """A compound file with these streams and storages."""
    sectors, mini = list[bytes](), list[bytes]()
    chains, mini_chains = list[int](), list[int]()
    entries: list[list[object]] = [["Root Entry", 5, _NONE, _NONE, _NONE, _END, 0]]
    _add(tree, 0, entries, sectors, chains, mini, mini_chains)
    entries[0][5], entries[0][6] = _keep(b"".join(mini), sectors, chains), len(mini) * _MINI
    mini_table = _keep(_table(mini_chains), sectors, chains)
    directory = _keep(b"".join(map(_entry, entries)), sectors, chains)
    count = 1
    while (len(sectors) + count) * 4 > count * _SECTOR:
        count += 1
    first = len(sectors)
    table = _table(chains + [0xFFFFFFFD] * count)
    sectors += [table[at : at + _SECTOR] for at in range(0, len(table), _SECTOR)]
    places = [first + number for number in range(count)] + [_FREE] * (109 - count)
    minis = (len(mini_chains) * 4 + _SECTOR - 1) // _SECTOR
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, count, directory, 0,
        _CUTOFF, mini_table if minis else _END, minis, _END, 0, places[0],
    )  # fmt: skip
    return header + struct.pack("<108I", *places[1:]) + b"".join(sectors)


def _add(
    tree: Tree, parent: int, entries: list[list[object]], sectors: list[bytes], chains: list[int], mini: list[bytes],
    mini_chains: list[int],
) -> None:  # fmt: skip
    before = None
    for name, value in sorted(tree.items(), key=lambda item: (len(item[0]), item[0].upper())):
        number = len(entries)
        if isinstance(value, bytes):
            small = len(value) < _CUTOFF
            start = _keep(value, mini, mini_chains, _MINI) if small else _keep(value, sectors, chains)
            entries.append([name, 2, _NONE, _NONE, _NONE, start, len(value)])
        else:
            entries.append([name, 1, _NONE, _NONE, _NONE, 0, 0])
            _add(value, number, entries, sectors, chains, mini, mini_chains)
        if before is None:
            entries[parent][4] = number
        else:
            entries[before][3] = number  # a tree that leans to the right is a tree
        before = number


def _keep(data: bytes, sectors: list[bytes], chains: list[int], size: int = _SECTOR) -> int:
    if not data:
        return _END
    first = len(sectors)
    for at in range(0, len(data), size):
        sectors.append(data[at : at + size].ljust(size, b"\0"))
        chains.append(len(sectors))
    chains[-1] = _END
    return first


def _table(chains: list[int]) -> bytes:
    data = struct.pack(f"<{len(chains)}I", *chains)
    return data.ljust(-(-len(data) // _SECTOR) * _SECTOR, b"\xff")


def _entry(entry: list[object]) -> bytes:
    name, kind, left, right, child, start, size = entry
    text = str(name).encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII16xI8x8xIQ", text, len(text), kind, 1, left, right, child, 0, start, size)
