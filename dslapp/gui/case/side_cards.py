"""What stands beside the cold-read page: the way to the review, to paper, and to each form of the record."""

from PySide6.QtCore import Signal

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.entity import IncidentId
from dslapp.gui.case.link import Link
from dslapp.gui.routes import DetailsForm, ToCase, ToCaseDetails, ToCaseFile
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.text import Words

_FORMS: tuple[tuple[DetailsForm, str], ...] = (
    ("times", "Times and places"),
    ("words", "What was said and seen"),
    ("voice", "The child’s voice"),
    ("risk", "Risk and support"),
    ("matrix", "Matrix and indicators"),
)


class ReviewCard(Card):
    """Leads whoever reviews the case to where they ask, decide and sign off."""

    go = Signal(object)

    def __init__(self) -> None:
        super().__init__("Your review")
        self._case: CaseFile | None = None
        self.body.addWidget(Words("When you have read this page, ask what you need to know, decide, and sign it off."))
        self._button = Button("&Review this case", "primary", "signature")
        self._button.clicked.connect(self._go)
        self.body.addWidget(self._button)

    def show_case(self, case: CaseFile) -> None:
        """Show it to reviewers only."""
        self._case = case
        self.setVisible(case.reader_may("review a case"))

    def _go(self) -> None:
        if self._case:
            self.go.emit(ToCase(IncidentId(self._case.incident.id), "review"))


class PaperCard(Card):
    """Leads to the case on paper."""

    go = Signal(object)

    def __init__(self) -> None:
        super().__init__("On paper")
        self._case: CaseFile | None = None
        self._button = Button("Previe&w, print or save", "secondary", "printer", hint="One page, or the whole file")
        self._button.clicked.connect(self._go)
        self.body.addWidget(self._button)

    def show_case(self, case: CaseFile) -> None:
        """Lead to the paper of `case`."""
        self._case = case

    def _go(self) -> None:
        if self._case:
            self.go.emit(ToCaseFile(IncidentId(self._case.incident.id)))


class RecordCard(Card):
    """Leads whoever works on the case to each form of the record, also when it is filled in: to amend it."""

    go = Signal(object)

    def __init__(self) -> None:
        super().__init__("Add to or correct the record")
        self._case: CaseFile | None = None
        self.body.setSpacing(0)
        for form, title in _FORMS:
            link = Link(title, "What was written before stays in the history.")
            link.clicked.connect(lambda _checked, form=form: self._go(form))
            self.body.addWidget(link)

    def show_case(self, case: CaseFile) -> None:
        """Show it to those who may write."""
        self._case = case
        self.setVisible(case.reader_may("log and change the record"))

    def _go(self, form: DetailsForm) -> None:
        if self._case:
            self.go.emit(ToCaseDetails(IncidentId(self._case.incident.id), form))
