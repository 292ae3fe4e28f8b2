"""The titles above a list of lines, each above its column."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from dslapp.gui.case.lines import GAP, Columns
from dslapp.gui.case.lines_list import LinesList
from dslapp.gui.theme.appearance import tokens_of
from dslapp.gui.theme.tokens import GRID


class ColumnsHead(QWidget):
    """Draws the titles; hidden where the columns stand below each other."""

    def __init__(self, lines: LinesList, columns: Columns) -> None:
        super().__init__()
        self._lines, self._columns = lines, columns
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        lines.narrowed.connect(self.setHidden)

    def sizeHint(self) -> QSize:
        """One line of text."""
        return QSize(200, self.fontMetrics().height() + 2 * GRID)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw each title above its column."""
        width = self._lines.viewport().width() - 2 * GAP
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.sunken))
        font = QFont(self.font())
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(tokens.ink))
        for (left, wide), title in zip(self._columns.places(width), self._columns.titles, strict=True):
            place = QRect(left + GAP + 1, 0, wide, self.height())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), title)


def with_head(lines: LinesList) -> QWidget:
    """The list below its titles."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(ColumnsHead(lines, lines.columns))
    column.addWidget(lines, 1)
    return holder
