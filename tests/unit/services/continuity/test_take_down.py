"""Preserve, decide, report: what is online is followed until it is gone, and no address of an image is ever kept."""

from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest

from dslapp.domain.boards.takedown_steps import POLICE, refuse_report
from dslapp.domain.boards.takedowns import Seen, Takedown, TakedownStatus
from dslapp.domain.case.history_words import history_in_words
from dslapp.domain.case.incident import SafetyAnswers
from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.gate import GateClosed
from dslapp.domain.guidance.reading import ActiveLock
from dslapp.domain.problems import UserProblem
from dslapp.domain.statements import TriState
from dslapp.services.case.read_case import read_case
from dslapp.services.case.today import today
from dslapp.services.continuity.take_down import (
    Looked,
    Reported,
    TakedownAnswers,
    end_takedown,
    list_takedowns,
    look_at_takedown,
    note_answer,
    note_takedown,
    report_takedown,
    takedown_help,
)
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file, why_closed
from dslapp.services.session import Session
from tests.casebooks import FRIDAY_AFTERNOON, SettableClock
from tests.cases import bare_case
from tests.pictures import SAMPLES

POST = TakedownAnswers(
    platform="ChatNest", handle="@moved.away.example", imagery="no", what="A post that calls Ellis names",
    address="https://chatnest.example.com/p/7731",
)  # fmt: skip
AGAIN = FRIDAY_AFTERNOON + timedelta(days=3)
REPORT = Reported(to="ChatNest", at=FRIDAY_AFTERNOON, reference="CN-5512", look_again=AGAIN)


@pytest.fixture
def exhibit(session: Session) -> Exhibit:
    answers = ExhibitAnswers(description="The post")
    return attach_file(session, bare_case(session), SAMPLES / "chatnest-taunts-1.png", answers, image_answer="no")


def test_a_report_is_refused_until_an_exhibit_preserves_it_or_there_is_a_reason(
    session: Session, exhibit: Exhibit
) -> None:
    found = note_takedown(session, exhibit.incident_id, POST)
    with pytest.raises(UserProblem, match="Preserve, then decide, then report") as refused:
        report_takedown(session, found.id, REPORT)
    assert refused.value.field == "exhibit_id"
    after = report_takedown(session, found.id, msgspec.structs.replace(REPORT, exhibit_id=exhibit.id))
    assert after.status == "reported"
    other = note_takedown(session, exhibit.incident_id, POST)
    why = "It vanished while Ellis showed it to us."
    after = report_takedown(session, other.id, msgspec.structs.replace(REPORT, not_kept_because=why))
    assert after.not_kept_because == why


def test_of_what_nobody_may_keep_nothing_is_asked_to_preserve_it(session: Session, exhibit: Exhibit) -> None:
    image = TakedownAnswers(platform="ChatNest", handle="@moved.away.example", imagery="unsure")
    found = note_takedown(session, exhibit.incident_id, image)
    assert [each.what for each in today(session).undated] == [
        "Ring the police (101; 999 if anyone could be hurt today) before anything is reported: "
        "ChatNest @moved.away.example"
    ]
    assert report_takedown(session, found.id, REPORT).status == "reported"


@pytest.mark.parametrize("imagery", ["yes", "unsure"])
def test_what_may_be_such_an_image_shuts_the_case_to_files(session: Session, imagery: TriState) -> None:
    case = bare_case(session)
    note_takedown(session, case, POST)
    assert why_closed(session, case) is None, "a harmless post shuts nothing"
    note_takedown(session, case, TakedownAnswers(platform="ChatNest", handle="@moved.away.example", imagery=imagery))
    assert read_case(session, case).incident.safety.imagery_possible
    with pytest.raises(GateClosed):
        attach_file(session, case, SAMPLES / "chatnest-taunts-1.png", ExhibitAnswers(), image_answer="no")


