"""Finding one's way about the case page in tests."""

from functools import partial

from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dslapp.domain.entity import IncidentId
from dslapp.gui.case.lines_list import LinesList
from dslapp.gui.case.page import CasePage
from dslapp.gui.desk import Desk
from dslapp.gui.routes import CaseTab, ToCase


def open_case(qtbot: QtBot, desk: Desk, case: IncidentId, tab: CaseTab = "summary", focus_id: str = "") -> CasePage:
    """The case page, shown at a tab of a case."""
    page = CasePage(desk)
    qtbot.addWidget(page)
    page.resize(1160, 720)
    page.show()
    go(qtbot, desk, page, ToCase(case, tab, focus_id))
    return page


def go(qtbot: QtBot, desk: Desk, page: CasePage, route: ToCase) -> None:
    """Go to a case, and wait until it is on the screen with what was kept of its forms."""
    page.enter(route)
    settle(qtbot, desk)


def settle(qtbot: QtBot, desk: Desk) -> None:
    """Wait until what was begun, and what that began, has ended."""
    for _ in range(3):
        ended: list[bool] = []
        desk.tasks.submit(bool, True, done=ended.append)
        qtbot.waitUntil(partial(any, ended))


def button(widget: QWidget, words: str) -> QPushButton:
    """The visible button whose name begins so."""
    found = [b for b in widget.findChildren(QPushButton) if b.isVisible() and b.accessibleName().startswith(words)]
    assert found, f"no button “{words}”"
    return found[0]


def labels(widget: QWidget) -> str:
    """All words of labels that are on the screen."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def lines(widget: QWidget) -> list[str]:
    """The visible lists' lines, as a screen reader says them."""
    return [line.spoken for each in widget.findChildren(LinesList) if each.isVisible() for line in each.lines()]
