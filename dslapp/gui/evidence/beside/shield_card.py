"""The card by which somebody spares others: an exhibit is blurred for everyone, with the reason, until it is undone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.shield import cover_in_words
from dslapp.domain.problems import Problem, UserProblem
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.beside.exhibit_card import ExhibitCard
from dslapp.gui.evidence.beside.reason_form import ReasonForm
from dslapp.gui.evidence.never_here.not_here_first import NotHereFirst
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.text import Words
from dslapp.services.exhibits.shield import blur_for_everyone, uncover


class ShieldCard(ExhibitCard):
    """Says why an exhibit is covered, and covers or uncovers it for everybody."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._exhibit: Exhibit | None = None
        self.why = Words()
        self.button = Button("", "quiet", "eye-off")
        self.first = NotHereFirst()
        self.first.go.connect(self.go)
        self.form = ReasonForm("Why?", "Everybody who opens the case reads it.", "Save", self.first)
        self._trouble = Banner("danger")
        self._trouble.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.why)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.form)
        column.addWidget(self._trouble)
        self.button.clicked.connect(self.form.begin)
        self.form.act.clicked.connect(self._act)

    def show_exhibit(self, exhibit: Exhibit, case: CaseFile) -> None:
        """Say how `exhibit` stands."""
        other = self._exhibit is None or self._exhibit.id != exhibit.id
        turned = not other and self._exhibit is not None and self._exhibit.blurred_by != exhibit.blurred_by
        if other or turned:
            self.form.hide()
            self._trouble.hide()
        self._exhibit = exhibit
        words = cover_in_words(exhibit)
        self.why.setText(words)
        self.why.setVisible(bool(words))
        covered = bool(exhibit.blurred_by)
        self.first.show_exhibit(exhibit, warns=not covered)
        self.button.say("No longer blur it for &everyone" if covered else "Blur it for &everyone")
        why = "Why may it be shown again?" if covered else "Why should people be warned before they see it?"
        self.form.field.label.setText(why)
        self.button.setVisible(
            exhibit.has_file and not exhibit.withdrawn and case.reader_may("log and change the record")
        )
        self.setVisible(not self.button.isHidden() or bool(words))

    def _act(self) -> None:
        because = self.form.reason("Say why in a few words.")
        if self._exhibit is not None and because:
            service = uncover if self._exhibit.blurred_by else blur_for_everyone
            self._desk.tasks.submit(
                service, self._desk.session, self._exhibit.id, because=because, done=self._acted, failed=self._failed
            )

    def _acted(self, exhibit: Exhibit) -> None:
        self.form.hide()
        blurred = f"Exhibit {exhibit.ref} is blurred for everyone."
        self.done.emit(blurred if exhibit.blurred_by else f"Exhibit {exhibit.ref} is no longer blurred for everyone.")

    def _failed(self, problem: Problem) -> None:
        if isinstance(problem, UserProblem) and problem.field == "because":
            self.form.field.show_error(problem.message)
        else:
            self._trouble.show_problem(problem)
