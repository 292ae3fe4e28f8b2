"""The copies that were made of an exhibit, and the way to make one more."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.beside.exhibit_card import ExhibitCard
from dslapp.gui.evidence.copies.copy_view import CopyView
from dslapp.gui.routes import ToRedaction
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.text import Words
from dslapp.services.copies.make_copy import can_be_copied


class CopiesCard(ExhibitCard):
    """Shown where there are copies, or where one may be made."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._exhibit: Exhibit | None = None
        self._shown: tuple[tuple[Derivative, ...], bool] | None = None
        self.views: list[CopyView] = []
        self.make_button = Button("Make a redacted copy", "secondary", "copy")
        card = Card("Copies of it")
        self._hint = Words("For whoever must not see all of it. The original is never changed.", "hint")
        self._list = QVBoxLayout()
        card.body.addWidget(self._hint)
        card.body.addWidget(self.make_button, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addLayout(self._list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        self.make_button.clicked.connect(self._make)

    def show_exhibit(self, exhibit: Exhibit, case: CaseFile) -> None:
        """Show its copies, those in use first; offer to make one to whoever may write."""
        here = exhibit.incident_id == case.incident.id
        writes = here and case.reader_may("log and change the record")
        makes = writes and can_be_copied(exhibit) and exhibit.id not in case.evidence_locks
        copies = tuple(
            sorted(
                (each for each in case.derivatives if each.exhibit_id == exhibit.id), key=lambda each: each.withdrawn
            )
        )
        self._exhibit = exhibit
        self.make_button.setVisible(makes)
        self._hint.setVisible(makes)
        self.setVisible(makes or bool(copies))
        if self._shown == (copies, writes):
            return
        self._shown = (copies, writes)
        for view in self.views:
            view.hide()
            view.deleteLater()
        self.views = [
            CopyView(self._desk, copy, writes=writes, refers=case.reader_may("refer to an agency")) for copy in copies
        ]
        for view in self.views:
            self._list.addWidget(view)
            view.done.connect(self.done)
        if self.isVisible():
            self._read()

    def let_go(self) -> None:
        """Drop the pictures from memory."""
        for view in self.views:
            view.let_go()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the pictures when they can be seen."""
        super().showEvent(event)
        self._read()

    def _read(self) -> None:
        for view in self.views:
            view.read_picture()

    def _make(self) -> None:
        if self._exhibit is not None:
            self.go.emit(ToRedaction(IncidentId(self._exhibit.incident_id), self._exhibit.id))
