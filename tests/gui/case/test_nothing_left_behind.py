"""A case that was opened and left leaves no part of a page behind: each would be dressed again with every new look."""

from collections import Counter

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dslapp.gui.case.page import CasePage
from dslapp.gui.case.tabs import TABS
from dslapp.gui.desk import Desk
from dslapp.gui.routes import ToCase
from tests.gui.case.at_the_case import go
from tests.gui.guidance.at_the_guidance import case_at


def windows() -> Counter[str]:
    """Every widget that stands in no other, shown or not, by its class."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return Counter(type(widget).__name__ for widget in QApplication.topLevelWidgets())


def visit(qtbot: QtBot, desk: Desk, *routes: ToCase) -> None:
    """Open a case on a page of its own, look at its tabs, and close it."""
    page = CasePage(desk)
    page.resize(1160, 720)
    page.show()
    for route in routes:
        go(qtbot, desk, page, route)
    page.leave()
    page.close()
    page.deleteLater()


def test_ten_visits_of_the_guidance_leave_nothing_behind(qtbot: QtBot, desk: Desk) -> None:
    case = case_at(desk, "staff-concern", "keep-quiet")
    before = windows()
    for _ in range(10):
        visit(qtbot, desk, ToCase(case, "guidance"))
    assert windows() - before == Counter()


def test_no_tab_leaves_anything_behind(qtbot: QtBot, desk: Desk) -> None:
    case = case_at(desk, "staff-concern", "keep-quiet")
    before = windows()
    visit(qtbot, desk, *(ToCase(case, entry.key) for entry in TABS))
    assert windows() - before == Counter()
