"""One kind of reference data: a list that is searched, and beside it, or in its place, the card that was chosen."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from dslapp.domain.local_time import say_day_short
from dslapp.domain.problems import Problem
from dslapp.domain.reference.shown import ReferenceRow
from dslapp.gui.reference.row_card import RowCard
from dslapp.gui.theme.tokens import GRID, READING_WIDTH, Tone
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.field import named
from dslapp.gui.widgets.rows_model import Column, RowsModel
from dslapp.gui.widgets.rows_view import RowsView
from dslapp.gui.widgets.text import Words
from dslapp.gui.widgets.wrapping import WrapLayout

NARROW_LETTERS = 110
"""Average letters; in a narrower tab the card stands in place of the list."""


class RowsTab(QWidget):
    """`checked` carries the row that somebody checked just now, `change_wanted` the row to be changed, or None to add.

    `about` says what the list is for; `add` is the button's words, empty where nothing can be added.
    """

    checked = Signal(object)
    change_wanted = Signal(object)

    def __init__(self, name: str, about: str, add: str = "") -> None:
        super().__init__()
        self._today = date.min
        self._rows: Sequence[ReferenceRow] = ()
        self._may_change = False
        self._narrow = self._reading = self._writing = False
        self._open_key = ""
        self.card: QWidget | None = None
        self._told = Banner("danger")
        self._told.hide()
        self.search = named(QLineEdit(), f"Search: {name}")
        self.search.setPlaceholderText("Search")
        self.search.setClearButtonEnabled(True)
        self.to_check = Button("Only those to chec&k", "filter")
        self.add = Button(add, "secondary", "plus")
        self.add.setVisible(False)
        self._adds = bool(add)
        self.count = Words(part="hint")
        self.model: RowsModel[ReferenceRow] = RowsModel(
            (
                Column("Name", lambda row: row.title),
                Column("Checked", lambda row: say_day_short(row.checked_on), sort=lambda row: row.checked_on,
                       tone=self._tone, icon=self._icon, width=20 * GRID),
            )
        )  # fmt: skip
        self.table = RowsView(name, self.model)
        self.back = Button("Back to the &list", "quiet", "arrow-left")
        self._area = QScrollArea()
        self._holder = QWidget()
        self._lay_out(about)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._to_first)
        self.to_check.clicked.connect(self._filter)
        self.table.selected.connect(self._selected)
        self.table.opened.connect(self._open)
        self.back.clicked.connect(self.show_list)
        self.add.clicked.connect(lambda: self.change_wanted.emit(None))

    def show_rows(self, rows: Sequence[ReferenceRow], today: date, *, may_change: bool) -> None:
        """Show `rows`; the card that was open stays open, with what it says now."""
        self._rows, self._today, self._may_change = rows, today, may_change
        self.add.setVisible(self._adds and may_change)
        kept = self._open_key
        if self._writing:
            return
        self._filter()
        if kept:
            self._reopen(kept)

    def open_row(self, key: str) -> None:
        """Show the card of the row with that key, whatever the list was narrowed to."""
        row = next((each for each in self._rows if each.key == key), None)
        if row is None:
            return
        if row not in self.model.rows():
            self.search.clear()
            self.to_check.setChecked(False)
            self._filter()
        self.table.selectRow(list(self.model.rows()).index(row))
        self._open(row)

    def only_to_check(self) -> None:
        """Show what nobody has checked for six months."""
        self.search.clear()
        self.to_check.setChecked(True)
        self.show_list()
        self._filter()

    def put(self, content: QWidget) -> None:
        """Show `content`, a card or a form, in the place of the card."""
        if self.card is not None:
            self._place.removeWidget(self.card)
            self.card.hide()
            self.card.deleteLater()
        self.card = content
        self._place.addWidget(content, 1, Qt.AlignmentFlag.AlignTop)
        self._area.verticalScrollBar().setValue(0)
        self._arrange()

    def put_form(self, form: QWidget) -> None:
        """Show a form in the place of the card; the list waits until it is put away."""
        self._writing = self._reading = True
        self._list.setEnabled(False)
        self.put(form)
        form.setFocus()

    def put_away(self, key: str) -> None:
        """Take the form away, and show the card of that row once it is read again; without a key, the list."""
        self._writing = False
        self._list.setEnabled(True)
        self._open_key = key
        if key and any(row.key == key for row in self._rows):
            self.open_row(key)
        else:
            self.show_list()
            self._filter()
            self._open_key, self._reading = key, bool(key)

    def show_problem(self, problem: Problem) -> None:
        """Say why something was not saved."""
        self._told.show_problem(problem)

    def show_list(self) -> None:
        """Put the card away where it stands in place of the list."""
        self._reading = False
        self._open_key = ""
        self._arrange()
        self.table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other where there is room."""
        super().resizeEvent(event)
        self._narrow = event.size().width() < NARROW_LETTERS * self.fontMetrics().averageCharWidth()
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Larger letters need a wider column."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.table.resizeColumnToContents(1)

    def _lay_out(self, about: str) -> None:
        head = WrapLayout()
        self.search.setMinimumWidth(28 * GRID)
        for widget in (self.search, self.to_check, self.add):
            head.addWidget(widget)
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(Words(about))
        column.addLayout(head)
        column.addWidget(self._told)
        column.addWidget(self.count)
        column.addWidget(self.table, 1)
        self._place = QHBoxLayout(self._holder)
        self._place.setContentsMargins(0, 0, GRID, 0)
        self._holder.setProperty("ground", "clear")
        self._holder.setMaximumWidth(READING_WIDTH)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._holder)
        self._card_side = QWidget()
        side = QVBoxLayout(self._card_side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(GRID)
        side.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        side.addWidget(self._area, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        row.setSpacing(2 * GRID)
        row.addWidget(self._list, 4)
        row.addWidget(self._card_side, 5)
        self._arrange()

    def _arrange(self) -> None:
        self._list.setVisible(not (self._narrow and self._reading))
        self._card_side.setVisible(self.card is not None and (self._reading or not self._narrow))
        self.back.setVisible(self._narrow and not self._writing)

    def _filter(self) -> None:
        wanted, only_due = self.search.text(), self.to_check.isChecked()
        rows = [row for row in self._rows if row.fits(wanted) and (not only_due or row.check_is_due(self._today))]
        self.model.set_rows(rows)
        self.table.resizeColumnToContents(1)
        due = sum(row.check_is_due(self._today) for row in self._rows)
        checks = f" {due} {'was' if due == 1 else 'were'} not checked for six months." if due else ""
        self.count.setText(f"{len(rows)} of {len(self._rows)} shown.{checks}")
        if rows and not self._narrow:
            self.table.selectRow(0)

    def _reopen(self, key: str) -> None:
        """Show the card again with what it says now; one that left the list, since it is checked, gives way to it."""
        row = next((each for each in self.model.rows() if each.key == key), None)
        if row is not None:
            self.table.selectRow(list(self.model.rows()).index(row))
            if self._reading:
                self._open(row)
        elif self._narrow and self._reading:
            self.show_list()

    def _selected(self, row: ReferenceRow | None) -> None:
        if row is not None and not self._narrow:
            self._show_card(row)

    def _open(self, row: ReferenceRow) -> None:
        self._reading = True
        self._show_card(row)
        if self._narrow:
            self.back.setFocus()

    def _show_card(self, row: ReferenceRow) -> None:
        self._open_key = row.key
        self._told.hide()
        card = RowCard(row, self._today, may_change=self._may_change)
        card.checked.connect(lambda: self.checked.emit(row))
        card.change_wanted.connect(lambda: self.change_wanted.emit(row))
        self.put(card)

    def _to_first(self) -> None:
        if self.model.rows():
            self.table.selectRow(0)
            self._open(self.model.rows()[0])

    def _tone(self, row: ReferenceRow) -> Tone | None:
        return "warning" if row.check_is_due(self._today) else None

    def _icon(self, row: ReferenceRow) -> str:
        return "circle-alert" if row.check_is_due(self._today) else ""
