"""Makes Tab follow the layout, also for lines that came later: Qt would visit them last."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLayout, QScrollArea, QSplitter, QWidget


def follow_layout(page: QWidget) -> None:
    """Let Tab go through the controls of `page` in the order in which its layouts hold them."""
    for before, after in pairwise(_controls(page)):
        QWidget.setTabOrder(before, after)


def _controls(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QScrollArea):
        inner = widget.widget()
        if inner is not None:
            yield from _controls(inner)
        return
    if isinstance(widget, QSplitter):
        for inner in (widget.widget(number) for number in range(widget.count())):
            if inner is not None:
                yield from _controls(inner)
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    layout = widget.layout()
    if layout is not None and not isinstance(widget, QAbstractSpinBox | QComboBox):
        yield from _in(layout)


def _in(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if isinstance(item, QLayout):  # not item.layout(): by that, PySide ties the lives of unrelated items together
            yield from _in(item)
        elif item is not None and (widget := item.widget()) is not None:
            yield from _controls(widget)
