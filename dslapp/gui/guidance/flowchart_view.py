"""A whole flowchart in the window: larger and smaller, moved by dragging, walked along its arrows by the arrow keys."""

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontInfo,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dslapp.domain.guidance.flowchart_layout import Curve, Placed, PlacedArrow
from dslapp.gui.guidance.flowchart_box import FlowchartBox, paint_words
from dslapp.gui.theme.appearance import tokens_of
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button

ZOOMS = (0.3, 0.4, 0.5, 0.6, 0.75, 0.87, 1.0, 1.15, 1.35, 1.6, 2.0)
_SET_AT = 9.0
"""The size of words at which the drawing was set."""


class FlowchartCanvas(QWidget):
    """The boxes as buttons, their arrows painted behind them. `opened` carries the `Place` of a box."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._placed: Placed | None = None
        self._scale = 1.0
        self._drag: QPoint | None = None
        self.boxes: tuple[FlowchartBox, ...] = ()

    def show_chart(self, placed: Placed) -> None:
        """Draw `placed`."""
        for old in self.boxes:
            old.hide()
            old.deleteLater()
        self._placed = placed
        made = {
            box.number: FlowchartBox(box, placed.chart.in_words(box.number), self)
            for box in sorted(placed.boxes, key=lambda box: (box.at.y, box.at.x))  # Tab follows the eye
        }
        self.boxes = tuple(made[number] for number in range(len(made)))
        for box in self.boxes:
            box.clicked.connect(lambda _checked=False, place=box.box.place: self.opened.emit(place))
            box.show()

    def show_scale(self, scale: float) -> None:
        """Be `scale` pixels a point."""
        self._scale = scale
        if self._placed is not None:
            self.setFixedSize(round(self._placed.width * scale), round(self._placed.height * scale))
        for box in self.boxes:
            box.show_at(scale)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the arrows and their words."""
        if self._placed is None:
            return
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self._scale, self._scale)
        for arrow in self._placed.arrows:
            self._paint_arrow(painter, arrow)
        for label in self._placed.labels:
            state = self._placed.arrows[label.arrow].arrow.state
            painter.save()
            painter.translate(label.at.x, label.at.y)
            for word in label.words:
                paint_words(painter, word, tokens.muted if state in ("not reached", "taken back") else tokens.ink,
                            struck=state == "taken back")  # fmt: skip
            painter.restore()
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and up go along the arrows, left and right to the next box beside."""
        here = next((box for box in self.boxes if box.hasFocus()), None)
        to = self._next(here, event.key()) if here else None
        if to is None:
            super().keyPressEvent(event)
        else:
            to.setFocus(Qt.FocusReason.OtherFocusReason)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the drawing."""
        self._drag = event.globalPosition().toPoint()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it under the window."""
        port = self.parentWidget()
        area = port.parentWidget() if port else None
        if self._drag is not None and isinstance(area, QScrollArea):
            now = event.globalPosition().toPoint()
            moved, self._drag = now - self._drag, now
            across, down = area.horizontalScrollBar(), area.verticalScrollBar()
            across.setValue(across.value() - moved.x())
            down.setValue(down.value() - moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let it go."""
        self._drag = None
        self.unsetCursor()

    def _next(self, here: FlowchartBox, key: int) -> FlowchartBox | None:
        assert self._placed is not None
        number, arrows = here.placed.number, self._placed.chart.arrows
        if key == Qt.Key.Key_Down:
            return next((self.boxes[a.end] for a in arrows if a.start == number and not a.back), None)
        if key == Qt.Key.Key_Up:
            return next((self.boxes[a.start] for a in arrows if a.end == number and not a.back), None)
        x, y = here.placed.at.x, here.placed.at.y
        beside = [
            box for box in self.boxes
            if box.placed.at.y == y and (box.placed.at.x > x if key == Qt.Key.Key_Right else box.placed.at.x < x)
        ]  # fmt: skip
        if key not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return None
        return min(beside, key=lambda box: abs(box.placed.at.x - x), default=None)

    def _paint_arrow(self, painter: QPainter, placed: PlacedArrow) -> None:
        tokens, state = tokens_of(self), placed.arrow.state
        colour = QColor({"taken": tokens.primary, "not reached": tokens.line}.get(state, tokens.control_line))
        dashed = placed.arrow.unless or state in ("possible", "taken back")
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(colour, 2.6 if state == "taken" else 1.2, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for curve in placed.pieces:
            painter.drawPath(_path(curve))
        tip = QPointF(*placed.pieces[-1][-1])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([tip, tip + QPointF(-4, -7.5), tip + QPointF(4, -7.5)]))


