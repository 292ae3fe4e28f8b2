"""The card about an exhibit's continuity: its lock and how to lift it, a change of hands, its papers."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.problems import Problem, UserProblem
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.beside.exhibit_card import ExhibitCard
from dslapp.gui.evidence.beside.hand_over_form import HandOverForm
from dslapp.gui.evidence.beside.reason_form import ReasonForm
from dslapp.gui.evidence.bring_into_view import bring_into_view
from dslapp.gui.routes import ExhibitPaperKind, ToExhibitPapers
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.exhibits.exhibit_locks import lift_lock

_UNTIL = (
    "It is not shown, saved, copied or packed. If its file is still damaged, bring it back from a backup. If it is "
    "whole again, write why it may be used: its file is checked once more, and your words stay in its continuity."
)


class ContinuityCard(ExhibitCard):
    """Buttons for the hands that an exhibit goes through; where it is locked, why, and what lifts the lock."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._exhibit: Exhibit | None = None
        self.locked = Banner("danger")
        self.lift_button = self.locked.add_button(Button("Write why it may be &used", "secondary", "shield-check"))
        self.lift_form = ReasonForm(
            "What had happened, and why may it be used again?", "Its file is checked first.", "&Lift the lock"
        )
        self.hands_button = Button("Change of hands", "quiet", "signature")
        self.sheet_button = Button("Continuity on paper", "quiet", "printer")
        self.label_button = Button("Label", "quiet", "sticky-note")
        self.form = HandOverForm(desk)
        self.form.hide()
        self._trouble = Banner("danger")
        self._trouble.hide()
        row = WrapLayout()
        for button in (self.hands_button, self.sheet_button, self.label_button):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for part in (self.locked, self.lift_form, self._trouble):
            column.addWidget(part)
        column.addLayout(row)
        column.addWidget(self.form)
        self.locked.hide()
        self.lift_button.clicked.connect(self.lift_form.begin)
        self.lift_form.act.clicked.connect(self._lift)
        self.hands_button.clicked.connect(self._hand_over)
        self.sheet_button.clicked.connect(lambda: self._paper("continuity"))
        self.label_button.clicked.connect(lambda: self._paper("large label"))
        self.form.saved.connect(self.done)
        self.form.put_away.connect(self.form.hide)

    def show_exhibit(self, exhibit: Exhibit, case: CaseFile) -> None:
        """Offer what applies to `exhibit`."""
        if self._exhibit is None or self._exhibit.id != exhibit.id:
            self.form.leave()
            self.form.hide()
            self.lift_form.hide()
            self._trouble.hide()
        self._exhibit = exhibit
        writes = case.reader_may("log and change the record") and not exhibit.withdrawn
        lock = case.evidence_locks.get(exhibit.id)
        if lock is None:
            self.locked.hide()
            self.lift_form.hide()
        else:
            self.locked.show_message("danger", lock.in_words(), _UNTIL)
            self.locked.show()
        self.lift_button.setVisible(writes and lock is not None)
        self.hands_button.setVisible(writes and lock is None)
        self.label_button.setVisible(not exhibit.withdrawn)
        if writes:
            self.form.set_case(case)

    def _hand_over(self) -> None:
        if self._exhibit is not None:
            self.form.begin(self._exhibit)
            bring_into_view(self.form)

    def _lift(self) -> None:
        because = self.lift_form.reason("Write what had happened, and why it may be used again.")
        if self._exhibit is not None and because:
            self._trouble.hide()
            self._desk.tasks.submit(
                lift_lock, self._desk.session, self._exhibit, because, self._desk.tasks.on_casebook, lane="files",
                done=self._lifted, failed=self._failed,
            )  # fmt: skip

    def _lifted(self, _nothing: None) -> None:
        self.lift_form.hide()
        self.done.emit("The lock is lifted. Both stand in the continuity.")

    def _failed(self, problem: Problem) -> None:
        if isinstance(problem, UserProblem) and problem.field == "because":
            self.lift_form.field.show_error(problem.message)
        else:
            self._trouble.show_problem(problem)

    def _paper(self, paper: ExhibitPaperKind) -> None:
        if self._exhibit is not None:
            self.go.emit(ToExhibitPapers(IncidentId(self._exhibit.incident_id), paper, (self._exhibit.id,)))
