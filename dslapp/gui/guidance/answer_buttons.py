"""The answers to a question as large buttons whose words wrap, with a number key each and their note at once."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from dslapp.domain.guidance.flows import Answer
from dslapp.gui.guidance.wrapping_button import WrappingButton
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner

NUMBER_KEYS = 9


class AnswerButton(WrappingButton):
    """One answer; `number` is the key that chooses it, 0 for none."""

    def __init__(self, answer: Answer, number: int, *, several: bool) -> None:
        self._marks = ("square", "square-check") if several else ("circle", "circle-check")
        super().__init__(answer.label, self._marks[0], "choice")
        self.answer = answer
        self.setCheckable(True)
        self.setAccessibleName(f"{number}: {answer.label}" if number else answer.label)
        self.setAccessibleDescription(answer.note)
        if number:
            key = QLabel(str(number))
            key.setProperty("part", "hint")
            key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self.row.addWidget(key, 0, Qt.AlignmentFlag.AlignTop)
        self.toggled.connect(self._show_mark)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the page on every system; on some it would press the button and never go on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _show_mark(self, checked: bool) -> None:
        self.glyph.show_icon(self._marks[checked], "information")


class AnswerButtons(QWidget):
    """One of the answers, or with `several` any number of them; an answer that stands alone lets go of the others.

    `chosen` is sent when a person presses one.
    """

    chosen = Signal()

    def __init__(self, name: str, answers: Sequence[Answer], *, several: bool) -> None:
        super().__init__()
        self.several = several
        self._buttons: dict[str, AnswerButton] = {}
        self._notes: dict[str, Banner] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for number, answer in enumerate(answers, start=1):
            button = AnswerButton(answer, number if number <= NUMBER_KEYS else 0, several=several)
            button.clicked.connect(lambda _checked, pressed=answer: self._press(pressed))
            self._buttons[answer.id] = button
            column.addWidget(button)
            if answer.note:
                note = Banner("warning", answer.note)
                note.hide()
                self._notes[answer.id] = note
                column.addWidget(note)
        self.setAccessibleName(name)
        self.setFocusProxy(next(iter(self._buttons.values())))

    def values(self) -> tuple[str, ...]:
        """The chosen answers in the order in which they stand."""
        return tuple(name for name, button in self._buttons.items() if button.isChecked())

    def set_values(self, *values: str) -> None:
        """Choose these and let go of the others, without sending `chosen`."""
        for name, button in self._buttons.items():
            button.setChecked(name in values)
        for name, note in self._notes.items():
            note.setVisible(name in values)

    def button(self, answer_id: str) -> AnswerButton:
        """The button of one answer."""
        return self._buttons[answer_id]

    def press_number(self, number: int) -> bool:
        """Choose the answer with that number key, and go to it. Return whether there is one."""
        if not 1 <= number <= min(len(self._buttons), NUMBER_KEYS):
            return False
        button = list(self._buttons.values())[number - 1]
        button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        button.click()
        return True

    def _press(self, pressed: Answer) -> None:
        if not self.several:
            self.set_values(pressed.id)
        else:
            ticked = set(self.values())
            if pressed.id in ticked and pressed.alone:
                ticked = {pressed.id}
            elif pressed.id in ticked:
                ticked = {name for name in ticked if not self._buttons[name].answer.alone}
            self.set_values(*ticked)
        self.chosen.emit()
