"""What closing a case needs: a complete record, nothing left undone, a reason, and often a second person."""

from datetime import date, datetime
from typing import Literal, NamedTuple

import msgspec

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.case_words import LOCKED, due_words
from dslapp.domain.case.casework import Action
from dslapp.domain.case.still_to_do import Where, still_to_do
from dslapp.domain.local_time import to_local

GapTab = Literal["summary", "guidance", "evidence", "people", "chronology", "actions", "referrals"]
ClosingField = Literal["outcome", "rationale", "told", "second_person", "review_on"]

_TAB: dict[Where, GapTab] = {
    "times": "summary", "words": "summary", "matrix": "summary", "risk": "summary", "voice": "summary",
    "people": "people", "parents": "people", "evidence": "evidence", "route": "guidance",
}  # fmt: skip


class ClosingGap(NamedTuple):
    """One thing that is missing before the case can be closed, and where it is mended."""

    what: str
    why: str
    tab: GapTab
    where: Where | Literal[""] = ""
    """The form of the record on which it is written, if it is one of those."""
    about_id: str = ""


class Closing(msgspec.Struct, frozen=True, kw_only=True):
    """What the person who closes a case writes. `told`: who knows of the outcome."""

    outcome: str
    rationale: str
    told: str
    consulted: str = ""
    second_person: str = ""
    review_on: date | None = None
    no_review_because: str = ""
    lessons: str = ""


class ClosingMistake(NamedTuple):
    """One field of the closing form that cannot stay as it is, and how to mend it."""

    field: ClosingField
    message: str


def closing_gaps(case: CaseFile) -> tuple[ClosingGap, ...]:
    """What the record lacks (records.md C.1, *App minimum*); empty when the closing form may be filled in."""
    missing = tuple(
        ClosingGap(todo.what, todo.why, _TAB[todo.where], todo.where, todo.about_id)
        for todo in still_to_do(case)
        if todo.needed_for_closing
    )
    return (*missing, *_locks(case), *_done(case), *_mandatory(case), *_referrals(case), *_actions(case))


def closing_mistakes(case: CaseFile, closing: Closing, closer: str, now: datetime) -> tuple[ClosingMistake, ...]:
    """What the closing form still needs; `closer` is the name of the member who closes."""
    found: list[ClosingMistake] = []
    if not closing.outcome.strip():
        found.append(ClosingMistake("outcome", "Write what came of it, for the child first."))
    if not closing.rationale.strip():
        found.append(ClosingMistake("rationale", "Write why it can be closed now, and what was weighed."))
    if not closing.told.strip():
        found.append(ClosingMistake("told", "Write who has been told of the outcome, or why nobody has."))
    second = closing.second_person.strip()
    if case.needs_second_person and not second:
        found.append(
            ClosingMistake("second_person", "One person alone cannot close this case. Write who else agrees, by name.")
        )
    elif second and second.casefold() == closer.strip().casefold():
        found.append(ClosingMistake("second_person", "The second person must be somebody other than you."))
    if closing.review_on is None and not closing.no_review_because.strip():
        found.append(
            ClosingMistake("review_on", "Choose the day on which to look again, or write why no day is needed.")
        )
    elif closing.review_on is not None and closing.review_on <= to_local(now).date():
        found.append(ClosingMistake("review_on", "Choose a day after today."))
    return tuple(found)


def _locks(case: CaseFile) -> list[ClosingGap]:
    """Locks that can be lifted; what is locked for good, such as files of an image case, never blocks closing."""
    return [
        ClosingGap(f"Still locked: {LOCKED[lock.what].lower()}", lock.reason, "guidance")
        for lock in case.locks
        if not lock.for_good
    ]


def _done(case: CaseFile) -> list[ClosingGap]:
    if case.log or case.referrals or any(action.status == "done" for action in case.actions):
        return []
    return [
        ClosingGap("What was done", "A record needs at least one thing that was done, with its time.", "chronology")
    ]


def _mandatory(case: CaseFile) -> list[ClosingGap]:
    if not case.needs_second_person:
        return []
    decided = [decision for decision in case.decisions if decision.decision.strip() and decision.rationale.strip()]
    if not decided:
        return [
            ClosingGap("The decision on the route, and its reason",
                       "A mandatory route ends with a decision that says why.", "chronology")
        ]  # fmt: skip
    if not any(decision.second_person.strip() for decision in decided):
        return [
            ClosingGap("A second person for the decision",
                       "On a mandatory route somebody else agrees: the chair or a trust lead if the head is the DSL.",
                       "chronology", about_id=decided[-1].id)
        ]  # fmt: skip
    return []


def _referrals(case: CaseFile) -> list[ClosingGap]:
    reader = {"lado": case.lado_label, "police": "police"}
    return [
        ClosingGap(f"The answer of the {reader[referral.recipient]}", "They were told and have not answered. Chase it.",
                   "referrals", about_id=referral.id)
        for referral in case.referrals
        if referral.sent_at and not referral.answer.strip()
    ]  # fmt: skip


def _actions(case: CaseFile) -> list[ClosingGap]:
    return [
        ClosingGap(f"Open action: {action.what}", f"Finish it, or drop it and say why{_due(action)}.", "actions",
                   about_id=action.id)
        for action in case.open_actions
    ]  # fmt: skip


def _due(action: Action) -> str:
    return f"; it is due {due_words(action.due)}" if action.due else ""
