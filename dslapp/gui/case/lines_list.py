"""A list of wrapping lines in columns, painted rather than built of widgets: two hundred entries open at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import (
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dslapp.gui.case.breakable import breakable
from dslapp.gui.case.lines import GAP, KEY_ROLE, LINE_ROLE, Cell, Columns, Index, Line, LinesModel
from dslapp.gui.theme.appearance import tokens_of
from dslapp.gui.theme.tokens import GRID

_WRAP = int(Qt.TextFlag.TextWordWrap)


class LinesList(QListView):
    """Shows lines in columns; `nothing` is said where there are none.

    `opened` carries a line's key on Enter or double click, `selected` on moving there.
    """

    opened = Signal(str)
    selected = Signal(str)
    narrowed = Signal(bool)
    """Whether the columns stand below each other."""

    def __init__(self, name: str, columns: Columns, nothing: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = LinesModel()
        self._painter = _LinePainter(self, columns)
        self.columns = columns
        self._nothing = nothing
        self.setAccessibleName(name)
        self.setModel(self._model)
        self.setItemDelegate(self._painter)
        self.setProperty("part", "lines")
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(60)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.activated.connect(lambda index: self.opened.emit(index.data(KEY_ROLE)))
        self.selectionModel().currentChanged.connect(lambda now, _: self.selected.emit(now.data(KEY_ROLE) or ""))

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show `lines`; the one that was chosen stays chosen, and the view stays where it was."""
        if tuple(lines) == tuple(self._model.lines()):
            return
        chosen, scrolled = self.chosen(), self.verticalScrollBar().value()
        self._painter.forget()
        self._model.set_lines(lines)
        if chosen:
            self.choose(chosen, scroll=False)
        self.verticalScrollBar().setValue(scrolled)

    def lines(self) -> Sequence[Line]:
        """The lines shown."""
        return self._model.lines()

    def chosen(self) -> str:
        """The key of the line on which the cursor stands, or an empty text."""
        return self.currentIndex().data(KEY_ROLE) or ""

    def choose(self, key: str, *, scroll: bool = True) -> None:
        """Put the cursor on the line with that key, if it is there."""
        for row, line in enumerate(self._model.lines()):
            if line.key == key:
                index = self._model.index(row)
                self.setCurrentIndex(index)
                if scroll:
                    self.scrollTo(index, QListView.ScrollHint.PositionAtCenter)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens on every system (macOS would edit)."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.chosen())
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say so where there is nothing."""
        super().paintEvent(event)
        if not self._model.lines() and self._nothing:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(tokens_of(self).muted))
            place = self.viewport().rect().adjusted(GAP, GAP, -GAP, -GAP)
            painter.drawText(place, _WRAP, self._nothing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        if event.size().width() != event.oldSize().width():
            self._painter.forget()
            self.scheduleDelayedItemsLayout()
            self.narrowed.emit(self.columns.below(self.viewport().width()))
        super().resizeEvent(event)


@dataclass
class _Placed:
    """Where the paragraphs of a line stand, for one width."""

    height: int
    cells: list[tuple[QRect, Cell]] = field(default_factory=list)


class _LinePainter(QStyledItemDelegate):
    """Measures each line once a width, and draws it."""

    def __init__(self, view: QListView, columns: Columns) -> None:
        super().__init__(view)
        self._view, self._columns = view, columns
        self._placed: dict[tuple[int, int], _Placed] = {}

    def forget(self) -> None:
        """Measure anew: other lines, or another width."""
        self._placed.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        return QSize(width, self._place(index, width).height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = tokens_of(self._view)
        area = option.rect
        painter.save()
        chosen = self._view.selectionModel().isSelected(index)
        painter.fillRect(area, QColor(tokens.primary_soft if chosen else tokens.surface))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        for place, cell in self._place(index, area.width()).cells:
            painter.setFont(self._font(cell))
            quiet = tokens.muted if cell.quiet else tokens.ink
            painter.setPen(QColor(tokens.of(cell.tone) if cell.tone else quiet))
            painter.drawText(place.translated(area.topLeft()), _WRAP, breakable(cell.text))
        painter.restore()

    def _font(self, cell: Cell) -> QFont:
        font = QFont(self._view.font())
        font.setBold(cell.strong)
        return font

    def _place(self, index: Index, width: int) -> _Placed:
        key = (index.row(), width)
        if key not in self._placed:
            self._placed[key] = self._measure(index.data(LINE_ROLE), width)
        return self._placed[key]

    def _measure(self, line: Line, width: int) -> _Placed:
        inner = width - 2 * GAP
        places = self._columns.places(inner)
        below = self._columns.below(width)
        columns = self._columns.labelled(line) if below else line.columns
        placed = _Placed(height=0)
        top = GRID
        for (left, wide), column in zip(places, columns, strict=True):
            y = top if below else GRID
            for cell in column:
                if not cell.text:
                    continue
                metrics = QFontMetrics(self._font(cell))
                box = metrics.boundingRect(QRect(0, 0, wide, 1 << 20), _WRAP, breakable(cell.text))
                height = max(box.height(), metrics.height())
                placed.cells.append((QRect(GAP + left, y, wide, height), cell))
                y += height + 2
            top = max(top, y) if not below else y
        placed.height = max(top, 2 * GRID) + GRID
        return placed
