"""A table model over plain values: it gets rows and gives roles, and knows no database and no window."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dslapp.gui.theme.tokens import Tone
from dslapp.gui.widgets.hint_text import as_hint

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

SORT_ROLE = int(Qt.ItemDataRole.UserRole)
"""The value by which a cell is sorted, compared in Python."""
ROW_ROLE = SORT_ROLE + 1
"""The row's own value."""
TONE_ROLE = SORT_ROLE + 2
"""The cell's `Tone`, or None."""
ICON_ROLE = SORT_ROLE + 3
"""The name of the cell's icon, or an empty text."""


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: its title and how a row is shown in it, asked for only when the cell is on the screen.

    `sort` gives a value to order by (the text, if missing); `tone` and `icon` mark a state beside the words.
    """

    title: str
    text: Callable[[Row], str]
    sort: Callable[[Row], object] | None = None
    tone: Callable[[Row], Tone | None] | None = None
    icon: Callable[[Row], str] | None = None
    width: int = 0
    """Pixels; 0 takes a share of what is left."""
    narrow: int | None = None
    """Its width in a narrow table; 0 takes a share of what is left there, below 0 it is left out."""

    def sort_key(self, row: Row) -> object:
        """What `row` is ordered by in this column."""
        return self.sort(row) if self.sort else self.text(row).casefold()


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows as they were handed over. Filtering and searching mean handing over other rows."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: Sequence[Row] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show `rows`, in their order; nothing is computed for a row until it is seen."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rows(self) -> Sequence[Row]:
        """The rows in the order shown."""
        return self._rows

    def row_at(self, index: Index) -> Row | None:
        """The row's value at `index`, or None outside the table."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's name and default
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's name and default
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What `role` asks for in one cell."""
        row = self.row_at(index)
        if row is None:
            return None
        column = self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.ToolTipRole:
                return as_hint(column.text(row))
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.title}: {column.text(row)}"
            case _ if role == SORT_ROLE:
                return column.sort_key(row)
            case _ if role == ROW_ROLE:
                return row
            case _ if role == TONE_ROLE:
                return column.tone(row) if column.tone else None
            case _ if role == ICON_ROLE:
                return column.icon(row) if column.icon else ""
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The column's title."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title if 0 <= section < len(self.columns) else None
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column; rows that are equal there keep their order. A column below 0 changes nothing."""
        if not 0 <= column < len(self.columns):
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [(index, self._rows[index.row()]) for index in before]
        key = self.columns[column].sort_key
        self._rows = sorted(self._rows, key=key, reverse=order == Qt.SortOrder.DescendingOrder)  # type: ignore[arg-type]  # a column's keys compare with each other
        if kept:
            place = {id(row): number for number, row in enumerate(self._rows)}
            after = [self.index(place[id(row)], index.column()) for index, row in kept]
            self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
