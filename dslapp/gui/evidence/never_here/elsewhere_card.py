"""Where something that must not be here can still be: place by place, with what to do about each."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Heading, Words
from dslapp.services.purge.kept_elsewhere import Elsewhere


class ElsewhereCard(Card):
    """The list; `wanted` when what can be reached is to be removed there."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__("Where else it is, or can be")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GRID // 2)
        self.remove_button = Button("&Remove it from the backups that are connected", "secondary", "trash-2")
        self.body.addLayout(self._rows)
        self.body.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.remove_button.clicked.connect(self.wanted)
        self.remove_button.hide()

    def say_looking(self) -> None:
        """The places are being asked."""
        self._empty()
        self._rows.addWidget(Words("Looking at the places of the backups…", "hint"))

    def show_places(self, found: Sequence[Elsewhere], *, is_purged: bool) -> None:
        """Show every place; the button where something can be removed."""
        self._empty()
        for each in found:
            self._rows.addWidget(Heading(each.name, 3))
            for line in each.lines:
                self._rows.addWidget(Words(line))
            self._rows.addWidget(Words(each.do, "strong"))
            self._rows.addSpacing(GRID)
        self.remove_button.setVisible(is_purged and any(each.removable for each in found))
        follow_layout(self)

    def words(self) -> str:
        """All that it says."""
        return "\n".join(words.text() for words in self.findChildren(Words) if not words.isHidden())

    def _empty(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
