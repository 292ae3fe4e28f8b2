"""The parts of a form: each is a field with its label, its value, and what is wrong with it in words."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Generic, TypeVar, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from dslapp.domain.local_time import to_local
from dslapp.domain.statements import Stated, TriState, When
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.choice import Choice, ChoiceButtons, yes_no_unsure
from dslapp.gui.widgets.day_edit import DayEdit
from dslapp.gui.widgets.field import Field, named
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.gui.widgets.moment_edit import MomentEdit
from dslapp.gui.widgets.stated_field import StatedField
from dslapp.gui.widgets.text import spoken
from dslapp.gui.widgets.when_field import WhenField

Now = Callable[[], datetime]
Value = TypeVar("Value")


class Part(Field, Generic[Value]):
    """A field of a form. `changed` is sent when a person changes it, and clears its error."""

    changed = Signal()

    def value(self) -> Value:
        """What it holds."""
        raise NotImplementedError

    def show_value(self, value: Value) -> None:
        """Show `value`."""
        raise NotImplementedError

    def problem(self) -> str:
        """What is wrong with what was written, or an empty text. Empty is never wrong here: it is still to do."""
        return ""

    def _touched(self) -> None:
        if self.error():
            self.show_error("")
        self.changed.emit()


class LinePart(Part[str]):
    """One line of text."""

    def __init__(self, label: str, hint: str = "") -> None:
        self._line = QLineEdit()
        super().__init__(label, self._line, hint)
        self._line.textEdited.connect(lambda _text: self._touched())

    def value(self) -> str:
        """The text without space around it."""
        return self._line.text().strip()

    def show_value(self, value: str) -> None:
        """Show `value`."""
        self._line.setText(value)


class TextPart(Part[str]):
    """Several lines of text."""

    def __init__(self, label: str, hint: str = "", lines: int = 3) -> None:
        self._text = GrowingText(lines=lines)
        self._showing = False
        super().__init__(label, self._text, hint)
        self._text.textChanged.connect(self._typed)

    def value(self) -> str:
        """The text without space around it."""
        return self._text.text()

    def show_value(self, value: str) -> None:
        """Show `value`."""
        self._showing = True
        self._text.setPlainText(value)
        self._showing = False

    def write(self, text: str) -> None:
        """Put words in as if they were typed."""
        self._text.setPlainText(text)

    def _typed(self) -> None:
        if not self._showing:
            self._touched()


class OnePart(Part[str]):
    """One of several answers."""

    def __init__(self, label: str, choices: Sequence[Choice], hint: str = "") -> None:
        self.choices = ChoiceButtons(spoken(label), choices, across=True)
        super().__init__(label, self.choices, hint)
        self.choices.chosen.connect(self._touched)

    def value(self) -> str:
        """The chosen answer, or an empty text."""
        return self.choices.value()

    def show_value(self, value: str) -> None:
        """Show `value`."""
        self.choices.set_value(value)


class TriPart(Part[TriState]):
    """Yes, no or not sure."""

    def __init__(self, label: str, hint: str = "") -> None:
        self.choices = yes_no_unsure(spoken(label))
        super().__init__(label, self.choices, hint)
        self.choices.chosen.connect(self._touched)

    def value(self) -> TriState:
        """The answer."""
        return cast(TriState, self.choices.value())

    def show_value(self, value: TriState) -> None:
        """Show `value`."""
        self.choices.set_value(value)


class ManyPart(Part[tuple[str, ...]]):
    """Any number of several answers."""

    def __init__(self, label: str, choices: Sequence[Choice], hint: str = "") -> None:
        self.choices = ChoiceButtons(spoken(label), choices, across=True, several=True)
        super().__init__(label, self.choices, hint)
        self.choices.chosen.connect(self._touched)

    def value(self) -> tuple[str, ...]:
        """The chosen answers in their order."""
        return self.choices.values()

    def show_value(self, value: tuple[str, ...]) -> None:
        """Show `value`."""
        self.choices.set_value(*value)


class ComboPart(Part[str]):
    """One of many answers, in a list that drops down. The wheel leaves it alone."""

    def __init__(self, label: str, choices: Sequence[tuple[str, str]], hint: str = "") -> None:
        self._combo = _QuietCombo()
        self._combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._combo.setMinimumContentsLength(18)
        super().__init__(label, self._combo, hint)
        self.offer(choices)
        self._combo.activated.connect(lambda _index: self._touched())

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these values, each with its words."""
        self._combo.clear()
        for value, words in choices:
            self._combo.addItem(words, value)

    def value(self) -> str:
        """The chosen value."""
        return str(self._combo.currentData() or "")

    def show_value(self, value: str) -> None:
        """Show `value`."""
        self._combo.setCurrentIndex(max(0, self._combo.findData(value)))


