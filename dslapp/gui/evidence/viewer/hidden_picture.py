"""A picture that stays blurred until it is pressed: a click shows it, another hides it; held, it shows for so long."""

from PySide6.QtCore import QElapsedTimer, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from dslapp.gui.evidence.viewer.pictures import blurred
from dslapp.gui.theme.appearance import tokens_of
from dslapp.gui.theme.icons import pixmap
from dslapp.gui.theme.tokens import CORNER, FOCUS_RING, GRID

HELD_MS = 500
"""Pressed for longer than this, it is hidden again when it is let go."""
_STRIP = 28


class HiddenPicture(QAbstractButton):
    """Shows `name`'s picture; `revealed` is sent each time it becomes visible. Space and Enter press it too.

    It says words instead of a picture while there is none: being read, cannot be shown, not held here.
    """

    revealed = Signal()

    def __init__(self, name: str, size: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._size = name, size
        self._image, self._coarse = QImage(), QImage()
        self._open = self._was_open = False
        self._words, self._icon = "Being read", "hourglass"
        self._held = QElapsedTimer()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.pressed.connect(self._press)
        self.released.connect(self._let_go)
        self._say()

    @property
    def is_open(self) -> bool:
        """Whether the picture can be seen."""
        return self._open

    @property
    def has_picture(self) -> bool:
        """Whether there is a picture, seen or hidden."""
        return not self._image.isNull()

    def show_picture(self, image: QImage) -> None:
        """Put a picture on it, hidden until it is pressed."""
        self._image, self._coarse = image, blurred(image)
        self._words = ""
        self._say()

    def show_words(self, words: str, icon: str) -> None:
        """Say why there is no picture; what was shown is let go."""
        self._image, self._coarse, self._open = QImage(), QImage(), False
        self._words, self._icon = words, icon
        self._say()

    def set_open(self, is_open: bool) -> None:
        """Show or hide the picture, if there is one."""
        is_open = is_open and self.has_picture
        if is_open != self._open:
            self._open = is_open
            self._say()
            if is_open:
                self.revealed.emit()

    def sizeHint(self) -> QSize:
        """Always as large, so that nothing moves when the picture comes."""
        return self._size

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter shows and hides it as a click does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.set_open(not self._open)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, or its blur with the words that say how to see it."""
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = self.rect().adjusted(1, 1, -1, -1)
        edge = QPainterPath()
        edge.addRoundedRect(frame, CORNER, CORNER)
        painter.fillPath(edge, QColor(tokens.sunken))
        painter.setClipPath(edge)
        if self.has_picture:
            painter.drawImage(self._place(frame), self._image if self._open else self._coarse)
        painter.setClipping(False)
        if not self._open:
            self._draw_words(painter, frame)
        focused = self.hasFocus()
        painter.setPen(QPen(QColor(tokens.focus if focused else tokens.line), FOCUS_RING if focused else 1))
        painter.drawPath(edge)

    def _draw_words(self, painter: QPainter, frame: QRect) -> None:
        tokens = tokens_of(self)
        words, name = (self._words, self._icon) if self._words else (self._how(frame), "eye-off")
        icon = pixmap(name, tokens.ink, 16, self.devicePixelRatioF())
        if self.has_picture:
            strip = QRect(frame.left(), frame.bottom() - _STRIP, frame.width(), _STRIP + 1)
            painter.fillRect(strip, QColor(tokens.surface))
            painter.drawPixmap(strip.left() + GRID, strip.center().y() - 8, icon)
            place, flags = strip.adjusted(3 * GRID + 4, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter
        else:
            painter.drawPixmap(frame.center().x() - 8, frame.center().y() - 4 * GRID, icon)
            place = frame.adjusted(GRID, frame.height() // 2 - GRID, -GRID, 0)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.setPen(QColor(tokens.ink))
        painter.drawText(place, int(flags) | int(Qt.TextFlag.TextWordWrap), words)

    def _how(self, frame: QRect) -> str:
        full = "Press to show"
        return full if self.fontMetrics().horizontalAdvance(full) < frame.width() - 4 * GRID else "Show"

    def _place(self, frame: QRect) -> QRect:
        size = self._image.size().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
        placed = QRect(frame.topLeft(), size)
        placed.moveCenter(frame.center())
        return placed

    def _press(self) -> None:
        self._was_open = self._open
        self._held.start()
        self.set_open(True)

    def _let_go(self) -> None:
        if self._was_open or self._held.elapsed() > HELD_MS:
            self.set_open(False)

    def _say(self) -> None:
        hidden = "Shown. Press to hide." if self._open else "Hidden. Press to show."
        self.setAccessibleName(f"{self._name}. {self._words or hidden}")
        self.update()