def test_each_takedown_has_one_open_action_that_falls_due_on_today(
    session: Session, exhibit: Exhibit, clock: SettableClock
) -> None:
    found = note_takedown(session, exhibit.incident_id, msgspec.structs.replace(POST, exhibit_id=exhibit.id))
    assert [each.what for each in today(session).undated] == [
        "Preserve, decide, then report: ChatNest @moved.away.example"
    ]
    report_takedown(session, found.id, REPORT)
    (due,) = today(session).this_week
    assert (due.what, due.due) == ("Look, or ask, whether it has gone: ChatNest @moved.away.example", AGAIN)
    clock.now = AGAIN + timedelta(hours=1)
    later = clock.now + timedelta(days=7)
    look_at_takedown(session, found.id, Looked(seen="still up", at=clock.now, look_again=later))
    (row,) = list_takedowns(session)
    assert (row.takedown.status, row.due) == ("still up", later)
    look_at_takedown(session, found.id, Looked(seen="removed", at=clock.now))
    (row,) = list_takedowns(session)
    assert (row.takedown.status, row.next_step) == ("removed", "")
    case = read_case(session, exhibit.incident_id)
    assert case.open_actions == ()
    assert [each.finished_note for each in case.actions] == [
        "Reported to ChatNest, reference CN-5512.", "Still up.", "Removed.",
    ]  # fmt: skip


def test_a_report_without_a_day_to_look_again_is_refused(session: Session, exhibit: Exhibit) -> None:
    found = note_takedown(session, exhibit.incident_id, msgspec.structs.replace(POST, exhibit_id=exhibit.id))
    with pytest.raises(UserProblem, match="A report is not a removal"):
        report_takedown(session, found.id, msgspec.structs.replace(REPORT, look_again=None))


@pytest.mark.parametrize("imagery", ["yes", "unsure"])
@pytest.mark.parametrize(
    ("field", "written"),
    [("address", "chatnest"), ("handle", "chatnest.example.com/p/1"), ("what", "see https://chatnest.example.com/p/1")],
)
def test_no_address_is_kept_of_what_nobody_may_look_at(
    session: Session, imagery: str, field: str, written: str
) -> None:
    answers = TakedownAnswers(**{"platform": "ChatNest", "imagery": imagery, field: written})  # type: ignore[arg-type]
    with pytest.raises(UserProblem, match="nobody may look at") as refused:
        note_takedown(session, bare_case(session), answers)
    assert refused.value.field == field
    assert session.casebook.select(Takedown) == []


def test_a_case_in_which_such_an_image_is_possible_keeps_no_address_at_all(session: Session) -> None:
    case = bare_case(session, safety=SafetyAnswers(danger="no", image="unsure", adult_here="none"))
    with pytest.raises(UserProblem, match="without the address"):
        note_takedown(session, case, POST)
    found = note_takedown(session, case, msgspec.structs.replace(POST, address=""))
    assert found.where == "ChatNest @moved.away.example"


def test_what_nobody_may_open_is_asked_about_and_its_answer_says_who_gave_it(session: Session) -> None:
    case = bare_case(session)
    answers = TakedownAnswers(platform="ChatNest", handle="@moved.away.example", imagery="unsure")
    found = note_takedown(session, case, answers)
    why = "Nobody may look at it."
    report_takedown(session, found.id, Reported(to="IWF", at=FRIDAY_AFTERNOON, not_kept_because=why, look_again=AGAIN))
    assert today(session).this_week[0].what.startswith("Ask the IWF, the police or the platform")
    with pytest.raises(UserProblem, match="Nobody opens this one"):
        look_at_takedown(session, found.id, Looked(seen="removed", at=FRIDAY_AFTERNOON))


def test_the_guidances_lock_on_removal_holds_except_for_the_police_and_for_what_has_happened() -> None:
    lock = ActiveLock(
        what="delete_content", reason="The police may want it first.", until="police_told", flow="f", step="s"
    )
    found = Takedown(
        id="t", incident_id=IncidentId("i"), platform="ChatNest", imagery="no", not_kept_because="gone", noted_at=AGAIN,
        noted_by="Jo Hartsedge",
    )  # fmt: skip
    with pytest.raises(UserProblem, match=r"not yet\. The police may want") as refused:
        refuse_report(found, (), (lock,), to="ChatNest", already=False)
    assert refused.value.field == "to"
    assert refuse_report(found, (), (lock,), to=POLICE, already=False) is None
    assert refuse_report(found, (), (lock,), to="ChatNest", already=True) is lock


