"""One sealed note that waits: closed at first, then its words and what to do with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from dslapp.domain.case.case_lists import IncidentRow
from dslapp.domain.local_time import say_moment
from dslapp.domain.matters.sealed_note import SealedNote, note_lines
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card, QuoteBox
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.text import Words
from dslapp.gui.widgets.wrapping import WrapLayout

RING_999 = "Read it now. If anyone could be hurt today, or you can’t be sure, ring 999."
_OWN_PLACE = ("Written", "What was said or seen")
"""Lines of a note that stand in the card's heading or as a quotation."""


class NoteCard(Card):
    """`log_wanted`: as a new incident; `add_wanted` carries the id of the case to which it belongs."""

    log_wanted = Signal()
    add_wanted = Signal(str)
    cases_wanted = Signal()

    def __init__(self, name: str, note: SealedNote) -> None:
        super().__init__(f"Sealed note of {say_moment(note.written_at)}")
        self.name = name
        self.read = Button("&Read it", "primary", "eye")
        self.log = Button("&Log it as an incident", "primary", "plus")
        self.add = Button("&Add it to a case", "secondary", "folder")
        self.cases = QComboBox()
        self.add_here = Button("Add it to &this case", "secondary", "check")
        self._opened = QWidget()
        self._chooser = QWidget()
        self._rows: tuple[IncidentRow, ...] = ()
        self._lay_out(note)
        self.read.clicked.connect(self.open)
        self.log.clicked.connect(self.log_wanted)
        self.add.clicked.connect(self.cases_wanted)
        self.add_here.clicked.connect(self._add)

    def open(self) -> None:
        """Show its words."""
        self.read.hide()
        self._opened.show()
        self.log.setFocus()

    def offer_cases(self, rows: tuple[IncidentRow, ...]) -> None:
        """Let the person pick one of the open cases."""
        self._rows = rows
        self.cases.clear()
        self.cases.addItems([f"{row.ref}  {row.headline}" for row in rows] or ["No case is open"])
        self.add_here.setEnabled(bool(rows))
        self._chooser.show()
        self.cases.setFocus()

    def _add(self) -> None:
        self.add_wanted.emit(self._rows[self.cases.currentIndex()].id)

    def _lay_out(self, note: SealedNote) -> None:
        opened = QVBoxLayout(self._opened)
        opened.setContentsMargins(0, 0, 0, 0)
        opened.setSpacing(GRID)
        for label, said in note_lines(note):
            if label not in _OWN_PLACE:
                opened.addWidget(Words(f"{label}: {said}" if not label.endswith("?") else f"{label} {said}"))
        opened.addWidget(QuoteBox(note.words, note.told_by))
        acts = WrapLayout()
        acts.addWidget(self.log)
        acts.addWidget(self.add)
        opened.addLayout(acts)
        chooser = QVBoxLayout(self._chooser)
        chooser.setContentsMargins(0, 0, 0, 0)
        chooser.addWidget(Field("To which &case does it belong?", self.cases))
        chooser.addLayout(side_by_side(self.add_here))
        opened.addWidget(self._chooser)
        self._chooser.hide()
        self._opened.hide()
        if note.urgent:
            said = "Somebody could be hurt today" if note.danger == "yes" else "Perhaps somebody could be hurt today"
            self.body.addWidget(Banner("danger", said, RING_999))
        self.code = Words(f"Its code: {note.code}", "hint")
        self.body.addWidget(self.code)
        self.body.addLayout(side_by_side(self.read))
        self.body.addWidget(self._opened)
