"""The text box of the first screen: live at once, with a few hints below that never stand in the way."""

from PySide6.QtCore import QMimeData, QSize, Signal
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from dslapp.domain.case.gentle_checks import gentle_checks
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.text import Words

LINES, FEW_LINES = 12, 6
_HINTS_SHOWN = 2


class WordsBox(QPlainTextEdit):
    """Plain text that fills its place; Tab leaves it. A pasted picture is never taken in: `picture_pasted` is sent."""

    picture_pasted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = LINES
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """High enough for a paragraph."""
        return QSize(320, self._lines * self.fontMetrics().lineSpacing() + 3 * GRID)

    def minimumSizeHint(self) -> QSize:
        """Never less than a few lines."""
        return QSize(160, 4 * self.fontMetrics().lineSpacing() + 3 * GRID)

    def take_little_room(self, little: bool) -> None:
        """Be lower where the window is small, so that the questions are seen."""
        self._lines = FEW_LINES if little else LINES
        self.updateGeometry()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text, and pictures and files to say what to do with them."""
        return source.hasImage() or source.hasUrls() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert text only."""
        if source.hasImage() or (source.hasUrls() and all(url.isLocalFile() for url in source.urls())):
            self.picture_pasted.emit()
        else:
            super().insertFromMimeData(source)


PICTURE_LATER = "The picture is not taken in here. Save first; then you are asked for it, and can paste it again."
PICTURE_QUESTION = "First answer whether any part of this could show a naked or sexual image of anyone."
PICTURE_NEVER = "Stop. Don’t look further, copy it or ask for it. Nothing has been saved. Write what you were told."


class WhatPanel(QWidget):
    """“What happened?” with its hints. `changed` is sent as somebody types."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = WordsBox()
        self.field = Field("&What happened? The child’s own words if you have them", self.box)
        self._hints = Words(part="hint")
        self._hints.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.field, 1)
        column.addWidget(self._hints)
        self.setFocusProxy(self.box)
        self.box.textChanged.connect(self._typed)

    def text(self) -> str:
        """What is written."""
        return self.box.toPlainText()

    def show_text(self, text: str) -> None:
        """Show the words of a draft."""
        self.box.setPlainText(text)

    def _typed(self) -> None:
        hints = gentle_checks(self.text())[:_HINTS_SHOWN]
        self._hints.setText("\n".join(hint.text for hint in hints))
        self._hints.setVisible(bool(hints))
        if self.field.error() and self.text().strip():
            self.field.show_error("")
        self.changed.emit()
