"""The Guidance page of the rail: flows are read and rehearsed, and nothing is saved."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dslapp.domain.entity import IncidentId
from dslapp.gui.desk import Desk
from dslapp.gui.guidance.page import GuidancePage
from dslapp.gui.routes import Route, ToCase, ToGuidance
from tests.casebooks import SettableClock
from tests.gui.accessibility import assert_accessible
from tests.gui.case.at_the_case import settle
from tests.gui.guidance.at_the_guidance import words_of


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> GuidancePage:
    """The page, as large as the window leaves it at 1366 × 768."""
    shown = GuidancePage(desk)
    qtbot.addWidget(shown)
    shown.resize(1158, 640)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    shown.enter(ToGuidance())
    settle(qtbot, desk)
    return shown


def step(page: GuidancePage) -> str:
    form = page.flowcharts.walk.pane.form
    assert form is not None
    return f"{form.shown.place.flow}/{form.shown.place.step}"


def test_all_flows_are_listed_with_what_they_are_for(page: GuidancePage) -> None:
    said = words_of(page)
    assert "What has happened?" in said
    assert "Concern or allegation about an adult who works with children" in said
    assert "Edition 2026." in said
    assert set(page.flowcharts.flows.buttons) >= {"triage", "staff-concern", "cyberbullying", "nudes", "police"}
    assert_accessible(page)


def test_a_flow_is_rehearsed_and_nothing_is_saved(page: GuidancePage, desk: Desk) -> None:
    before = desk.tasks.on_casebook(lambda: desk.session.casebook.head)
    page.flowcharts.flows.buttons["staff-concern"].click()
    assert "Rehearsal: nothing is saved." in words_of(page)
    for key in (Qt.Key.Key_1, Qt.Key.Key_Return):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
    assert step(page) == "staff-concern/tell-head"
    page.flowcharts.walk.pane.go_button.click()
    assert step(page) == "staff-concern/keep-quiet"
    assert "Not yet: speak to the person concerned." in words_of(page)
    page.flowcharts.walk.go_back()
    page.flowcharts.walk.go_back()
    assert step(page) == "staff-concern/about-whom"
    assert page.flowcharts.walk.pane.form is not None
    assert page.flowcharts.walk.pane.form.answers is not None
    page.flowcharts.walk.pane.form.answers.button("head").click()
    page.flowcharts.walk.pane.go_button.click()
    assert step(page) == "staff-concern/tell-chair"
    page.flowcharts.end_button.click()
    assert page.flowcharts.flows.isVisible()
    assert desk.tasks.on_casebook(lambda: desk.session.casebook.head) == before
    assert desk.tasks.on_casebook(desk.session.casebook.drafts) == []


def go_on(page: GuidancePage, number: int) -> None:
    """Choose the answer with that number where there are answers, and go on."""
    form = page.flowcharts.walk.pane.form
    assert form is not None
    if form.answers:
        form.answers.press_number(number)
    page.flowcharts.walk.pane.go_button.click()


def test_a_rehearsal_counts_its_time_limits_from_now(page: GuidancePage) -> None:
    page.flowcharts.rehearse("staff-concern")
    go_on(page, 4)
    while step(page) != "staff-concern/ring-lado":
        go_on(page, 1 if step(page).endswith("threshold") else 2)
    assert "the end of Monday 16 November 2026" in words_of(page)


@pytest.mark.parametrize("width", [pytest.param(1158, id="1366 pixels wide"), pytest.param(620, id="at 200 %")])
def test_a_rehearsal_is_accessible(page: GuidancePage, width: int) -> None:
    page.resize(width, 640)
    page.flowcharts.rehearse("cyberbullying")
    assert_accessible(page)


def test_a_route_to_one_flow_begins_its_rehearsal(page: GuidancePage, qtbot: QtBot, desk: Desk) -> None:
    page.enter(ToGuidance(flow="nudes"))
    settle(qtbot, desk)
    assert step(page).startswith("nudes/")


def test_the_guidance_of_a_case_is_on_its_own_tab(page: GuidancePage) -> None:
    routes: list[Route] = []
    page.go.connect(routes.append)
    page.enter(ToGuidance(IncidentId("0192")))
    assert routes == [ToCase(IncidentId("0192"), "guidance")]


def test_sources_that_nobody_looked_at_for_six_months_are_counted(
    page: GuidancePage, qtbot: QtBot, desk: Desk, clock: SettableClock
) -> None:
    assert "not for six months" not in words_of(page)
    clock.forward(timedelta(days=250))
    page.enter(ToGuidance())
    settle(qtbot, desk)
    assert "of them not for six months: look at them again." in words_of(page)
