"""What it may be, and with each answer at once what to do and whom to ring."""

from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from dslapp.domain.evidence.exhibits import Material
from dslapp.domain.evidence.never_held import NEVER_HELD, NeverHeld, about
from dslapp.domain.guidance.contacts import Whom
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.bring_into_view import bring_into_view
from dslapp.gui.log_incident.advice_box import number_in_words
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Words
from dslapp.services.change_settings import whom_here

QUESTION = "What may it be?"
HINT = "As far as anybody said: nobody looks in order to answer. A child is anybody under 18, or who may be."
_NO_NUMBER = "{}: no number is saved yet (the council’s website; save it under Contacts)"
_NOT_KNOWN = "not known"
"""Stands for the empty material, which nobody has to choose."""


class NeverHeldChoice(QWidget):
    """The kinds as buttons, and below them what is to be done. `chosen` is sent when a person presses one."""

    chosen = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._whom: dict[str, Whom] = {}
        self.kinds = ChoiceButtons(QUESTION, [Choice(each.material or _NOT_KNOWN, each.label) for each in NEVER_HELD])
        self._box = QFrame()
        self._box.setProperty("part", "banner")
        self._box.setProperty("tone", "danger")
        self._lines = QVBoxLayout(self._box)
        self._lines.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self._lines.setSpacing(GRID // 2)
        self._box.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.kinds)
        column.addWidget(self._box)
        self.kinds.chosen.connect(self._pressed)
        self.setFocusProxy(self.kinds)

    def setAccessibleName(self, name: str) -> None:
        """Name the buttons themselves."""
        super().setAccessibleName(name)
        self.kinds.setAccessibleName(name)

    @property
    def is_answered(self) -> bool:
        """Whether one of them was chosen, "not known" included."""
        return bool(self.kinds.value())

    def value(self) -> Material:
        """What was chosen; empty where nobody knows."""
        value = self.kinds.value()
        return "" if value == _NOT_KNOWN else cast("Material", value)

    def set_value(self, material: Material, *, is_answered: bool = True) -> None:
        """Show an answer that stands, or none."""
        self.kinds.set_value(*((material or _NOT_KNOWN,) if is_answered else ()))
        self._show_advice()

    def words(self) -> str:
        """All that is said about the answer."""
        return "\n".join(words.text() for words in self._box.findChildren(Words) if not words.isHidden())

    def _pressed(self) -> None:
        self._show_advice()
        self.chosen.emit()
        bring_into_view(self._box)

    def _show_advice(self) -> None:
        if self.is_answered and not self._whom:
            self._desk.tasks.submit(whom_here, self._desk.session, done=self._learn)
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._box.setVisible(self.is_answered)
        if self.is_answered:
            self._fill(about(self.value()))
        follow_layout(self)

    def _learn(self, whom: dict[str, Whom]) -> None:
        self._whom = whom
        self._show_advice()

    def _fill(self, rule: NeverHeld) -> None:
        """The numbers first, the law last."""
        found = [self._whom[key] for key in rule.contacts if key in self._whom]
        for whom in found:
            words = number_in_words(whom) if whom.reachable else _NO_NUMBER.format(whom.label)
            self._lines.addWidget(Words(f"{words} (check locally)" if whom.check_locally else words, "strong"))
        for words in rule.do:
            self._lines.addWidget(Words(words))
        self._lines.addWidget(Words(rule.why))
