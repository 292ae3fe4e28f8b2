"""A button whose words go on in the next line when it is narrow."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy

from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.glyph import Glyph


class WrappingButton(QPushButton):
    """As high as its words need. `row` holds the icon and the words; more can be put behind them."""

    def __init__(self, words: str, icon: str, role: str = "secondary") -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(words)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.glyph = Glyph(icon, "information", max(20, self.fontMetrics().height()))
        self.words = QLabel(words)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(2 * GRID, GRID + 2, 2 * GRID, GRID + 2)
        self.row.setSpacing(GRID + 2)
        self.row.addWidget(self.glyph, 0, Qt.AlignmentFlag.AlignTop)
        self.row.addWidget(self.words, 1)

    def sizeHint(self) -> QSize:
        """The size that the words ask for, rather than that of a button without any."""
        return self.row.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Narrow windows make it higher."""
        return self.row.totalMinimumSize()