def test_a_refusal_asks_who_is_turned_to_next(session: Session, exhibit: Exhibit) -> None:
    found = note_takedown(session, exhibit.incident_id, msgspec.structs.replace(POST, exhibit_id=exhibit.id))
    report_takedown(session, found.id, REPORT)
    after = note_answer(session, found.id, "It breaks no rule of theirs.", report=0, refused=True)
    assert after.reports[0].answer == "It breaks no rule of theirs."
    told = "\n".join(
        f"{change.field}: {change.new}"
        for line in history_in_words(read_case(session, exhibit.incident_id))
        for change in line.changes
    )
    assert "What was reported: Friday 13 November 2026, 16:50 GMT: reported to ChatNest, reference CN-5512." in told
    assert today(session).this_week[0].what.startswith("They refused")
    end_takedown(session, found.id, because="Ellis wants to leave it; he has blocked the account.")
    assert read_case(session, exhibit.incident_id).open_actions == ()


def test_each_report_keeps_its_own_answers_and_all_of_them(session: Session, exhibit: Exhibit) -> None:
    found = note_takedown(session, exhibit.incident_id, msgspec.structs.replace(POST, exhibit_id=exhibit.id))
    for to in ("ChatNest", "IWF"):
        report_takedown(session, found.id, msgspec.structs.replace(REPORT, to=to))
    for words in ("We have it, ticket 7", "Removed"):
        note_answer(session, found.id, words, report=0, refused=False)
    after = note_answer(session, found.id, "Not ours", report=1, refused=True)
    later = "Friday 13 November 2026, 16:50 GMT"
    assert [each.answer for each in after.reports] == [f"We have it, ticket 7; then, {later}: Removed", "Not ours"]
    assert after.status == "refused"
    with pytest.raises(UserProblem, match="It was not reported yet"):
        note_answer(session, found.id, "Removed", report=2, refused=False)


def test_what_is_taken_up_again_is_not_closed_any_more(session: Session, exhibit: Exhibit) -> None:
    found = note_takedown(session, exhibit.incident_id, msgspec.structs.replace(POST, exhibit_id=exhibit.id))
    steps: tuple[tuple[Callable[[], Takedown], TakedownStatus], ...] = (
        (lambda: report_takedown(session, found.id, REPORT), "reported"),
        (lambda: look_at_takedown(session, found.id, seen("still up")), "still up"),
        (lambda: look_at_takedown(session, found.id, seen("could not be seen")), "reported"),
    )
    for take_up, status in steps:
        closed = end_takedown(session, found.id, because="The family asked us to stop")
        assert (closed.status, closed.closed_because) == ("given up", "The family asked us to stop")
        after = take_up()
        assert (after.status, after.closed_because) == (status, "")
        (action,) = read_case(session, exhibit.incident_id).open_actions
        assert action.due == AGAIN


def seen(what: Seen) -> Looked:
    return Looked(seen=what, at=FRIDAY_AFTERNOON, look_again=AGAIN)


def test_the_clocks_are_those_of_the_school_and_of_the_guidance(session: Session) -> None:
    found = takedown_help(session, "ChatNest", FRIDAY_AFTERNOON)
    assert found.card is not None
    assert [(each.due.limit - FRIDAY_AFTERNOON, each.source) for each in found.after_report] == [
        (timedelta(hours=24), "this school’s settings"), (timedelta(hours=72), "this school’s settings"),
    ]  # fmt: skip
    still, gone = found.after_look["still up"], found.after_look["removed"]
    assert still is not None
    assert gone is not None
    assert still.due.latest == "the end of Friday 20 November 2026"
    assert gone.due.latest == "the end of Friday 27 November 2026"
