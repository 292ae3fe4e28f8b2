"""Which number of its series an exhibit is, and the ways to the series and to the next picture."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.series import can_be_compared, place_in_series
from dslapp.gui.evidence.beside.exhibit_card import ExhibitCard
from dslapp.gui.routes import ToCompare, ToSeries
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.text import Words
from dslapp.gui.widgets.wrapping import WrapLayout


class SeriesCard(ExhibitCard):
    """Which number of its series it is; for any other, the way into one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exhibit: Exhibit | None = None
        self._next = ""
        self.words = Words()
        self.order_button = Button("Order and gaps", "quiet", "arrow-up-down")
        self.next_button = Button("Look at it beside the next", "quiet", "eye")
        card = Card("Series")
        row = WrapLayout()
        row.addWidget(self.order_button)
        row.addWidget(self.next_button)
        card.body.addWidget(self.words)
        card.body.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        self.order_button.clicked.connect(self._order)
        self.next_button.clicked.connect(self._compare)

    def show_exhibit(self, exhibit: Exhibit, case: CaseFile) -> None:
        """Say its place; offer a new series where there are other pictures to be in it."""
        self._exhibit = exhibit
        here = exhibit.incident_id == case.incident.id and not exhibit.withdrawn
        place, pages = place_in_series(exhibit, case)
        after = pages[place + 1] if 0 <= place < len(pages) - 1 else None
        self._next = after.id if after is not None and can_be_compared(exhibit, after) else ""
        writes = case.reader_may("log and change the record")
        several = sum(each.exhibit_kind == "picture" and not each.withdrawn for each in case.exhibits) > 1
        may_begin = writes and several and exhibit.exhibit_kind == "picture"
        self.setVisible(here and (place >= 0 or may_begin))
        if place >= 0:
            self.words.setText(f"Number {place + 1} of {len(pages)} of {exhibit.series}.")
        else:
            self.words.setText("It stands by itself. Screenshots of one conversation make a series.")
        self.order_button.say("Order and gaps" if place >= 0 else "Make a series")
        self.order_button.setVisible(writes)
        self.next_button.setVisible(bool(self._next))

    def _order(self) -> None:
        if self._exhibit is not None:
            self.go.emit(ToSeries(IncidentId(self._exhibit.incident_id), self._exhibit.series))

    def _compare(self) -> None:
        if self._exhibit is not None:
            self.go.emit(ToCompare(IncidentId(self._exhibit.incident_id), self._exhibit.id, self._next))
