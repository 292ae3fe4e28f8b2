"""The pictures of exhibits for a paper: the picture, a copy in its place, pages of a PDF, a film's first picture."""

from collections.abc import Iterable, Mapping, Sequence
from threading import Event
from typing import TYPE_CHECKING

from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.file_words import length_in_words
from dslapp.domain.long_work import Progress
from dslapp.domain.problems import Problem
from dslapp.services.copies.show_copy import copy_bytes
from dslapp.services.exhibits.show_evidence import original
from dslapp.services.session import Session

if TYPE_CHECKING:
    from dslapp.documents.pictures import Picture

_PDF = "application/pdf"
_MOST_PAGES = 6
"""Pages of one PDF that are shown; the whole of it is the exhibit."""
_SCALE = 1.5
"""Dots a point: 108 to the inch."""
_LARGEST_PDF = 64 << 20


def plates_of(
    session: Session,
    exhibits: Iterable[Exhibit],
    copies: Iterable[Derivative],
    posters: Iterable[Derivative] = (),
    *,
    progress: Progress | None = None,
    cancel: Event | None = None,
) -> "Mapping[str, Sequence[Picture]]":
    """The pictures by the exhibits' references; what has none (a sound, an archive, a message) is left out.

    `copies` are shown in place of their originals, whose bytes are not even read then; `posters` are first pictures of
    films. Uses no database. Raises EvidenceUnsound, ExhibitLocked; ends early once `cancel` is set.
    """
    instead: dict[str, Derivative] = {copy.exhibit_id: copy for copy in copies}
    first: dict[str, Derivative] = {
        poster.exhibit_id: poster for poster in posters if poster.derivative_kind == "poster"
    }
    held = [exhibit for exhibit in exhibits if exhibit.file_id]
    plates: dict[str, Sequence[Picture]] = {}
    for number, exhibit in enumerate(held, 1):
        if cancel is not None and cancel.is_set():
            return plates
        copy = instead.get(exhibit.id)
        shown = _copy(session, copy) if copy else _original(session, exhibit, first)
        if shown:
            plates[exhibit.ref] = shown
        if progress is not None:
            progress(number, len(held) + 1)
    return plates


def _original(session: Session, exhibit: Exhibit, first: Mapping[str, Derivative]) -> "Sequence[Picture]":
    if exhibit.exhibit_kind == "picture":
        return (_printable(session, original(session, exhibit)),)
    if exhibit.media_type == _PDF and exhibit.size <= _LARGEST_PDF:
        return _pages(session, original(session, exhibit), exhibit.pages)
    if exhibit.id in first:
        note = "First picture of the film, which is the exhibit"
        if exhibit.length_s:
            note += f" and is {length_in_words(exhibit.length_s)} long"
        return (_printable(session, copy_bytes(session, first[exhibit.id]), note),)
    return ()


def _copy(session: Session, copy: Derivative) -> "Sequence[Picture]":
    note = f"Copy {copy.ref} in place of the original: {copy.derivative_kind}"
    data = copy_bytes(session, copy)
    if copy.media_type == _PDF:
        return _pages(session, data, copy.pages, note)
    return (_printable(session, data, note),)


def _printable(session: Session, data: bytes, note: str = "") -> "Picture":
    from dslapp.documents.pictures import Picture

    made = session.pictures.printable(data)
    return Picture(made.data, made.media_type, ". ".join(filter(None, (note, made.note))), made.orientation)


def _pages(session: Session, data: bytes, count: int, note: str = "") -> "Sequence[Picture]":
    """The first pages of a PDF; none of one that cannot be drawn, which its entry in the schedule then stands for."""
    from dslapp.documents.pictures import from_dots

    try:
        drawn = session.files.pages(data, _SCALE, 0, _MOST_PAGES)
    except Problem:
        return ()
    of = f" of {max(count, len(drawn))}"
    return tuple(
        from_dots(page.width, page.height, page.data, ". ".join(filter(None, (note, f"Page {number}{of}"))))
        for number, page in enumerate(drawn, 1)
    )
