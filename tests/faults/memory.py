"""Reads what another process holds in memory, as a debugger would, and looks for words and keys in it."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

_AT_ONCE = 8 << 20
_OVERLAP = 4096


def readable() -> bool:
    """Whether this computer lets us read a process that is not dumpable: only its administrator may."""
    return Path("/proc/self/mem").exists() and os.geteuid() == 0


def spelled(words: str) -> tuple[bytes, ...]:
    """How words lie in memory: in Python and C, in Qt, and in Python beside an emoji."""
    return words.encode(), words.encode("utf-16-le"), words.encode("utf-32-le")


def found_in(process: int, wanted: Mapping[str, tuple[bytes, ...]]) -> set[str]:
    """Which of `wanted` stand anywhere in the memory of a process, its arguments and environment included."""
    found = set()
    for part in _parts(process):
        found |= {name for name, spellings in wanted.items() if any(each in part for each in spellings)}
    return found


def size_of(process: int) -> int:
    """How many bytes a process has mapped readably."""
    return sum(end - start for start, end in _regions(process))


def _parts(process: int) -> Iterator[bytes]:
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for start, end in _regions(process):
            at, before = start, b""
            while at < end:
                try:
                    memory.seek(at)
                    part = memory.read(min(_AT_ONCE, end - at))
                except (OSError, ValueError, OverflowError):
                    break  # a device's memory, or given back since
                if not part:
                    break
                yield before + part
                at, before = at + len(part), part[-_OVERLAP:]
    for name in ("cmdline", "environ"):
        yield Path(f"/proc/{process}/{name}").read_bytes()


def _regions(process: int) -> list[tuple[int, int]]:
    regions = []
    for line in Path(f"/proc/{process}/maps").read_text().splitlines():
        span, rights, *_ = line.split()
        if rights.startswith("r") and "[vvar" not in line and "[vsyscall" not in line:
            start, end = (int(edge, 16) for edge in span.split("-"))
            regions.append((start, end))
    return regions
