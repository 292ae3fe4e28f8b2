"""What the two boards of one case have in common: they read the case, hold forms above cards, and lead back."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.entity import IncidentId
from dslapp.gui.case.case_form import CaseForm
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.bring_into_view import bring_into_view
from dslapp.gui.pages import ScrollingPage
from dslapp.gui.routes import ToCase
from dslapp.gui.theme.tokens import GRID, READING_WIDTH
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Heading, Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.case.read_case import read_case


class CaseBoard(ScrollingPage):
    """Subclasses make the forms and fill `cards` in `show_cards`; what is typed survives every reading."""

    def __init__(self, desk: Desk, title: str, add: str, *forms: CaseForm[Any]) -> None:
        super().__init__()
        self._desk = desk
        self._title = title
        self._forms = forms
        self._wanted = IncidentId("")
        self._arrived = False
        self.case: CaseFile | None = None
        self.heading = Heading(title, 1)
        self.explained = Words(part="hint")
        self.add_button = Button(add, "secondary", "plus")
        self.back_button = Button("&Back to the case", "quiet", "arrow-left")
        self.back_button.clicked.connect(self._back)
        self.add_button.clicked.connect(lambda: self.open(forms[0]))
        row = WrapLayout()
        row.addWidget(self.add_button)
        row.addWidget(self.back_button)
        self.cards = QVBoxLayout()
        self.cards.setSpacing(2 * GRID)
        self.column.addWidget(self.heading)
        self.column.addWidget(self.explained)
        self.column.addLayout(row)
        for form in forms:
            form.setMaximumWidth(READING_WIDTH)
            form.hide()
            form.saved.connect(self.changed)
            form.restored.connect(form.show)
            form.put_away.connect(form.hide)
            self.column.addWidget(form)
        self.column.addLayout(self.cards)
        self.column.addStretch(1)

    def show_cards(self, case: CaseFile, *, writes: bool) -> bool:
        """Fill `cards`, which is empty; whether there is anything to show."""
        raise NotImplementedError

    def arrive(self, incident_id: IncidentId) -> None:
        """Read the case and show it; where nothing stands on the board yet, the form for the first is open at once."""
        self._arrived = True
        self.read(incident_id)

    def read(self, incident_id: IncidentId) -> None:
        """Read the case and show it."""
        if self._wanted != incident_id:
            for form in self._forms:
                form.leave()
                form.hide()
        self._wanted = incident_id
        self._desk.tasks.submit(
            read_case, self._desk.session, incident_id, done=self._show, latest=f"board {self._title}"
        )

    def leave(self) -> bool:
        """Keep what was typed."""
        for form in self._forms:
            form.leave()
        return True

    def open(self, form: CaseForm[Any]) -> None:
        """Show one form, and go there."""
        for other in self._forms:
            if other is not form:
                other.leave()
                other.hide()
        form.show()
        follow_layout(self)
        form.focus_first()
        bring_into_view(form)

    def changed(self, words: str) -> None:
        """Say that the record changed, and read it again."""
        self.tell(words)
        self.read(self._wanted)

    def add_card(self, card: QWidget) -> None:
        """Put a card below the others."""
        card.setMaximumWidth(READING_WIDTH)
        self.cards.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)

    def _show(self, case: CaseFile) -> None:
        self.case = case
        self.heading.setText(f"{self._title}: {case.incident.ref}")
        writes = case.reader_may("log and change the record")
        self.add_button.setVisible(writes)
        while (item := self.cards.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if writes:
            for form in self._forms:
                form.set_case(case)
        has_any = self.show_cards(case, writes=writes)
        follow_layout(self)
        if self._arrived and writes and not has_any:
            self.open(self._forms[0])
        self._arrived = False

    def _back(self) -> None:
        self.go.emit(ToCase(self._wanted, "evidence"))
