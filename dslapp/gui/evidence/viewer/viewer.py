"""The viewer: one exhibit large, with what is known of it, its continuity, and whether its file is unchanged."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.beside.exhibit_acts import ExhibitActs
from dslapp.gui.evidence.beside.exhibit_card import ExhibitCard
from dslapp.gui.evidence.beside.exhibit_cards import cards_for
from dslapp.gui.evidence.beside.exhibit_facts import ExhibitFacts
from dslapp.gui.evidence.viewer.file_pane import FilePane
from dslapp.gui.evidence.viewer.two_panes import TwoPanes
from dslapp.gui.evidence.viewer.viewer_head import ViewerHead
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.tab_order import follow_layout

_FACTS_WIDTH = 340
_LOW = 18
"""Lines of words in less than which the buttons above the picture lose theirs."""


class ExhibitViewer(QWidget):
    """Shows one exhibit of a case. `closed` leads back to the gallery; `asked` wants the questions of an exhibit.

    `changed` carries words for the status line after the record changed; `go` leads to a route. Cards of other
    matters about it stand in `below`: `add_card` puts one there.
    """

    closed = Signal()
    asked = Signal(str)
    changed = Signal(str)
    go = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case: CaseFile | None = None
        self.exhibit: Exhibit | None = None
        self.head = ViewerHead()
        self.back_button, self.previous_button, self.next_button = self.head.back, self.head.previous, self.head.next
        self.title = self.head.title
        self.file = FilePane(desk)
        self.pane = self.file.picture
        self.acts = ExhibitActs(desk)
        self.facts = ExhibitFacts()
        self.below = QVBoxLayout()
        self.below.setSpacing(2 * GRID)
        self._cards: list[ExhibitCard] = []
        self._lay_out()
        self._connect()
        first, *others = cards_for(desk)
        self.add_card(first, above=self._above)
        for card in others:
            self.add_card(card)

    def _lay_out(self) -> None:
        beside = QWidget()
        beside.setProperty("ground", "clear")
        column = QVBoxLayout(beside)
        column.setContentsMargins(GRID, 0, GRID, 0)
        column.setSpacing(2 * GRID)
        self._above = QVBoxLayout()
        """Before everything else: the way out of what must not be here."""
        column.addLayout(self._above)
        column.addWidget(self.acts)
        column.addLayout(self.below)
        column.addWidget(self.facts)
        column.addStretch(1)
        self._beside = area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName("What is known of this exhibit")
        area.setWidget(beside)
        area.setMinimumWidth(_FACTS_WIDTH)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(TwoPanes(self.head, self.file, area, (700, _FACTS_WIDTH)))

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.closed)
        self.previous_button.clicked.connect(lambda: self._go(-1))
        self.next_button.clicked.connect(lambda: self._go(1))
        for keys, act in (
            (QKeySequence.StandardKey.ZoomIn, self.pane.zoom_in),
            ("Ctrl+=", self.pane.zoom_in),
            (QKeySequence.StandardKey.ZoomOut, self.pane.zoom_out),
            ("Ctrl+0", self.pane.view.fit),
            ("Ctrl+Left", lambda: self._go(-1)),
            ("Ctrl+Right", lambda: self._go(1)),
        ):
            QShortcut(QKeySequence(keys), self, act)
        self.pane.noted.connect(self._damage_noted)
        self.pane.locked.connect(lambda _problem: self.acts.export_button.hide())
        self.acts.asked.connect(self.asked)
        self.acts.done.connect(self.changed)
        self.acts.go.connect(self.go)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the picture comes before the words of the buttons."""
        super().resizeEvent(event)
        is_low = self.height() < _LOW * self.fontMetrics().lineSpacing()
        self.head.set_low(is_low)
        self.pane.set_low(is_low)

    def add_card(self, card: ExhibitCard, *, above: QVBoxLayout | None = None) -> None:
        """Put a card below what may be done, or `above` it; it is shown each exhibit that is shown here."""
        self._cards.append(card)
        (above or self.below).addWidget(card)
        card.go.connect(self.go)
        card.done.connect(self.changed)

    def show_exhibit(self, case: CaseFile, exhibit_id: str, *, is_open: bool) -> None:
        """Show one exhibit; `is_open` when its picture was looked at in this visit already."""
        found = next((each for each in case.every_exhibit if each.id == exhibit_id), None)
        if found is None:
            self.closed.emit()
            return
        other = self.exhibit is None or self.exhibit.id != found.id
        self._case, self.exhibit = case, found
        described = found.description or found.original_name
        self.title.setText(f"Exhibit {found.ref}" + (f": {described}" if described else ""))
        self.facts.show_exhibit(found, case)
        self.acts.show_exhibit(found, case)
        for card in self._cards:
            card.show_exhibit(found, case)
        number = [each.id for each in case.every_exhibit].index(found.id)
        self.previous_button.setEnabled(number > 0)
        self.next_button.setEnabled(number < len(case.every_exhibit) - 1)
        self.file.show_exhibit(found, case, is_open=is_open)
        follow_layout(self)
        if other:
            self._beside.verticalScrollBar().setValue(0)

    def let_go(self) -> None:
        """Drop the picture from memory."""
        self.exhibit = None
        self.file.let_go()
        for card in self._cards:
            card.let_go()

    def _damage_noted(self, exhibit_id: str) -> None:
        """Have the case read again, once, so that everything beside it says that it is locked."""
        if self._case is not None and exhibit_id not in self._case.evidence_locks:
            self.changed.emit("The exhibit is locked, and its continuity says so.")

    def _go(self, step: int) -> None:
        if self._case is None or self.exhibit is None:
            return
        ids = [each.id for each in self._case.every_exhibit]
        number = ids.index(self.exhibit.id) + step
        if 0 <= number < len(ids):
            self.show_exhibit(self._case, ids[number], is_open=False)
