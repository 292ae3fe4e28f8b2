"""Reads and writes a pipe to the end of what is meant: a raw pipe takes and gives as much as it likes at once."""

import io


def read_exactly(source: io.FileIO, size: int) -> bytes:
    """Return exactly `size` bytes. Raises EOFError when the other side is gone."""
    held = bytearray(size)
    view, at = memoryview(held), 0
    while at < size:
        count = source.readinto(view[at:])
        if not count:
            raise EOFError
        at += count
    return bytes(held)


def write_all(target: io.FileIO, data: bytes | memoryview) -> None:
    """Write all of `data`."""
    view = memoryview(data)
    while view:
        view = view[target.write(view) or 0 :]
