"""What can be done with an exhibit that is shown: save a copy of its original, or withdraw it. Both want a reason."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.leaving_names import ending_of
from dslapp.domain.problems import Problem, UserProblem
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.beside.reason_form import ReasonForm
from dslapp.gui.evidence.beside.unencrypted import may_leave_unencrypted
from dslapp.gui.evidence.never_here.not_here_first import NotHereFirst
from dslapp.gui.tasks import UNTIL_LOCKED
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.services.exhibits.answer_exhibit import withdraw_exhibit
from dslapp.services.exhibits.show_evidence import export_original

_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/heic": "heic"}


class ExhibitActs(QWidget):
    """The acts on one exhibit: what is done every day in sight, what is rare and cannot be undone under "More".

    `done` carries the words for the status line; `asked` wants its questions.

    `go` leads to a page about it.
    """

    done = Signal(str)
    asked = Signal(str)
    go = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._exhibit: Exhibit | None = None
        self.ask_button = Button("Answer the &questions", "secondary", "pencil")
        self.export_button = Button("Save a copy of the original", "quiet", "download")
        self.withdraw_button = Button("With&draw this exhibit", "quiet", "ban")
        self.export_form = ReasonForm(
            "What is this copy for, and who gets it?", "It stands in the continuity.", "&Choose where"
        )
        self.first = NotHereFirst()
        self.first.go.connect(self.go)
        self.withdraw_form = ReasonForm(
            "Why is it withdrawn?", "Its number is not used again; its file and its history stay.", "Withdraw it",
            self.first,
        )  # fmt: skip
        self.more_button = Button("More", "filter", "chevron-down")
        self._rare = QWidget()
        self.rare = QVBoxLayout(self._rare)
        """What is rare: further buttons are put here."""
        self.rare.setContentsMargins(GRID, 0, 0, 0)
        self.rare.setSpacing(GRID // 2)
        self.rare.addWidget(self.withdraw_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.rare.addWidget(self.withdraw_form)
        self._rare.hide()
        self._trouble = Banner("danger")
        self._trouble.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.ask_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.export_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.export_form)
        column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._rare)
        column.addWidget(self._trouble)
        self.more_button.toggled.connect(self._rare.setVisible)
        self.ask_button.clicked.connect(self._ask)
        self.export_button.clicked.connect(self.export_form.begin)
        self.export_form.act.clicked.connect(self._export)
        self.withdraw_button.clicked.connect(self.withdraw_form.begin)
        self.withdraw_form.act.clicked.connect(self._withdraw)

    def show_exhibit(self, exhibit: Exhibit, case: CaseFile) -> None:
        """Offer what may be done with `exhibit` by whoever reads `case`."""
        if self._exhibit is None or self._exhibit.id != exhibit.id or exhibit.withdrawn:
            self.export_form.hide()
            self.withdraw_form.hide()
            self._trouble.hide()
            self.more_button.setChecked(False)
        self._exhibit = exhibit
        self.first.show_exhibit(exhibit)
        writes = case.reader_may("log and change the record") and not exhibit.withdrawn
        self.ask_button.setVisible(writes and exhibit.has_file)
        self.ask_button.say("Answer the &questions" if exhibit.still_to_answer else "Chan&ge the answers")
        at_home = exhibit.incident_id == case.incident.id
        self.withdraw_button.setVisible(writes and at_home)
        self.export_button.setVisible(
            bool(exhibit.file_id)
            and not exhibit.withdrawn
            and case.reader_may("refer to an agency")
            and exhibit.id not in case.evidence_locks
        )
        self.more_button.setVisible(writes and at_home)

    def _ask(self) -> None:
        if self._exhibit:
            self.asked.emit(self._exhibit.id)

    def _export(self) -> None:
        exhibit = self._exhibit
        purpose = self.export_form.reason("Say what this copy is for and who gets it.")
        if exhibit is None or not purpose:
            return
        prompter = self._desk.prompter
        if not may_leave_unencrypted(prompter):
            return
        ending = _ENDINGS.get(exhibit.media_type) or ending_of(exhibit.original_name)
        name = f"exhibit {exhibit.ref.replace('/', '-')}.{ending}"
        target = prompter.save_file("Where to save the copy", name, f"The original (*.{ending})")
        if target is not None:
            self._desk.tasks.submit(
                export_original, self._desk.session, exhibit.id, target, purpose=purpose,
                on_casebook=self._desk.tasks.on_casebook, cancellable=True, stopped_with=UNTIL_LOCKED, lane="files",
                done=self._exported, failed=self._failed,
            )  # fmt: skip

    def _exported(self, _nothing: None) -> None:
        self.export_form.hide()
        self.done.emit("The copy is saved. It stands in the continuity and in the history.")

    def _withdraw(self) -> None:
        because = self.withdraw_form.reason("Say why this exhibit is withdrawn.")
        if self._exhibit and because:
            self._desk.tasks.submit(
                withdraw_exhibit, self._desk.session, self._exhibit.id, because=because,
                done=self._withdrawn, failed=self._failed,
            )  # fmt: skip

    def _withdrawn(self, exhibit: Exhibit) -> None:
        self.withdraw_form.hide()
        self.done.emit(f"Exhibit {exhibit.ref} is withdrawn.")

    def _failed(self, problem: Problem) -> None:
        if isinstance(problem, UserProblem) and problem.field == "purpose":
            self.export_form.field.show_error(problem.message)
        else:
            self._trouble.show_problem(problem)
