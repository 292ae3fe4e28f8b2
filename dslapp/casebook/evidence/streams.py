"""The streams through which evidence passes: each hashes what goes by and remembers which side failed."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import sha256
from threading import Event
from types import TracebackType
from typing import BinaryIO, Self

from dslapp.casebook.pictures.formats import ENOUGH
from dslapp.domain.long_work import Progress
from dslapp.domain.problems import UserProblem

_PIECE = 1 << 20
_PIECES_WAITING = 4


class EvidenceCancelled(UserProblem):
    """The person pressed Cancel; nothing was kept."""

    def __init__(self) -> None:
        super().__init__("You stopped this. Nothing was attached.", "The file itself is where it was.")


class Hashing:
    """Computes SHA-256 beside the encryption, on a thread that lives no longer than this one piece of work.

    Both take as long as each other, so that one after the other would halve the speed on a film of 300 MB. The thread
    sees bytes and a hash and nothing else. A file under 1 MiB needs none.
    """

    def __init__(self) -> None:
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="hashing")
        self._waiting: deque[Future[None]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._worker.shutdown(wait=True, cancel_futures=True)

    def submit(self, act: Callable[[bytes], None], piece: bytes) -> None:
        """Hash a piece when its turn comes; waits while too many pieces are in memory."""
        if len(self._waiting) >= _PIECES_WAITING:
            self._waiting.popleft().result()
        self._waiting.append(self._worker.submit(act, piece))

    def finish(self) -> None:
        """Return when all that was submitted is hashed."""
        while self._waiting:
            self._waiting.popleft().result()


class Digest:
    """The SHA-256 and the length of what was added, in order."""

    def __init__(self, hashing: Hashing) -> None:
        self._hashing = hashing
        self._hash = sha256()
        self._pieces: list[bytes] = []
        self._held = 0
        self.size = 0

    def add(self, data: bytes) -> None:
        """Add bytes at the end."""
        self._pieces.append(data)
        self._held += len(data)
        self.size += len(data)
        if self._held >= _PIECE:
            self._hashing.submit(self._hash.update, b"".join(self._pieces))
            self._pieces.clear()
            self._held = 0

    def hexdigest(self) -> str:
        """Return the SHA-256 of all that was added, as 64 lower-case hexadecimal digits."""
        self._hashing.finish()
        for piece in self._pieces:
            self._hash.update(piece)
        self._pieces.clear()
        return self._hash.hexdigest()


class Reporting:
    """Counts bytes, tells the progress once a MiB, and stops when the person cancels."""

    def __init__(self, total: int, progress: Progress | None, cancelled: Event | None) -> None:
        self._total, self._progress, self._cancelled = total, progress, cancelled
        self._done = self._told = 0

    def count(self, size: int) -> None:
        """Note that so many more bytes are done. Raises EvidenceCancelled."""
        self._done += size
        if self._done - self._told >= _PIECE or self._done == self._total:
            self._told = self._done
            if self._cancelled is not None and self._cancelled.is_set():
                raise EvidenceCancelled
            if self._progress is not None:
                self._progress(self._done, self._total)


class Source:
    """The file that is attached, as the encryption reads it: from the disk a MiB at a time, handed out as asked for.

    pyrage turns any error of a stream into its own words, so the real one is kept in `failure`.
    """

    def __init__(self, stream: BinaryIO, digest: Digest, reporting: Reporting) -> None:
        self._stream, self._reporting = stream, reporting
        self._piece, self._at = b"", 0
        self.digest = digest
        self.start = b""
        self.failure: BaseException | None = None

    def read(self, size: int) -> bytes:
        """Read on, hashing what was read."""
        if self._at >= len(self._piece):
            self._read_next_piece()
        data = self._piece[self._at : self._at + size]
        self._at += size
        return data

    def _read_next_piece(self) -> None:
        try:
            self._piece, self._at = self._stream.read(_PIECE), 0
            self.digest.add(self._piece)
            self._reporting.count(len(self._piece))
        except BaseException as error:
            self.failure = error
            raise
        if len(self.start) < ENOUGH:
            self.start += self._piece[:ENOUGH]


class Target:
    """Where bytes go: through a hash and into a stream, if one is given."""

    def __init__(self, digest: Digest, stream: BinaryIO | None = None, reporting: Reporting | None = None) -> None:
        self._stream, self._reporting = stream, reporting
        self.digest = digest
        self.failure: BaseException | None = None

    def write(self, data: bytes) -> int:
        """Write all of `data`, hashing it."""
        try:
            self.digest.add(data)
            if self._stream is not None:
                self._stream.write(data)
            if self._reporting is not None:
                self._reporting.count(len(data))
        except BaseException as error:
            self.failure = error
            raise
        return len(data)

    def flush(self) -> None:
        """Leave flushing to whoever opened the stream."""
