"""The window takes people where they want to go, keeps their words, and hides everything when asked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dslapp.domain.entity import IncidentId
from dslapp.domain.problems import EnvironmentProblem
from dslapp.gui.cover import TRIES, Curtain, PinCard
from dslapp.gui.desk import Desk
from dslapp.gui.idle import IdleWatch
from dslapp.gui.pages import Page, PageEntry, ScrollingPage
from dslapp.gui.routes import Route, ToCase, ToContacts, ToIncidents, ToLogIncident, ToSearch, ToToday
from dslapp.gui.tasks import TaskRunner
from dslapp.gui.widgets.text import Words
from dslapp.gui.window import MainWindow
from tests.casebooks import SettableClock
from tests.gui.accessibility import assert_accessible
from tests.gui.scripted_prompter import ScriptedPrompter

PIN = "2468"


class NotePage(Page):
    """A page with one box to write in."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.entered: list[Route] = []
        self.saved: list[str] = []
        self.may_go = True
        self.note = QLineEdit()
        self.note.setAccessibleName("Note")
        column = QVBoxLayout(self)
        column.addWidget(QLabel(name))
        column.addWidget(self.note)

    def enter(self, route: Route) -> None:
        self.entered.append(route)

    def leave(self) -> bool:
        self.saved.append(self.note.text())
        return self.may_go


@dataclass
class Sitting:
    """The window, and what it did outside itself."""

    window: MainWindow
    prompter: ScriptedPrompter
    tasks: TaskRunner
    locked: list[str] = field(default_factory=list)

    @property
    def page(self) -> NotePage:
        """The page that is shown."""
        page = self.window.page
        assert isinstance(page, NotePage)
        return page

    def cards(self) -> list[PinCard]:
        """The cards that ask for the PIN."""
        return [card for card in self.window.findChildren(PinCard) if card.isVisible()]


@pytest.fixture
def sit_down(
    qtbot: QtBot, desk: Desk, prompter: ScriptedPrompter, qapp: object
) -> Iterator[Callable[[str | None], Sitting]]:
    """Open the window at *Today*, with a PIN or without."""
    watches: list[IdleWatch] = []

    def open_window(pin: str | None = PIN) -> Sitting:
        watches.append(IdleWatch(qapp))  # type: ignore[arg-type]  # pytest-qt's application is a QApplication
        locked: list[str] = []
        window = MainWindow(
            desk,
            [
                PageEntry(
                    title="&Today",
                    icon="calendar-check",
                    rail=ToToday(),
                    routes=(ToToday,),
                    makes=lambda: NotePage("Today"),
                ),
                PageEntry(
                    title="&Incidents",
                    icon="folder-open",
                    rail=ToIncidents(),
                    routes=(ToIncidents, ToCase),
                    makes=lambda: NotePage("Incidents"),
                ),
                PageEntry(title="Log", routes=(ToLogIncident,), makes=lambda: NotePage("Log")),
                PageEntry(title="Contacts", routes=(ToContacts,), makes=lambda: NotePage("Contacts")),
                PageEntry(title="Search", routes=(ToSearch,), makes=lambda: NotePage("Search")),
            ],
            casebook="Thornmoss Academy",
            member="Jo Hartsedge",
            check_pin=(lambda typed: typed == pin) if pin else None,
            lock=lambda: locked.append("locked"),
            idle=watches[-1],
        )
        qtbot.addWidget(window)
        window.resize(1366, 740)
        window.go(ToToday())
        window.show()
        return Sitting(window, prompter, desk.tasks, locked)

    yield open_window
    for watch in watches:
        watch.stop()


@pytest.fixture
def sitting(sit_down: Callable[..., Sitting]) -> Sitting:
    return sit_down()


def type_pin(qtbot: QtBot, sitting: Sitting, pin: str) -> None:
    box = sitting.cards()[0].findChild(QLineEdit)
    assert isinstance(box, QLineEdit)
    qtbot.waitUntil(box.isEnabled)
    qtbot.keyClicks(box, pin)
    qtbot.keyClick(box, Qt.Key.Key_Return)


def test_the_title_never_says_what_is_open(sitting: Sitting) -> None:
    sitting.window.go(ToCase(IncidentId("0192"), "evidence"))
    assert sitting.window.windowTitle() == "DSL Casebook"


@pytest.mark.parametrize("width", [pytest.param(1366, id="wide"), pytest.param(683, id="1366 pixels at 200 %")])
def test_the_shell_is_accessible(sitting: Sitting, width: int) -> None:
    sitting.window.resize(width, 384)
    assert_accessible(sitting.window)


