"""A date and a time as a clock in England shows them; it asks which one is meant when an hour happens twice."""

from datetime import datetime

from PySide6.QtCore import QDate, Qt, QTime, Signal
from PySide6.QtGui import QColor, QShowEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QTimeEdit, QToolButton, QVBoxLayout, QWidget

from dslapp.domain.local_time import NoInstant, OneInstant, TwoInstants, resolve_local, say_time, to_local
from dslapp.gui.theme.appearance import tokens_of
from dslapp.gui.theme.icons import icon
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.text import Words
from dslapp.gui.widgets.wrapping import WrapLayout


class MonthView(QCalendarWidget):
    """The month that drops down: weeks from Monday, every day in the ink of the theme."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setMinimumWidth(40 * GRID)

    def showEvent(self, event: QShowEvent) -> None:
        """Put on the theme's colours: they may have changed since it was last seen."""
        tokens = tokens_of(self)
        plain = QTextCharFormat()
        plain.setForeground(QColor(tokens.ink))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, plain)
        for name, drawn in (("qt_calendar_prevmonth", "chevron-left"), ("qt_calendar_nextmonth", "chevron-right")):
            button = self.findChild(QToolButton, name)
            if isinstance(button, QToolButton):
                button.setIcon(icon(drawn, tokens.primary))
        super().showEvent(event)


class MomentEdit(QWidget):
    """Date and time in Europe/London; the value is in UTC. For 01:30 on 25 October 2026 it asks whether BST or GMT."""

    changed = Signal()

    def __init__(self, name: str, moment: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._date = QDateEdit()
        self._date.setDisplayFormat("dd/MM/yyyy")
        self._date.setCalendarPopup(True)
        self._date.setCalendarWidget(MonthView())
        self._date.setAccessibleName(f"{name}: date")
        self._time = QTimeEdit()
        self._time.setDisplayFormat("HH:mm")
        self._time.lineEdit().setTextMargins(GRID, 0, 0, 0)
        self._time.setAccessibleName(f"{name}: time")
        self.which = ChoiceButtons(
            f"{name}: which one",
            (Choice("first", "Before the clocks went back (BST)"), Choice("second", "After they went back (GMT)")),
            across=True,
        )
        self._asked = Words(
            "The clocks went back that night, so this time happened twice. Which one is meant?", "strong"
        )
        row = WrapLayout()
        row.addWidget(self._date)
        row.addWidget(self._time)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(row)
        column.addWidget(self._asked)
        column.addWidget(self.which)
        self.setFocusProxy(self._date)
        self.set_moment(moment)
        self._date.dateChanged.connect(self._reconsider)
        self._time.timeChanged.connect(self._reconsider)
        self.which.chosen.connect(self.changed)

    def moment(self) -> datetime | None:
        """The moment in UTC; None while it is not certain which one is meant."""
        match resolve_local(self._wall()):
            case OneInstant(utc=moment):
                return moment
            case TwoInstants(first=first, second=second):
                return {"first": first, "second": second}.get(self.which.value())
            case NoInstant():
                return None

    def set_moment(self, moment: datetime) -> None:
        """Show `moment`, which is in UTC."""
        local = to_local(moment)
        self._date.setDate(QDate(local.year, local.month, local.day))
        self._time.setTime(QTime(local.hour, local.minute))
        meaning = resolve_local(self._wall())
        if isinstance(meaning, TwoInstants):
            self.which.set_value("first" if moment.replace(second=0, microsecond=0) == meaning.first else "second")
        self._reconsider()

    def problem(self) -> str:
        """Why there is no certain moment, in words, or an empty text."""
        match resolve_local(self._wall()):
            case TwoInstants() if not self.which.value():
                return "The clocks went back that night. Choose whether it was before (BST) or after (GMT)."
            case NoInstant(meant=meant):
                return f"The clocks went forward that night and skipped this time. Did you mean {say_time(meant)}?"
        return ""

    def _wall(self) -> datetime:
        day, time = self._date.date(), self._time.time()
        return datetime(day.year(), day.month(), day.day(), time.hour(), time.minute())  # noqa: DTZ001 - a wall clock's time

    def _reconsider(self) -> None:
        twice = isinstance(resolve_local(self._wall()), TwoInstants)
        self._asked.setVisible(twice)
        self.which.setVisible(twice)
        if not twice:
            self.which.set_value()
        self.changed.emit()
