"""Show files other than pictures: pages of a PDF, films, sounds; each drawn or decoded in a child from memory."""

from dslapp.casebook.evidence.files import EvidenceUnsound
from dslapp.casebook.pictures.formats import PDF
from dslapp.casebook.reading.problems import NotReadable
from dslapp.casebook.reading.reader import SoundPiece as SoundPiece
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.problems import UserProblem
from dslapp.services.copies.show_copy import copy_thumbnail
from dslapp.services.exhibits.exhibit_locks import refuse_locked
from dslapp.services.exhibits.show_evidence import Pixels, noted_unsound, original, thumbnail
from dslapp.services.session import Session

MOST_SHOWN = 256 << 20
"""Bytes of a file that is drawn from: it is held in memory while it is looked at."""
SMALL_FILE = 32 << 20
"""Bytes up to which a file is opened for the small picture of its first page."""
HEAR_A_COPY = (
    "Save a copy of the original, saying what for, and listen to it on a computer of the school. Then delete the copy."
)
_HEARD = frozenset({"audio/wav", "audio/ogg", "audio/mpeg", "audio/flac", "audio/x-caf"})
_LETTERS, _SMALL = 2.0, 0.5
"""Dots a point: for reading, and for the gallery."""


def is_paged(exhibit: Exhibit) -> bool:
    """Whether its pages can be drawn."""
    return exhibit.media_type == PDF and exhibit.pages > 0


def has_frames(exhibit: Exhibit) -> bool:
    """Whether pictures of it can be drawn at times: a film that the child could read."""
    return exhibit.exhibit_kind == "film" and exhibit.width > 0


def can_be_heard(exhibit: Exhibit) -> bool:
    """Whether it is a sound of a kind that the child may be able to decode."""
    return exhibit.exhibit_kind == "sound" and exhibit.media_type in _HEARD


def read_for_showing(session: Session, exhibit: Exhibit) -> bytes:
    """The bytes to draw from, their hash checked. Uses no database: runs on the thread for files.

    Raises UserProblem for a file that is too large to be held, EvidenceUnsound or ExhibitLocked.
    """
    if exhibit.size > MOST_SHOWN:
        raise UserProblem(
            f"Exhibit {exhibit.ref} is too large to be shown here: it would have to be held in memory as a whole.",
            "It is kept as it came. Save a copy of the original and look at it on a computer of the school.",
        )
    return original(session, exhibit)


def check_kept(session: Session, exhibit: Exhibit) -> None:
    """Check a file's hash without holding it. Uses no database. Raises EvidenceUnsound or ExhibitLocked."""
    check = session.evidence.check(exhibit.file_id, exhibit.sha256)
    if check.state != "sound":
        raise noted_unsound(session, exhibit, EvidenceUnsound(check))
    refuse_locked(session, exhibit)


def page_picture(session: Session, data: bytes, number: int) -> Pixels:
    """A page of a PDF, from 0. Raises NotReadable in words."""
    return session.files.pages(data, _LETTERS, number, 1)[0]


def film_pictures(
    session: Session, data: bytes, at_s: float, step_s: float, count: int, longest: int
) -> tuple[Pixels, ...]:
    """Pictures of a film from `at_s` on, one each `step_s` seconds; fewer at its end. Raises NotReadable in words."""
    return session.files.frames(data, at_s, step_s, count, longest)


def sound_piece(session: Session, data: bytes, at_s: float, seconds: int) -> SoundPiece:
    """At most `seconds` of a recording from `at_s` on, as bare samples. Raises UserProblem in words."""
    try:
        return session.files.sound(data, at_s, seconds)
    except NotReadable as told:
        unknown = "This recording cannot be heard here: it is damaged, or coded in a way that the program cannot read."
        raise UserProblem(unknown if told.reason == "damaged" else told.message, HEAR_A_COPY) from told


def small_picture(session: Session, exhibit: Exhibit, poster: Derivative | None, longest: int) -> Pixels | None:
    """What stands for an exhibit in the gallery: its picture, its first page, the first picture of a film, or nothing.

    Uses no database. Raises EvidenceUnsound or ExhibitLocked, and what the children say in words.
    """
    if exhibit.exhibit_kind == "picture":
        return thumbnail(session, exhibit, longest)
    if poster is not None:
        return copy_thumbnail(session, poster, longest)
    if is_paged(exhibit) and exhibit.size <= SMALL_FILE:
        return session.files.pages(original(session, exhibit), _SMALL, 0, 1)[0]
    return None
