"""Words on the screen: headings, paragraphs, small print."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from dslapp.gui.theme.tokens import Tone

TextPart = Literal["", "hint", "strong", "mono", "struck", "error"]


class Heading(QLabel):
    """A heading of level 1 (the page), 2 (a section) or 3 (a group)."""

    def __init__(self, text: str, level: Literal[1, 2, 3] = 2, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("level", str(level))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)


class Words(QLabel):
    """A paragraph that wraps and can be selected with the mouse; always plain text, so nothing typed is run as markup.

    `part` may be "hint" (small print), "strong", "mono", "struck" (taken back) or "error"; `tone` colours it.
    """

    def __init__(
        self,
        text: str = "",
        part: TextPart = "",
        tone: Tone | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        if part:
            self.setProperty("part", part)
        if tone:
            self.setProperty("tone", tone)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)


class Rule(QFrame):
    """A thin line between two groups."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "rule")


def spoken(text: str) -> str:
    """The words of a label or button without the `&` that marks its mnemonic; `&&` is an ampersand."""
    return "&".join(part.replace("&", "") for part in text.split("&&"))


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Set the property `name` that the style sheet looks at, and have `widget` drawn accordingly."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
