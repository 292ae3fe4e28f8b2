"""The twelve points of the cold-read page, set to be read by somebody who never saw the case."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from dslapp.domain.case.cold_read import ColdPoint, ColdRead
from dslapp.gui.case.line_view import line_view
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.text import Heading

_NUMBER_WIDTH = 4 * GRID


class ColdPage(QWidget):
    """Shows a `ColdRead`; what is asked of the reader stands first, in a box of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[ColdPoint, ...] = ()
        self._points: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_page(self, page: ColdRead) -> None:
        """Show `page`, unless its points are on the screen already."""
        if page.points == self._shown:
            return
        self._shown = page.points
        if self._points is not None:
            self._points.hide()
            self._points.deleteLater()
        self._points = QWidget()
        column = QVBoxLayout(self._points)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID + GRID // 2)
        for point in page.points:
            column.addWidget(_asked(point) if point.number == 1 else _point(point))
        self._column.addWidget(self._points)


def _point(point: ColdPoint) -> QWidget:
    view = QWidget()
    _fill(view, point).setContentsMargins(GRID // 2, 0, 0, 0)
    return view


def _asked(point: ColdPoint) -> QWidget:
    view = QFrame()
    view.setProperty("part", "banner")
    view.setProperty("tone", "information")
    _fill(view, point).setContentsMargins(0, GRID + GRID // 2, 2 * GRID, GRID + GRID // 2)
    return view


def _fill(view: QWidget, point: ColdPoint) -> QGridLayout:
    grid = QGridLayout(view)
    grid.setHorizontalSpacing(GRID)
    grid.setVerticalSpacing(GRID // 2)
    grid.setColumnMinimumWidth(0, _NUMBER_WIDTH)
    grid.setColumnStretch(1, 1)
    number = Heading(str(point.number), 3)
    number.setProperty("tone", "neutral")
    number.setAlignment(Qt.AlignmentFlag.AlignRight)
    grid.addWidget(number, 0, 0)
    grid.addWidget(Heading(point.heading, 3), 0, 1)
    for row, line in enumerate(point.lines, 1):
        grid.addWidget(line_view(line), row, 1)
    return grid
