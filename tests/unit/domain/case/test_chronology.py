"""The chronology: each line with its time, what happened or what was done, author and source."""

from datetime import timedelta

from dslapp.domain.case.casework import Action, Decision, LogEntry
from dslapp.domain.case.chronology import ChronologyLine, chronology
from dslapp.domain.entity import RunId
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.guidance.route import GuidanceAnswer, GuidanceRun, Recorded
from dslapp.domain.statements import When
from tests.unit.domain.cases import CASE, FRIDAY, JO, case_file, incident, saved

RANG = LogEntry(
    id="rang",
    incident_id=CASE,
    at=FRIDAY - timedelta(days=2),
    entry_kind="contact",
    who="Jo Hartsedge",
    what="Rang his mother.",
    with_whom="Mrs P.",
    outcome="She keeps the phone.",
)


def of(lines: tuple[ChronologyLine, ...], entity_id: str) -> ChronologyLine:
    return next(line for line in lines if line.entity_id == entity_id)


def test_lines_stand_in_the_order_in_which_things_happened() -> None:
    occurred = When(precision="exact", start=FRIDAY - timedelta(days=3))
    case = case_file(incident=incident(occurred=occurred), log=(RANG,))
    times = [line.at for line in chronology(case) if line.at]
    assert times == sorted(times)
    assert chronology(case)[0].happened == case.incident.summary


def test_an_incident_whose_time_nobody_knows_stands_first_and_says_so() -> None:
    unknown = When(precision="unknown", unknown_because="deleted messages; Ellis asks his friend")
    first = chronology(case_file(incident=incident(occurred=unknown), log=(RANG,)))[0]
    assert first.at is None
    assert first.when == "not known – deleted messages; Ellis asks his friend"


def test_a_name_that_ends_in_an_initial_takes_one_full_stop() -> None:
    told = chronology(case_file(incident=incident(reporter_name="Priya N.")))
    assert [line.done for line in told if line.done.startswith("The DSL")] == ["The DSL was told by Priya N."]


def test_what_happened_and_what_was_done_stand_apart() -> None:
    seen = LogEntry(id="seen", incident_id=CASE, at=FRIDAY, entry_kind="event", what="A new message came.")
    lines = chronology(case_file(log=(RANG, seen)))
    assert of(lines, "rang").done == "Jo Hartsedge – Rang his mother. (with Mrs P.) Outcome: She keeps the phone."
    assert (of(lines, "seen").happened, of(lines, "seen").done) == ("A new message came.", "")


def test_an_entry_written_later_says_how_much_later() -> None:
    lines = chronology(case_file(log=(RANG,), history=(saved(RANG, FRIDAY),)))
    assert of(lines, "rang").late == "written 2 days later"
    assert of(lines, "rang").author == "Jo Hartsedge"


def test_an_entry_of_the_same_day_is_not_late() -> None:
    entry = LogEntry(id="e", incident_id=CASE, at=FRIDAY - timedelta(hours=6), entry_kind="note", what="Seen.")
    assert of(chronology(case_file(log=(entry,), history=(saved(entry, FRIDAY),))), "e").late == ""


def test_a_corrected_entry_is_marked() -> None:
    history = (saved(RANG), saved(RANG, seq=2, number=2, reason="It was his father."))
    assert of(chronology(case_file(log=(RANG,), history=history)), "rang").amended


def test_what_a_lock_advised_against_is_told_as_having_happened() -> None:
    spoken = LogEntry(
        id="s",
        incident_id=CASE,
        at=FRIDAY,
        entry_kind="spoken to",
        what="Told her why.",
        who="Mr Dunn",
        with_whom="Ms Tess Orme",
        already_happened=True,
    )
    assert of(chronology(case_file(log=(spoken,))), "s").happened.startswith("It had already happened. Mr Dunn")


def test_significant_events_alone_leave_out_answers_and_small_notes() -> None:
    run = GuidanceRun(
        id="run",
        incident_id=CASE,
        flow="triage",
        title="Triage",
        edition="2026-09",
        started_at=FRIDAY,
        started_by=JO,
        outcome_code="X",
        outcome_text="Online bullying",
        ended_at=FRIDAY,
    )
    answer = GuidanceAnswer(
        id="a",
        incident_id=CASE,
        run_id=RunId(run.id),
        flow="triage",
        number=1,
        step="s",
        question="Is it sexual?",
        answers_shown=("No",),
        answered_at=FRIDAY,
        answered_by=JO,
    )
    note = LogEntry(id="n", incident_id=CASE, at=FRIDAY, entry_kind="note", what="Form filed.", significant=False)
    case = case_file(runs=(run,), answers=(answer,), log=(note, RANG))
    everything, few = chronology(case), chronology(case, significant_only=True)
    assert {"a", "n", "run", "rang"} <= {line.entity_id for line in everything}
    assert {line.entity_id for line in few} >= {"run", "rang"}
    assert not {"a", "n"} & {line.entity_id for line in few}
    assert of(everything, "a").done == "Is it sexual? – No"


def test_pictures_taken_in_together_are_one_line() -> None:
    exhibits = tuple(
        Exhibit(
            id=f"x{n}", incident_id=CASE, ref=f"JH/{n}", producer="JH", number=n, attached_at=FRIDAY, attached_by=JO
        )
        for n in range(1, 4)
    )
    lines = [line for line in chronology(case_file(exhibits=exhibits)) if line.source == "Exhibit"]
    assert [line.done for line in lines] == ["3 pictures taken into evidence as JH/1 to JH/3."]


def test_a_decision_and_an_action_done_late_are_told_in_full() -> None:
    decision = Decision(
        id="d",
        incident_id=CASE,
        at=FRIDAY,
        subject="x",
        decision="Tell the police",
        rationale="A threat",
        decided_by=JO,
        second_person="Mr P. Vane",
    )
    late = Action(
        id="act",
        incident_id=CASE,
        what="Ring the LADO",
        owner=JO,
        due=FRIDAY - timedelta(days=1),
        created_at=FRIDAY - timedelta(days=2),
        status="done",
        finished_at=FRIDAY,
        source="guidance",
    )
    lines = chronology(case_file(decisions=(decision,), actions=(late,)))
    assert of(lines, "d").done == "Decided: Tell the police. Why: A threat. Second person: Mr P. Vane."
    assert "It was late: it was due by 16:50 GMT on Thursday 12 November 2026." in of(lines, "act").done


def test_an_open_action_is_not_yet_history() -> None:
    waiting = Action(id="act", incident_id=CASE, what="Ring the LADO", created_at=FRIDAY)
    assert "act" not in {line.entity_id for line in chronology(case_file(actions=(waiting,)))}


def test_a_question_and_what_was_written_stand_apart_and_its_hint_stays_away() -> None:
    recorded = (
        Recorded(field="late", label="If it is later than the limit: why? Else: in time", value="In time"),
        Recorded(field="only", label="In words only", value="File names"),
    )
    answer = GuidanceAnswer(
        id="a", incident_id=CASE, run_id=RunId("run"), flow="triage", number=1, step="s", question="Rung?",
        recorded=recorded, answered_at=FRIDAY, answered_by=JO,
    )  # fmt: skip
    said = of(chronology(case_file(answers=(answer,))), "a").done
    assert said == "Rung? – done (If it is later than the limit: why: “In time”; In words only: “File names”)"
