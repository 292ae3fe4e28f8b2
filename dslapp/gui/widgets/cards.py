"""Boxes that hold a page's content: a card, a question with its reason, quoted words, what stands where nothing is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.glyph import Glyph
from dslapp.gui.widgets.text import Heading, Words

_QUOTES = ("“", "‘", '"', "«", "„")
"""Words that already stand in quotation marks get no second pair."""


class Card(QFrame):
    """A surface with an optional heading; fill `body`."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        outer.setSpacing(GRID + GRID // 2)
        self.head = QHBoxLayout()
        """Beside the heading: put buttons or chips here."""
        if title:
            self.heading = Heading(title, 3)
            self.head.addWidget(self.heading, 1)
        outer.addLayout(self.head)
        self.body = QVBoxLayout()
        self.body.setSpacing(GRID)
        outer.addLayout(self.body)


class QuestionCard(Card):
    """One question, why it is asked, and what is answered in `body`."""

    def __init__(self, question: str, reason: str = "", source: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.question = Heading(question, 2)
        self.head.addWidget(self.question, 1)
        self.setAccessibleName(question)
        if reason:
            self.body.addWidget(Words(reason, "hint"))
        if source:
            self.body.addWidget(Words(f"Source: {source}", "hint"))


class QuoteBox(QFrame):
    """Somebody's exact words, in another face; `said_by` stands below."""

    def __init__(self, words: str, said_by: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "quote")
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(GRID // 2)
        quoted = Words(words if words[:1] in _QUOTES else f"“{words}”")
        quoted.setProperty("part", "exact words")
        column.addWidget(quoted)
        if said_by:
            column.addWidget(Words(f"– {said_by}", "hint"))
        self.setAccessibleName(f"Exact words: {words}")


class EmptyState(QWidget):
    """What stands where there is nothing yet: why, and the button that changes it."""

    def __init__(
        self, icon: str, title: str, text: str = "", button: Button | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 4 * GRID, 2 * GRID, 4 * GRID)
        column.setSpacing(GRID)
        column.addWidget(Glyph(icon, "neutral", 48), 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (Heading(title, 2), Words(text, "hint")):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
            label.setVisible(bool(label.text()))  # in its place first: by itself it would be shown as a window
        if button:
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
