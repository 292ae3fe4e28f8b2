"""Take a file in by two steps, as a person does: look at what came, then attach it or leave it.

Both run on the thread for files; `on_casebook(work, *arguments)` runs what needs the database on the casebook's thread.
"""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import msgspec

from dslapp.casebook.evidence.streams import EvidenceCancelled
from dslapp.casebook.pictures.formats import BMP, ENOUGH, media_type
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.long_work import OnCasebook, Progress
from dslapp.domain.statements import TriState
from dslapp.services.exhibits.show_evidence import Pixels, waiting_thumbnail
from dslapp.services.intake.attach_evidence import (
    NOTHING_ANSWERED,
    AlreadyAttached,
    ExhibitAnswers,
    check_intake,
    check_unknown,
    record_exhibit,
)
from dslapp.services.intake.look_at_file import WaitingFile, keep_file, look_at_source
from dslapp.services.session import Session

Source = Path | Callable[[], bytes]
"""A file, or what makes the bytes of a pasted image; not touched before the gate's question is answered with no."""

THUMBNAIL = 320
"""Dots of a thumbnail's longer side."""


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was looked at and waits for the word to be kept; `known` when it is an exhibit already."""

    waiting: WaitingFile
    thumbnail: Pixels | None = None
    """None where there is nothing to draw: a sound, an archive, a letter."""
    known: AlreadyAttached | None = None


def look_at(
    session: Session,
    on_casebook: OnCasebook,
    incident_id: str,
    source: Source,
    image_answer: TriState,
    cancel: Event,
    *,
    name: str = "",
    progress: Progress | None = None,
) -> Looked:
    """Have one file that came read in the child, behind the gate. Nothing is kept.

    `name` is what a file is called that another program hands over as bytes. Raises GateClosed before anything is
    touched, EvidenceCancelled, EvidenceRefused or PictureUnreadable.
    """
    on_casebook(check_intake, session, incident_id, image_answer)
    stop_if(cancel)
    if isinstance(source, Path):
        waiting = look_at_source(session, source, name=name, progress=progress, cancel=cancel)
    else:
        came = source()
        bare = not name and media_type(came[:ENOUGH]) == BMP
        waiting = look_at_source(session, session.pictures.as_png(came) if bare else came, name=name, pasted=not name)
    return known_or_new(session, on_casebook, waiting)


def known_or_new(session: Session, on_casebook: OnCasebook, waiting: WaitingFile) -> Looked:
    """What was looked at, drawn small, with the exhibit that it is already.

    Raises MustNotBeHere, before anything is drawn, for what was purged here or is hidden.
    """
    known: AlreadyAttached | None = None
    try:
        on_casebook(check_unknown, session, waiting.sha256, name=waiting.name)
    except AlreadyAttached as found:
        known = found
    return Looked(waiting=waiting, thumbnail=waiting_thumbnail(session, waiting, THUMBNAIL), known=known)


def attach(
    session: Session,
    on_casebook: OnCasebook,
    incident_id: str,
    waiting: WaitingFile,
    cancel: Event,
    *,
    answers: ExhibitAnswers = NOTHING_ANSWERED,
    although_known: bool = False,
    awaited: str = "",
    progress: Progress | None = None,
) -> Exhibit:
    """Keep a file that was looked at, and record it; its questions may be answered later.

    Raises GateClosed, AlreadyAttached, EvidenceRefused when it is another file by now, EvidenceCancelled or an
    EnvironmentProblem; what was looked at then waits as before.
    """
    stop_if(cancel)
    on_casebook(check_intake, session, incident_id, "no")
    kept = keep_file(session, waiting, progress=progress, cancel=cancel)
    recorded = on_casebook(
        record_exhibit, session, incident_id, kept, answers, although_known=although_known, awaited=awaited
    )
    assert isinstance(recorded, Exhibit)
    return recorded


def stop_if(cancel: Event) -> None:
    """Raise EvidenceCancelled when the person pressed Stop."""
    if cancel.is_set():
        raise EvidenceCancelled
