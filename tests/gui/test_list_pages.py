"""The lists at 200 %: headings are whole, nothing is moved sideways, and rows are seen below the head."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dslapp.gui.actions_page import ActionsPage
from dslapp.gui.desk import Desk
from dslapp.gui.exhibits_page import ExhibitsPage
from dslapp.gui.find.incidents_page import IncidentsPage
from dslapp.gui.laid_out import lay_out_now
from dslapp.gui.list_page import ListPage
from dslapp.gui.people_page import PeoplePage
from dslapp.gui.routes import Route, ToActions, ToExhibits, ToIncidents, ToPeople
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.rows_view import RowsView
from tests.cases import bare_case
from tests.e2e.cut_words import cut_words
from tests.gui.case.at_the_case import settle

PAGES: list[tuple[Callable[[Desk], ListPage], Route]] = [
    (ExhibitsPage, ToExhibits()), (IncidentsPage, ToIncidents()), (PeoplePage, ToPeople()), (ActionsPage, ToActions()),
]  # fmt: skip
ROOM = (619, 304)
"""What bar, rail and status line leave of a window of 683 × 384."""


def in_window(qtbot: QtBot, page: ListPage) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(*ROOM)
    page.setParent(window)
    page.resize(*ROOM)
    return window


@pytest.mark.parametrize(("makes", "route"), PAGES)
def test_at_200_percent_rows_are_seen_and_no_word_is_cut(
    qtbot: QtBot, desk: Desk, makes: Callable[[Desk], ListPage], route: Route
) -> None:
    desk.tasks.on_casebook(bare_case, desk.session)
    page = makes(desk)
    window = in_window(qtbot, page)
    page.enter(route)
    settle(qtbot, desk)
    if isinstance(page, ExhibitsPage):
        page.devices.counted.emit(1)
        page.takedowns.counted.emit(1)
    window.show()
    qtbot.waitExposed(window)
    lay_out_now()
    [table] = [each for each in page.findChildren(RowsView) if each.isVisible()]
    assert table.viewport().height() >= 2 * table.verticalHeader().defaultSectionSize()
    assert table.horizontalHeader().length() <= table.viewport().width(), "no bar to move it sideways"
    header = table.horizontalHeader()
    bold = QFont(header.font())
    bold.setWeight(QFont.Weight.DemiBold)
    for number in range(header.count()):
        if not header.isSectionHidden(number):
            title = table.model().headerData(number, Qt.Orientation.Horizontal)
            assert header.sectionSize(number) >= QFontMetrics(bold).horizontalAdvance(title) + 2 * GRID, title
    assert list(cut_words(window)) == []


def test_whom_one_chooses_in_a_low_window_is_shown_with_their_cases(qtbot: QtBot, desk: Desk) -> None:
    page = PeoplePage(desk)
    window = in_window(qtbot, page)
    window.show()
    assert not page.cases_table.isVisible()
    page.resize(1100, 700)
    assert page.cases_table.isVisible()
