"""The large picture: zoom, fit and turn, for looking only – the file is never changed."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPixmap,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

from dslapp.gui.evidence.viewer.pictures import blurred
from dslapp.gui.theme.appearance import tokens_of

STEP = 1.25
_SMALLEST, _LARGEST = 0.02, 16.0


class PictureView(QGraphicsView):
    """Shows one picture, blurred until `set_open(True)`. The wheel zooms, the hand moves it, arrow keys scroll.

    `pressed_while_hidden` is sent when somebody presses on the blur.
    """

    pressed_while_hidden = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self._image = QImage()
        self._item = self._scene.addPixmap(QPixmap())
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._open = False
        self._fits = True
        self._turned = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setAccessibleName("Picture")
        self.setAccessibleDescription("Ctrl and plus or minus zoom, Ctrl and 0 fits it, the arrow keys move it.")

    @property
    def has_picture(self) -> bool:
        """Whether there is a picture."""
        return not self._image.isNull()

    @property
    def is_open(self) -> bool:
        """Whether the picture can be made out."""
        return self._open and self.has_picture

    @property
    def zoom(self) -> float:
        """Pixels of the screen for each dot of the picture."""
        shown = self.transform()
        return float(abs(shown.m11()) or abs(shown.m12()))

    def show_picture(self, image: QImage) -> None:
        """Put a picture here, as a whole and upright, blurred until `set_open`."""
        self._image, self._turned, self._open = image, 0, False
        self._draw()
        self.fit()

    def replace_picture(self, image: QImage) -> None:
        """Put another page, or the next picture of a film, in its place; what was open stays open."""
        self._image = image
        self._draw()
        if self._fits:
            self.fit()

    def let_go(self) -> None:
        """Drop the picture from memory."""
        self._image, self._open = QImage(), False
        self._draw()

    def set_open(self, is_open: bool) -> None:
        """Show the picture, or its blur."""
        self._open = is_open
        self._draw()

    def zoom_by(self, factor: float) -> None:
        """Zoom; the picture stays within sensible sizes."""
        self._fits = False
        wanted = min(max(self.zoom * factor, _SMALLEST), _LARGEST)
        if self.zoom:
            self.scale(wanted / self.zoom, wanted / self.zoom)

    def fit(self) -> None:
        """Show all of it, never larger than it is."""
        self._fits = True
        size = self._image.size()
        if size.isEmpty():
            return
        turned = size.transposed() if self._turned % 180 else size
        room = self.viewport().size()
        zoom = min(room.width() / turned.width(), room.height() / turned.height(), 1.0)
        self.setTransform(QTransform().rotate(self._turned).scale(zoom, zoom))

    def fit_width(self) -> None:
        """Show its whole width from the top: so a page can be read."""
        self._fits = False
        wide = self._image.width()
        if wide:
            room = self.width() - self.verticalScrollBar().sizeHint().width()
            zoom = min(room / wide, 1.0)
            self.setTransform(QTransform().scale(zoom, zoom))
            self.verticalScrollBar().setValue(self.verticalScrollBar().minimum())

    def turn(self) -> None:
        """Turn it by a quarter, on the screen only."""
        self._turned = (self._turned + 90) % 360
        if self._fits:
            self.fit()
        else:
            self.rotate(90)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus and minus zoom without Ctrl too."""
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_by(STEP)
            case Qt.Key.Key_Minus:
                self.zoom_by(1 / STEP)
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """On the blur, a press asks for the picture; afterwards it takes hold of it."""
        if self.has_picture and not self._open:
            self.pressed_while_hidden.emit()
        super().mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom where the mouse is."""
        turned = event.angleDelta().y()
        if turned:
            self.zoom_by(STEP if turned > 0 else 1 / STEP)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep showing all of it, if it was shown as a whole."""
        super().resizeEvent(event)
        if self._fits:
            self.fit()

    def drawBackground(self, painter: QPainter, rect: QRectF | object) -> None:
        """The ground behind the picture."""
        assert isinstance(rect, QRectF)
        painter.fillRect(rect, QColor(tokens_of(self).sunken))

    def _draw(self) -> None:
        size = self._image.size()
        if self.is_open or size.isEmpty():
            self._item.setPixmap(QPixmap.fromImage(self._image))
            self._item.setTransform(QTransform())
        else:
            coarse = blurred(self._image)
            self._item.setPixmap(QPixmap.fromImage(coarse))
            self._item.setTransform(
                QTransform.fromScale(size.width() / coarse.width(), size.height() / coarse.height())
            )
        self._scene.setSceneRect(QRectF(0, 0, size.width(), size.height()))
