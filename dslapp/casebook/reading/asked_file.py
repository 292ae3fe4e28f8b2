"""A file as the child has it: it can be read anywhere, and each range is asked for of the program."""

import io
from collections import OrderedDict
from collections.abc import Callable

from dslapp.casebook.pictures.protocol import frame
from dslapp.casebook.reading.protocol import Wanted

_BLOCK = 1 << 18
_KEPT = 64
"""Blocks: 16 MiB."""


class AskedFile(io.RawIOBase):
    """Reads as a file does. Keeps the blocks that were used last, for readers jump to and fro by a few bytes."""

    def __init__(self, size: int, write: Callable[[bytes], None], read: Callable[[int], bytes]) -> None:
        super().__init__()
        self.size, self._at = size, 0
        self._write_out, self._read_in = write, read
        self._blocks: OrderedDict[int, bytes] = OrderedDict()

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def seekable(self) -> bool:
        """Anywhere."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place; beyond the end nothing is read."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        if start + offset < 0:
            raise OSError("before the start of the file")
        self._at = start + offset
        return self._at

    def tell(self) -> int:
        """Where the next byte is read."""
        return self._at

    def readinto(self, buffer: object) -> int:
        """Fill as much of `buffer` as the block at this place has."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]  # any writable buffer, as RawIOBase has it
        number, within = divmod(self._at, _BLOCK)
        if not len(view) or self._at >= self.size:
            return 0
        piece = self._block(number)[within : within + len(view)]
        view[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def _block(self, number: int) -> bytes:
        if number in self._blocks:
            self._blocks.move_to_end(number)
            return self._blocks[number]
        offset = number * _BLOCK
        length = min(_BLOCK, self.size - offset)
        self._write_out(frame(Wanted(offset=offset, length=length)))
        self._blocks[number] = got = self._read_in(length)
        if len(self._blocks) > _KEPT:
            self._blocks.popitem(last=False)
        return got
