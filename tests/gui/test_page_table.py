"""The table of pages: wherever a page asks to go, there is a page; none is listed twice."""

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dslapp.gui import routes
from dslapp.gui.capture_exclusion import CaptureExclusion
from dslapp.gui.desk import Desk
from dslapp.gui.page_table import page_table
from dslapp.gui.pages import PageEntry
from dslapp.gui.screen_sharing import ScreenSharing
from dslapp.services.program import Program
from tests.casebooks import SettableClock


@pytest.fixture
def entries(desk: Desk, tmp_path: Path, clock: SettableClock, qapp: QApplication) -> tuple[PageEntry, ...]:
    program = Program(clock=clock, settings=tmp_path, casebooks=tmp_path)
    return page_table(desk, program, lambda look: None, ScreenSharing(desk, CaptureExclusion(qapp, None)))


def test_every_route_leads_to_one_page(entries: tuple[PageEntry, ...]) -> None:
    places = [place for place in vars(routes).values() if isinstance(place, type) and issubclass(place, routes.Route)]
    reached = Counter(route for entry in entries for route in entry.routes)
    assert {place.__name__ for place in places if place is not routes.Route} - {
        each.__name__ for each in reached
    } == set()
    assert [route for route, times in reached.items() if times > 1] == []


def test_each_page_can_be_made(entries: tuple[PageEntry, ...], qtbot: QtBot) -> None:
    for entry in entries:
        qtbot.addWidget(entry.makes())


def test_the_rail_stands_in_the_usual_order(entries: tuple[PageEntry, ...]) -> None:
    titles = [entry.title.replace("&&", "+").replace("&", "") for entry in entries if entry.rail]
    usual = [
        "Today",
        "Incidents",
        "People + accounts",
        "Exhibits",
        "Actions",
        "Referrals",
        "Reports",
        "Guidance",
        "Safety",
        "Settings",
    ]
    assert titles == [title for title in usual if title in titles]
    assert titles[0] == "Today"
