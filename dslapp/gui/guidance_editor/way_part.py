"""Where a way leads: a step picked by its words, or a step of the school's own that is put before it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.gui.case_details.parts import ComboPart, TextPart
from dslapp.gui.theme.tokens import GRID

_OWN = "+own"


class WayPart(QWidget):
    """`target` is where it leads in the end; with `own_words`, by way of a step of the school's own in these words."""

    changed = Signal()

    def __init__(self, label: str, steps: Sequence[tuple[str, str]], target: str, *, by_step: bool = False) -> None:
        super().__init__()
        self._target = target
        first = [("", "As the step itself says")] if by_step else [("", "Choose a step")] if not target else []
        self.combo = ComboPart(label, [*first, *steps, (_OWN, "First something of our own to do…")])
        self.combo.show_value(target)
        self.words = TextPart("What is to be done first?", "It then goes on to where it led before.", lines=2)
        self.words.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.combo)
        column.addWidget(self.words)
        self.combo.changed.connect(self._chosen)
        self.words.changed.connect(self.changed)

    @property
    def target(self) -> str:
        """The id of the shipped or own step to which it leads in the end; empty: as the step itself says."""
        return self._target

    @property
    def own_words(self) -> str:
        """What is to be done before, or an empty text."""
        return self.words.value() if self._is_own else ""

    def show_own_words(self, words: str) -> None:
        """Put a step of the school's own before."""
        self.combo.show_value(_OWN)
        self.words.show_value(words)
        self.words.show()

    def problem(self) -> str:
        """What is missing."""
        return "Write what is to be done first." if self._is_own and not self.words.value() else ""

    @property
    def _is_own(self) -> bool:
        return self.combo.value() == _OWN

    def _chosen(self) -> None:
        self.words.setVisible(self._is_own)
        if self._is_own:
            self.words.control.setFocus()
        else:
            self._target = self.combo.value()
        self.changed.emit()
