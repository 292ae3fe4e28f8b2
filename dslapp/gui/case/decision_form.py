"""A decision with its reason, above all the decision not to do something; also its correction."""

from PySide6.QtWidgets import QCheckBox, QLineEdit

from dslapp.domain.case.casework import Decision
from dslapp.domain.entity import IncidentId, new_id
from dslapp.gui.case.case_form import CaseForm
from dslapp.gui.desk import Desk
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.gui.widgets.moment_edit import MomentEdit
from dslapp.services.case.do_casework import amend_casework, record_decision


class DecisionForm(CaseForm[Decision]):
    """Records a decision, or corrects one with a reason."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "decision", "Record a decision", Decision, "&Save this decision")
        self._shown: Decision | None = None
        self._correcting = False
        self._id = new_id()
        self._decision = GrowingText(lines=2)
        self.declined = QCheckBox("It is a decision not to do something")
        self._rationale = GrowingText(lines=3)
        self._consulted = QLineEdit()
        self._change = QLineEdit()
        self._by = QLineEdit()
        self._second = QLineEdit()
        self._told = QLineEdit()
        self._at = MomentEdit("When was it decided", desk.now())
        self._reason = QLineEdit()
        self.add_field("decision", Field("What was decided?", self._decision))
        self.body.addWidget(self.declined)
        self.add_field("rationale", Field("Why? What was weighed?", self._rationale))
        self.add_row(
            consulted=Field("Who was asked?", self._consulted, optional=True),
            would_change_if=Field("What would change it?", self._change),
        )
        self.add_row(
            decided_by=Field("Who decided?", self._by),
            second_person=Field("Second person", self._second, optional=True),
        )
        self.add_row(
            told=Field("Who has been told?", self._told, optional=True), at=Field("When was it decided?", self._at)
        )
        self.add_field("reason", Field("Why is it corrected?", self._reason, "The earlier words stay in the history."))
        self.finish()
        for signal in (
            self._decision.textChanged, self.declined.toggled, self._rationale.textChanged,
            self._consulted.textChanged, self._change.textChanged, self._by.textChanged, self._second.textChanged,
            self._told.textChanged, self._at.changed,
        ):  # fmt: skip
            signal.connect(self.changed)
        self.declined.toggled.connect(self._show_declined)
        self.clear()

    def begin(self) -> None:
        """Ask for a new decision; what is typed already stays."""
        if not self._by.text() and self.case:
            self._by.setText(self.case.name_of(self.case.read_by))
        self.focus_first()

    def correct(self, decision: Decision) -> None:
        """Show a decision that is in the record, to be corrected with a reason."""
        self.clear()
        self.show_value(decision)
        self._correcting = True
        self.heading.setText("Correct a decision")
        self.save_button.say("&Save the correction")
        self.fields["reason"].show()
        self.focus_first()

    def value(self) -> Decision:
        """The decision as it stands on the screen."""
        assert self.case is not None
        kept = self._shown
        declined = self.declined.isChecked()
        by = self._by.text().strip()
        return Decision(
            id=self._id, incident_id=IncidentId(self.case.incident.id), at=self._at.moment() or self.desk.now(),
            subject=kept.subject if kept else "", decision=self._decision.text(), rationale=self._rationale.text(),
            decided_by=kept.decided_by if kept and by == self.case.name_of(kept.decided_by) else by,
            consulted=self._consulted.text().strip(), told=self._told.text().strip(),
            would_change_if=self._change.text().strip() if declined else "",
            second_person=self._second.text().strip(), declined=declined, run_id=kept.run_id if kept else "",
            outcome_code=kept.outcome_code if kept else "",
        )  # fmt: skip

    def show_value(self, value: Decision) -> None:
        """Show `value`."""
        self._shown, self._id = value, value.id
        self._decision.setPlainText(value.decision)
        self.declined.setChecked(value.declined or bool(value.would_change_if))
        self._rationale.setPlainText(value.rationale)
        self._consulted.setText(value.consulted)
        self._change.setText(value.would_change_if)
        self._by.setText(self.case.name_of(value.decided_by) if self.case else value.decided_by)
        self._second.setText(value.second_person)
        self._told.setText(value.told)
        self._at.set_moment(value.at)

    def is_empty(self) -> bool:
        """Whether nothing was typed; a correction is not kept as a draft, since it has its own decision."""
        return self._correcting or not (self._decision.text() or self._rationale.text())

    def clear(self) -> None:
        """A new decision, now."""
        self._shown, self._correcting, self._id = None, False, new_id()
        self.heading.setText("Record a decision")
        self.save_button.say("&Save this decision")
        for line in (self._consulted, self._change, self._by, self._second, self._told, self._reason):
            line.clear()
        self._decision.clear()
        self._rationale.clear()
        self.declined.setChecked(False)
        self._at.set_moment(self.desk.now())
        self.fields["reason"].hide()
        self._show_declined()

    def save(self) -> None:
        """Save the decision, or the correction."""
        if self.shows_a_mistake():
            return
        if self._correcting:
            self.send("The correction is saved.", amend_casework, self.value(), reason=self._reason.text())
        else:
            self.send("The decision is saved.", record_decision, self.value())

    def _show_declined(self) -> None:
        self.fields["would_change_if"].setVisible(self.declined.isChecked())
