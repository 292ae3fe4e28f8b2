"""Line icons of one family, tinted from the tokens."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from dslapp.gui.theme import RESOURCES

SIZES = (16, 20, 24, 32, 48, 64)
"""Pixels in which an icon is drawn ahead, so that it is sharp at 100 % and at 200 %."""


BESIDE_WORDS = 1.3
"""How wide an icon is drawn, as a multiple of its height, to leave a gap before a button's words."""


def icon(name: str, colour: str, disabled: str = "", room: float = 1.0) -> QIcon:
    """Return the icon `resources/icons/{name}.svg` drawn in `colour`, and in `disabled` where its button is off.

    `room` is its width as a multiple of its height; what is left stays empty on the right.
    """
    return _icon(name, colour, disabled or colour, room)


@lru_cache(maxsize=256)
def _icon(name: str, colour: str, disabled: str, room: float) -> QIcon:
    drawn = QIcon()
    for size in SIZES:
        drawn.addPixmap(pixmap(name, colour, size, room=room), QIcon.Mode.Normal)
        drawn.addPixmap(pixmap(name, colour, size, room=room), QIcon.Mode.Selected)
        drawn.addPixmap(pixmap(name, disabled, size, room=room), QIcon.Mode.Disabled)
    return drawn


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0, room: float = 1.0) -> QPixmap:
    """Return the icon `size` logical pixels high for a screen with `ratio` device pixels to each."""
    device = round(size * ratio)
    drawn = QPixmap(QSize(round(device * room), device))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    _drawing(name, colour).render(painter, QRectF(0, 0, device, device))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


@lru_cache(maxsize=512)
def _drawing(name: str, colour: str) -> QSvgRenderer:
    svg = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(svg.encode()))
