"""Write a referral as a document: preview, print and the encrypted file are the very same pages."""

import hashlib
from collections.abc import Collection
from pathlib import Path
from threading import Event
from typing import Literal

import msgspec

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.chronology import chronology
from dslapp.domain.case.on_paper import exhibits_with_copies, guidance_steps, person_cards
from dslapp.domain.entity import Entity, ExhibitId, new_id
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit
from dslapp.domain.long_work import Progress
from dslapp.domain.referral.content import ReferralContent
from dslapp.domain.referral.fields import Gap, completeness, gaps
from dslapp.domain.referral.referrals import Recipient, Referral
from dslapp.domain.referral.sources import ReferralGround
from dslapp.domain.school import Access
from dslapp.services.case.note_access import note_look
from dslapp.services.exhibits.show_on_paper import plates_of
from dslapp.services.papers.refer import KnownAnswers, known_answers, referral_answers, referral_ground, told_ground
from dslapp.services.papers.release_paper import encrypt_paper, refuse_telling_name, release_paper, stated_reason
from dslapp.services.papers.save_file import only_if_noted, save_new_file
from dslapp.services.session import Session


class ReferralDraft(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that goes onto the pages, read from the casebook; drawing it needs no database."""

    referral: Referral
    content: ReferralContent
    known: KnownAnswers
    exhibits: tuple[Exhibit, ...]
    copies: tuple[Derivative, ...] = ()
    """Those that are shown in place of their originals."""
    gaps: tuple[Gap, ...]
    answered: int
    required: int
    made_by: str
    school: str
    entry: int
    seal: str
    ground: ReferralGround

    @property
    def case(self) -> CaseFile:
        """The case that it is about."""
        return self.ground.case


def open_referral(session: Session, referral_id: str) -> ReferralDraft:
    """Read a referral for somebody who looks at it; once a sitting the look is noted in the history."""
    draft = read_referral(session, referral_id)
    note_look(session, "viewed", draft.referral.incident_id, f"referral {referral_id}")
    return draft


def read_referral(session: Session, referral_id: str, more_copies: Collection[str] = ()) -> ReferralDraft:
    """Read a referral as it would be printed now, and what its reader will miss.

    `more_copies` go in place of their originals by another choice than the referral's own: that of a pack.
    """
    referral = session.casebook.get(Referral, referral_id)
    ground = referral_ground(session, referral.incident_id)
    told = told_ground(ground, (*referral.copies, *more_copies))
    known = known_answers(told, referral.recipient)
    answers = referral_answers(known, referral)
    case = ground.case
    chosen = tuple(
        exhibit for exhibit in case.shown_exhibits if referral.exhibits is None or exhibit.id in referral.exhibits
    )
    copies = tuple(
        each for each in case.derivatives if each.id in referral.copies and not each.withdrawn
        and each.exhibit_id in {exhibit.id for exhibit in chosen}
    )  # fmt: skip
    content = ReferralContent(
        recipient=referral.recipient, ref=case.incident.ref, reader=_reader(ground, referral.recipient),
        lado_label=ground.school.lado_label,
        answers=answers, people=person_cards(case), chronology=chronology(told.case, significant_only=True),
        exhibits=exhibits_with_copies(case, chosen, copies, says_where=referral.copies_say_where),
        guidance=guidance_steps(case),
        outcome=next((run.outcome_text for run in reversed(case.runs) if run.outcome_text), ""),
    )  # fmt: skip
    answered, required = completeness(referral.recipient, answers)
    entry, seal = session.casebook.head
    return ReferralDraft(
        referral=referral, content=content, known=known, exhibits=chosen, copies=copies,
        gaps=gaps(referral.recipient, answers), answered=answered, required=required, made_by=session.member.name,
        school=ground.school.name, entry=entry, seal=seal, ground=ground,
    )  # fmt: skip


def draw_referral(
    session: Session, draft: ReferralDraft, *, progress: Progress | None = None, cancel: Event | None = None
) -> bytes:
    """Draw the PDF in memory, with the exhibits' pictures one a page. Uses no database: runs on the thread for files.

    Empty once `cancel` is set. Raises EvidenceUnsound when an exhibit's file is not the one that was attached, and
    ExhibitLocked where it was not once and nobody has said why it may be used again.
    """
    from dslapp.documents.document import Provenance
    from dslapp.documents.drawing import draw
    from dslapp.documents.referral_summary import referral_summary

    plates = plates_of(session, draft.exhibits, draft.copies, draft.case.derivatives, progress=progress, cancel=cancel)
    if cancel is not None and cancel.is_set():
        return b""
    made = Provenance(
        school=draft.school, made_by=draft.made_by, made_at=draft.ground.now, entry=draft.entry, seal=draft.seal
    )
    return draw(referral_summary(draft.content, made, plates))


def save_referral(
    session: Session, draft: ReferralDraft, document: bytes, target: Path, *, plain_because: str = ""
) -> None:
    """Write the document to a new file and put the export on the record, in the continuity of its exhibits too.

    Once the summary was sent, what is saved is a copy: the referral keeps the SHA-256 of the document that was sent.
    `plain_because` is the reason for a document without encryption. Raises UserProblem when an unencrypted document
    has no reason, or its name would tell whom it is about; EnvironmentProblem when the file cannot be written.
    """
    session.require("refer to an agency")
    protection = release_paper(draft.case, document, target, plain_because=plain_because)
    referral = session.casebook.get(Referral, draft.referral.id)
    more: tuple[Entity, ...] = ()
    if referral.status == "preparing":  # else a copy: the referral keeps the document that was sent
        sha256, reason = hashlib.sha256(document).hexdigest(), plain_because.strip()
        more = (msgspec.structs.replace(referral, document_sha256=sha256, plain_because=reason),)
    with only_if_noted(target):
        _note_left(session, draft, "exported", f"summary for {draft.content.reader}, {protection}", *more)


def export_referral(session: Session, referral_id: str, target: Path, password_file: Path) -> tuple[str, ...]:
    """Draw, encrypt and save a summary in a row; the password goes to a file of its own. Returns what is missing.

    Raises as `save_referral` does; when the password cannot be written, no document is.
    """
    draft = read_referral(session, referral_id)
    refuse_telling_name(password_file, draft.case.incident.ref)
    document, password = encrypt_paper(draw_referral(session, draft))
    save_new_file(password_file, (password + "\n").encode())
    try:
        save_referral(session, draft, document, target)
    except BaseException:
        password_file.unlink()
        raise
    return tuple(gap.in_words() for gap in draft.gaps)


def note_printed(session: Session, draft: ReferralDraft, *, to_file_because: str | None = None) -> None:
    """Put on the record that the summary was printed; to a file is an unencrypted export, which needs its reason."""
    session.require("refer to an agency")
    reader = draft.content.reader
    if to_file_because is None:
        _note_left(session, draft, "printed", f"summary for {reader}, on paper")
    else:
        reason = stated_reason(to_file_because)
        _note_left(session, draft, "exported", f"summary for {reader}, printed to a file, not encrypted: {reason}")


def _reader(ground: ReferralGround, recipient: Recipient) -> str:
    agency = ground.contact("lado" if recipient == "lado" else "police_local")
    label = ground.school.lado_label if recipient == "lado" else "Police"
    return ", ".join(filter(None, (label, agency.name if agency else "", ground.school.local_authority)))


def _note_left(
    session: Session, draft: ReferralDraft, act: Literal["exported", "printed"], detail: str, *more: Entity
) -> None:
    incident_id = draft.referral.incident_id
    noted: list[Entity] = [
        Access(
            id=new_id(),
            what=act,
            incident_id=incident_id,
            subject=f"referral {draft.referral.id}",
            detail=detail,
            to=draft.content.reader,
        )
    ]
    instead: dict[str, str] = {copy.exhibit_id: f"copy {copy.ref} in its place, " for copy in draft.copies}
    noted += [
        CustodyEvent(
            id=new_id(), incident_id=incident_id, exhibit_id=ExhibitId(exhibit.id), at=session.clock(), what=act,
            by=session.member.name, to=draft.content.reader, purpose=instead.get(exhibit.id, "") + detail,
            hash_checked=exhibit.id not in instead,
        )
        for exhibit in draft.exhibits
        if exhibit.file_id
    ]  # fmt: skip
    session.casebook.commit([*noted, *more], reason=detail)
