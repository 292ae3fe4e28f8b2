"""One thing that a step demands in writing, typed as its kind asks; or honestly not known, with the reason."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QLineEdit, QVBoxLayout, QWidget

from dslapp.domain.guidance.clocks import read_moment
from dslapp.domain.guidance.flows import RecordField
from dslapp.domain.local_time import say_moment
from dslapp.domain.statements import Stated
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.field import named
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.gui.widgets.moment_edit import MomentEdit
from dslapp.gui.widgets.text import Words


class _Part(Protocol):
    """What a control for one kind of field can do; its value is the text that is stored."""

    def text(self) -> str: ...

    def put(self, text: str) -> None: ...

    def problem(self) -> str: ...


class RecordInput(QWidget):
    """The control for `field`. `people` are offered where a person is asked for; `now` gives the present in UTC."""

    changed = Signal()

    def __init__(self, field: RecordField, people: Sequence[str], now: Callable[[], datetime]) -> None:
        super().__init__()
        self.field = field
        control: QWidget
        match field.type:
            case "datetime":
                control = _MomentPart(field.label, now)
                control.changed.connect(self.changed)
            case "yes/no":
                control = _ChoicePart(field.label, (Choice("yes", "Yes"), Choice("no", "No")))
                control.chosen.connect(self.changed)
            case "choice":
                control = _ChoicePart(field.label, [Choice(each.id, each.label) for each in field.options])
                control.chosen.connect(self.changed)
            case "person":
                control = _PersonPart(people)
                control.editTextChanged.connect(self.changed)
            case "long text":
                control = _LongPart()
                control.textChanged.connect(self.changed)
            case _:
                control = _LinePart()
                control.textChanged.connect(self.changed)
        self._control = named(control, field.label)
        self._not_known = QCheckBox("Not known yet")
        self._not_known.setAccessibleName(f"{field.label} Not known yet")
        self._because = named(QLineEdit(), f"{field.label} Why is it not known, and who will find out?")
        self._because.setPlaceholderText("Why, and who will find out?")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        for part in (control, self._not_known, self._because):
            column.addWidget(part)
        self.setFocusProxy(control.focusProxy() or control)
        self._not_known.setHidden(field.must_be_known)
        self._because.hide()
        self._because.textChanged.connect(self.changed)
        self._not_known.toggled.connect(self._show_parts)

    def value(self) -> Stated:
        """What is written, or the reason why nothing is."""
        if self._not_known.isChecked():
            return Stated(unknown_because=self._because.text().strip())
        return Stated(text=self._part.text())

    def set_value(self, value: Stated) -> None:
        """Show `value`."""
        self._part.put(value.text)
        self._because.setText(value.unknown_because)
        self._not_known.setChecked(bool(value.unknown_because) and not self.field.must_be_known)

    def problem(self) -> str:
        """What is missing or cannot be, in words, or an empty text."""
        if self._not_known.isChecked():
            return "" if self._because.text().strip() else "Say why this is not known, and who will find out."
        if self._part.problem():
            return self._part.problem()
        if self._part.text():
            return ""
        if self.field.must_be_known:
            return "Write this down before you go on."
        return "Write it down, or tick “Not known yet” and say why."

    @property
    def _part(self) -> _Part:
        return cast(_Part, self._control)

    def _show_parts(self, unknown: bool) -> None:
        had_focus = self._not_known.hasFocus()
        self._control.setVisible(not unknown)
        self._because.setVisible(unknown)
        self.setFocusProxy(self._because if unknown else self._control.focusProxy() or self._control)
        if unknown and had_focus:
            self._because.setFocus()
        self.changed.emit()


class _LinePart(QLineEdit):
    def text(self) -> str:
        return super().text().strip()

    def put(self, text: str) -> None:
        self.setText(text)

    def problem(self) -> str:
        return ""


class _LongPart(GrowingText):
    def __init__(self) -> None:
        super().__init__(lines=2)

    def put(self, text: str) -> None:
        self.setPlainText(text)

    def problem(self) -> str:
        return ""


class _PersonPart(QComboBox):
    """Names in the case are offered; any other can be typed."""

    def __init__(self, people: Sequence[str]) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(18)
        self.addItems(list(people))
        self.setCurrentIndex(-1)
        completer, line = self.completer(), self.lineEdit()
        assert completer is not None
        assert line is not None
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        line.setPlaceholderText("A name")

    def text(self) -> str:
        return self.currentText().strip()

    def put(self, text: str) -> None:
        self.setEditText(text)

    def problem(self) -> str:
        return ""


class _ChoicePart(ChoiceButtons):
    def __init__(self, name: str, choices: Sequence[Choice]) -> None:
        super().__init__(name, choices, across=True)

    def text(self) -> str:
        return self.value()

    def put(self, text: str) -> None:
        self.set_value(*((text,) if text else ()))

    def problem(self) -> str:
        return ""


class _MomentPart(QWidget):
    """Just now, or at another time; nothing is assumed until one of them is chosen."""

    changed = Signal()

    def __init__(self, name: str, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now, self._just_now = now, now()
        self._which = ChoiceButtons(name, (Choice("now", "Just now"), Choice("at", "At another time")), across=True)
        self._words = Words(part="strong")
        self._edit = MomentEdit(name, now())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        for part in (self._which, self._words, self._edit):
            column.addWidget(part)
        self.setFocusProxy(self._which.button("now"))
        self._which.chosen.connect(self._choose)
        self._edit.changed.connect(self.changed)
        self._show_parts()

    def text(self) -> str:
        match self._which.value():
            case "now":
                return self._just_now.isoformat()
            case "at":
                moment = self._edit.moment()
                return moment.isoformat() if moment else ""
        return ""

    def put(self, text: str) -> None:
        moment = read_moment(text)
        if moment:
            self._edit.set_moment(moment)
        self._which.set_value(*(("at",) if moment else ()))
        self._show_parts()

    def problem(self) -> str:
        if self._which.value() != "at":
            return ""
        if self._edit.problem():
            return self._edit.problem()
        moment = self._edit.moment()
        late = moment is not None and moment > self._now()
        return "This time is still to come. Check the date and the time." if late else ""

    def _choose(self) -> None:
        if self._which.value() == "now":
            self._just_now = self._now()
        self._show_parts()
        self.changed.emit()

    def _show_parts(self) -> None:
        chosen = self._which.value()
        self._words.setText(say_moment(self._just_now))
        self._words.setVisible(chosen == "now")
        self._edit.setVisible(chosen == "at")
