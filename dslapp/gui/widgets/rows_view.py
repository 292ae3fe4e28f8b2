"""A table of rows, set up once for speed and keyboard: whole rows, one height, Enter opens."""

from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from dslapp.gui.theme.appearance import tokens_of
from dslapp.gui.theme.icons import icon
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.rows_model import ICON_ROLE, TONE_ROLE, RowsModel

Row = TypeVar("Row")

NARROW = 108
"""Letters of width below which a table has its narrow columns."""


class RowsView(QTableView, Generic[Row]):
    """Shows a `RowsModel`. `opened` carries the row's value on Enter or double click; `selected` the row or None.

    With `two_lines` a row has room for words that need a second line.
    """

    opened = Signal(object)
    selected = Signal(object)

    def __init__(
        self,
        name: str,
        model: RowsModel[Row],
        *,
        sortable: bool = True,
        two_lines: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._is_narrow = model, False
        self.setModel(model)
        self.setAccessibleName(name)
        self.setItemDelegate(_ToneDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(two_lines)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(6 * GRID if two_lines else 5 * GRID)
        self._lay_out_columns(sortable)
        self.activated.connect(self._open)
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self.selected.emit(model.row_at(now)))

    def current(self) -> Row | None:
        """The row on which the cursor stands."""
        return self._model.row_at(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens on every system (macOS would edit)."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what a narrow window has no room for."""
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW * self.fontMetrics().averageCharWidth()
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._fit_columns()

    def _open(self, index: QModelIndex) -> None:
        row = self._model.row_at(index)
        if row is not None:
            self.opened.emit(row)

    def _lay_out_columns(self, sortable: bool) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(6 * GRID)
        self._fit_columns()
        if sortable:
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            self.setSortingEnabled(True)

    def _fit_columns(self) -> None:
        header = self.horizontalHeader()
        for number, column in enumerate(self._model.columns):
            width = column.narrow if self._is_narrow and column.narrow is not None else column.width
            self.setColumnHidden(number, width < 0)
            mode = QHeaderView.ResizeMode.Interactive if width else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(number, mode)
            if width > 0:
                header.resizeSection(number, width)


class _ToneDelegate(QStyledItemDelegate):
    """Draws a cell's icon and words in its tone."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        tone, name = index.data(TONE_ROLE), index.data(ICON_ROLE)
        if not tone and not name:
            return
        view = self.parent()
        assert isinstance(view, QWidget)
        colour = tokens_of(view).of(tone or "neutral")
        if tone:
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                option.palette.setColor(role, QColor(colour))
        if name:
            option.icon = icon(name, colour)
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
