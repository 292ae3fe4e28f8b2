"""A first screen that is open, and what stands on it."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from dslapp.gui.desk import Desk
from dslapp.gui.log_incident.page import LogIncidentPage
from dslapp.gui.routes import ToLogIncident

Opens = Callable[..., LogIncidentPage]


@pytest.fixture
def opens(qtbot: QtBot, desk: Desk) -> Iterator[Opens]:
    """Open the first screen as large as the window leaves it at 1366 × 768, and wait until it is live."""
    pages: list[LogIncidentPage] = []

    def open_page(draft_id: str = "", *, desk: Desk = desk) -> LogIncidentPage:
        page = LogIncidentPage(desk)
        pages.append(page)
        qtbot.addWidget(page)
        page.resize(1158, 640)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        page.enter(ToLogIncident(draft_id))
        qtbot.waitUntil(lambda: page.ready)
        return page

    yield open_page
    for page in pages:
        page.leave()
