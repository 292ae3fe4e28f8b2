"""A frame over one screen to mark a part of it: by mouse from corner to corner, or by arrow keys."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QScreen
from PySide6.QtWidgets import QWidget

from dslapp.gui.theme.appearance import tokens_of
from dslapp.gui.theme.tokens import FOCUS_RING, GRID

HELP = (
    "Mark the part: drag with the mouse, or move the frame with the arrows and size it with Shift and the arrows. "
    "Enter takes it. Esc takes nothing."
)
SMALLEST = 16
"""Points a side. A click that shakes marks nothing."""
_STEP, _FINE = 4 * GRID, 1
_DIM = 140
_WAYS = {
    Qt.Key.Key_Left: QPoint(-1, 0), Qt.Key.Key_Right: QPoint(1, 0),
    Qt.Key.Key_Up: QPoint(0, -1), Qt.Key.Key_Down: QPoint(0, 1),
}  # fmt: skip


class Overlay(QWidget):
    """Shows the picture of a screen that was taken before it came up. `taken` carries the marked part of it.

    `cancelled` is sent for Esc and the right button. The frame stands in the middle at first, for the keyboard.
    """

    taken = Signal(QImage)
    cancelled = Signal()

    def __init__(self, screen: QScreen, image: QImage) -> None:
        super().__init__(None, Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self._image = image
        self._corner: QPoint | None = None
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        size = self.size()
        self.frame = QRect(QPoint(0, 0), QSize(size.width() // 2, size.height() // 2))
        self.frame.moveCenter(self.rect().center())
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Mark a part of the screen")
        self.setAccessibleDescription(HELP)

    def let_go(self) -> None:
        """Drop the picture of the screen from memory."""
        self._image = QImage()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the frame, with Shift they size it, with Ctrl by single dots; Enter takes it, Esc nothing."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        elif key == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif key in _WAYS:
            step = _FINE if event.modifiers() & Qt.KeyboardModifier.ControlModifier else _STEP
            self._shift(_WAYS[key] * step, sizes=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a frame at this corner."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._corner = event.position().toPoint()
        else:
            self.cancelled.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the frame to the opposite corner."""
        if self._corner is not None:
            one, other = self._corner, event.position().toPoint()
            first = QPoint(min(one.x(), other.x()), min(one.y(), other.y()))
            last = QPoint(max(one.x(), other.x()), max(one.y(), other.y()))
            self.frame = QRect(first, last) & self.rect()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take what is in the frame, unless it was a click."""
        if self._corner is not None:
            self._corner = None
            self._take()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The screen as it was, dark but for the frame; how to go on stands where the frame is not."""
        tokens, painter = tokens_of(self), QPainter(self)
        painter.drawImage(self.rect(), self._image)
        shade = QColor(0, 0, 0, _DIM)
        for part in (
            QRect(0, 0, self.width(), self.frame.top()),
            QRect(0, self.frame.bottom() + 1, self.width(), self.height()),
            QRect(0, self.frame.top(), self.frame.left(), self.frame.height()),
            QRect(self.frame.right() + 1, self.frame.top(), self.width(), self.frame.height()),
        ):
            painter.fillRect(part, shade)
        painter.setPen(QPen(QColor(tokens.focus), FOCUS_RING))
        painter.drawRect(self.frame)
        self._draw_help(painter)

    def _draw_help(self, painter: QPainter) -> None:
        tokens = tokens_of(self)
        room = self.rect().adjusted(4 * GRID, 2 * GRID, -4 * GRID, -2 * GRID)
        flags = int(Qt.AlignmentFlag.AlignHCenter) | int(Qt.TextFlag.TextWordWrap)
        words = painter.boundingRect(room, flags, HELP)
        if self.frame.top() < words.bottom() + 2 * GRID:
            words.moveBottom(room.bottom())
        painter.fillRect(words.adjusted(-2 * GRID, -GRID, 2 * GRID, GRID), QColor(tokens.surface))
        painter.setPen(QColor(tokens.ink))
        painter.drawText(words, flags, HELP)

    def _shift(self, by: QPoint, *, sizes: bool) -> None:
        frame = QRect(self.frame)
        if sizes:
            frame.setBottomRight(frame.bottomRight() + by)
        else:
            frame.translate(by)
        if frame.width() >= SMALLEST and frame.height() >= SMALLEST and self.rect().contains(frame):
            self.frame = frame
            self.update()

    def _take(self) -> None:
        """The part of the picture in the frame, in the dots of the screen and not in points."""
        if self.frame.width() < SMALLEST or self.frame.height() < SMALLEST:
            return
        across, down = self._image.width() / self.width(), self._image.height() / self.height()
        part = QRect(
            round(self.frame.left() * across), round(self.frame.top() * down),
            round(self.frame.width() * across), round(self.frame.height() * down),
        )  # fmt: skip
        self.taken.emit(self._image.copy(part & self._image.rect()))