def test_the_rail_leads_to_its_pages_and_marks_where_one_is(qtbot: QtBot, sitting: Sitting) -> None:
    rail = sitting.window._rail
    qtbot.mouseClick(rail.button(ToIncidents), Qt.MouseButton.LeftButton)
    assert sitting.page.entered == [ToIncidents()]
    assert rail.button(ToIncidents).isChecked()
    assert not rail.button(ToToday).isChecked()
    sitting.window.go(ToContacts())
    assert not rail.button(ToIncidents).isChecked()


@pytest.mark.parametrize(
    ("key", "modifier", "leads_to"),
    [
        pytest.param(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier, ToLogIncident(), id="Ctrl+N logs an incident"),
        pytest.param(Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier, ToContacts(), id="F2 shows whom to ring"),
        pytest.param(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier, ToIncidents(), id="Ctrl+2 is the second page"),
    ],
)
def test_the_keys_lead_there(
    qtbot: QtBot, sitting: Sitting, key: Qt.Key, modifier: Qt.KeyboardModifier, leads_to: Route
) -> None:
    sitting.window.activateWindow()
    qtbot.waitUntil(sitting.window.isActiveWindow)
    qtbot.keyClick(sitting.window, key, modifier)
    qtbot.waitUntil(lambda: sitting.page.entered == [leads_to])


def test_words_in_the_search_box_are_looked_for_while_typing(qtbot: QtBot, sitting: Sitting) -> None:
    qtbot.keyClicks(sitting.window._bar.search, "taunt")
    qtbot.waitUntil(lambda: sitting.page.entered == [ToSearch("taunt")])
    sitting.window.go_back()
    assert sitting.page.entered == [ToToday(), ToToday()]


