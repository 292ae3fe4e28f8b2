"""The Guidance page opened at one part of its reference data."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from dslapp.gui.desk import Desk
from dslapp.gui.guidance.page import GuidancePage
from dslapp.gui.reference.rows_tab import RowsTab
from dslapp.gui.routes import GuidancePart, ToReference
from tests.gui.case.at_the_case import settle

Opens = Callable[..., tuple[GuidancePage, RowsTab]]


@pytest.fixture
def opens(qtbot: QtBot, desk: Desk) -> Opens:
    """Open the Guidance page at one part, as large as the window leaves it."""

    def open_at(
        part: GuidancePart, width: int = 1158, at: Desk = desk, **where: object
    ) -> tuple[GuidancePage, RowsTab]:
        page = GuidancePage(at)
        qtbot.addWidget(page)
        page.resize(width, 640)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.enter(ToReference(part, **where))  # type: ignore[arg-type]  # a test names what it wants
        settle(qtbot, at)
        return page, page.reference[part]

    return open_at
