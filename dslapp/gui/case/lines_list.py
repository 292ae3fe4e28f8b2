"""A list of wrapping lines in columns, painted rather than built of widgets: two hundred entries open at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dslapp.gui.case.breakable import breakable
from dslapp.gui.theme.appearance import tokens_of
from dslapp.gui.theme.tokens import GRID, Tone

Index = QModelIndex | QPersistentModelIndex
_WRAP = int(Qt.TextFlag.TextWordWrap)
_KEY_ROLE = int(Qt.ItemDataRole.UserRole)
_LINE_ROLE = _KEY_ROLE + 1
_GAP = GRID + GRID // 2


@dataclass(frozen=True)
class Cell:
    """A paragraph in a column. `quiet` is small print; a tone colours it, beside words that say the same."""

    text: str
    tone: Tone | None = None
    strong: bool = False
    quiet: bool = False


@dataclass(frozen=True)
class Line:
    """One line: its key, and the paragraphs of each column."""

    key: str
    columns: tuple[tuple[Cell, ...], ...]

    @property
    def spoken(self) -> str:
        """The line as a screen reader says it."""
        return ". ".join(cell.text for column in self.columns for cell in column if cell.text)


@dataclass(frozen=True)
class Columns:
    """Titles and shares of the width. Below `narrow` pixels the columns stand below each other."""

    titles: tuple[str, ...]
    shares: tuple[int, ...]
    narrow: int = 560

    def below(self, width: int) -> bool:
        """Whether a view of `width` pixels is too narrow for columns beside each other."""
        return width - 2 * _GAP < self.narrow

    def labelled(self, line: Line) -> tuple[tuple[Cell, ...], ...]:
        """The columns of `line` below each other: each after the first begins with its title."""
        first, *rest = line.columns
        return first, *(
            (replace(cells[0], text=f"{title}: {cells[0].text}"), *cells[1:]) if cells and cells[0].text else cells
            for title, cells in zip(self.titles[1:], rest, strict=True)
        )

    def places(self, width: int) -> list[tuple[int, int]]:
        """Left edge and width of each column within `width` pixels; all the same where it is narrow."""
        if width < self.narrow:
            return [(0, width) for _ in self.titles]
        whole = width - _GAP * (len(self.shares) - 1)
        found, left = [], 0
        for share in self.shares:
            wide = whole * share // sum(self.shares)
            found.append((left, wide))
            left += wide + _GAP
        return found


class LinesModel(QAbstractListModel):
    """Lines as they were handed over."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[Line] = ()

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show `lines`."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def lines(self) -> Sequence[Line]:
        """The lines shown."""
        return self._lines

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's name and default
        """How many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The line's words, its key, or the line itself."""
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.spoken
        return {_KEY_ROLE: line.key, _LINE_ROLE: line}.get(role)


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
        self.activated.connect(lambda index: self.opened.emit(index.data(_KEY_ROLE)))
        self.selectionModel().currentChanged.connect(lambda now, _: self.selected.emit(now.data(_KEY_ROLE) or ""))

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
        return self.currentIndex().data(_KEY_ROLE) or ""

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
            place = self.viewport().rect().adjusted(_GAP, _GAP, -_GAP, -_GAP)
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
            self._placed[key] = self._measure(index.data(_LINE_ROLE), width)
        return self._placed[key]

    def _measure(self, line: Line, width: int) -> _Placed:
        inner = width - 2 * _GAP
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
                placed.cells.append((QRect(_GAP + left, y, wide, height), cell))
                y += height + 2
            top = max(top, y) if not below else y
        placed.height = max(top, 2 * GRID) + GRID
        return placed
