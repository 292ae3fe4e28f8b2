"""The path drawn: boxes below each other, arrows between them, larger and smaller with Ctrl + and Ctrl −."""

from itertools import accumulate

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dslapp.domain.guidance.drawing import Arrow, Drawing, draw_path
from dslapp.domain.guidance.shown import GuidanceView
from dslapp.gui.guidance.flowchart_view import FlowchartView
from dslapp.gui.guidance.path_box import PathBox
from dslapp.gui.theme.appearance import tokens_of
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.services.guidance.draw_flowchart import set_flowchart

ZOOMS = (0.6, 0.75, 0.87, 1.0, 1.15, 1.35, 1.6, 2.0)
LEAST_FITTED = 0.87
"""It is not made smaller than this by itself."""
_HEAD = 5.0
"""Half the width of an arrow's head in pixels, at zoom 1."""


class PathCanvas(QWidget):
    """Lays out the boxes of a drawing at a zoom and paints the arrows behind them. `opened` carries a `Place`."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._drawing = Drawing(boxes=(), arrows=())
        self._zoom = 1.0
        self.boxes: tuple[PathBox, ...] = ()

    def show_drawing(self, drawing: Drawing, zoom: float) -> None:
        """Draw `drawing`, `zoom` times as large as other words."""
        for old in self.boxes:
            old.hide()
            old.deleteLater()
        self._drawing, self._zoom = drawing, zoom
        font = QFont(self.font())
        font.setPointSizeF(max(6.0, self.font().pointSizeF() * zoom))
        self.boxes = tuple(PathBox(box, font, self) for box in drawing.boxes)
        for box in self.boxes:
            box.clicked.connect(lambda _checked=False, place=box.box.place: self.opened.emit(place))
        self._place()
        for box in self.boxes:
            box.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the arrows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for arrow in self._drawing.arrows:
            self._paint_arrow(painter, arrow)
        painter.end()

    def _px(self, pixels: float) -> int:
        return round(pixels * self._zoom)

    def _place(self) -> None:
        """Rows as high as their highest box; what is possible or waiting stands a little to the right."""
        gap, indent = self._px(3.5 * GRID), self._px(4 * GRID)
        rows = max((box.box.row for box in self.boxes), default=-1) + 1
        heights = [0] * rows
        for box in self.boxes:
            heights[box.box.row] = max(heights[box.box.row], box.height())
        tops = [GRID, *(GRID + top for top in accumulate(height + gap for height in heights))]
        column = max((box.width() for box in self.boxes), default=0) + self._px(6 * GRID)
        right = 0
        for box in self.boxes:
            aside = indent if box.box.kind in ("possible", "waiting") else 0
            box.move(GRID + box.box.column * column + aside, tops[box.box.row])
            right = max(right, box.geometry().right())
        self.setFixedSize(right + 2 * GRID, tops[-1] + GRID)

    def _paint_arrow(self, painter: QPainter, arrow: Arrow) -> None:
        tokens = tokens_of(self)
        start, end = self.boxes[arrow.start].geometry(), self.boxes[arrow.end].geometry()
        taken = arrow.kind == "taken"
        colour = QColor(tokens.primary if taken else tokens.control_line)
        line = Qt.PenStyle.SolidLine if taken else Qt.PenStyle.DashLine
        painter.setPen(QPen(colour, max(1.5, 2 * self._zoom), line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        way, aside = QPainterPath(), self._px(2 * GRID)
        if arrow.kind == "possible":
            points = [
                QPoint(start.left() + aside, start.bottom()), QPoint(start.left() + aside, end.center().y()),
                QPoint(end.left(), end.center().y()),
            ]  # fmt: skip
        elif start.left() == end.left():
            x = start.left() + 2 * aside
            points = [QPoint(x, start.bottom()), QPoint(x, end.top())]
        else:
            x = end.left() + 2 * aside
            points = [QPoint(start.right(), start.center().y()), QPoint(x, start.center().y()), QPoint(x, end.top())]
        way.moveTo(QPointF(points[0]))
        for point in points[1:]:
            way.lineTo(QPointF(point))
        painter.drawPath(way)
        self._paint_head(painter, points, colour)
        if arrow.label:
            painter.setPen(QColor(tokens.muted))
            painter.drawText(points[0] + QPoint(GRID, self._px(3 * GRID) - 2), arrow.label)

    def _paint_head(self, painter: QPainter, points: list[QPoint], colour: QColor) -> None:
        tip, half = QPointF(points[-1]), _HEAD * self._zoom
        if points[-1].x() != points[-2].x():
            corners = [tip, tip + QPointF(-2 * half, -half), tip + QPointF(-2 * half, half)]
        else:
            corners = [tip, tip + QPointF(-half, -2 * half), tip + QPointF(half, -2 * half)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF(corners))


class PathPanel(QWidget):
    """The drawing with its zoom. `opened` carries the `Place` of a box that was pressed."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._drawing = Drawing(boxes=(), arrows=())
        self._zoom = ZOOMS.index(1.0)
        self._zoomed_by_hand = False
        self.canvas = PathCanvas()
        self.canvas.opened.connect(self.opened)
        self.smaller = Button("Smaller", "quiet", "zoom-out", "Ctrl −")
        self.larger = Button("Larger", "quiet", "zoom-in", "Ctrl +")
        self.smaller.clicked.connect(lambda: self.zoom_by(-1))
        self.larger.clicked.connect(lambda: self.zoom_by(1))
        for keys, step in (("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+-", -1), ("Ctrl+0", 0)):
            shortcut = QShortcut(QKeySequence(keys), self, lambda step=step: self.zoom_by(step))
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.smaller)
        row.addWidget(self.larger)
        row.addStretch(1)
        self.way = Button("The way so far", "filter")
        self.whole = Button("The whole flowchart", "filter")
        self.way.setChecked(True)
        self.way.clicked.connect(lambda: self.show_whole(whole=False))
        self.whole.clicked.connect(lambda: self.show_whole(whole=True))
        views = QHBoxLayout()
        views.setSpacing(GRID)
        views.addWidget(self.way)
        views.addWidget(self.whole)
        views.addStretch(1)
        self.flowchart = FlowchartView(own_keys=False)
        self.flowchart.opened.connect(self.opened)
        self._view: GuidanceView | None = None
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.canvas)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(views)
        self._way = QWidget()
        inner = QVBoxLayout(self._way)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(GRID // 2)
        inner.addLayout(row)
        inner.addWidget(self.area, 1)
        column.addWidget(self._way, 1)
        column.addWidget(self.flowchart, 1)
        self.flowchart.hide()

    def show_view(self, view: GuidanceView) -> None:
        """Draw the path of `view` and bring the step that is asked into view."""
        self._drawing = draw_path(view.library, view.walk)
        self._draw()
        self._fit()
        self._view = view
        if self.whole.isChecked():
            self._draw_whole()

    def show_whole(self, *, whole: bool) -> None:
        """Show the whole flow in which the walk stands, or only the way so far."""
        self.whole.setChecked(whole)
        self.way.setChecked(not whole)
        self._way.setHidden(whole)
        self.flowchart.setVisible(whole)
        if whole:
            self._draw_whole()

    def _draw_whole(self) -> None:
        """The flow that is asked, else the one that was walked last."""
        if self._view is None or not self._view.walk.events:
            return
        walk = self._view.walk
        flow = walk.current.flow if walk.current else next((v.flow for v in reversed(walk.taken) if v.step), "")
        if flow in self._view.library.flows:
            self.flowchart.show_chart(set_flowchart(self._view.library, flow, walk))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit it into the new width, until somebody chooses a size."""
        super().resizeEvent(event)
        self._fit()
        self._show_asked()

    def _fit(self) -> None:
        """As large as other words if that fits, else a little smaller; never too small to read."""
        if self._zoomed_by_hand or not self.isVisible():
            return
        width = self.canvas.width() / self.zoom
        room = self.area.viewport().width()
        fitting = [n for n, zoom in enumerate(ZOOMS) if LEAST_FITTED <= zoom <= 1.0 and width * zoom <= room]
        wanted = fitting[-1] if fitting else ZOOMS.index(LEAST_FITTED)
        if wanted != self._zoom:
            self._zoom = wanted
            self._draw()

    def zoom_by(self, steps: int) -> None:
        """Make it larger or smaller by some steps; 0 puts it back to the size of other words."""
        if self.whole.isChecked():
            self.flowchart.zoom_by(steps)
            return
        before, self._zoomed_by_hand = self._zoom, True
        self._zoom = min(max(before + steps, 0), len(ZOOMS) - 1) if steps else ZOOMS.index(1.0)
        if self._zoom != before:
            self._draw()

    @property
    def zoom(self) -> float:
        """How many times as large as other words it is."""
        return ZOOMS[self._zoom]

    def _draw(self) -> None:
        self.canvas.show_drawing(self._drawing, self.zoom)
        self.smaller.setEnabled(self._zoom > 0)
        self.larger.setEnabled(self._zoom < len(ZOOMS) - 1)
        self._show_asked()

    def _show_asked(self) -> None:
        asked = next((box for box in self.canvas.boxes if box.box.kind == "asked"), None)
        if asked:
            above = self.area.viewport().height() // 4
            self.area.verticalScrollBar().setValue(asked.y() - above)
