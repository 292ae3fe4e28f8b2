"""Finds words that are cut off on the screen: in a widget too small for them, or one that reaches out of its place."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QSizePolicy, QToolButton, QWidget

SLACK = 2
"""Pixels that a rounded size may be short of."""


def cut_words(window: QWidget) -> Iterator[str]:
    """What is cut, and by how much; sentences that are scrolled out of sight from top to bottom are not."""
    for widget in window.findChildren(QWidget):
        if isinstance(widget, QLabel | QAbstractButton) and widget.isVisible() and widget.text():
            if isinstance(widget, QToolButton) and widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly:
                continue
            short = _short_of(widget)
            if short is not None:
                yield f"“{widget.text()[:60]}” {short}"


def _short_of(widget: QLabel | QAbstractButton) -> str | None:
    size = widget.size()
    if widget.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Ignored:
        return None  # the status line: it has a hint with all of its words
    if isinstance(widget, QLabel) and widget.wordWrap():
        needed = widget.heightForWidth(size.width())
        if needed > size.height() + SLACK:
            return f"needs {needed} and has {size.height()} pixels of height"
        longest = max(widget.fontMetrics().horizontalAdvance(word) for word in widget.text().split())
        if longest > widget.contentsRect().width() + SLACK:
            return f"has a word of {longest} pixels in {widget.contentsRect().width()}"
    else:
        hint = widget.minimumSizeHint() if isinstance(widget, QAbstractButton) else widget.sizeHint()
        if hint.width() > size.width() + SLACK or hint.height() > size.height() + SLACK:
            return f"needs {hint.width()} × {hint.height()} and has {size.width()} × {size.height()} pixels"
    return _reaches_out(widget)


def _reaches_out(widget: QWidget) -> str | None:
    """Whether a parent cuts it; inside a scroll area only its sides count, for there it may be scrolled up and down."""
    inner, outer = widget, widget.parentWidget()
    while outer is not None and not inner.isWindow():
        place = QRect(widget.mapTo(outer, QPoint(0, 0)), widget.size())
        beyond = max(-place.left(), place.right() - outer.width())
        if beyond > SLACK:
            return f"reaches out of {type(outer).__name__} by {beyond} pixels"
        scrolled = isinstance(outer.parentWidget(), QAbstractScrollArea)
        if scrolled:
            return None
        if not _is_scrolled(outer) and max(-place.top(), place.bottom() - outer.height()) > SLACK:
            return f"is cut by {type(outer).__name__} from top to bottom"
        inner, outer = outer, outer.parentWidget()
    return None


def _is_scrolled(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return parent is not None and isinstance(parent.parentWidget(), QAbstractScrollArea)
