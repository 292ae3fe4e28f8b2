"""Beside an exhibit: the way out of what must not be here, and what is recorded of imagery that is not held."""

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.problems import Problem, UserProblem
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.beside.exhibit_card import ExhibitCard
from dslapp.gui.evidence.never_here.not_held_fields import NotHeldFields, not_held_of
from dslapp.gui.routes import ToPurge
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.field import Field
from dslapp.services.exhibits.answer_exhibit import answer_exhibit, answers_of

MUST_NOT = "T&his must not be here…"
HIDDEN = "This exhibit is hidden from everybody"
_HIDDEN_MORE = "It may be something that must not be here. Don’t look for it elsewhere, copy it or send it."


class NotHereCard(ExhibitCard):
    """One button for what must not be here; for what is not held, its record and a way to complete it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._exhibit: Exhibit | None = None
        self.hidden = Banner("danger", HIDDEN, _HIDDEN_MORE)
        self.must_not_button = Button(MUST_NOT, "stop", "ban")
        self.elsewhere_button = Button("Where it can still be…", "quiet", "search")
        self.change_button = Button("Change what is recorded", "secondary", "pencil")
        self.parts = NotHeldFields(desk)
        self.reason = QLineEdit()
        self.reason_field = Field(
            "Why is it changed?", self.reason, "The old words stay readable.", optional="if words change"
        )
        self.save_button, self.cancel_button = Button("Save the changes", "primary"), Button("Not now", "quiet")
        self._trouble = Banner("danger")
        self._form = QWidget()
        inner = QVBoxLayout(self._form)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(2 * GRID)
        for part in (self.parts, self.reason_field, self._trouble):
            inner.addWidget(part)
        inner.addLayout(side_by_side(self.save_button, self.cancel_button))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.hidden)
        for button in (self.must_not_button, self.elsewhere_button, self.change_button):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._form)
        self.parts.fields["where"].hide()  # who has it and where stand in one line by now
        self.must_not_button.clicked.connect(self._to_page)
        self.elsewhere_button.clicked.connect(self._to_page)
        self.change_button.clicked.connect(self._begin)
        self.cancel_button.clicked.connect(self._form.hide)
        self.save_button.clicked.connect(self._save)
        self._form.hide()
        self._trouble.hide()

    def show_exhibit(self, exhibit: Exhibit, case: CaseFile) -> None:
        """Show what fits the exhibit and whoever reads the case."""
        if self._exhibit is None or self._exhibit != exhibit:
            self._form.hide()
        self._exhibit = exhibit
        self.parts.belong_to(IncidentId(exhibit.incident_id))
        writes = case.reader_may("log and change the record")
        purged = any(event.what == "purged" and event.exhibit_id == exhibit.id for event in case.custody)
        self.hidden.setVisible(bool(exhibit.shut_away_by))
        self.must_not_button.setVisible(writes and exhibit.has_file)
        self.must_not_button.say("W&hat to do now…" if exhibit.shut_away_by else MUST_NOT)
        self.elsewhere_button.setVisible(purged)
        self.change_button.setVisible(writes and exhibit.exhibit_kind == "imagery not held")
        self.setVisible(any(not each.isHidden() for each in (
            self.hidden, self.must_not_button, self.elsewhere_button, self.change_button
        )))  # fmt: skip

    def _to_page(self) -> None:
        if self._exhibit is not None:
            self.go.emit(ToPurge(IncidentId(self._exhibit.incident_id), self._exhibit.id))

    def _begin(self) -> None:
        assert self._exhibit is not None
        self.parts.show_value(not_held_of(self._exhibit))
        self.reason.clear()
        self._show_problem(None)
        self._form.show()
        self.parts.what.setFocus()

    def _save(self) -> None:
        assert self._exhibit is not None
        answers = msgspec.structs.replace(answers_of(self._exhibit), **self.parts.value().answers)
        if not answers.held_by:
            self._show_problem(UserProblem("Say who has it and where it is.", field="held_by"))
            return
        self._desk.tasks.submit(
            answer_exhibit, self._desk.session, self._exhibit.id, answers, reason=self.reason.text(),
            done=self._saved, failed=self._show_problem,
        )  # fmt: skip

    def _saved(self, exhibit: Exhibit) -> None:
        self._form.hide()
        self.done.emit(f"What is recorded of {exhibit.ref} was changed; the old words stay readable.")

    def _show_problem(self, problem: Problem | None) -> None:
        fields = {**self.parts.fields, "reason": self.reason_field}
        for field in fields.values():
            field.show_error("")
        self._trouble.hide()
        if problem is None:
            return
        named = problem.field if isinstance(problem, UserProblem) else ""
        if named in fields:
            fields[named].show_error(f"{problem.message} {problem.way_forward}".strip())
            fields[named].control.setFocus()
        else:
            self._trouble.show_problem(problem)
