"""Look at a file before anybody keeps it, and keep what was looked at; both without the database.

A small file waits in memory, a large one where it is: then what is kept is compared with what was looked at.
"""

import hashlib
import io
from pathlib import Path
from threading import Event

import msgspec

from dslapp.casebook.evidence.files import KeptFile
from dslapp.casebook.evidence.sources import EvidenceRefused, check_unchanged, opened, read_whole
from dslapp.casebook.evidence.streams import Reporting
from dslapp.domain.evidence.exhibits import SaidByFile
from dslapp.domain.evidence.file_facts import FileFacts
from dslapp.domain.long_work import Progress
from dslapp.domain.problems import UserProblem
from dslapp.domain.seen_words import file_name, hides_something
from dslapp.services.session import Session

HELD_IN_MEMORY = 32 << 20
"""Bytes. A larger file is not held while it waits: 300 MB of film must not fill the memory of an old computer."""
_PIECE = 1 << 20
_MOST_SAID = 400
NAME_HID = "a name with invisible characters"
_NAMED = frozenset({"from", "to", "subject", "title"})
"""What a file says that reads as nothing without a word before it."""


class WaitingFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was looked at and waits for the word to be kept: in memory, or by its path when it is large."""

    facts: FileFacts
    sha256: str
    name: str
    size: int
    data: bytes = b""
    path: Path | None = None
    """Where a large file is; then `data` is empty."""
    pasted: bool = False
    """It came from the clipboard as an image and not as a file: its bytes were made by pasting."""
    part_of: str = ""
    """The exhibit (an e-mail, an archive) out of which it was taken."""
    name_hid: bool = False
    """There were characters in its name that nobody sees; they are taken out of `name`."""

    @property
    def source(self) -> Path | bytes:
        """What can be read of it again."""
        return self.data if self.path is None else self.path

    @property
    def said_of_itself(self) -> str:
        """What the file says of itself in a line: read from the file, not a fact."""
        pasted = ("pasted from the clipboard",) if self.pasted else ()
        frames = self.facts.frames
        moves = (f"{frames} pictures in one file, the first is shown",) if frames > 1 else ()
        hid = (NAME_HID,) if self.name_hid else ()
        return _shortened(", ".join((*pasted, *hid, *map(_in_words, self.facts.said), *moves)))


class KeptWaiting(msgspec.Struct, frozen=True, kw_only=True):
    """A file that is safely in the evidence folder, with the first picture of a film, and waits for its record."""

    file: KeptFile
    waiting: WaitingFile
    poster: KeptFile | None = None
    poster_size: tuple[int, int] = (0, 0)
    """Its width and height in dots."""

    @property
    def file_ids(self) -> tuple[str, ...]:
        """What to remove again when there will be no record."""
        return tuple(each.file_id for each in (self.file, self.poster) if each is not None)


def look_at_source(
    session: Session,
    source: Path | bytes,
    *,
    name: str = "",
    pasted: bool = False,
    part_of: str = "",
    progress: Progress | None = None,
    cancel: Event | None = None,
) -> WaitingFile:
    """Have a file read in the child that has no rights, and hash it. Uses no database: runs on the thread for files.

    Raises EvidenceRefused, PictureUnreadable or EvidenceCancelled. Nothing is kept, whatever happens.
    """
    given = name or (source.name if isinstance(source, Path) else "")
    called = file_name(given)
    large = source if isinstance(source, Path) and _size(source) > HELD_IN_MEMORY else None
    if large is not None:
        sha256, size = _hashed(large, progress, cancel)
        facts, data = session.files.look(large, called), b""
    else:
        data = read_whole(source, HELD_IN_MEMORY) if isinstance(source, Path) else source
        facts = session.files.look(data, called)
        sha256, size = hashlib.sha256(data).hexdigest(), len(data)
    return WaitingFile(
        facts=facts, sha256=sha256, name=called, size=size, data=data, path=large, pasted=pasted, part_of=part_of,
        name_hid=hides_something(given),
    )  # fmt: skip


def keep_file(
    session: Session, waiting: WaitingFile, *, progress: Progress | None = None, cancel: Event | None = None
) -> KeptWaiting:
    """Keep its bytes as they are, encrypted and read back. Uses no database: runs on the thread for files.

    Raises EvidenceRefused when it is not the file any more that was looked at, EvidenceNotKept or EvidenceCancelled;
    then nothing is kept.
    """
    evidence = session.evidence
    kept = evidence.keep(waiting.path or io.BytesIO(waiting.data), progress=progress, cancelled=cancel)
    try:
        if kept.sha256 != waiting.sha256:
            raise EvidenceRefused(
                "This is not the file any more that was looked at: another program changed it since.",
                "Take it out and attach it again. Nothing was kept.",
            )
        size, poster = _size_of_poster(session, waiting.facts.poster), None
        if size is not None:
            poster = evidence.keep(io.BytesIO(waiting.facts.poster))
    except BaseException:
        evidence.remove(kept.file_id)
        raise
    return KeptWaiting(file=kept, waiting=waiting, poster=poster, poster_size=size or (0, 0))


def _size_of_poster(session: Session, poster: bytes) -> tuple[int, int] | None:
    """Its width and height, or None when there is none that can be shown: the film is kept without."""
    if not poster:
        return None
    try:
        facts = session.files.inspect(poster)
    except UserProblem:
        return None
    return facts.width, facts.height


def _size(path: Path) -> int:
    with opened(path) as (_, before):
        return before.size


def _hashed(path: Path, progress: Progress | None, cancel: Event | None) -> tuple[str, int]:
    """The SHA-256 and the size of a file that nobody wrote to meanwhile."""
    digest, read = hashlib.sha256(), 0
    with opened(path) as (stream, before):
        reporting = Reporting(before.size, progress, cancel)
        while piece := stream.read(_PIECE):
            digest.update(piece)
            read += len(piece)
            reporting.count(len(piece))
        check_unchanged(path, stream, before, read)
    return digest.hexdigest(), read


def _in_words(said: SaidByFile) -> str:
    if said.what == "time" and said.source == "EXIF":
        return f"taken {said.text}"
    return f"{said.what} {said.text}" if said.what in _NAMED else said.text


def _shortened(words: str) -> str:
    """At most a few lines of it; every piece stands in `Exhibit.said`."""
    return words if len(words) <= _MOST_SAID else words[: _MOST_SAID - 1] + "…"