class CheckPart(Part[bool]):
    """One statement that is true or not."""

    def __init__(self, label: str, statement: str) -> None:
        self._box = QCheckBox(statement)
        super().__init__(label, self._box)
        self._box.setAccessibleName(spoken(statement))
        self._box.clicked.connect(lambda _on: self._touched())

    def value(self) -> bool:
        """Whether it is true."""
        return self._box.isChecked()

    def show_value(self, value: bool) -> None:
        """Show `value`."""
        self._box.setChecked(value)


class WhenPart(Part[When]):
    """Exactly, between two times, or not known and why."""

    def __init__(self, label: str, now: Now, hint: str = "") -> None:
        self.when = WhenField(spoken(label), now)
        super().__init__(label, self.when, hint)
        self.when.changed.connect(self._touched)

    def value(self) -> When:
        """The answer as far as it is given."""
        return self.when.value()

    def show_value(self, value: When) -> None:
        """Show `value`."""
        self.when.set_value(value)

    def problem(self) -> str:
        """What is missing of a time that was begun."""
        return self.when.problem() if self.when.value().precision else ""


class MomentPart(Part[datetime | None]):
    """A moment, which may be left out by its box; `needed` has no such box."""

    def __init__(self, label: str, now: Now, statement: str = "It is known", hint: str = "", *, needed: bool = False):
        self._now, self._needed = now, needed
        self._known = QCheckBox(statement)
        if needed:
            self._known.hide()
        self._edit = MomentEdit(spoken(label), now())
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self._known)
        column.addWidget(self._edit)
        whole.setFocusProxy(self._edit if needed else self._known)
        super().__init__(label, whole, hint)
        named(self._known, f"{spoken(label)} {statement}")
        self._edit.setVisible(needed)
        self._known.toggled.connect(self._edit.setVisible)
        self._known.clicked.connect(lambda _on: self._touched())
        self._edit.changed.connect(self._touched)

    def value(self) -> datetime | None:
        """The moment in UTC, or None."""
        return self._edit.moment() if self._needed or self._known.isChecked() else None

    def show_value(self, value: datetime | None) -> None:
        """Show `value`."""
        self._known.setChecked(value is not None)
        self._edit.set_moment(value or self._now())

    def problem(self) -> str:
        """Why there is no certain moment."""
        if not (self._needed or self._known.isChecked()):
            return ""
        moment = self._edit.moment()
        late = "This time is still to come. Check the date and the time."
        return self._edit.problem() or (late if moment and moment > self._now() else "")


class DayPart(Part[date | None]):
    """A day, written out; empty when it is not known."""

    def __init__(self, label: str, now: Now, hint: str = "") -> None:
        self._now = now
        self._edit = DayEdit()
        super().__init__(label, self._edit, hint)
        self._edit.textEdited.connect(lambda _text: self._touched())

    def value(self) -> date | None:
        """The day, if there is one."""
        return self._edit.day()

    def show_value(self, value: date | None) -> None:
        """Show `value`."""
        self._edit.set_day(value)

    def problem(self) -> str:
        """What is wrong with it."""
        return self._edit.problem(to_local(self._now()).date())


class StatedPart(Part[Stated]):
    """A text, or not known and why."""

    def __init__(self, label: str, hint: str = "") -> None:
        self._stated = StatedField(spoken(label))
        super().__init__(label, self._stated, hint)
        self._stated.changed.connect(self._touched)

    def value(self) -> Stated:
        """The text or the reason."""
        return self._stated.value()

    def show_value(self, value: Stated) -> None:
        """Show `value`."""
        self._stated.set_value(value)


class _QuietCombo(QComboBox):
    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: object) -> None:
        """Leave the wheel to the page."""
        event.ignore()  # type: ignore[attr-defined]  # a QWheelEvent
