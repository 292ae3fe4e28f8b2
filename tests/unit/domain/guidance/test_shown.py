"""What the window shows of a walk, computed without a window."""

from dslapp.domain.guidance.drawing import draw_path
from dslapp.domain.guidance.flows import RecordField
from dslapp.domain.guidance.path import Place, Walk
from dslapp.domain.guidance.shown import (
    GuidanceView,
    StepDraft,
    flows_shown,
    known_at_the_door,
    said_so_far,
    step_shown,
    written_in_words,
)
from dslapp.domain.guidance.walk import answer, open_flow, start
from dslapp.domain.statements import Stated
from tests.guidance import FRIDAY, answered, shipped

LIBRARY = shipped()
DOOR = {"danger": "no", "image": "no", "adult_here": "accused"}


def view(walk: Walk, **more: object) -> GuidanceView:
    return GuidanceView(library=LIBRARY, walk=walk, may_answer=True, **more)  # type: ignore[arg-type]  # a test names them


def coach() -> Walk:
    """Up to "tell nobody"."""
    walk = start(LIBRARY, "triage", at=FRIDAY, by="Jo Hartsedge", facts=DOOR)
    walk = answer(LIBRARY, walk, "what-else", ["nothing-else"], {}, at=FRIDAY)
    return answer(LIBRARY, walk, "about-whom", ["supply"], {}, at=FRIDAY)


def test_the_questions_of_the_first_screen_are_named_with_their_answers() -> None:
    known = known_at_the_door(view(Walk(), known={**DOOR, "lado_clock": "24 hours"}))
    assert [answer for _, answer in known] == ["No", "No", "Yes, an adult here may have done wrong"]


def test_where_a_step_stands_decides_whether_it_can_be_answered() -> None:
    walk = open_flow(LIBRARY, coach(), "police", at=FRIDAY)
    shown = view(walk)
    assert walk.current is not None

    def standing(flow: str, step: str) -> str:
        found = step_shown(shown, Place(flow=flow, step=step))
        assert found is not None
        return f"{found.standing}{' answerable' if found.answerable else ''}"

    assert standing("police", walk.current.step) == "asked answerable"
    assert standing("staff-concern", "tell-head") == "waiting answerable"
    assert standing("staff-concern", "about-whom") == "answered answerable"
    assert standing("triage", "danger") == "carried answerable"
    assert standing("staff-concern", "ring-lado") == "ahead"
    assert step_shown(shown, Place(flow="staff-concern", step="gone")) is None


def test_what_was_said_is_listed_with_what_was_carried_and_what_was_taken_back() -> None:
    walk = answer(LIBRARY, coach(), "about-whom", ["head"], {}, at=FRIDAY, flow="staff-concern")
    said = said_so_far(view(walk))
    assert [(each.visit.step, each.status, each.visit.superseded) for each in said] == [
        ("danger", "carried", False), ("image", "carried", False), ("adult-here", "carried", False),
        ("what-else", "answered", False), ("about-whom", "answered", True), ("about-whom", "answered", False),
    ]  # fmt: skip
    assert [each.may_change for each in said] == [True, True, True, True, False, True]


def test_a_written_moment_is_said_with_its_day() -> None:
    field = RecordField(id="at", label="When?", type="datetime")
    assert written_in_words(field, Stated(text=FRIDAY.isoformat())) == "Friday 13 November 2026, 16:50 GMT"
    assert written_in_words(field, Stated(unknown_because="asked Sam")) == "Not known – asked Sam"


def test_flows_say_where_they_stand_the_most_urgent_first() -> None:
    flows = {flow.flow: flow.state for flow in flows_shown(view(coach()))}
    assert next(iter(flows)) == "triage"
    assert (flows["triage"], flows["staff-concern"], flows["nudes"]) == ("finished", "being asked", "not opened")


def test_an_empty_draft_is_not_worth_keeping() -> None:
    assert StepDraft(recorded={"a": Stated()}).is_empty
    assert not StepDraft(answers=("yes",)).is_empty


def test_the_drawing_puts_what_was_taken_back_beside_what_took_its_place() -> None:
    walk = answer(LIBRARY, coach(), "about-whom", ["head"], {}, at=FRIDAY, flow="staff-concern")
    drawing = draw_path(LIBRARY, walk)
    boxes = {(box.kind, box.place.step): box for box in drawing.boxes}
    now, before = boxes["taken", "about-whom"], boxes["taken back", "about-whom"]
    assert (now.column, before.column) == (0, 1)
    assert now.row == before.row
    assert (now.answer, before.answer) == ("The headteacher", "A supply teacher or other agency worker")
    assert {arrow.kind for arrow in drawing.arrows} == {"taken", "taken back", "possible"}


def test_the_drawing_shows_where_each_answer_would_lead_and_what_waits() -> None:
    walk = open_flow(LIBRARY, start(LIBRARY, "staff-concern", at=FRIDAY), "nudes", at=FRIDAY, by="Jo Hartsedge")
    drawing = draw_path(LIBRARY, walk)
    assert [box.place.flow for box in drawing.boxes if box.kind == "waiting"] == ["staff-concern"]
    first = draw_path(LIBRARY, start(LIBRARY, "staff-concern", at=FRIDAY))
    possible = {box.place.step: box.answer_in_words for box in first.boxes if box.kind == "possible"}
    assert possible["tell-chair"] == "If: The headteacher"
    assert set(possible) == {"tell-head", "tell-chair", "straight-to-lado"}


def test_a_finished_walk_is_drawn_to_its_end() -> None:
    walk = answered(LIBRARY, start(LIBRARY, "triage", at=FRIDAY, facts={**DOOR, "adult_here": "none"}),
                    "bullying", "none", "ex-pupil", "told", "yes")  # fmt: skip
    drawing = draw_path(LIBRARY, walk)
    assert walk.current is None
    assert {box.kind for box in drawing.boxes} == {"taken", "carried"}
    assert draw_path(LIBRARY, Walk()).boxes == ()
