"""The other cases in which an exhibit is shown, and putting it into one more, or taking it out again."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.evidence.exhibits import Exhibit, ExhibitLink
from dslapp.domain.problems import Problem, UserProblem
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.beside.exhibit_card import ExhibitCard
from dslapp.gui.evidence.beside.reason_form import ReasonForm
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.text import Words
from dslapp.services.exhibits.link_exhibit import link_exhibit, unlink_exhibit


class LinksCard(ExhibitCard):
    """One original in several cases: where else it is, a form to show it in another case, one to take it out here."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._exhibit: Exhibit | None = None
        self._case_id = ""
        self.words = Words()
        self.link_button = Button("Show it in another &case, too", "quiet", "link")
        self.unlink_button = Button("Take it &out of this case", "quiet", "x")
        self.case = QLineEdit()
        self.case_field = Field("Which case?", self.case, "Its reference, such as OSI-2026-0012.")
        self.link_form = ReasonForm(
            "Why does it belong to that case, too?", "It stands in the history of that case.", "Show it there"
        )
        self.unlink_form = ReasonForm(
            "Why does it not belong to this case?", "The exhibit stays in its own case.", "Take it out"
        )
        self.trouble = Banner("danger")
        card = Card("Other cases")
        for part in (self.words, self.link_button, self.case_field, self.link_form, self.unlink_button,
                     self.unlink_form, self.trouble):  # fmt: skip
            is_button = part in (self.link_button, self.unlink_button)
            card.body.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft if is_button else Qt.AlignmentFlag(0))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        self.case_field.hide()
        self.trouble.hide()
        self.link_button.clicked.connect(self._begin)
        self.link_form.act.clicked.connect(self._link)
        self.link_form.cancel.clicked.connect(self.case_field.hide)
        self.unlink_button.clicked.connect(self.unlink_form.begin)
        self.unlink_form.act.clicked.connect(self._unlink)

    def show_exhibit(self, exhibit: Exhibit, case: CaseFile) -> None:
        """Say where else it is."""
        if self._exhibit is None or (self._exhibit.id, self._case_id) != (exhibit.id, case.incident.id):
            for part in (self.case_field, self.link_form, self.unlink_form, self.trouble):
                part.hide()
        self._exhibit, self._case_id = exhibit, case.incident.id
        others = case.also_in.get(exhibit.id, ())
        guest = exhibit.incident_id != case.incident.id
        because = next((each.because for each in case.links if guest and each.exhibit_id == exhibit.id
                        and not each.withdrawn), "")  # fmt: skip
        belongs = f"It belongs to {others[0]}." if guest and others else ""
        also = ", ".join(others[1:] if guest else others)
        told = (belongs, f"It is shown here because: {because}" if because else "", f"Also in {also}." if also else "")
        self.words.setText("\n".join(filter(None, told)) or "It is in this case only.")
        writes = case.reader_may("log and change the record")
        self.link_button.setVisible(writes and bool(exhibit.file_id) and not exhibit.withdrawn)
        self.unlink_button.setVisible(writes and guest)
        self.setVisible(bool(others) or not self.link_button.isHidden())

    def _begin(self) -> None:
        self.case.clear()
        self.case_field.show_error("")
        self.case_field.show()
        self.link_form.begin()
        self.case.setFocus()

    def _link(self) -> None:
        because = self.link_form.reason("Say why it belongs to that case, too.")
        self.case_field.show_error("" if self.case.text().strip() else "Write the reference of the case.")
        if self._exhibit is not None and because and self.case.text().strip():
            self.trouble.hide()
            self._desk.tasks.submit(
                link_exhibit, self._desk.session, self._exhibit.id, self.case.text(), because=because,
                done=self._linked, failed=self._failed,
            )  # fmt: skip

    def _linked(self, _: ExhibitLink) -> None:
        self.link_form.hide()
        self.case_field.hide()
        self.done.emit(f"The exhibit is shown in {self.case.text().strip().upper()}, too.")

    def _unlink(self) -> None:
        because = self.unlink_form.reason("Say why it does not belong to this case.")
        if self._exhibit is not None and because:
            self._desk.tasks.submit(
                unlink_exhibit, self._desk.session, self._case_id, self._exhibit.id, because=because,
                done=self._unlinked, failed=self._failed,
            )  # fmt: skip

    def _unlinked(self, _: ExhibitLink) -> None:
        self.unlink_form.hide()
        self.done.emit("The exhibit is not shown in this case any more.")

    def _failed(self, problem: Problem) -> None:
        field = problem.field if isinstance(problem, UserProblem) else ""
        if field == "case":
            self.case_field.show_error(str(problem))
            self.case.setFocus()
        elif field == "because":
            self.link_form.field.show_error(str(problem))
        else:
            self.trouble.show_problem(problem)
