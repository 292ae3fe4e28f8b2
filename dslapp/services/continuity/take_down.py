"""What is online and should not be: preserved, reported, looked at again, until it is gone; nothing is ever opened."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from dslapp.casebook.rows.board_rows import takedown_rows
from dslapp.domain.boards.board_rows import TakedownRow
from dslapp.domain.boards.takedown_steps import (
    Suggested,
    clock_after_look,
    clocks_after_report,
    next_step,
    refuse_address,
    refuse_report,
)
from dslapp.domain.boards.takedowns import Seen, Takedown, TakedownCheck, TakedownReport, TakedownStatus
from dslapp.domain.case.casework import Action
from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import Entity, IncidentId, new_id
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.leaving_names import says_something
from dslapp.domain.problems import UserProblem
from dslapp.domain.reference.platforms import Platform
from dslapp.domain.statements import TriState
from dslapp.services.case.read_case import load_case
from dslapp.services.intake.record_without_file import image_possible
from dslapp.services.session import Session


class TakedownAnswers(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of something that should be taken down."""

    platform: str
    imagery: TriState
    handle: str = ""
    address: str = ""
    what: str = ""
    exhibit_id: str = ""
    due: datetime | None = None


class Reported(msgspec.Struct, frozen=True, kw_only=True):
    """One report, as somebody tells it. `already`: it was made before anybody asked here."""

    to: str
    at: datetime
    reference: str = ""
    exhibit_id: str = ""
    not_kept_because: str = ""
    already: bool = False
    look_again: datetime | None = None


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """What a look, or an answer, showed; and when one looks again."""

    seen: Seen
    at: datetime
    note: str = ""
    look_again: datetime | None = None


class TakedownHelp(NamedTuple):
    """The platform's card, the clocks that a report starts, and those that a look starts."""

    card: Platform | None
    after_report: tuple[Suggested, ...]
    after_look: dict[Seen, Suggested | None]


def list_takedowns(session: Session) -> tuple[TakedownRow, ...]:
    """What is to be taken down in all cases: what is still worked on first, by when one looks again."""
    session.require("read the record")
    return takedown_rows(session.casebook)


def takedown_help(session: Session, platform: str, at: datetime) -> TakedownHelp:
    """How the platform is reported to, and by when one looks again, counted from `at`."""
    session.require("read the record")
    card = session.library.platforms.card(platform)
    looks: tuple[Seen, ...] = ("still up", "removed", "could not be seen")
    after = {seen: clock_after_look(at, seen, session.library.guidance) for seen in looks}
    return TakedownHelp(card, clocks_after_report(at, card, session.school), after)


def note_takedown(
    session: Session, incident_id: str, answers: TakedownAnswers, *, finishes_draft: str = ""
) -> Takedown:
    """Record something that should be taken down, with an action for it. Raises UserProblem with `field`.

    Where it might show a naked or sexual image, the case says so from then on, and no file is taken into it.
    """
    session.require("log and change the record")
    if not answers.platform.strip():
        raise UserProblem("Write where it is: the site or the app.", field="platform")
    if not answers.imagery:
        raise UserProblem("Answer this first. “Not sure” is an answer.", field="imagery")
    takedown = Takedown(
        id=new_id(), incident_id=IncidentId(incident_id), platform=answers.platform.strip(),
        address=answers.address.strip(), handle=answers.handle.strip(), what=answers.what.strip(),
        imagery=answers.imagery, exhibit_id=answers.exhibit_id, noted_at=session.clock(), noted_by=session.member.name,
        look_again=answers.due,
    )  # fmt: skip
    refuse_address(takedown)
    if not (takedown.address or takedown.handle or takedown.what):
        raise UserProblem("Write at least one: the account, the address, or what it is.", field="handle")
    incident = session.casebook.get(Incident, incident_id)
    if takedown.address and incident.safety.imagery_possible:
        raise UserProblem(
            "This case says that a naked or sexual image may be part of it. Write the account and what it is, "
            "without the address.",
            "Whoever reports it types the address into the platform’s own form.",
            field="address",
        )
    says = [] if takedown.may_be_opened else image_possible(incident)
    _save(session, takedown, "", "Noted, to be taken down.", finishes_draft, says)
    return takedown


