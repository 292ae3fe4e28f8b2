"""Today shows what is due at once with what there is to say; what comes later moves nothing under the pointer."""

from collections.abc import Iterator
from datetime import timedelta
from threading import Event

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from dslapp.domain.case.casework import Action
from dslapp.domain.entity import IncidentId, new_id
from dslapp.gui.case.link import Link
from dslapp.gui.desk import Desk
from dslapp.gui.find.today_page import TodayPage
from dslapp.gui.routes import ToToday
from tests.cases import bare_case
from tests.gui.accessibility import assert_accessible

LINES = 30


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> TodayPage:
    on_casebook, due = desk.tasks.on_casebook, desk.now() - timedelta(days=1)
    case: IncidentId = on_casebook(bare_case, desk.session)
    actions = [
        Action(id=new_id(), incident_id=case, what=f"Ring the LADO, {number}", due=due, created_at=desk.now())
        for number in range(LINES)
    ]
    on_casebook(desk.session.casebook.commit, actions)
    shown = TodayPage(desk)
    qtbot.addWidget(shown)
    shown.resize(1100, 700)
    shown.show()
    return shown


@pytest.fixture
def slow_stick(desk: Desk) -> Iterator[Event]:
    """The places of the backups do not answer until this is set."""
    answers = Event()
    desk.tasks.submit(answers.wait, lane="files")
    yield answers
    answers.set()


def first_line(page: TodayPage) -> Link:
    return next(link for link in page.findChildren(Link) if link.accessibleName().startswith("Ring the LADO"))


def place(page: TodayPage) -> QPoint:
    return first_line(page).mapTo(page, QPoint(0, 0))


def test_what_comes_late_stands_below_and_is_told_beside_the_heading(
    qtbot: QtBot, page: TodayPage, slow_stick: Event
) -> None:
    page.enter(ToToday())
    qtbot.waitUntil(lambda: any(link.isVisible() for link in page.findChildren(Link)))
    qtbot.waitUntil(lambda: place(page).y() > 0)
    before = place(page)
    assert (page.backups.isVisible(), page.late_button.isVisible()) == (False, False)
    slow_stick.set()
    qtbot.waitUntil(page.backups.isVisible)
    qtbot.waitUntil(page.late_button.isVisible)
    assert place(page) == before
    assert_accessible(page)
    page.late_button.click()
    qtbot.waitUntil(lambda: page.area.verticalScrollBar().value() > 0)
    assert not page.backups.visibleRegion().isEmpty()


def test_of_several_that_come_late_it_leads_to_the_first(qtbot: QtBot, page: TodayPage, slow_stick: Event) -> None:
    page.enter(ToToday())
    qtbot.waitUntil(lambda: page.parts.stands)
    slow_stick.set()
    qtbot.waitUntil(page.backups.isVisible)
    assert page.late_button.text() == "S&ee what came in late"
    page.waiting.show()
    page.waiting.setMinimumHeight(page.height())
    assert page.late_button.text() == "S&ee what came in late (2)"
    assert page.late_button.accessibleName() == "See what came in late (2)"

    def accessible() -> None:
        assert_accessible(page)

    qtbot.waitUntil(accessible)  # once the words have their places
    page.late_button.click()
    qtbot.waitUntil(lambda: page.area.verticalScrollBar().value() > 0)
    assert page.parts.late == (page.backups, page.waiting)
    assert not page.backups.visibleRegion().isEmpty()
    page.backups.hide()
    assert page.late_button.text() == "S&ee what came in late"
    page.waiting.hide()
    assert page.late_button.isHidden()


def test_what_is_there_in_time_stands_above(qtbot: QtBot, page: TodayPage) -> None:
    page.parts.stand()  # as it was left the last time
    page._at_most.setInterval(60_000)  # however slow this computer is
    page.enter(ToToday())
    qtbot.waitUntil(page.backups.isVisible)
    qtbot.waitUntil(first_line(page).isVisible)
    assert page.backups.mapTo(page, QPoint(0, 0)).y() < place(page).y()
    assert not page.late_button.isVisible()


def test_what_came_late_stands_above_at_the_next_arrival(qtbot: QtBot, page: TodayPage, slow_stick: Event) -> None:
    page.enter(ToToday())
    qtbot.waitUntil(lambda: page.parts.stands)
    slow_stick.set()
    qtbot.waitUntil(page.late_button.isVisible)
    page._at_most.setInterval(60_000)
    page.enter(ToToday())
    assert not page.late_button.isVisible()
    qtbot.waitUntil(lambda: page.parts.stands)
    assert page.backups.mapTo(page, QPoint(0, 0)).y() < place(page).y()
