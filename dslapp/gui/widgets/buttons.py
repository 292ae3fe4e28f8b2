"""Push buttons by what they are for; there is one primary button on a page."""

from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from dslapp.gui.theme.appearance import tokens_of
from dslapp.gui.theme.icons import BESIDE_WORDS, icon
from dslapp.gui.widgets.text import spoken

ButtonRole = Literal["primary", "secondary", "danger", "quiet", "stop", "choice", "filter", "rail", "bar"]


class Button(QPushButton):
    """A button with words, a mnemonic (`&` in the text) and perhaps an icon.

    `role`: "primary" the next step; "secondary" any other; "danger" cannot be undone; "quiet" like a link;
    "stop" leads out of something that must not go on, with a red edge;
    "filter" stays pressed. "choice", "rail" and "bar" are made by the widgets that need them.
    """

    def __init__(
        self, text: str, role: ButtonRole = "secondary", icon: str = "", hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._icon, self._words, self._hint = icon, text, hint
        self._marks = ("", "")
        self.setProperty("role", role)
        self.setAccessibleName(spoken(text))
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if role in ("filter", "choice", "rail"):
            self.setCheckable(True)
            self.toggled.connect(self._draw)
        if hint:
            self.setToolTip(hint)
            self.setAccessibleDescription(hint)
        if icon:
            self.setIconSize(QSize(round(20 * BESIDE_WORDS), 20))
            self._draw()

    def say(self, text: str, icon: str = "") -> None:
        """Change the words, for eyes and for a screen reader, and perhaps the icon."""
        self._words = text
        if icon:
            self._icon = icon
            self._draw()
        self.setText(text)
        self.setAccessibleName(spoken(text))

    def words_shown(self, shown: bool) -> None:
        """Show the words, or the icon alone: then the words become the tooltip, and their key still works."""
        words = self.accessibleName()
        self.setText(self._words if shown else "")
        self.setShortcut(QKeySequence.mnemonic(self._words))
        self.setToolTip(self._hint if shown else ". ".join(filter(None, (words, self._hint))))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._draw()

    def show_mark(self, off: str, on: str) -> None:
        """Give a choice the marks of what it is: round for one of several, square for any number of them."""
        self._marks = (off, on)
        self.setIconSize(QSize(round(20 * BESIDE_WORDS), 20))
        self._draw()

    def _draw(self) -> None:
        name = self._marks[self.isChecked()] or self._icon
        if not name:
            return
        tokens = tokens_of(self)
        role = self.property("role")
        on = {"primary": tokens.on_primary, "danger": tokens.on_danger, "stop": tokens.danger}
        self.setIcon(icon(name, on.get(role, tokens.primary), tokens.muted, BESIDE_WORDS))
