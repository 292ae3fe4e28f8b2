"""A line of words that leads somewhere when pressed, and wraps where it is too long for its column."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.glyph import Glyph
from dslapp.gui.widgets.hint_text import as_hint


class Link(QPushButton):
    """Like a quiet button, over several lines if need be. `hint` says why one should go there."""

    def __init__(self, text: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "quiet")
        self.setAccessibleName(text)
        self.setAccessibleDescription(hint)
        self.setToolTip(as_hint(hint))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        words = QLabel(text)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setProperty("tone", "information")
        words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(GRID // 2, GRID, GRID // 2, GRID)
        row.setSpacing(GRID // 2)
        row.addWidget(Glyph("chevron-right", "information", 20), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """As large as the words."""
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As narrow as its longest word."""
        return self._row.minimumSize()
