"""Attach evidence: gate, look, keep, record.

`take_in_evidence` runs `check_intake` and `record_exhibit` on the casebook's thread, `look_at_source` and `keep_file`
on the one for files; `attach_file` does all four in a row.
"""

from pathlib import Path

import msgspec

from dslapp.casebook.purging.purges import must_not_be_here
from dslapp.domain.case.casework import Action
from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import ExhibitId, IncidentId, new_id
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import (
    CaptureMethod,
    CustodyEvent,
    Exhibit,
    ExhibitKind,
    ExhibitText,
    Material,
    PowerState,
)
from dslapp.domain.evidence.gate import GateClosed, YesBefore, check_gate
from dslapp.domain.problems import UserProblem
from dslapp.domain.statements import Stated, TriState, When
from dslapp.domain.trust.entries import Moved
from dslapp.services.guidance.answer_guidance import evidence_rule_of
from dslapp.services.intake.answer_gate import is_stopped, note_stop
from dslapp.services.intake.look_at_file import KeptWaiting, keep_file, look_at_source
from dslapp.services.intake.number_exhibits import number_next
from dslapp.services.session import Session

MOST_WORDS = 200_000
"""Characters of a file's words that are kept for search."""


class ExhibitAnswers(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of an exhibit; everything may be answered later, or not known with a reason."""

    description: str = ""
    place: Stated = Stated()
    platform: str = ""
    account: str = ""
    app_area: str = ""
    url: str = ""
    shown_time: Stated = Stated()
    captured: When = When()
    captured_clock: str = ""
    captured_by: str = ""
    device: str = ""
    device_owner: str = ""
    method: CaptureMethod = ""
    received_how: str = ""
    series: str = ""
    series_order: int = 0
    distressing: bool = False
    held_by: str = ""
    material: Material = ""
    power_state: PowerState = ""
    seen_by: str = ""
    seen_because: str = ""
    witness: str = ""
    told_to: str = ""
    police_ref: str = ""


NOTHING_ANSWERED = ExhibitAnswers()


class AlreadyAttached(UserProblem):
    """The very same bytes are an exhibit already, perhaps under another name."""

    def __init__(self, exhibit: Exhibit, ref: str, name: str = "") -> None:
        renamed = name and exhibit.original_name and name != exhibit.original_name
        came = f", which came as “{exhibit.original_name}”" if renamed else ""
        super().__init__(
            f"This is the same file as exhibit {exhibit.ref} in {ref}{came}.",
            "Attach it again only if it reached you a second time.",
        )
        self.exhibit = exhibit


class MustNotBeHere(UserProblem):
    """The very same bytes were purged here, or are hidden because they must not be here."""

    def __init__(self) -> None:
        super().__init__(
            "This very file must not be here: it was hidden or purged before. It is not taken in.",
            "Don’t look further, copy it or send it. Ring the police: it is on this computer, or with whoever sent it.",
        )


def attach_file(
    session: Session,
    incident_id: str,
    source: Path | bytes,
    answers: ExhibitAnswers,
    *,
    image_answer: TriState,
    name: str = "",
    although_known: bool = False,
) -> Exhibit:
    """Take in one file, or bytes from the clipboard, and record it as an exhibit of the case.

    `image_answer` answers the gate's question for this very file. Raises GateClosed before a byte is read, and
    EvidenceRefused, PictureUnreadable, AlreadyAttached or an EnvironmentProblem with nothing kept.
    """
    check_intake(session, incident_id, image_answer)
    waiting = look_at_source(session, source, name=name)
    check_unknown(session, waiting.sha256, name=waiting.name, although_known=although_known)
    kept = keep_file(session, waiting)
    return record_exhibit(session, incident_id, kept, answers, although_known=although_known)


def check_intake(session: Session, incident_id: str, image_answer: TriState) -> None:
    """Raise GateClosed unless one more file may be taken into this case. Reads nothing of the file.

    A yes or not sure is kept in the history; a no after it raises YesBefore until somebody says what has changed.
    """
    session.require("log and change the record")
    if image_answer in ("yes", "unsure"):
        note_stop(session, incident_id, image_answer)
    incident = session.casebook.get(Incident, incident_id)
    rule = evidence_rule_of(session, incident_id)
    check_gate(
        incident, rule, image_answer, once_possible=image_once_possible(session, incident),
        yes_before=is_stopped(session, incident_id),
    )  # fmt: skip


def image_once_possible(session: Session, incident: Incident) -> bool:
    """Whether any version of the case, or an exhibit of imagery that is not held, spoke of such an image.

    So it is where a version did in the casebook from which the case came.
    """
    if any(each.once_possible for each in session.casebook.select(Moved, "p.incident_id = ?", (incident.id,))):
        return True
    not_held = session.casebook.select(
        Exhibit, "p.incident_id = ? AND p.exhibit_kind = 'imagery not held'", (incident.id,), limit=1
    )
    versions = (version.entity for version in session.casebook.history(entity_id=incident.id))
    return bool(not_held) or any(
        isinstance(version, Incident) and version.safety.imagery_possible for version in versions
    )


def why_closed(session: Session, incident_id: str) -> GateClosed | None:
    """Why no file at all may be taken into this case, or None when each may be decided on."""
    try:
        check_intake(session, incident_id, "no")
    except YesBefore:
        return None  # each is decided on, once it is said what has changed
    except GateClosed as closed:
        return closed
    return None


def check_unknown(session: Session, sha256: str, *, name: str = "", although_known: bool = False) -> None:
    """Raise AlreadyAttached when the same bytes are an exhibit already, unless `although_known`.

    Raises MustNotBeHere, whatever is known, when they were purged here or are hidden.
    """
    if must_not_be_here(session.casebook, session.evidence, sha256):
        raise MustNotBeHere
    found = session.casebook.select(Exhibit, "p.sha256 = ? AND p.withdrawn = 0", (sha256,), limit=1)
    if found and not although_known:
        raise AlreadyAttached(found[0], session.casebook.get(Incident, found[0].incident_id).ref, name)


def record_exhibit(
    session: Session,
    incident_id: str,
    kept: KeptWaiting,
    answers: ExhibitAnswers,
    *,
    although_known: bool = False,
    awaited: str = "",
) -> Exhibit:
    """Give the kept file its exhibit number, its first entry of continuity and its words for search, in one commit.

    `awaited` is the id of an exhibit that was not here yet and has come with this file: it keeps its number and its
    answers, takes over what it had no answer to, and its place in a series, and its action is done.
    Raises GateClosed when the gate has shut meanwhile, and AlreadyAttached as
    `check_unknown` does; the kept file is then removed again. When the commit itself fails, the file stays: an error
    does not mean that nothing was saved, and a record without its file must be impossible (reliability.md, rules 2 and
    3). The sweep removes it if it was not.
    """
    try:
        check_intake(session, incident_id, "no")
        check_unknown(session, kept.file.sha256, name=kept.waiting.name, although_known=although_known)
        _check_comes_from(session, incident_id, kept.waiting.part_of)
        exhibit, done = (
            _arrived(session, incident_id, awaited, kept, answers)
            if awaited
            else (new_exhibit(session, incident_id, kept.waiting.facts.kind, answers), [])
        )
        exhibit = msgspec.structs.replace(exhibit, **_of_file(kept))
        changes = [exhibit, taken_in(session, exhibit), *_words_of(exhibit, kept), *_poster_of(session, exhibit, kept)]
    except BaseException:
        for file_id in kept.file_ids:
            session.evidence.remove(file_id)
        raise
    session.casebook.commit([*changes, *done], reason="Attached.")
    return exhibit


def _check_comes_from(session: Session, incident_id: str, part_of: str) -> None:
    """An attachment belongs to the case of its e-mail."""
    if not part_of:
        return
    whole = session.casebook.get(Exhibit, part_of)
    if whole.withdrawn or not whole.has_file or whole.incident_id != incident_id:
        raise UserProblem(f"Exhibit {whole.ref}, of which this is a part, is not in this case any more.")


def _arrived(
    session: Session, incident_id: str, awaited: str, kept: KeptWaiting, answers: ExhibitAnswers
) -> tuple[Exhibit, list[Action]]:
    exhibit = session.casebook.get(Exhibit, awaited)
    if exhibit.exhibit_kind != "not here yet" or exhibit.withdrawn or exhibit.incident_id != incident_id:
        raise UserProblem(f"Exhibit {exhibit.ref} is not awaited any more.", "Attach this as a new exhibit.")
    waiting = session.casebook.select(Action, "p.source_id = ? AND p.status = 'open'", (exhibit.id,))
    done = [
        msgspec.structs.replace(each, status="done", finished_at=session.clock(), finished_note="It has come.")
        for each in waiting
    ]
    new = {name: answer for name, answer in msgspec.structs.asdict(answers).items() if _is_open(exhibit, name)}
    if answers.series:
        new |= {"series": answers.series, "series_order": answers.series_order}
    return msgspec.structs.replace(exhibit, **new, exhibit_kind=kept.waiting.facts.kind), done


def _is_open(exhibit: Exhibit, question: str) -> bool:
    return bool(getattr(exhibit, question) == getattr(NOTHING_ANSWERED, question))


def _of_file(kept: KeptWaiting) -> dict[str, object]:
    file, waiting, facts = kept.file, kept.waiting, kept.waiting.facts
    return {
        "file_id": file.file_id, "original_name": waiting.name, "size": file.size, "sha256": file.sha256,
        "stored_sha256": file.stored_sha256, "media_type": facts.media_type, "width": facts.width,
        "height": facts.height, "read_from_file": waiting.said_of_itself, "said": facts.said, "pages": facts.pages,
        "length_s": facts.length_s, "likeness": facts.likeness, "part_of": waiting.part_of,
    }  # fmt: skip


def _words_of(exhibit: Exhibit, kept: KeptWaiting) -> list[ExhibitText]:
    facts = kept.waiting.facts
    if not facts.text.strip():
        return []
    return [
        ExhibitText(
            id=new_id(), incident_id=exhibit.incident_id, exhibit_id=ExhibitId(exhibit.id), how="text of the file",
            text=facts.text[:MOST_WORDS], cut=facts.text_cut or len(facts.text) > MOST_WORDS,
        )
    ]  # fmt: skip


def _poster_of(session: Session, exhibit: Exhibit, kept: KeptWaiting) -> list[Derivative]:
    if kept.poster is None:
        return []
    poster, (width, height) = kept.poster, kept.poster_size
    return [
        Derivative(
            id=new_id(), incident_id=exhibit.incident_id, exhibit_id=ExhibitId(exhibit.id),
            ref=f"{exhibit.ref}, first picture", derivative_kind="poster",
            because="to show what the film is without playing it", file_id=poster.file_id,
            size=poster.size, sha256=poster.sha256, stored_sha256=poster.stored_sha256, media_type=poster.media_type,
            width=width, height=height, made_at=session.clock(), made_by=session.member.name,
        )
    ]  # fmt: skip


def new_exhibit(session: Session, incident_id: str, kind: ExhibitKind, answers: ExhibitAnswers) -> Exhibit:
    """One with the next number of whoever is at the keyboard; not saved."""
    exhibit = Exhibit(
        id=new_id(), incident_id=IncidentId(incident_id), **number_next(session)._asdict(), exhibit_kind=kind,
        attached_at=session.clock(), attached_by=session.member.name,
    )  # fmt: skip
    return msgspec.structs.replace(exhibit, **msgspec.structs.asdict(answers))


def taken_in(session: Session, exhibit: Exhibit) -> CustodyEvent:
    """The first entry of an exhibit's continuity; not saved."""
    return CustodyEvent(
        id=new_id(), incident_id=exhibit.incident_id, exhibit_id=ExhibitId(exhibit.id), at=session.clock(),
        what="attached", by=session.member.name, where="the casebook" if exhibit.file_id else exhibit.held_by,
        purpose="evidence", hash_checked=bool(exhibit.file_id),
    )  # fmt: skip
