"""Typing the recovery key from the sheet: as one text, read while it is typed, shown in the groups of the sheet."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout

from dslapp.domain.problems import Problem
from dslapp.domain.trust.recovery_groups import CHARACTERS, groups_of, typed_characters
from dslapp.gui.opening.step import Step
from dslapp.gui.tasks import TaskRunner
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.gui.widgets.text import Words, restyle
from dslapp.services.access.read_recovery_sheet import ReadSheet, read_recovery_sheet

ACROSS = 4
"""Groups in a line, as on the sheet."""


class SheetStep(Step):
    """Asks for the key. `fits` raises a Problem unless that key opens the casebook."""

    def __init__(self, tasks: TaskRunner, fits: Callable[[str], None]) -> None:
        super().__init__(
            "Type the key from the recovery sheet",
            "Take the sheet from the envelope, and read its groups row by row. Spaces, new lines and capitals do not "
            "matter; a scanner can read the square code.",
        )
        self._tasks, self._fits = tasks, fits
        self.identity = ""
        """The key, once it is whole."""
        self.typed = _KeyText()
        self.field = Field("The &groups", self.typed)
        self.trouble = Banner("danger")
        self.trouble.hide()
        echo = Card("What you have typed, as it stands on the sheet")
        grid = QGridLayout()
        grid.setSpacing(GRID)
        self.groups: list[Words] = []
        for number in range(len(groups_of("?" * CHARACTERS))):
            group = Words(part="mono")
            grid.addWidget(Words(f"{number + 1}", "hint"), number // ACROSS, 2 * (number % ACROSS))
            grid.addWidget(group, number // ACROSS, 2 * (number % ACROSS) + 1)
            self.groups.append(group)
        for column in range(ACROSS):
            grid.setColumnStretch(2 * column + 1, 1)
        echo.body.addLayout(grid)
        self._state = Words()
        echo.body.addWidget(self._state)
        for widget in (self.field, self.trouble, echo):
            self.column.addWidget(widget)
        self.typed.textChanged.connect(self._read)
        self.typed.entered.connect(self.onward)
        self.setFocusProxy(self.typed)
        self._show_read(ReadSheet(""))

    def complete(self) -> bool:
        """The key must be whole, and be this casebook's."""
        read = read_recovery_sheet(self.typed.text())
        self._show_read(read)
        self.field.show_error(read.advice)
        if read.advice:
            self._state.setText("")  # it is said beside the field now
        self.identity = read.identity
        if self.identity:
            try:
                self._fits(self.identity)
            except Problem as problem:
                self.trouble.show_problem(problem)
                self.identity = ""
        if not self.identity:
            self.typed.setFocus()
        return bool(self.identity)

    def state(self) -> str:
        """What is said about the key so far."""
        return self._state.text()

    def clear(self) -> None:
        """Forget the key."""
        self.typed.clear()
        self.identity = ""

    def _read(self) -> None:
        self.field.show_error("")
        self.trouble.hide()
        shown = groups_of(typed_characters(self.typed.text()))
        for number, words in enumerate(self.groups):
            words.setText(shown[number] if number < len(shown) else "")
            restyle(words, "tone", "")
        self._tasks.submit(
            read_recovery_sheet, self.typed.text(), done=self._show_read, latest="recovery sheet", lane="files"
        )

    def _show_read(self, read: ReadSheet) -> None:
        typed = len(typed_characters(self.typed.text()))
        for number, words in enumerate(self.groups, 1):
            restyle(words, "tone", "danger" if number in read.wrong else "")
        if read.identity:
            said = "The key is whole."
        elif typed < CHARACTERS - 1 and not read.wrong:
            said = f"{typed} of {CHARACTERS} letters and digits."
        else:
            said = read.advice
        restyle(self._state, "tone", "success" if read.identity else "danger" if read.wrong else "")
        self._state.setText(said)


class _KeyText(GrowingText):
    """Where the key is typed: Enter goes on once enough is there, and before that starts a new line."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__(lines=5)
        hint = Qt.InputMethodHint
        self.setInputMethodHints(hint.ImhSensitiveData | hint.ImhNoPredictiveText | hint.ImhPreferUppercase)
        self.setUndoRedoEnabled(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter for "go on" when the key is long enough."""
        enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enters and len(typed_characters(self.text())) >= CHARACTERS:
            self.entered.emit()
        else:
            super().keyPressEvent(event)