def test_a_page_of_nothing_but_words_is_scrolled_by_keyboard(qtbot: QtBot, sitting: Sitting) -> None:
    page = ScrollingPage()
    page.column.addWidget(Words("What happened, and what was done about it. " * 400))
    sitting.window.setCentralWidget(page)
    page.setFocus()
    bar = page.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    qtbot.keyClick(page, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    qtbot.keyClicks(page, "any other key is nobody's business")


def test_going_somewhere_takes_the_keyboard_there(qtbot: QtBot, sitting: Sitting) -> None:
    sitting.window.activateWindow()
    qtbot.waitUntil(sitting.window.isActiveWindow)
    qtbot.mouseClick(sitting.window._rail.button(ToIncidents), Qt.MouseButton.LeftButton)
    assert sitting.page.hasFocus()
    qtbot.keyClick(sitting.page, Qt.Key.Key_Tab)
    assert sitting.page.note.hasFocus()


def test_a_page_is_left_with_its_words_saved_and_found_again_as_it_was(sitting: Sitting) -> None:
    sitting.page.note.setText("they keep sending it")
    first = sitting.page
    sitting.window.go(ToIncidents())
    assert first.saved == ["they keep sending it"]
    sitting.window.go_back()
    assert sitting.page.note.text() == "they keep sending it"


def test_a_page_that_cannot_save_keeps_the_person_there(sitting: Sitting) -> None:
    first = sitting.page
    first.may_go = False
    sitting.window._rail.button(ToIncidents).click()
    assert sitting.page is first
    assert sitting.window._rail.button(ToToday).isChecked()


def test_a_page_can_ask_to_go_and_to_tell(sitting: Sitting) -> None:
    sitting.page.tell("Saved at 16:50 GMT")
    assert sitting.window.status.words() == "Saved at 16:50 GMT"
    sitting.page.go.emit(ToIncidents())
    assert sitting.page.entered == [ToIncidents()]


def test_a_problem_that_no_page_took_is_told_by_the_window(qtbot: QtBot, desk: Desk, sitting: Sitting) -> None:
    def fail() -> None:
        raise EnvironmentProblem("The disk is full.", "Free some space.")

    desk.tasks.submit(fail)
    qtbot.waitUntil(sitting.window._trouble.isVisible)
    assert sitting.window._trouble.accessibleName() == "Important: The disk is full. Free some space."


def test_a_bug_is_reported_without_a_word_of_the_record(qtbot: QtBot, desk: Desk, sitting: Sitting) -> None:
    def fail() -> None:
        raise ValueError("Jasmin said they keep sending it")

    desk.tasks.submit(fail)
    qtbot.waitUntil(lambda: bool(sitting.prompter.asked))
    assert "ValueError" in sitting.prompter.asked[0]
    assert "Jasmin" not in sitting.prompter.asked[0]


def test_the_cover_hides_every_window_and_a_pin_lifts_it(qtbot: QtBot, sitting: Sitting) -> None:
    dialog = QDialog(sitting.window)
    qtbot.addWidget(dialog)
    dialog.open()
    menu = QMenu(sitting.window)
    menu.addAction("Copy the exact words")
    menu.popup(sitting.window.pos())
    qtbot.keyClick(dialog, Qt.Key.Key_F9)
    assert not menu.isVisible()
    assert [top.findChild(Curtain) is not None for top in (sitting.window, dialog)] == [True, True]
    assert len(sitting.cards()) == 1
    assert_accessible(sitting.cards()[0])
    type_pin(qtbot, sitting, PIN)
    qtbot.waitUntil(lambda: not sitting.window.cover.is_drawn)
    qtbot.waitUntil(lambda: sitting.window.findChild(Curtain) is None)
    assert dialog.isVisible()


def test_a_window_that_opens_under_the_cover_is_hidden_too(qtbot: QtBot, sitting: Sitting) -> None:
    sitting.window.cover.draw()
    late = QDialog(sitting.window)
    qtbot.addWidget(late)
    late.open()
    assert late.findChild(Curtain) is not None


def test_escape_and_closing_do_not_lift_the_cover(qtbot: QtBot, sitting: Sitting) -> None:
    sitting.window.cover.draw()
    qtbot.keyClick(sitting.cards()[0], Qt.Key.Key_Escape)
    sitting.cards()[0].close()
    assert len(sitting.cards()) == 1


def test_the_third_wrong_pin_locks(qtbot: QtBot, sitting: Sitting) -> None:
    sitting.window.cover.draw()
    for _ in range(2):
        type_pin(qtbot, sitting, "1111")
        qtbot.waitUntil(sitting.cards()[0].findChildren(QLineEdit)[0].isEnabled)
    assert sitting.locked == []
    type_pin(qtbot, sitting, "1111")
    qtbot.waitUntil(lambda: sitting.locked == ["locked"])


def test_a_pin_that_cannot_be_looked_up_is_no_wrong_pin_and_can_be_tried_again(qtbot: QtBot, sitting: Sitting) -> None:
    def refuse(_pin: str) -> bool:
        raise EnvironmentProblem("The disk stopped answering.", "Try again.")

    sitting.window.cover.draw()
    field = sitting.cards()[0].findChildren(QLineEdit)[0]
    looks_up, sitting.window.cover.check_pin = sitting.window.cover.check_pin, refuse
    for _ in range(TRIES + 1):
        type_pin(qtbot, sitting, PIN)
        qtbot.waitUntil(field.isEnabled)
    sitting.window.cover.check_pin = looks_up
    type_pin(qtbot, sitting, PIN)
    qtbot.waitUntil(lambda: not sitting.window.cover.is_drawn)
    assert sitting.locked == []


def test_without_a_pin_only_the_passphrase_leads_back(qtbot: QtBot, sit_down: Callable[..., Sitting]) -> None:
    sitting = sit_down(None)
    sitting.window.cover.draw()
    shown = [button.accessibleName() for button in sitting.cards()[0].findChildren(QPushButton) if button.isVisible()]
    assert shown == ["Lock instead"]


def test_locking_saves_what_was_typed_first_and_covers(qtbot: QtBot, sitting: Sitting) -> None:
    sitting.page.note.setText("half a sentence")
    qtbot.keyClick(sitting.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert sitting.page.saved == ["half a sentence"]
    assert sitting.locked == ["locked"]
    assert sitting.window.cover.is_drawn


def test_a_pin_that_is_right_comes_too_late_once_the_casebook_is_being_locked(qtbot: QtBot, sitting: Sitting) -> None:
    sitting.window.cover.draw()
    type_pin(qtbot, sitting, PIN)
    sitting.window.lock()
    with qtbot.waitSignal(sitting.tasks.busy, check_params_cb=lambda busy: not busy):
        sitting.tasks.submit(lambda: None)
    assert sitting.window.cover.is_drawn


def test_a_minimised_window_comes_back_covered(qtbot: QtBot, sitting: Sitting) -> None:
    sitting.window.showMinimized()
    qtbot.waitUntil(lambda: sitting.window.cover.is_drawn)
    assert sitting.cards() == []
    sitting.window.showNormal()
    qtbot.waitUntil(lambda: len(sitting.cards()) == 1)


def test_closing_saves_what_was_typed(sitting: Sitting, clock: SettableClock) -> None:
    sitting.page.note.setText("half a sentence")
    page: QWidget = sitting.page
    assert sitting.window.close()
    assert isinstance(page, NotePage)
    assert page.saved == ["half a sentence"]
