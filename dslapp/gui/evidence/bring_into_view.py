"""Scroll to what has just opened, in every area that it stands in."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from dslapp.gui.laid_out import lay_out_now
from dslapp.gui.theme.tokens import GRID


def bring_into_view(widget: QWidget) -> None:
    """Scroll to the top of `widget`, once it has its place."""
    QTimer.singleShot(0, widget, lambda: _scroll_to(widget))


def _scroll_to(widget: QWidget) -> None:
    lay_out_now()
    holder = widget.parentWidget()
    while holder is not None:
        if isinstance(holder, QScrollArea) and (inner := holder.widget()) is not None:
            top = widget.mapTo(inner, widget.rect().topLeft()).y()
            holder.verticalScrollBar().setValue(max(0, top - GRID))
        holder = holder.parentWidget()
