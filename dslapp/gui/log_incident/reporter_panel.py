"""Who told the school and when: filled in beforehand as "you, just now", opened only when that is not so."""

from collections.abc import Callable
from datetime import datetime
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from dslapp.domain.case.incident import Source
from dslapp.domain.case.incident_draft import IncidentDraft
from dslapp.domain.local_time import say_day, say_time, to_local
from dslapp.gui.log_incident.two_columns import TwoColumns
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.moment_edit import MomentEdit
from dslapp.gui.widgets.text import Heading, Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.case.open_first_screen import LastReporter

SOURCES: tuple[Choice, ...] = (
    Choice("child", "A child"),
    Choice("parent", "A parent or carer"),
    Choice("staff", "Staff"),
    Choice("testimony", "A testimony site"),
    Choice("anonymous", "Nobody we know"),
    Choice("other", "Somebody else"),
)
KNOWS: tuple[Choice, ...] = (
    Choice("saw it", "They saw it themselves"),
    Choice("was told", "They heard it from somebody"),
)


class ReporterPanel(QWidget):
    """The head of the page with one line, and behind it who, how they know, and when."""

    changed = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._last: LastReporter | None = None
        self.line = QLabel()
        self.line.setTextFormat(Qt.TextFormat.PlainText)
        self.opener = Button("Change who told yo&u", "quiet", "pencil")
        self.same = Button("", "quiet", "history")
        self._details = QWidget()
        self._name = QLineEdit()
        self._role = QLineEdit()
        self._source = ChoiceButtons("Who are they?", SOURCES, across=True)
        self._knows = ChoiceButtons("How do they know?", KNOWS, across=True)
        self._anonymous = QCheckBox("They want to stay anonymous")
        self.at = MomentEdit("When you were told", now())
        self.name_field = Field("Who told you?", self._name)
        self.at_field = Field("When?", self.at)
        self._lay_out()
        self.opener.clicked.connect(self._show_details)
        self.same.clicked.connect(self._take_last)
        for line in (self._name, self._role):
            line.textEdited.connect(lambda _text: self._changed())
        for choices in (self._source, self._knows):
            choices.chosen.connect(self._changed)
        self._anonymous.toggled.connect(lambda _on: self._changed())
        self.at.changed.connect(self._changed)

    def put_into(self, draft: IncidentDraft) -> dict[str, object]:
        """The fields of the draft that stand here. Until a certain time is given, the one before holds."""
        return {
            "reporter_name": self._name.text(),
            "reporter_role": self._role.text(),
            "reporter_anonymous": self._anonymous.isChecked(),
            "source": cast(Source, self._source.value()),
            "reporter_knows": self._knows.value(),
            "reported_at": self.at.moment() or draft.reported_at,
        }

    def show_draft(self, draft: IncidentDraft, last: LastReporter | None) -> None:
        """Show who told the school, as the draft has it."""
        self._last = last
        self.same.say(f"Same as last: {last.name}" if last else "")
        self.same.setVisible(last is not None)
        self._name.setText(draft.reporter_name)
        self._role.setText(draft.reporter_role)
        self._source.set_value(draft.source)
        self._knows.set_value(draft.reporter_knows)
        self._anonymous.setChecked(draft.reporter_anonymous)
        self.at.set_moment(draft.reported_at)
        self._details.hide()
        self.opener.show()
        self._say()

    def problem(self) -> str:
        """Why the time is not certain, or an empty text."""
        return self.at.problem()

    def show_error(self, field: str, text: str) -> None:
        """Say what is missing, with the details open so that it can be mended."""
        if text:
            self._show_details()
        {"reporter": self.name_field, "reported_at": self.at_field}[field].show_error(text)

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        who = QVBoxLayout(left)
        who.setContentsMargins(0, 0, 0, 0)
        who.addWidget(self.name_field)
        who.addWidget(Field("Their role", self._role, optional=True))
        who.addWidget(self._anonymous)
        who.addStretch(1)
        how = QVBoxLayout(right)
        how.setContentsMargins(0, 0, 0, 0)
        how.addWidget(Field("Who are they?", self._source))
        how.addWidget(Field("Did they see it, or hear it from someone?", self._knows))
        how.addWidget(self.at_field)
        how.addStretch(1)
        inner = QVBoxLayout(self._details)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(GRID)
        inner.addWidget(Words("Who told you, when, and did they see it or hear it from someone?", "strong"))
        inner.addWidget(TwoColumns(left, right))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        line = WrapLayout(gap=2 * GRID)
        title = Heading("Log an incident", 1)
        title.setWordWrap(False)
        self.line.setMinimumHeight(self.opener.sizeHint().height())
        for part in (title, self.line, self.opener, self.same):
            line.addWidget(part)
        column.addLayout(line)
        column.addWidget(self._details)

    def _show_details(self) -> None:
        self._details.show()
        self.opener.hide()
        self._name.setFocus()
        self._name.selectAll()

    def _take_last(self) -> None:
        if self._last:
            self._name.setText(self._last.name)
            self._role.setText(self._last.role)
            self._source.set_value(self._last.source)
            self.same.hide()
            self._changed()

    def _changed(self) -> None:
        self.name_field.show_error("")
        self.at_field.show_error("")
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        who = "Somebody who wants to stay anonymous" if self._anonymous.isChecked() else self._name.text().strip()
        moment = self.at.moment()
        when = ""
        if moment:
            today = to_local(moment).date() == to_local(self._now()).date()
            when = f"{'today' if today else say_day(to_local(moment).date())} at {say_time(moment)}"
        self.line.setText(f"Told by {who or '…'}, {when}")
