"""Closing a case: first the gaps, each leading to where it is mended, then the form; and opening it again."""

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.closing import Closing, ClosingGap, closing_gaps
from dslapp.domain.entity import IncidentId
from dslapp.gui.case.case_form import CaseForm
from dslapp.gui.case.due_day import DueDay
from dslapp.gui.case.link import Link
from dslapp.gui.case.to_do_card import route_to
from dslapp.gui.desk import Desk
from dslapp.gui.routes import Route, ToCase
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.gui.widgets.text import Words
from dslapp.services.case.close_case import close_case, reopen_case


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Why a case is opened again."""

    text: str = ""


class GapsCard(Card):
    """What is missing before the case can be closed."""

    go = Signal(object)

    def __init__(self) -> None:
        super().__init__("Before this case can be closed")
        self._list: QWidget | None = None
        self._shown: tuple[ClosingGap, ...] | None = None

    def show_gaps(self, case: CaseFile) -> int:
        """Show what is missing; return how much."""
        gaps = closing_gaps(case)
        if gaps != self._shown:
            self._shown = gaps
            if self._list is not None:
                self._list.hide()
                self._list.deleteLater()
            self._list = QWidget()
            column = QVBoxLayout(self._list)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            for gap in gaps:
                column.addWidget(self._link(IncidentId(case.incident.id), gap))
            self.body.addWidget(self._list)
        self.heading.setText(f"Before this case can be closed ({len(gaps)})")
        return len(gaps)

    def _link(self, incident_id: IncidentId, gap: ClosingGap) -> Link:
        route: Route = ToCase(incident_id, gap.tab, gap.about_id)
        if gap.where:
            route = route_to(incident_id, gap.where, gap.about_id)
        link = Link(gap.what, gap.why)
        link.clicked.connect(lambda: self.go.emit(route))
        return link


class ClosingForm(CaseForm[Closing]):
    """Closes the case with its outcome, its reason, who knows, and a day to look again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "closing", "Close this case", Closing, "&Close this case")
        self._outcome = GrowingText(lines=2)
        self._rationale = GrowingText(lines=2)
        self._told = QLineEdit()
        self._consulted = QLineEdit()
        self._second = QLineEdit()
        self._review = DueDay("Look at it again on", desk.now)
        self._no_review = QLineEdit()
        self._lessons = QLineEdit()
        self.body.addWidget(Words("Closed is not frozen: entries and corrections can still be made.", "hint"))
        self.add_field("outcome", Field("What came of it, for the child first?", self._outcome))
        self.add_field("rationale", Field("Why can it be closed now?", self._rationale))
        self._second_field = Field("Second person who agrees", self._second)
        self.add_row(
            told=Field("Who has been told of the outcome?", self._told),
            consulted=Field("Who was asked?", self._consulted, optional=True),
        )
        self.add_row(
            second_person=self._second_field,
            review_on=Field("Look at it again on", self._review),
        )
        self.add_field("no_review", Field("Or why no day is needed", self._no_review, optional=True))
        self.add_field("lessons", Field("What was learned?", self._lessons, optional=True))
        self.finish()
        for text in (self._outcome, self._rationale):
            text.textChanged.connect(self.changed)
        for line in (self._told, self._consulted, self._second, self._no_review, self._lessons):
            line.textChanged.connect(self.changed)
        self._review.changed.connect(self.changed)

    def set_case(self, case: CaseFile) -> None:
        """Ask for the second person where one is needed."""
        needed = case.needs_second_person
        self._second_field.label.setText("Second person who agrees" + ("" if needed else " (if there was one)"))
        super().set_case(case)

    def value(self) -> Closing:
        """What is on the screen."""
        return Closing(
            outcome=self._outcome.text(), rationale=self._rationale.text(), told=self._told.text().strip(),
            consulted=self._consulted.text().strip(), second_person=self._second.text().strip(),
            review_on=self._review.day(), no_review_because=self._no_review.text().strip(),
            lessons=self._lessons.text().strip(),
        )  # fmt: skip

    def show_value(self, value: Closing) -> None:
        """Show `value`."""
        self._outcome.setPlainText(value.outcome)
        self._rationale.setPlainText(value.rationale)
        self._told.setText(value.told)
        self._consulted.setText(value.consulted)
        self._second.setText(value.second_person)
        self._review.set_day(value.review_on)
        self._no_review.setText(value.no_review_because)
        self._lessons.setText(value.lessons)

    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        empty = Closing(outcome="", rationale="", told="")
        return self.value() == empty

    def clear(self) -> None:
        """Start afresh."""
        self.show_value(Closing(outcome="", rationale="", told=""))

    def save(self) -> None:
        """Close the case."""
        assert self.case is not None
        if self.shows_a_mistake():
            return
        self.send("The case is closed.", close_case, IncidentId(self.case.incident.id), self.value())


class ReopenForm(CaseForm[Reason]):
    """Opens a closed case again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "reopening", "Open this case again", Reason, "&Open it again")
        self._text = QLineEdit()
        self.add_field("reason", Field("Why?", self._text))
        self.finish()
        self._text.textChanged.connect(self.changed)

    def value(self) -> Reason:
        """What is on the screen."""
        return Reason(text=self._text.text())

    def show_value(self, value: Reason) -> None:
        """Show `value`."""
        self._text.setText(value.text)

    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not self._text.text().strip()

    def clear(self) -> None:
        """Start afresh."""
        self._text.clear()

    def save(self) -> None:
        """Open it again."""
        assert self.case is not None
        self.send("The case is open again.", reopen_case, IncidentId(self.case.incident.id), self._text.text())
