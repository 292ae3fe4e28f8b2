"""A whole flow as a picture: every step and answer on it, nothing on anything else, and how far a case has come."""

import subprocess
import sys
from itertools import combinations

import pytest

from dslapp.documents.flowchart_setting import set_chart
from dslapp.domain.guidance.flowchart import chart_of
from dslapp.domain.guidance.flowchart_layout import Placed, Rect
from dslapp.domain.guidance.flows import answers_of
from dslapp.domain.guidance.rehearsal import rehearse
from tests.guidance import FRIDAY, shipped

LIBRARY = shipped()
FLOWS = sorted(LIBRARY.flows)


def meet(one: Rect, other: Rect) -> bool:
    return (
        one.x < other.x + other.width and other.x < one.x + one.width
        and one.y < other.y + other.height and other.y < one.y + one.height
    )  # fmt: skip


@pytest.fixture(scope="module", params=FLOWS)
def drawn(request: pytest.FixtureRequest) -> Placed:
    return set_chart(chart_of(LIBRARY, request.param))


def test_every_step_and_every_answer_stands_on_the_drawing(drawn: Placed) -> None:
    flow = LIBRARY.flows[drawn.chart.flow]
    assert [box.box.place.step for box in drawn.boxes] == [step.id for step in flow.steps]
    labels = "\n".join(label for arrow in drawn.chart.arrows for label in arrow.labels)
    for step in flow.steps:
        for answer in answers_of(step):
            assert answer.label in labels


def test_nothing_stands_on_anything_else_or_off_the_edge(drawn: Placed) -> None:
    placed = [*(box.at for box in drawn.boxes), *(label.at for label in drawn.labels)]
    assert not [(one, other) for one, other in combinations(placed, 2) if meet(one, other)]
    for at in placed:
        assert at.x >= 0
        assert at.y >= 0
        assert at.x + at.width <= drawn.width
        assert at.y + at.height <= drawn.height


def test_every_arrow_begins_and_ends_at_its_boxes(drawn: Placed) -> None:
    for placed in drawn.arrows:
        start, end = drawn.boxes[placed.arrow.start].at, drawn.boxes[placed.arrow.end].at
        x, y = placed.pieces[0][0]
        assert start.x <= x <= start.x + start.width
        assert y == pytest.approx(start.y + start.height)
        x, y = placed.pieces[-1][-1]
        assert end.x <= x <= end.x + end.width
        assert y == pytest.approx(end.y)


def test_no_line_runs_through_a_box(drawn: Placed) -> None:
    """Looked at where a line stands still: the ends of its curves, which leave their own boxes at an edge."""
    for placed in drawn.arrows:
        for curve in placed.pieces:
            for x, y in curve[::3]:
                for box in drawn.boxes:
                    at = box.at
                    inside = at.x < x < at.x + at.width and at.y + 0.5 < y < at.y + at.height - 0.5
                    assert not inside, (placed.arrow, box.box.place)


def test_the_same_flow_is_drawn_alike_in_another_process() -> None:
    asks = (
        "from tests.guidance import shipped; from dslapp.domain.guidance.flowchart import chart_of;"
        "from dslapp.documents.flowchart_setting import set_chart;"
        "print([box.at for box in set_chart(chart_of(shipped(), 'nudes')).boxes])"
    )
    here = str([box.at for box in set_chart(chart_of(LIBRARY, "nudes")).boxes])
    there = subprocess.run([sys.executable, "-c", asks], check=True, capture_output=True, text=True)
    assert there.stdout.strip() == here


def test_a_walk_shows_what_was_answered_what_is_asked_and_what_may_come() -> None:
    walk = rehearse(LIBRARY, "police", ["no", "none"], at=FRIDAY)
    assert walk.current is not None
    chart = chart_of(LIBRARY, "police", walk)
    state = {box.place.step: box.state for box in chart.boxes}
    asked = [step for step, state in state.items() if state == "asked"]
    assert asked == [walk.current.step]
    assert "taken" in state.values()
    assert "possible" in state.values()
    assert "taken" in {arrow.state for arrow in chart.arrows}


def test_a_box_says_its_kind_its_words_and_its_ways() -> None:
    chart = chart_of(LIBRARY, "police")
    said = chart.in_words(0)
    assert said.startswith("Question: Could anyone be hurt today?")
    assert "Yes or Not sure: to Ring 999 now." in said
