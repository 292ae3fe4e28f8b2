"""The unlock page: which casebook, who you are, the passphrase."""

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from dslapp.domain.problems import EnvironmentProblem, Problem
from dslapp.gui.opening.passphrase_edit import PassphraseEdit
from dslapp.gui.pages import ScrollingPage
from dslapp.gui.tasks import TaskRunner
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.glyph import Glyph
from dslapp.gui.widgets.meter import Meter
from dslapp.gui.widgets.text import Heading
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.access.known_casebooks import KnownCasebook, in_fixed_order
from dslapp.services.access.unlock_casebook import Door, make_ready, unlock_casebook, who_may_open
from dslapp.services.program import Program
from dslapp.services.session import Session

WIDTH = 72 * GRID
NOT_THERE = EnvironmentProblem(
    "This casebook is not where it was.",
    "If it was moved, choose “Open another casebook” and show where it is now. If its drive is switched off or not "
    "connected, connect it and start again.",
)


class UnlockPage(ScrollingPage):
    """Opens one of the casebooks that this computer knows, or one that was just chosen.

    `opened` carries the session and the casebook's folder; `damaged` the folder, who asked and their passphrase, where
    the database does not open; the other signals ask for the other ways in.
    """

    opened = Signal(object, object)
    damaged = Signal(object, str, str)
    forgotten = Signal()
    restore_wanted = Signal()
    another_wanted = Signal()
    new_wanted = Signal()
    demo_wanted = Signal()
    contacts_wanted = Signal()
    note_wanted = Signal()

    def __init__(self, program: Program, tasks: TaskRunner) -> None:
        super().__init__(WIDTH, centred=True)
        self._program, self._tasks = program, tasks
        self._known: list[KnownCasebook] = []
        self.casebooks = QComboBox()
        self.passphrase = PassphraseEdit()
        self.passphrase_field = Field("&Passphrase", self.passphrase)
        self.trouble = Banner("danger")
        self.trouble.hide()
        self.forget = self.trouble.add_button(Button("&Take it off this list", "quiet", "x"))
        self.unlock = Button("&Unlock", "primary", "key-round")
        self._opening = Meter("Opening…")
        self._opening.hide()
        self._who_column = QVBoxLayout()
        self.who: ChoiceButtons | None = None
        self.doors: tuple[Door, ...] = ()
        self._ready = False
        self.other_ways: dict[str, Button] = {}
        self._lay_out()
        self.casebooks.currentIndexChanged.connect(self._ask_who)
        self.passphrase.entered.connect(self.try_unlock)
        self.passphrase.changed.connect(self._typing)
        self.unlock.clicked.connect(self.try_unlock)
        self.forget.clicked.connect(self._forget)

    def arrive(self, chosen: Path | None = None) -> None:
        """Show the casebooks that are known, `chosen` first."""
        self._known = in_fixed_order(self._program.known.listed())
        if chosen is not None and all(known.folder != chosen for known in self._known):
            self._known.insert(0, KnownCasebook(str(chosen), chosen.stem))
        self.casebooks.blockSignals(True)
        self.casebooks.clear()
        self.casebooks.addItems([known.label for known in self._known])
        self.casebooks.setCurrentIndex(next((i for i, each in enumerate(self._known) if each.folder == chosen), 0))
        self.casebooks.blockSignals(False)
        self.passphrase.set_text("")
        self._ask_who()

    def folder(self) -> Path:
        """The casebook that is chosen."""
        return self._known[self.casebooks.currentIndex()].folder

    def try_unlock(self) -> None:
        """Open it, if everything needed is there."""
        if self.who is None or not self.unlock.isEnabled():
            return
        if not self.passphrase.text():
            self.passphrase_field.show_error("Type your passphrase.")
            self.passphrase.setFocus()
            return
        self._working(True)
        self._tasks.submit(
            unlock_casebook, self._program, self.folder(), self.who.value(), self.passphrase.text(),
            done=self._unlocked, failed=self._refused, ended=self._ended,
        )  # fmt: skip

    def _unlocked(self, session: Session) -> None:
        self.passphrase.set_text("")
        self.opened.emit(session, self.folder())

    def _refused(self, problem: Problem) -> None:
        from dslapp.services.health.open_damaged import DamagedDatabase  # not at start: it loads the casebook

        if isinstance(problem, DamagedDatabase) and self.who is not None:
            self.damaged.emit(self.folder(), self.who.value(), self.passphrase.text())
            return
        self.passphrase_field.show_error(str(problem))

    def _ended(self) -> None:
        self._working(False)
        if self.passphrase_field.error():
            self.passphrase.select_all()

    def _working(self, working: bool) -> None:
        self.unlock.say("Opening…" if working else "&Unlock")
        self._opening.show_progress(0, 0, "Opening takes about a second: that is what makes guessing slow.")
        self._opening.setVisible(working)
        for widget in (self.unlock, self.passphrase, self.casebooks, *self.other_ways.values()):
            widget.setEnabled(not working)
        if self.who is not None:
            self.who.setEnabled(not working)

    def _ask_who(self) -> None:
        self._show_doors(())
        self.trouble.hide()
        self.passphrase_field.show_error("")
        if not self._known:
            return
        if not self._known[self.casebooks.currentIndex()].is_there:
            self.trouble.show_problem(NOT_THERE)
            return
        self._tasks.submit(
            who_may_open, self.folder(), done=self._show_doors, failed=self.trouble.show_problem, latest="who may open"
        )

    def _show_doors(self, doors: tuple[Door, ...]) -> None:
        if self.who is not None:
            self._who_column.removeWidget(self.who)
            self.who.hide()
            self.who.deleteLater()
            self.who = None
        for widget in (self.passphrase_field, self.unlock):
            widget.setVisible(bool(doors))
        self.doors = doors
        if not doors:
            return
        self.who = ChoiceButtons("Who you are", [Choice(door.member_id, door.label) for door in doors])
        self.who.set_value(doors[0].member_id)
        self.who.chosen.connect(self.passphrase.select_all)
        self._who_column.addWidget(self.who)
        QWidget.setTabOrder(self.casebooks, self.who.button(doors[0].member_id))
        for door, following in pairwise(doors):
            QWidget.setTabOrder(self.who.button(door.member_id), self.who.button(following.member_id))
        QWidget.setTabOrder(self.who.button(doors[-1].member_id), self.passphrase.line)
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typing(self) -> None:
        self.passphrase_field.show_error("")
        if not self._ready and self.passphrase.text():
            self._ready = True
            self._tasks.submit(make_ready)

    def _forget(self) -> None:
        self._program.known.forget(self.folder())
        self.arrive()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Glyph("shield-check", "information", 32))
        head.addWidget(Heading("DSL Casebook", 1), 1)
        card = Card()
        card.body.setSpacing(2 * GRID)
        card.body.addWidget(Field("&Casebook", self.casebooks))
        card.body.addWidget(self.trouble)
        card.body.addLayout(self._who_column)
        card.body.addWidget(self.passphrase_field)
        card.body.addWidget(self.unlock)
        card.body.addWidget(self._opening)
        ways = WrapLayout()
        for words, signal, icon in (
            ("&Leave a sealed note", self.note_wanted, "inbox"),
            ("I have &forgotten my passphrase", self.forgotten, "circle-question-mark"),
            ("Restore a &backup", self.restore_wanted, "history"),
            ("&Open another casebook", self.another_wanted, "folder-open"),
            ("C&reate a casebook", self.new_wanted, "plus"),
            ("&Try with made-up cases", self.demo_wanted, "compass"),
            ("&Whom to ring (F2)", self.contacts_wanted, "phone"),
        ):
            button = Button(words, "quiet", icon)
            button.clicked.connect(signal)
            ways.addWidget(button)
            self.other_ways[words.replace("&", "")] = button
        self.column.addLayout(head)
        self.column.addWidget(card)
        self.column.addLayout(ways)
