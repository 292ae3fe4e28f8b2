"""A pipe of bytes between two threads, for libraries that insist on reading or writing a whole file at once."""

import queue
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

_PIECE = 1 << 20
_PIECES_WAITING = 4
_LOOKS_EVERY = 0.2
"""Seconds after which whoever waits looks whether the other side is still there."""


class PipeBroken(OSError):
    """The other side of the pipe has ended before its time; its own error is the one that tells why."""


class Pipe:
    """What one thread writes, another reads, a few MiB at most between them. Close it to say that all was written."""

    def __init__(self) -> None:
        self._pieces: queue.Queue[bytes] = queue.Queue(_PIECES_WAITING)
        self._held: list[bytes] = []
        self._size = 0
        self._piece, self._at = b"", 0
        self._ended = False
        self.broken = False

    def write(self, data: bytes) -> int:
        """Hand bytes over; waits while too many are under way. Raises PipeBroken."""
        self._held.append(bytes(data))
        self._size += len(data)
        if self._size >= _PIECE:
            self._hand_over()
        return len(data)

    def flush(self) -> None:
        """Leave it to `close`: pieces are handed over when they are large enough."""

    def close(self) -> None:
        """Say that all was written. Raises PipeBroken."""
        if self._size:
            self._hand_over()
        self._put(b"")

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, all that is left without one; nothing at the end. Raises PipeBroken."""
        if size < 0:
            return b"".join(iter(lambda: self.read(_PIECE), b""))
        while self._at >= len(self._piece) and not self._ended:
            self._piece, self._at = self._get(), 0
            self._ended = not self._piece
        data = self._piece[self._at : self._at + size]
        self._at += len(data)
        return data

    def _hand_over(self) -> None:
        piece = b"".join(self._held)
        self._held.clear()
        self._size = 0
        self._put(piece)

    def _put(self, piece: bytes) -> None:
        while not self.broken:
            try:
                return self._pieces.put(piece, timeout=_LOOKS_EVERY)
            except queue.Full:
                continue
        raise PipeBroken

    def _get(self) -> bytes:
        while True:
            try:
                return self._pieces.get(timeout=_LOOKS_EVERY)
            except queue.Empty:
                if self.broken:
                    raise PipeBroken from None


class Beside:
    """Runs the other side of a pipe on a thread that lives no longer than the `with`; its error is raised at the end.

    The thread sees bytes and a key and nothing else.
    """

    def __init__(self, pipe: Pipe, work: Callable[[], None], name: str) -> None:
        self._pipe, self._work = pipe, work
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._future: Future[None] | None = None

    def __enter__(self) -> Self:
        self._future = self._worker.submit(self._run)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if error is not None:
            self._pipe.broken = True
        self._worker.shutdown(wait=True)
        assert self._future is not None
        own = self._future.exception()
        if own is not None and (error is None or isinstance(error, PipeBroken)):
            raise own

    def _run(self) -> None:
        try:
            self._work()
        except BaseException:
            self._pipe.broken = True
            raise
