"""The Review tab: questions, decisions and sign-offs; whoever leads the case asks for them here, and closes it."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.casework import Action, Review
from dslapp.domain.entity import IncidentId
from dslapp.domain.local_time import say_moment
from dslapp.gui.case.case_form import CaseForm
from dslapp.gui.case.closing_form import ClosingForm, GapsCard, ReopenForm
from dslapp.gui.case.line_view import labelled_words
from dslapp.gui.case.link import Link
from dslapp.gui.case.review_forms import AskDecisionForm, QuestionForm, ReviewDecisionForm, SignOffForm
from dslapp.gui.case.tab import CaseTabView
from dslapp.gui.desk import Desk
from dslapp.gui.routes import ToCase
from dslapp.gui.theme.tokens import GRID, READING_WIDTH
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Rule, Words

_REVIEWERS: tuple[type[CaseForm[Any]], ...] = (ReviewDecisionForm, QuestionForm, SignOffForm)


class ReviewTab(CaseTabView):
    """What reviewers did, and the forms for whoever reads it: a reviewer's, or those of the one who leads the case."""

    scrolls_whole = True

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._so_far = Card("Reviews so far")
        self._list: QWidget | None = None
        self._shown: object = None
        self._gaps = GapsCard()
        self._gaps.go.connect(self.go)
        self._forms: dict[type[CaseForm[Any]], CaseForm[Any]] = {}
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        self._places: dict[type[CaseForm[Any]], QVBoxLayout] = {}
        self._leave_room(column, *_REVIEWERS)
        column.addWidget(self._so_far)
        self._leave_room(column, AskDecisionForm)
        column.addWidget(self._gaps)
        self._leave_room(column, ClosingForm, ReopenForm)
        column.addStretch(1)
        self._lay_out(column)

    def _leave_room(self, column: QVBoxLayout, *kinds: type[CaseForm[Any]]) -> None:
        for kind in kinds:
            self._places[kind] = QVBoxLayout()
            column.addLayout(self._places[kind])

    def _lay_out(self, column: QVBoxLayout) -> None:
        inner = QWidget()
        inner.setProperty("ground", "clear")
        inner.setMaximumWidth(READING_WIDTH)
        inner.setLayout(column)
        holder = QWidget()
        holder.setProperty("ground", "clear")
        across = QHBoxLayout(holder)
        across.setContentsMargins(3 * GRID, GRID, 3 * GRID, 4 * GRID)
        across.addWidget(inner, 1)
        across.addStretch(0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(holder)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)

    def show_case(self, case: CaseFile) -> None:
        """Show the reviews of `case` and the forms that its reader may fill in."""
        closed = case.incident.status == "closed"
        closes = case.reader_may("close a case")
        gaps = self._gaps.show_gaps(case) if closes and not closed else 0
        self._gaps.setVisible(gaps > 0)
        wanted: list[type[CaseForm[Any]]] = [*_REVIEWERS] if case.reader_may("review a case") else []
        if case.reader_may("log and change the record"):
            wanted.append(AskDecisionForm)
        if closes and not gaps:
            wanted.append(ReopenForm if closed else ClosingForm)
        for made in (*self._forms, *wanted):
            self._form(made).setVisible(made in wanted)
        for made in wanted:
            self._form(made).set_case(case)
        self._show_reviews(case)
        follow_layout(self)

    def look_for(self, focus_id: str) -> None:
        """The id "closing" leads to what closes or opens the case; anything else to the list of reviews."""
        wanted: QWidget = self._so_far
        if focus_id == "closing":
            parts = (self._gaps, *(self._forms[each] for each in (ClosingForm, ReopenForm) if each in self._forms))
            wanted = next((part for part in parts if not part.isHidden()), self._so_far)
        self._area.ensureWidgetVisible(wanted, 0, 3 * GRID)
        if isinstance(wanted, ClosingForm | ReopenForm):
            wanted.focus_first()
        elif isinstance(wanted, GapsCard):
            first = wanted.findChild(Link)
            if first is not None:
                first.setFocus()

    def leave(self) -> bool:
        """Keep what was typed."""
        for form in self._forms.values():
            form.leave()
        return True

    def _form(self, kind: type[CaseForm[Any]]) -> CaseForm[Any]:
        """The form of that kind, made when it is first wanted."""
        if kind not in self._forms:
            form = kind(self._desk)  # type: ignore[call-arg]  # each kind of form is made of a desk alone
            form.saved.connect(self._saved)
            self._places[kind].addWidget(form)
            self._forms[kind] = form
        return self._forms[kind]

    def _saved(self, words: str) -> None:
        self.tell(words)
        self.changed.emit()

    def _show_reviews(self, case: CaseFile) -> None:
        actions = {action.id: action for action in case.actions}
        wanted = tuple(action for action in case.open_actions if action.source == "decision")
        shown = (
            case.incident.id,
            case.reviews,
            tuple(actions.get(review.action_id) for review in case.reviews),
            wanted,
        )
        if shown == self._shown:
            return
        self._shown = shown
        if self._list is not None:
            self._list.hide()
            self._list.deleteLater()
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for action in wanted:
            column.addWidget(labelled_words(f"Decision wanted from {case.name_of(action.owner)}:", action.what))
        for number, review in enumerate(reversed(case.reviews)):
            if number or wanted:
                column.addWidget(Rule())
            for widget in self._review(review, actions.get(review.action_id), case):
                column.addWidget(widget)
        if not case.reviews and not wanted:
            column.addWidget(Words("Nobody has reviewed this case yet."))
        self._so_far.body.addWidget(self._list)

    def _review(self, review: Review, action: Action | None, case: CaseFile) -> list[QWidget]:
        did = {"question": "asked", "decision": "decided", "sign-off": "signed it off"}[review.review_kind]
        found: list[QWidget] = [Words(f"{say_moment(review.at)}: {case.name_of(review.reviewer)} {did}", "hint")]
        if review.text:
            found.append(Words(review.text, "strong"))
        if review.rationale:
            found.append(labelled_words("Why:", review.rationale))
        if review.review_kind == "question" and action:
            found += self._answer(action, case)
        if review.review_kind == "sign-off":
            found.append(Words(f"Read up to entry {review.reviewed_to_entry} of the journal.", "hint"))
        return found

    def _answer(self, action: Action, case: CaseFile) -> list[QWidget]:
        if action.status != "open":
            at = f"{say_moment(action.finished_at)}: " if action.finished_at else ""
            return [labelled_words("Answer:", action.finished_note), Words(f"{at}answered", "hint")]
        if not case.reader_may("log and change the record"):
            return [Words(f"Not answered yet; it stands with {case.name_of(action.owner)}.", tone="warning")]
        link = Link("Not answered yet: answer it now")
        link.clicked.connect(lambda: self.go.emit(ToCase(IncidentId(case.incident.id), "actions", action.id)))
        return [link]
