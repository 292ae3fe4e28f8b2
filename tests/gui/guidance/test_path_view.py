"""The drawn path: what was taken, what is asked, what may come, and what was taken back, each box opening its step."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dslapp.domain.guidance.drawing import BoxKind
from dslapp.domain.guidance.path import Place
from dslapp.gui.desk import Desk
from dslapp.gui.guidance.path_box import PathBox
from dslapp.gui.guidance.path_view import ZOOMS
from dslapp.services.guidance.answer_guidance import answer_step
from tests.gui.accessibility import spoken_name
from tests.gui.guidance.at_the_guidance import AtTheGuidance, case_at

STAFF = "staff-concern"


@pytest.fixture
def drawn(qtbot: QtBot, desk: Desk) -> AtTheGuidance:
    """A case that stopped at "tell the chair", after it was changed whom the concern is about; its path is drawn."""
    case = case_at(desk, STAFF, "keep-quiet")
    desk.tasks.on_casebook(
        answer_step, desk.session, case, "about-whom", ["head"], {}, flow=STAFF, reason="It is the head."
    )
    at = AtTheGuidance(qtbot, desk, case)
    at.walk.strip.sides["path"].click()
    at.settle()
    return at


def boxes(at: AtTheGuidance, kind: BoxKind) -> list[PathBox]:
    return [box for box in at.walk.path.canvas.boxes if box.box.kind == kind]


def steps(at: AtTheGuidance, kind: BoxKind) -> list[str]:
    return [box.box.place.step for box in boxes(at, kind)]


def test_the_path_has_boxes_for_what_was_taken_asked_possible_and_taken_back(drawn: AtTheGuidance) -> None:
    assert steps(drawn, "carried") == ["danger", "image", "adult-here"]
    assert steps(drawn, "taken") == ["what-else", "about-whom"]
    assert steps(drawn, "taken back") == ["about-whom", "tell-head"]
    assert steps(drawn, "asked") == ["tell-chair"]
    assert steps(drawn, "possible") == ["keep-quiet"]


def test_each_box_says_in_words_what_it_is(drawn: AtTheGuidance) -> None:
    names = [spoken_name(box) for box in drawn.walk.path.canvas.boxes]
    assert any(name.startswith("Answered: Who is the concern about? – The headteacher.") for name in names)
    assert any(name.startswith("Taken back: Who is the concern about? – Nobody knows yet") for name in names)
    assert any(name.startswith("Asked now: Tell the chair of governors now.") for name in names)


def test_a_box_opens_its_step(drawn: AtTheGuidance) -> None:
    boxes(drawn, "taken")[-1].click()
    assert drawn.form.shown.place == Place(flow=STAFF, step="about-whom")
    assert drawn.form.shown.changes
    boxes(drawn, "possible")[0].click()
    assert drawn.form.shown.standing == "ahead"
    assert not drawn.form.answerable
    drawn.walk.pane.stay_button.click()
    assert drawn.step == "staff-concern/tell-chair"


def test_a_box_is_reached_and_opened_by_keyboard(drawn: AtTheGuidance) -> None:
    box = boxes(drawn, "taken")[0]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert drawn.form.shown.place == box.box.place


def test_the_path_grows_and_shrinks(drawn: AtTheGuidance) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    path = drawn.walk.path
    QTest.keyClick(drawn.page, Qt.Key.Key_0, control)
    assert path.zoom == 1.0
    before = path.canvas.boxes[0].size()
    QTest.keyClick(drawn.page, Qt.Key.Key_Plus, control)
    assert path.canvas.boxes[0].width() > before.width()
    QTest.keyClick(drawn.page, Qt.Key.Key_Minus, control)
    QTest.keyClick(drawn.page, Qt.Key.Key_Minus, control)
    assert path.canvas.boxes[0].width() < before.width()
    for _ in ZOOMS:
        path.smaller.click()
    assert path.zoom == ZOOMS[0]
    assert not path.smaller.isEnabled()


def test_no_two_boxes_lie_on_each_other_at_any_size(drawn: AtTheGuidance) -> None:
    for zoom in ZOOMS:
        drawn.walk.path.canvas.show_drawing(drawn.walk.path.canvas._drawing, zoom)
        places = [box.geometry() for box in drawn.walk.path.canvas.boxes]
        assert not any(a.intersects(b) for n, a in enumerate(places) for b in places[n + 1 :])


def test_a_locked_step_is_marked_in_words_too(qtbot: QtBot, desk: Desk) -> None:
    at = AtTheGuidance(qtbot, desk, case_at(desk, STAFF, "ring-lado"))
    at.walk.strip.sides["path"].click()
    locked = [box for box in at.walk.path.canvas.boxes if box.box.locked]
    assert [box.box.place.step for box in locked] == ["keep-quiet"]
    assert "something is locked here" in spoken_name(locked[0])
