"""When something happened: exactly, between two times, or not known with the reason."""

from collections.abc import Callable
from datetime import datetime
from typing import Literal, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dslapp.domain.statements import When
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.field import named
from dslapp.gui.widgets.moment_edit import MomentEdit
from dslapp.gui.widgets.text import Words

Precision = Literal["exact", "between", "unknown", ""]


class WhenField(QWidget):
    """Asks for a `When`. `now` gives the present in UTC: times start there, and later ones are questioned."""

    changed = Signal()

    def __init__(self, name: str, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self.precision = ChoiceButtons(
            name,
            (Choice("exact", "At this time"), Choice("between", "Between two times"), Choice("unknown", "Not known")),
            across=True,
        )
        self.start = MomentEdit(name, now())
        self._and = Words("and")
        self._end = MomentEdit(f"{name}, latest", now())
        self.because = named(QLineEdit(), f"{name}: why not known, and who will find out?")
        self.because.setPlaceholderText("Why, and who will find out?")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for part in (self.precision, self.start, self._and, self._end, self.because):
            column.addWidget(part)
        self.setFocusProxy(self.precision)
        self.precision.chosen.connect(self._show_parts)
        self.start.changed.connect(self.changed)
        self._end.changed.connect(self.changed)
        self.because.textChanged.connect(self.changed)
        self._show_parts()

    def value(self) -> When:
        """The answer as far as it is given; ask `problem` first whether it is complete."""
        match self._chosen():
            case "exact":
                return When(precision="exact", start=self.start.moment())
            case "between":
                return When(precision="between", start=self.start.moment(), end=self._end.moment())
            case "unknown":
                return When(precision="unknown", unknown_because=self.because.text().strip())
            case _:
                return When()

    def set_value(self, value: When) -> None:
        """Show `value`."""
        self.precision.set_value(value.precision)
        if value.start:
            self.start.set_moment(value.start)
        if value.end:
            self._end.set_moment(value.end)
        self.because.setText(value.unknown_because)
        self._show_parts()

    def problem(self) -> str:
        """What is missing or cannot be, in words, or an empty text."""
        value = self.value()
        match value.precision:
            case "":
                return "Say when it was, or choose “Not known” and say why."
            case "unknown":
                return "" if value.unknown_because else "Say why the time is not known, and who will find out."
            case "between" if self._end.problem():
                return self._end.problem()
            case "between" if value.start and value.end and value.end < value.start:
                return "The second time is before the first. Change one of them."
        if self.start.problem():
            return self.start.problem()
        latest = value.end or value.start
        return "This time is still to come. Check the date and the time." if latest and latest > self._now() else ""

    def _chosen(self) -> Precision:
        return cast(Precision, self.precision.value())

    def _show_parts(self) -> None:
        chosen = self._chosen()
        self.start.setVisible(chosen in ("exact", "between"))
        self._and.setVisible(chosen == "between")
        self._end.setVisible(chosen == "between")
        self.because.setVisible(chosen == "unknown")
        self.changed.emit()
