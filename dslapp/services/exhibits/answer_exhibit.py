"""Answer the questions of an exhibit, or withdraw it; what was written before stays readable."""

import msgspec

from dslapp.domain.case.casework import Action
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.problems import UserProblem
from dslapp.domain.statements import Stated, When
from dslapp.services.intake.attach_evidence import ExhibitAnswers
from dslapp.services.session import Session


def answers_of(exhibit: Exhibit) -> ExhibitAnswers:
    """What stands in an exhibit as answers, to be completed."""
    return ExhibitAnswers(**{field: getattr(exhibit, field) for field in ExhibitAnswers.__struct_fields__})


def answer_exhibit(
    session: Session, exhibit_id: str, answers: ExhibitAnswers, *, reason: str = "", finishes_draft: str = ""
) -> Exhibit:
    """Answer the exhibit's questions, or change the answers; what was written before needs a reason to be changed."""
    session.require("log and change the record")
    exhibit = session.casebook.get(Exhibit, exhibit_id)
    if overwritten(exhibit, answers) and not reason.strip():
        raise UserProblem("You are changing what was written.", "Say why; the old text stays readable.", field="reason")
    changed = msgspec.structs.replace(exhibit, **msgspec.structs.asdict(answers))
    if changed != exhibit or finishes_draft:
        told = _told(session, exhibit, changed)
        session.casebook.commit(
            [changed, *told] if changed != exhibit else [], reason=reason.strip() or "Completed.",
            finishes_draft=finishes_draft,
        )  # fmt: skip
    return changed


def _told(session: Session, before: Exhibit, after: Exhibit) -> list[Action]:
    """Of what must never be held: whoever was to be rung about it has been told."""
    if not before.nobody_told or after.nobody_told:
        return []
    waiting = session.casebook.select(Action, "p.source_id = ? AND p.status = 'open'", (before.id,))
    note = f"Told: {after.told_to.strip()}"
    return [
        msgspec.structs.replace(each, status="done", finished_at=session.clock(), finished_note=note)
        for each in waiting
    ]


def overwritten(exhibit: Exhibit, answers: ExhibitAnswers) -> tuple[str, ...]:
    """The names of the answers that stand in the exhibit and would change."""
    given = msgspec.structs.asdict(answers)
    return tuple(field for field, value in given.items() if _was_written(getattr(exhibit, field), value))


def withdraw_exhibit(session: Session, exhibit_id: str, *, because: str) -> Exhibit:
    """Take an exhibit out of the case; its number is never used again, its file and history stay.

    What was still to be done to get it is dropped. Raises UserProblem without a reason.
    """
    session.require("log and change the record")
    if not because.strip():
        raise UserProblem("Say why this exhibit is withdrawn.", field="because")
    exhibit = session.casebook.get(Exhibit, exhibit_id)
    withdrawn = msgspec.structs.replace(exhibit, withdrawn=True, withdrawn_because=because.strip())
    awaited = session.casebook.select(Action, "p.source_id = ? AND p.status = 'open'", (exhibit_id,))
    dropped = [
        msgspec.structs.replace(
            each, status="dropped", finished_at=session.clock(), finished_note=f"Withdrawn: {because.strip()}"
        )
        for each in awaited
    ]
    session.casebook.commit([withdrawn, *dropped], reason=because.strip())
    return withdrawn


def _was_written(old: object, new: object) -> bool:
    return bool(old) and old not in (Stated(), When(), new)
