"""Take a picture in by two steps, as a person does: look at what came, then attach it or leave it.

Both run on the thread for files; `on_casebook(work, *arguments)` runs what needs the database on the casebook's thread.
"""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import msgspec

from dslapp.casebook.evidence.streams import EvidenceCancelled
from dslapp.casebook.pictures.formats import BMP, ENOUGH, media_type
from dslapp.domain.evidence import Exhibit
from dslapp.domain.statements import TriState
from dslapp.services.attach_evidence import (
    NOTHING_ANSWERED,
    AlreadyAttached,
    Progress,
    WaitingPicture,
    check_intake,
    check_unknown,
    keep_picture,
    look_at_source,
    record_exhibit,
)
from dslapp.services.session import Session
from dslapp.services.show_evidence import Pixels, waiting_thumbnail

OnCasebook = Callable[..., Any]
Source = Path | Callable[[], bytes]
"""A file, or what makes the bytes of a pasted image; not touched before the gate's question is answered with no."""

THUMBNAIL = 320
"""Dots of a thumbnail's longer side."""


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """A picture that was looked at and waits, in memory only; `known` when it is an exhibit already."""

    picture: WaitingPicture
    thumbnail: Pixels
    known: AlreadyAttached | None = None


def look_at(
    session: Session, on_casebook: OnCasebook, incident_id: str, source: Source, image_answer: TriState, cancel: Event
) -> Looked:
    """Read and decode one picture that came, behind the gate. Nothing is kept.

    Raises GateClosed before anything is touched, EvidenceCancelled, EvidenceRefused or PictureUnreadable.
    """
    on_casebook(check_intake, session, incident_id, image_answer)
    _stop_if(cancel)
    if isinstance(source, Path):
        waiting = look_at_source(session, source)
    else:
        pasted = source()
        bare = media_type(pasted[:ENOUGH]) == BMP
        waiting = look_at_source(session, session.pictures.as_png(pasted) if bare else pasted, pasted=True)
    small = waiting_thumbnail(session, waiting, THUMBNAIL)
    try:
        on_casebook(check_unknown, session, waiting.sha256)
    except AlreadyAttached as known:
        return Looked(picture=waiting, thumbnail=small, known=known)
    return Looked(picture=waiting, thumbnail=small)


def attach(
    session: Session,
    on_casebook: OnCasebook,
    incident_id: str,
    waiting: WaitingPicture,
    cancel: Event,
    *,
    although_known: bool = False,
    awaited: str = "",
    progress: Progress | None = None,
) -> Exhibit:
    """Keep a picture that was looked at, and record it; its questions may be answered later.

    Raises GateClosed, AlreadyAttached, EvidenceCancelled or an EnvironmentProblem; the picture then waits as before.
    """
    _stop_if(cancel)
    on_casebook(check_intake, session, incident_id, "no")
    kept = keep_picture(session, waiting, progress=progress, cancel=cancel)
    recorded = on_casebook(
        record_exhibit, session, incident_id, kept, NOTHING_ANSWERED, although_known=although_known, awaited=awaited
    )
    assert isinstance(recorded, Exhibit)
    return recorded


def _stop_if(cancel: Event) -> None:
    if cancel.is_set():
        raise EvidenceCancelled
