"""Scrolls so that what an answer brought can be read from its top, however large the letters are."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QScrollArea, QWidget

from dslapp.gui.theme.tokens import GRID


def bring_into_view(area: QScrollArea, widgets: Sequence[QWidget]) -> None:
    """Show all of `widgets`, which stand below one another; where they do not fit, from the top of the first."""
    inner = area.widget()
    if not widgets or inner is None:
        return
    tops = [each.mapTo(inner, QPoint(0, 0)).y() for each in widgets]
    top, bottom = min(tops), max(y + each.height() for y, each in zip(tops, widgets, strict=True))
    bar, room = area.verticalScrollBar(), area.viewport().height()
    if top < bar.value() or bottom - top > room:
        bar.setValue(top - GRID)
    elif bottom > bar.value() + room:
        bar.setValue(bottom - room + GRID)
