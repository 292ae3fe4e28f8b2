"""The page of what waits in a casebook's inbox."""

import pytest
from pytestqt.qtbot import QtBot

from dslapp.gui.compartments.inbox_page import InboxPage
from dslapp.gui.desk import Desk


@pytest.fixture
def inbox(qtbot: QtBot, desk: Desk) -> InboxPage:
    """As the DSL sees it."""
    page = InboxPage(desk)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    return page
