"""What a page is, and how the window is told of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dslapp.gui.theme.tokens import GRID, READING_WIDTH, Tone

if TYPE_CHECKING:
    from dslapp.gui.routes import Route  # not for the unlock page, which must be there at once

SCROLLING_KEYS = {
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}


class Page(QWidget):
    """One page of the window. It gets its collaborators by its constructor and shows nothing until it is entered.

    `go` asks the window to take the person to a route; `back` to where they came from; `told` puts a few words in the
    status line ("Saved at 14:05"); `lock_wanted` asks it to lock for good, since the casebook was closed.
    """

    go = Signal(object)
    back = Signal()
    told = Signal(str, str)
    lock_wanted = Signal()

    def enter(self, route: "Route") -> None:
        """Called each time the person arrives here, with the route that brought them: load what it names."""

    def leave(self) -> bool:
        """Called before the person goes elsewhere. Save what was typed; return False only to keep them here."""
        return True

    def put_down(self) -> None:
        """Called when the casebook locks, whether the page likes it or not: keep what would be lost."""
        self.leave()

    def tell(self, words: str, tone: Tone = "success") -> None:
        """Say `words` in the status line."""
        self.told.emit(words, tone)


class ScrollingPage(Page):
    """A page whose `column` is as wide as is good to read, and scrolls; `centred` where no rail stands beside it."""

    def __init__(self, width: int = READING_WIDTH, parent: QWidget | None = None, *, centred: bool = False) -> None:
        super().__init__(parent)
        inner = QWidget()
        inner.setProperty("ground", "clear")
        inner.setMaximumWidth(width)
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 4 * GRID)
        self.column.setSpacing(2 * GRID)
        holder = QWidget()
        holder.setProperty("ground", "clear")
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        if centred:
            row.addStretch(0)
        # The alignment of the layout itself would ignore how much higher wrapped words are in a narrow column.
        row.addWidget(inner, 1, Qt.AlignmentFlag.AlignTop)
        row.addStretch(0)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(holder)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by keyboard, also where nothing on the page takes the focus."""
        scroll = SCROLLING_KEYS.get(Qt.Key(event.key()))
        if scroll is None:
            super().keyPressEvent(event)
        else:
            self.area.verticalScrollBar().triggerAction(scroll)


@dataclass(frozen=True, kw_only=True)
class PageEntry:
    """How a page is declared to the window, which makes it when it is first gone to.

    `makes` builds the page; `routes` are the types of route that lead to it. With `rail`, `title` (with its mnemonic)
    and `icon` stand in the left rail and lead to that route.
    """

    title: str
    routes: "tuple[type[Route], ...]"
    makes: Callable[[], Page]
    icon: str = ""
    rail: "Route | None" = None