class FlowchartView(QWidget):
    """The drawing with its zoom. `opened` carries the `Place` of a box that was pressed."""

    opened = Signal(object)

    def __init__(self, *, own_keys: bool = True) -> None:
        super().__init__()
        self._zoom = ZOOMS.index(1.0)
        self._zoomed_by_hand = False
        self.canvas = FlowchartCanvas()
        self.canvas.opened.connect(self.opened)
        self.smaller = Button("Smaller", "quiet", "zoom-out", "Ctrl −")
        self.larger = Button("Larger", "quiet", "zoom-in", "Ctrl +")
        self.whole = Button("Fit", "quiet", hint="Fit it into the width")
        self.smaller.clicked.connect(lambda: self.zoom_by(-1))
        self.larger.clicked.connect(lambda: self.zoom_by(1))
        self.whole.clicked.connect(self.fit)
        self.row = QHBoxLayout()
        self.row.setSpacing(GRID)
        for button in (self.smaller, self.larger, self.whole):
            self.row.addWidget(button)
        self.row.addStretch(1)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.canvas)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(self.row)
        column.addWidget(self.area, 1)
        for keys, step in (("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+-", -1), ("Ctrl+0", 0)) if own_keys else ():
            shortcut = QShortcut(QKeySequence(keys), self, lambda step=step: self.zoom_by(step))
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)

    def show_chart(self, placed: Placed) -> None:
        """Draw `placed` and bring what is asked, or the beginning, into view."""
        self.canvas.show_chart(placed)
        self._draw()
        first = self._first()
        if first is not None:
            self._show_in_middle(first)

    def focus_first(self) -> None:
        """Put the focus on what is asked, or on the beginning."""
        first = self._first()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def zoom_by(self, steps: int) -> None:
        """Make it larger or smaller by some steps; 0 puts it back to the size of other words."""
        self._zoom = min(max(self._zoom + steps, 0), len(ZOOMS) - 1) if steps else ZOOMS.index(1.0)
        self._zoomed_by_hand = True
        self._draw()

    def fit(self) -> None:
        """As large as the width allows."""
        width = self.canvas.width() / ZOOMS[self._zoom]
        room = self.area.viewport().width()
        fitting = [number for number, zoom in enumerate(ZOOMS) if width * zoom <= room]
        self._zoom = fitting[-1] if fitting else 0
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is asked in view."""
        super().resizeEvent(event)
        first = self._first()
        if first is not None and not self._zoomed_by_hand:
            self._show_in_middle(first)

    def _first(self) -> FlowchartBox | None:
        boxes = self.canvas.boxes
        return next((box for box in boxes if box.box.state == "asked"), boxes[0] if boxes else None)

    def _show_in_middle(self, box: FlowchartBox) -> None:
        port = self.area.viewport()
        self.area.horizontalScrollBar().setValue(box.geometry().center().x() - port.width() // 2)
        self.area.verticalScrollBar().setValue(box.y() - port.height() // 4)

    def _draw(self) -> None:
        self.canvas.show_scale(QFontInfo(self.font()).pixelSize() / _SET_AT * ZOOMS[self._zoom])
        self.smaller.setEnabled(self._zoom > 0)
        self.larger.setEnabled(self._zoom < len(ZOOMS) - 1)


def _path(curve: Curve) -> QPainterPath:
    path = QPainterPath(QPointF(*curve[0]))
    for index in range(1, len(curve), 3):
        path.cubicTo(*(QPointF(*point) for point in curve[index : index + 3]))
    return path
