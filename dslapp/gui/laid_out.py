"""Lays everything out before it is painted: by itself Qt paints once after each level of nested layouts.

What has just been shown would stand squeezed for that long, boxes over each other.
"""

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget

_LEVELS = 32
"""More than any page has, and so few that layouts which never agree do not stop the program."""


def lay_out_now() -> None:
    """Do all the laying out that is due: each level asks the one around it, and is heard in the next round."""
    for _ in range(_LEVELS):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


class LaidOutFirst(QObject):
    """Watches one window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Come before the painting."""
        if event.type() == QEvent.Type.UpdateRequest:
            lay_out_now()
        return False
