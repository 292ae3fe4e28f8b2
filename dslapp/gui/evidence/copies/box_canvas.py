"""A picture on which boxes are drawn, by mouse or by keys, each on whole dots of the original."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QGraphicsView, QWidget

from dslapp.domain.evidence.derivatives import Box, whole_dots
from dslapp.gui.evidence.viewer.picture_view import PictureView
from dslapp.gui.theme.appearance import tokens_of

_STEP_PX = 8
"""Pixels of the screen by which a key moves or sizes a box; with Ctrl it is one dot of the picture."""
_GRIP_PX = 14
_CLICK_PX = 4
_SEE_THROUGH = 150
_MOVES = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class BoxCanvas(PictureView):
    """Holds the boxes of the picture that is shown: `changed` after each change, `chosen` when another one is meant.

    Drag to draw one, drag it to move it, drag its lower right corner to size it. Enter adds one, Tab goes from box to
    box, the arrow keys move it, with Shift size it, Delete takes it away.
    """

    changed = Signal()
    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.only_one = False
        """For a cropped copy: the one part that stays; drawing another replaces it."""
        self._boxes: list[Box] = []
        self._current = -1
        self._scale = 1.0
        self._size = (0, 0)
        self._page = 0
        self._started: QPointF | None = None
        self._dragged: Box | None = None
        self._act = ""
        self.setDragMode(QGraphicsView.DragMode.NoDrag)
        self.setAccessibleName("Picture with boxes")
        self.setAccessibleDescription(
            "Enter adds a box, Tab goes from box to box, arrow keys move it, Shift and arrow keys size it, Delete "
            "takes it away."
        )

    def show_page(self, image: QImage, size: tuple[int, int], page: int, boxes: Sequence[Box]) -> None:
        """Show a picture that stands for one of `size` dots, hidden until `set_open`, with its boxes."""
        self._size, self._page = size, page
        self._scale = size[0] / max(1, image.width())
        self._boxes, self._current = list(boxes), -1
        self.show_picture(image)

    @property
    def boxes(self) -> tuple[Box, ...]:
        """The boxes of this page, in the order in which they were drawn."""
        return tuple(self._boxes)

    @property
    def current(self) -> int:
        """The number of the box that keys act on, from 0; -1: none."""
        return self._current

    def choose(self, number: int) -> None:
        """Let keys act on a box."""
        self._current = number if 0 <= number < len(self._boxes) else -1
        if self._current >= 0:
            self.ensureVisible(self._shown(self._boxes[self._current]), 20, 20)
        self.viewport().update()
        self.chosen.emit()

    def add(self) -> None:
        """A box in the middle of what is in view, chosen so that keys move it."""
        if not self.has_picture:
            return
        seen = self.mapToScene(self.viewport().rect()).boundingRect().intersected(self.sceneRect())
        wide, high = seen.width() / 4, seen.height() / 12
        middle = seen.center()
        self._put(self._whole(QPointF(middle.x() - wide / 2, middle.y() - high / 2),
                              QPointF(middle.x() + wide / 2, middle.y() + high / 2)))  # fmt: skip
        self.setFocus()

    def remove(self, number: int) -> None:
        """Take a box away."""
        if 0 <= number < len(self._boxes):
            del self._boxes[number]
            self.choose(min(number, len(self._boxes) - 1))
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on the chosen box; without one, arrow keys scroll."""
        key, move = event.key(), _MOVES.get(Qt.Key(event.key()))
        if not self.is_open:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Insert):
            self.add()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._current >= 0:
            self.remove(self._current)
        elif move and self._current >= 0:
            fine = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            step = 1 if fine else max(1, round(_STEP_PX / max(self.zoom, 0.01) * self._scale))
            sizes = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._nudge(move[0] * step, move[1] * step, sizes=sizes)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the boxes before it leaves the picture."""
        number = self._current + (1 if forward else -1)
        if self.is_open and self._boxes and 0 <= number < len(self._boxes):
            self.choose(number)
            return True
        self.choose(-1)
        return super().focusNextPrevChild(forward)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a box, of its corner, or begin a new one."""
        if not self.is_open or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        at = self.mapToScene(event.position().toPoint())
        grip = _GRIP_PX / max(self.zoom, 0.01)
        self._started, self._act, self._dragged = at, "draw", None
        for number in reversed(range(len(self._boxes))):
            shown = self._shown(self._boxes[number])
            at_corner = QRectF(shown.right() - grip, shown.bottom() - grip, 1.5 * grip, 1.5 * grip).contains(at)
            if at_corner or shown.contains(at):
                self._act, self._dragged = "size" if at_corner else "move", self._boxes[number]
                self.choose(number)
                return
        self.choose(-1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the box as it will be."""
        if self._started is None:
            super().mouseMoveEvent(event)
            return
        at = self.mapToScene(event.position().toPoint())
        across, down = at.x() - self._started.x(), at.y() - self._started.y()
        if self._act == "draw":
            if max(abs(across), abs(down)) * self.zoom < _CLICK_PX:
                return
            drawn = self._whole(self._started, at)
            if self._dragged is None:
                self._put(drawn)
            else:
                self._boxes[self._current] = drawn
            self._dragged = drawn
        elif self._dragged is not None:
            by = round(across * self._scale), round(down * self._scale)
            self._boxes[self._current] = self._moved(self._dragged, *by, sizes=self._act == "size")
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of it."""
        if self._started is None:
            super().mouseReleaseEvent(event)
            return
        was_dragged = self._dragged is not None
        self._started = self._dragged = None
        if was_dragged:
            self.changed.emit()

    def drawForeground(self, painter: QPainter, rect: QRectF | object) -> None:
        """The boxes: black as they will be; the chosen one lets its ground through while it is placed."""
        tokens = tokens_of(self)
        for number, box in enumerate(self._boxes):
            shown, current = self._shown(box), number == self._current
            if self.only_one:
                self._dim_around(painter, shown)
            else:
                painter.fillRect(shown, QColor(0, 0, 0, _SEE_THROUGH if current else 255))
            for colour, wide in ((tokens.surface, 5 if current else 3), (tokens.primary, 3 if current else 1)):
                pen = QPen(QColor(colour), wide)
                pen.setCosmetic(True)
                painter.setPen(pen)
                painter.drawRect(shown)
            if current:
                grip = _GRIP_PX / 2 / max(self.zoom, 0.01)
                painter.fillRect(
                    QRectF(shown.right() - grip, shown.bottom() - grip, 2 * grip, 2 * grip), QColor(tokens.primary)
                )

    def _dim_around(self, painter: QPainter, kept: QRectF) -> None:
        whole, dim = self.sceneRect(), QColor(0, 0, 0, _SEE_THROUGH)
        for part in (
            QRectF(whole.topLeft(), QPointF(whole.right(), kept.top())),
            QRectF(QPointF(whole.left(), kept.bottom()), whole.bottomRight()),
            QRectF(QPointF(whole.left(), kept.top()), kept.bottomLeft()),
            QRectF(kept.topRight(), QPointF(whole.right(), kept.bottom())),
        ):
            painter.fillRect(part, dim)

    def _put(self, box: Box) -> None:
        if self.only_one:
            self._boxes.clear()
        self._boxes.append(box)
        self.choose(len(self._boxes) - 1)
        self.changed.emit()

    def _nudge(self, across: int, down: int, *, sizes: bool) -> None:
        self._boxes[self._current] = self._moved(self._boxes[self._current], across, down, sizes=sizes)
        self.choose(self._current)
        self.changed.emit()

    def _moved(self, box: Box, across: int, down: int, *, sizes: bool) -> Box:
        """The box elsewhere or of another size, inside the picture."""
        wide, high = self._size
        if sizes:
            width = min(max(1, box.width + across), wide - box.left)
            return msgspec.structs.replace(box, width=width, height=min(max(1, box.height + down), high - box.top))
        left = min(max(0, box.left + across), wide - box.width)
        return msgspec.structs.replace(box, left=left, top=min(max(0, box.top + down), high - box.height))

    def _whole(self, one: QPointF, other: QPointF) -> Box:
        inside = self.sceneRect()
        xs = [min(max(point.x(), inside.left()), inside.right()) * self._scale for point in (one, other)]
        ys = [min(max(point.y(), inside.top()), inside.bottom()) * self._scale for point in (one, other)]
        box = whole_dots(xs[0], ys[0], xs[1], ys[1], self._page)
        return self._moved(self._moved(box, 0, 0, sizes=False), 0, 0, sizes=True)

    def _shown(self, box: Box) -> QRectF:
        by = 1 / self._scale
        return QRectF(box.left * by, box.top * by, box.width * by, box.height * by)
