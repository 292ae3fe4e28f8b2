"""Pictures for the screen, in memory only: from pixels to an image, and blurred so that nothing can be made out."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from dslapp.services.exhibits.show_evidence import Pixels

COARSE = 12
"""Dots to which the longer side is brought down before it is drawn large again: colours stay, no face and no word."""


def image_of(pixels: Pixels) -> QImage:
    """The pixels as an image that owns its memory and is quick to paint. May be called on any thread."""
    rows = QImage(pixels.data, pixels.width, pixels.height, pixels.width * 3, QImage.Format.Format_RGB888)
    return rows.convertToFormat(QImage.Format.Format_RGB32)


def blurred(image: QImage) -> QImage:
    """A coarse copy of at most `COARSE` dots a side: all that a hidden picture shows, stretched when it is painted."""
    return image.scaled(COARSE, COARSE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
