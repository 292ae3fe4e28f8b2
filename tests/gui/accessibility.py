"""What every page must give to a keyboard, a screen reader and tired eyes."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QAbstractSpinBox, QApplication, QLabel, QPushButton, QWidget

SLACK = 2
"""Pixels by which a rounding may clip."""


def assert_accessible(page: QWidget) -> None:
    """Check the shown `page`: names, reachability by Tab, words in full, and a tab order that follows the eye."""
    QApplication.processEvents()
    assert page.isVisible(), "show the page first"
    assert nameless(page) == [], "give each control an accessible name: put it in a Field, or use named()"
    assert unreachable(page) == [], "every control must be reached by Tab"
    assert clipped(page) == [], "words are cut off: let them wrap, or give them room"
    assert jumps(page) == [], "Tab goes backwards: create the widgets in the order in which they stand"


def focusable(page: QWidget) -> list[QWidget]:
    """What Tab can reach, in the order in which it does."""
    inside = [page, *page.findChildren(QWidget)]
    known = set(inside)
    chain: list[QWidget] = []
    walked: list[QWidget] = []
    widget: QWidget | None = page
    while widget is not None:
        if widget in known and takes_tab(widget):
            chain.append(widget)
        walked.append(widget)
        widget = widget.nextInFocusChain()
        if widget is page:
            break
    for widget in walked:  # PySide takes the next in the chain for the owner: give each back to its real parent
        widget.setParent(widget.parentWidget())
    return chain


def takes_tab(widget: QWidget) -> bool:
    """Whether Tab stops here. Parts of a composite that share its focus do not count."""
    return (
        widget.isVisible()
        and widget.isEnabled()
        and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and not isinstance(widget.parent(), QAbstractSpinBox)
        and widget.focusProxy() is None
    )


def nameless(page: QWidget) -> list[str]:
    """Controls for which a screen reader has no words."""
    return [described(widget) for widget in focusable(page) if not spoken_name(widget)]


def spoken_name(widget: QWidget) -> str:
    """What a screen reader says for `widget`."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()


def unreachable(page: QWidget) -> list[str]:
    """Buttons that can be pressed by mouse only."""
    return [
        described(button)
        for button in page.findChildren(QPushButton)
        if button.isVisible() and button.isEnabled() and not button.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def clipped(page: QWidget) -> list[str]:
    """Labels and buttons that do not show all their words."""
    return [described(widget) for widget in worded(page) if not fits(widget)]


def worded(page: QWidget) -> Iterator[QLabel | QPushButton]:
    """The visible labels and buttons with words on them."""
    labels: list[QLabel | QPushButton] = list(page.findChildren(QLabel))
    for widget in labels + list(page.findChildren(QPushButton)):
        if widget.isVisible() and widget.text():
            yield widget


def fits(widget: QLabel | QPushButton) -> bool:
    """Whether `widget` is large enough for its words."""
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.height() + SLACK >= widget.heightForWidth(widget.width())
    needed = widget.minimumSizeHint() if isinstance(widget, QLabel) else widget.sizeHint()
    return widget.width() + SLACK >= needed.width() and widget.height() + SLACK >= needed.height()


def jumps(page: QWidget) -> list[str]:
    """Steps of Tab that go up in the same column, or left in the same line."""
    order = focusable(page)
    return [
        f"{described(before)} → {described(after)}"
        for before, after in pairwise(order)
        if goes_back(place(before, page), place(after, page))
        and not shares_scroll_area(before, after)
        and not leaves_what_is_scrolled_away(before, after)
    ]


def shares_scroll_area(before: QWidget, after: QWidget) -> bool:
    """Whether one is the scrolled view in which the other stands."""
    return any(
        isinstance(outer, QAbstractScrollArea) and outer.isAncestorOf(inner)
        for outer, inner in ((before, after), (after, before))
    )


def leaves_what_is_scrolled_away(before: QWidget, after: QWidget) -> bool:
    """Whether Tab goes from or to a part of a scroll area that is out of sight: that part stands nowhere on the page.

    On its way Qt scrolls it into view.
    """
    return area_of(before) is not area_of(after) and (
        before.visibleRegion().isEmpty() or after.visibleRegion().isEmpty()
    )


def area_of(widget: QWidget) -> QAbstractScrollArea | None:
    """The scroll area around `widget`."""
    outer = widget.parentWidget()
    while outer is not None and not isinstance(outer, QAbstractScrollArea):
        outer = outer.parentWidget()
    return outer


def place(widget: QWidget, page: QWidget) -> QRect:
    """Where `widget` stands on `page`."""
    return QRect(widget.mapTo(page, QPoint(0, 0)) if widget is not page else QPoint(0, 0), widget.size())


def goes_back(before: QRect, after: QRect) -> bool:
    """Whether `after` stands above `before` in its column, or left of it in its line."""
    same_column = before.left() < after.right() and after.left() < before.right()
    same_line = before.top() < after.bottom() and after.top() < before.bottom()
    return (same_column and after.bottom() <= before.top()) or (same_line and after.right() <= before.left())


def described(widget: QWidget) -> str:
    """Words to find the widget by."""
    text = widget.text() if isinstance(widget, QLabel | QPushButton) else ""
    return (
        f"{type(widget).__name__} {text or widget.accessibleName() or widget.objectName()!r} {widget.size().toTuple()}"
    )
