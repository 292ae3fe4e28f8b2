"""The left rail: where one can always go, and at its foot whose casebook this is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QScrollArea, QVBoxLayout, QWidget

from dslapp.gui.pages import PageEntry
from dslapp.gui.routes import Route
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.text import Words

WIDE = 26 * GRID
NARROW = 8 * GRID


class Rail(QFrame):
    """One button an entry; `chosen` carries the entry's route. When narrow it shows icons only."""

    chosen = Signal(object)

    def __init__(self, entries: Sequence[PageEntry], casebook: str, member: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "rail")
        self._group = QButtonGroup(self)
        self._buttons: dict[type[Route], Button] = {}
        inner = QWidget()
        inner.setProperty("ground", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID // 2)
        for number, entry in enumerate(entries, 1):
            column.addWidget(self._button(entry, number))
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._foot = QWidget()
        self._foot_column = foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(2 * GRID, GRID, GRID, 2 * GRID)
        foot.setSpacing(2)
        foot.addWidget(Words(casebook, "strong"))
        foot.addWidget(Words(member, "hint"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        outer.addWidget(self._foot)
        self.show_words(True)

    def add_to_foot(self, widget: QWidget) -> None:
        """Put something under whose casebook this is."""
        self._foot_column.addWidget(widget)

    def show_words(self, shown: bool) -> None:
        """Make it wide with words, or narrow with icons."""
        self._foot.setVisible(shown)
        for button in self._buttons.values():
            button.words_shown(shown)
        widest = max((button.sizeHint().width() for button in self._buttons.values()), default=0) + 2 * GRID
        self.setFixedWidth(max(WIDE, widest) if shown else NARROW)

    def mark(self, route: Route) -> None:
        """Show where the person is; nothing is marked on a page that is not in the rail."""
        button = self._buttons.get(type(route))
        self._group.setExclusive(button is not None)
        if button:
            button.setChecked(True)
        elif checked := self._group.checkedButton():
            checked.setChecked(False)

    def button(self, route: type[Route]) -> Button:
        """The button that leads to `route`."""
        return self._buttons[route]

    def _button(self, entry: PageEntry, number: int) -> Button:
        button = Button(entry.title, "rail", entry.icon, hint=f"Ctrl+{number}")
        QShortcut(QKeySequence(f"Ctrl+{number}"), self, button.click)
        for route in entry.routes:
            self._buttons[route] = button
        self._group.addButton(button)
        button.clicked.connect(lambda: self.chosen.emit(entry.rail))
        return button
