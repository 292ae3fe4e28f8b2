"""The whole flowchart in the window: in a case with how far it has come, and on the Guidance page for the wall."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dslapp.domain.guidance.path import Place
from dslapp.gui.desk import Desk
from dslapp.gui.guidance.flowchart_box import FlowchartBox
from dslapp.gui.guidance.flowchart_page import FlowchartPage
from dslapp.gui.guidance.page import GuidancePage
from dslapp.gui.routes import ToGuidance
from tests.gui.accessibility import assert_accessible, spoken_name
from tests.gui.case.at_the_case import settle
from tests.gui.guidance.at_the_guidance import AtTheGuidance, case_at
from tests.gui.scripted_prompter import ScriptedPrompter
from tests.guidance import shipped

STAFF = "staff-concern"


@pytest.fixture
def at(qtbot: QtBot, desk: Desk) -> AtTheGuidance:
    """A concern about the coach, at "keep it quiet"; its whole flowchart is shown."""
    at = AtTheGuidance(qtbot, desk, case_at(desk, STAFF, "keep-quiet"))
    at.walk.strip.sides["path"].click()
    at.walk.path.whole.click()
    at.settle()
    return at


def box_at(boxes: tuple[FlowchartBox, ...], step: str) -> FlowchartBox:
    return next(box for box in boxes if box.box.place.step == step)


def test_the_whole_flow_is_drawn_with_how_far_the_case_has_come(at: AtTheGuidance) -> None:
    boxes = at.walk.path.flowchart.canvas.boxes
    assert len(boxes) == len(shipped().flows[STAFF].steps)
    assert box_at(boxes, "keep-quiet").box.state == "asked"
    assert box_at(boxes, "about-whom").box.state == "taken"
    assert "Asked now" in spoken_name(box_at(boxes, "keep-quiet"))


def test_a_box_opens_its_step_by_the_keyboard(at: AtTheGuidance) -> None:
    box = box_at(at.walk.path.flowchart.canvas.boxes, "about-whom")
    box.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert at.form.shown.place == Place(flow=STAFF, step="about-whom")


def test_the_keys_make_it_larger_and_the_way_so_far_comes_back(at: AtTheGuidance) -> None:
    before = at.walk.path.flowchart.canvas.width()
    at.walk.path.zoom_by(1)
    assert at.walk.path.flowchart.canvas.width() > before
    at.walk.path.way.click()
    assert not at.walk.path.flowchart.isVisible()
    assert at.walk.path.canvas.isVisible()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> FlowchartPage:
    """The flowchart of "When to call the police", without a case."""
    page = FlowchartPage(desk)
    page.resize(1100, 700)
    page.show()
    qtbot.waitExposed(page)
    page.show_flow(shipped(), "police")
    qtbot.waitUntil(lambda: bool(page.view.canvas.boxes))
    return page


def test_arrow_keys_walk_along_the_arrows(page: FlowchartPage, qtbot: QtBot) -> None:
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    first = page.view.canvas.boxes[0]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    second = next(box for box in page.view.canvas.boxes if box.hasFocus())
    assert second is not first
    QTest.keyClick(second, Qt.Key.Key_Up)
    assert first.hasFocus()


def test_a_box_says_all_of_its_step(page: FlowchartPage) -> None:
    page.view.canvas.boxes[0].click()
    assert page.card.isVisible()
    assert "Could anyone be hurt today?" in page.text.text()
    assert "Source: " in page.text.text()
    assert_accessible(page)


def test_it_is_saved_for_the_wall(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "police.pdf"
    page = FlowchartPage(replace(desk, prompter=ScriptedPrompter(save_file=[target])))
    page.show()
    page.show_flow(shipped(), "police")
    qtbot.waitUntil(lambda: bool(page.view.canvas.boxes))
    page.save_button.click()
    qtbot.waitUntil(lambda: page.said.text() == "Saved as police.pdf.")
    assert target.read_bytes().startswith(b"%PDF")


def test_the_list_of_the_guidance_page_leads_to_each_flowchart(qtbot: QtBot, desk: Desk) -> None:
    page = GuidancePage(desk)
    qtbot.addWidget(page)
    page.resize(1158, 640)
    page.show()
    page.enter(ToGuidance())
    settle(qtbot, desk)
    page.flowcharts.flows.draw_buttons["nudes"].click()
    qtbot.waitUntil(lambda: bool(page.flowcharts.flowchart.view.canvas.boxes))
    assert page.flowcharts.flowchart.isVisible()
    page.flowcharts.flowchart.back_button.click()
    assert page.flowcharts.flows.isVisible()