def report_takedown(session: Session, takedown_id: str, reported: Reported, *, finishes_draft: str = "") -> Takedown:
    """Record that it was reported; refused while nothing preserves it, or while the guidance says to wait.

    Raises UserProblem with `field`.
    """
    session.require("log and change the record")
    takedown = session.casebook.get(Takedown, takedown_id)
    if not reported.to.strip():
        raise UserProblem("Write to whom it was reported.", field="to")
    _not_to_come(session, reported.at)
    if reported.not_kept_because.strip() and not says_something(reported.not_kept_because):
        raise UserProblem("Say in words why nothing preserves it.", field="not_kept_because")
    takedown = msgspec.structs.replace(
        takedown, exhibit_id=reported.exhibit_id or takedown.exhibit_id,
        not_kept_because=reported.not_kept_because.strip() or takedown.not_kept_because,
    )  # fmt: skip
    case = load_case(session, takedown.incident_id)
    exhibits: Sequence[Exhibit] = (*case.exhibits, *case.linked)
    lock = refuse_report(takedown, exhibits, case.locks, to=reported.to, already=reported.already)
    _asks_when(reported.look_again)
    report = TakedownReport(
        to=reported.to.strip(), at=reported.at, by=session.member.name, reference=reported.reference.strip()
    )
    after = msgspec.structs.replace(
        takedown, reports=(*takedown.reports, report), status="reported", look_again=reported.look_again,
        closed_because="",
    )  # fmt: skip
    ref = f", reference {report.reference}" if report.reference else ", no reference given"
    note = f"Reported to {report.to}{ref}."
    if lock is not None:
        note += f" It had already happened. The guidance said: {lock.reason}"
    _save(session, after, note, note, finishes_draft)
    return after


def look_at_takedown(session: Session, takedown_id: str, looked: Looked, *, finishes_draft: str = "") -> Takedown:
    """Record what a person saw or was told; nothing is opened from here. Raises UserProblem with `field`."""
    session.require("log and change the record")
    takedown = session.casebook.get(Takedown, takedown_id)
    _not_to_come(session, looked.at)
    if not takedown.may_be_opened and not looked.note.strip():
        raise UserProblem("Nobody opens this one. Write who said so, and when.", field="note")
    if looked.seen != "removed":
        _asks_when(looked.look_again)
    check = TakedownCheck(at=looked.at, by=session.member.name, seen=looked.seen, note=looked.note.strip())
    status = _status_before(takedown) if looked.seen == "could not be seen" else looked.seen
    after = msgspec.structs.replace(
        takedown, checks=(*takedown.checks, check), status=status, look_again=looked.look_again,
        closed_because="",
    )  # fmt: skip
    note = f"{looked.seen.capitalize()}. {check.note}".strip()
    _save(session, after, note, note, finishes_draft)
    return after


def note_answer(session: Session, takedown_id: str, answer: str, *, report: int, refused: bool) -> Takedown:
    """Record what the place of report number `report`, from 0, answered; a refusal asks who is turned to next."""
    session.require("log and change the record")
    takedown = session.casebook.get(Takedown, takedown_id)
    if not 0 <= report < len(takedown.reports):
        raise UserProblem("It was not reported yet.", field="answer")
    if not answer.strip():
        raise UserProblem("Write what they answered.", field="answer")
    before, of, later = takedown.reports[:report], takedown.reports[report], takedown.reports[report + 1 :]
    answered = of.answered(answer.strip(), session.clock())
    status: TakedownStatus = "refused" if refused else takedown.status
    after = msgspec.structs.replace(takedown, reports=(*before, answered, *later), status=status)
    _save(session, after, f"{of.to} answered: {answer.strip()}", "Their answer.", "")
    return after


def end_takedown(session: Session, takedown_id: str, *, because: str, mistaken: bool = False) -> Takedown:
    """Stop looking after it, with the reason; or take back what was written down by mistake."""
    session.require("log and change the record")
    if not says_something(because):
        raise UserProblem("Write why.", field="because")
    takedown = session.casebook.get(Takedown, takedown_id)
    status: TakedownStatus = takedown.status if mistaken or takedown.status == "removed" else "given up"
    after = msgspec.structs.replace(
        takedown, status=status, closed_because=because.strip(), withdrawn=mistaken, look_again=None
    )
    _save(session, after, because.strip(), because.strip(), "")
    return after


def _save(
    session: Session, takedown: Takedown, note: str, reason: str, finishes_draft: str, more: Sequence[Entity] = ()
) -> None:
    """Save it with its one open action: what was to be done is done, what comes next is opened."""
    now = session.clock()
    waiting = session.casebook.select(Action, "p.source_id = ? AND p.status = 'open'", (takedown.id,))
    changes: list[Entity] = [takedown, *more]
    changes += [
        msgspec.structs.replace(each, status="done", finished_at=now, finished_note=note)
        for each in waiting
        if each.source == "takedown"
    ]
    words = "" if takedown.withdrawn else next_step(takedown)
    if words:
        changes.append(
            Action(
                id=new_id(), incident_id=takedown.incident_id, what=words, owner=session.member.id,
                due=takedown.look_again, source="takedown", source_id=takedown.id, created_at=now,
            )
        )  # fmt: skip
    session.casebook.commit(changes, reason=reason, finishes_draft=finishes_draft)


def _status_before(takedown: Takedown) -> TakedownStatus:
    """How it stands where a look showed nothing; whoever looks follows it again."""
    if takedown.status != "given up":
        return takedown.status
    return "reported" if takedown.reports else "to report"


def _asks_when(look_again: datetime | None) -> None:
    if look_again is None:
        raise UserProblem("A report is not a removal: say when somebody looks, or asks, again.", field="look_again")


def _not_to_come(session: Session, at: datetime) -> None:
    if at > session.clock():
        raise UserProblem("This time is still to come. Check the date and the time.", field="at")
