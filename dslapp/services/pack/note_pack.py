"""Put a pack on the record: that it was begun, before its first byte is written, and how it ended.

Between the two the program may be killed; what was begun and has no end is told at the next opening.
"""

from collections.abc import Iterable
from pathlib import Path

from dslapp.domain.case.case_words import count_of
from dslapp.domain.case.casework import Action
from dslapp.domain.entity import Entity, IncidentId, new_id
from dslapp.domain.pack.chosen import FORM_WORDS, check_number
from dslapp.domain.pack.unfinished import PackStep, UnfinishedPack
from dslapp.domain.problems import UserProblem
from dslapp.domain.referral.listed import receipt_due
from dslapp.domain.referral.referrals import Referral
from dslapp.domain.school import Access
from dslapp.services.case.read_case import load_case
from dslapp.services.pack.gather_pack import PackPlan, lines_of
from dslapp.services.pack.pack_contents import paper_name
from dslapp.services.pack.tell_unfinished import ask_to_look
from dslapp.services.papers.write_referral import ReferralDraft
from dslapp.services.session import Session


def note_begun(session: Session, plan: PackPlan, files: Iterable[Path]) -> None:
    """Note what is about to be written, under which names: not where to, and no name tells anything."""
    session.require("refer to an agency")
    session.casebook.commit([_access(plan, "pack begun", _what_is_begun(plan, files))])


def _what_is_begun(plan: PackPlan, files: Iterable[Path]) -> str:
    refs = ", ".join(exhibit.ref for exhibit in plan.listed)
    names = " and ".join(f"“{each.name}”" for each in files)
    return f"{names}: {refs}; {FORM_WORDS[plan.choice.form]}"


def note_may_be_left(session: Session, plan: PackPlan, files: Iterable[Path]) -> None:
    """Ask somebody to look for what was written and could not be seen to go: the record says no end of the pack."""
    left = UnfinishedPack(
        subject=plan.subject, incident_id=plan.case.incident.id, to=_recipient(plan),
        begun=_what_is_begun(plan, files), begun_at=session.clock(),
    )  # fmt: skip
    ask_to_look(session, [left])


def note_not_made(session: Session, plan: PackPlan, *, stopped: bool) -> None:
    """Note that it came to nothing, where nothing of it is there any more."""
    session.require("refer to an agency")
    how = "stopped before it was whole, so none was made" if stopped else "could not be made"
    said = f"evidence pack for {_recipient(plan)}: {how} and nothing of it was kept"
    session.casebook.commit([_access(plan, "not made", said)])


def note_made(session: Session, plan: PackPlan, sums_sha256: str) -> None:
    """Put the pack on the record, in the continuity of each exhibit too, and ask for the receipt."""
    session.require("refer to an agency")
    _refuse_changed(session, plan)
    case, recipient = plan.case.incident, _recipient(plan)
    protection = FORM_WORDS[plan.choice.form]
    if plan.choice.form == "folder":
        protection += f", because: {plan.choice.plain_because.strip()}"
    with_it = [paper_name(plan)] if plan.paper else []
    with_it += ["the signed history"] if plan.extract else []
    detail = (
        f"evidence pack for {recipient}: {', '.join(exhibit.ref for exhibit in plan.listed)}; "
        f"{count_of(len(plan.originals), 'original')}, {count_of(len(plan.copies), 'copy', 'copies')}, "
        f"{len(plan.in_words)} in words"
        + (f", with {' and '.join(with_it)}" if with_it else "")
        + f"; {protection}; read back; list of sums SHA-256 {sums_sha256}"
    )
    noted: list[Entity] = [
        _access(plan, "exported", detail),
        *plan.leaving,
        Action(
            id=new_id(), incident_id=IncidentId(case.id), owner=session.member.id, due=receipt_due(session.clock()),
            what=f"Get the receipt for the evidence pack from {recipient} (check number {check_number(sums_sha256)})",
            due_in_words="within 1 working day of making it", source="exhibit", source_id=plan.subject,
            created_at=session.clock(),
        ),
    ]  # fmt: skip
    if isinstance(plan.paper, ReferralDraft):
        noted += _summary_left(session, plan, plan.paper)
    session.casebook.commit(noted, reason=plan.choice.purpose.strip())


def _recipient(plan: PackPlan) -> str:
    return plan.choice.recipient.strip()


def _access(plan: PackPlan, what: PackStep, detail: str) -> Access:
    case = plan.case.incident.id
    return Access(id=new_id(), what=what, incident_id=case, subject=plan.subject, to=_recipient(plan), detail=detail)


def _summary_left(session: Session, plan: PackPlan, draft: ReferralDraft) -> list[Entity]:
    referral = session.casebook.get(Referral, draft.referral.id)
    return [
        Access(
            id=new_id(), what="exported", incident_id=referral.incident_id, subject=f"referral {referral.id}",
            to=_recipient(plan), detail=f"summary for {draft.content.reader}, in an evidence pack",
        )
    ]  # fmt: skip


def _refuse_changed(session: Session, plan: PackPlan) -> None:
    """Raise UserProblem when something that was chosen may not go any more: it was withdrawn or locked meanwhile."""
    lines = {line.exhibit.id: line for line in lines_of(session, load_case(session, plan.case.incident.id))}
    for exhibit in (*plan.originals, *plan.in_words):
        line = lines.get(exhibit.id)
        if line is None or line.refused or line.exhibit.file_id != exhibit.file_id:
            raise UserProblem(f"Exhibit {exhibit.ref} was changed meanwhile, so no pack was made.", "Choose again.")
    there = {copy.id for line in lines.values() for copy in line.copies}
    if any(copy.id not in there for copy in plan.copies):
        raise UserProblem("A copy was withdrawn meanwhile, so no pack was made.", "Choose again.")
