"""The members' page, taken where it asks to go, as the window would."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dslapp.domain.school import Member
from dslapp.gui.desk import Desk
from dslapp.gui.members.page import MembersPage
from dslapp.gui.routes import MemberAct, Route, ToMembers
from dslapp.gui.widgets.banner import Banner
from tests.gui.scripted_prompter import ScriptedPrompter


def all_shown(widgets: Sequence[QWidget]) -> bool:
    """Whether there are any, and all are visible."""
    return bool(widgets) and all(widget.isVisible() for widget in widgets)


class AtTheMembers:
    """Somebody at the members' page: goes to an act, presses, types, and counts it."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        self._qtbot, self.desk = qtbot, desk
        self.clicks = self.keys = 0
        self.went: list[Route] = []
        self.page = MembersPage(desk)
        self.page.go.connect(self._go)
        qtbot.addWidget(self.page)
        self.page.resize(1100, 2400)
        self.page.show()

    def arrive(self, act: MemberAct = "list", name: str = "") -> None:
        """Go to the list, or straight to one act about the member of that name."""
        member_id = self.member(name).id if name else ""
        self._go(ToMembers(act, member_id))
        self.wait_for(lambda: all_shown(self.page.overview.cards) or self.page.form is not None)

    def member(self, name: str) -> Member:
        """The member of that name, as the record has them now."""
        return next(each for each in self.members() if each.name == name)

    def members(self) -> list[Member]:
        """All members, as the record has them now."""
        return self.desk.tasks.on_casebook(self.desk.session.casebook.select, Member)

    def press(self, name: str) -> None:
        """Press what a screen reader calls that."""
        self.clicks += 1
        self._qtbot.mouseClick(self.button(name), Qt.MouseButton.LeftButton)

    def button(self, name: str) -> QPushButton:
        """What a screen reader calls that."""
        buttons = [b for b in self.page.findChildren(QPushButton) if b.isVisible() and b.accessibleName() == name]
        assert len(buttons) == 1, [b.accessibleName() for b in self.page.findChildren(QPushButton) if b.isVisible()]
        return buttons[0]

    def offers(self, name: str) -> bool:
        """Whether there is something to press of that name."""
        return any(b.isVisible() and b.accessibleName() == name for b in self.page.findChildren(QPushButton))

    def type(self, control: QWidget, words: str) -> None:
        """Type into something."""
        self.keys += len(words)
        self._qtbot.keyClicks(control, words)

    def wait_for(self, there: Callable[[], bool]) -> None:
        """Wait until it is so."""
        self._qtbot.waitUntil(there)

    def wait_for_list(self) -> None:
        """Wait until what was done is said above the list."""
        self.wait_for(lambda: self.page.form is None and self.page.overview.outcome.isVisible())

    def said(self) -> str:
        """What is said above the list."""
        return self.page.overview.outcome.accessibleName()

    def words(self) -> str:
        """Everything that can be read, banners too."""
        labels = [label.text() for label in self.page.findChildren(QLabel) if label.isVisible()]
        return "\n".join([*labels, *(b.accessibleName() for b in self.page.findChildren(Banner) if b.isVisible())])

    def _go(self, route: Route) -> None:
        self.went.append(route)
        if isinstance(route, ToMembers) and self.page.leave():
            self.page.enter(route)


@pytest.fixture
def sit_down(qtbot: QtBot, desk_of: Callable[[str], Desk], tmp_path: Path) -> Callable[[str], AtTheMembers]:
    """Call it with a member's name to have them sit down at the members' page."""

    def at(name: str) -> AtTheMembers:
        desk = replace(desk_of(name), prompter=ScriptedPrompter(save_file=[tmp_path / "sheet.pdf"]))
        return AtTheMembers(qtbot, desk)

    return at
