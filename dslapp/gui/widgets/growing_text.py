"""A box for several lines that grows with what is typed."""

from math import ceil

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from dslapp.gui.theme.tokens import GRID


class GrowingText(QPlainTextEdit):
    """Plain text between `lines` and `most_lines` high; Tab leaves it, so that no keyboard is caught inside."""

    def __init__(self, text: str = "", lines: int = 3, most_lines: int = 14, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines, self._most_lines = lines, most_lines
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.setPlainText(text)
        self._fit()

    def text(self) -> str:
        """What is written, without space around it."""
        return self.toPlainText().strip()

    def sizeHint(self) -> QSize:
        """As high as the words need, within its bounds."""
        lines = min(max(self._lines, round(self.document().size().height())), self._most_lines)
        high = ceil(lines * QFontMetricsF(self.font()).lineSpacing())
        return QSize(320, high + 3 * GRID)

    def minimumSizeHint(self) -> QSize:
        """Narrow windows may squeeze its width, never its height."""
        return QSize(120, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words that stood in it before it was shown wrap only now."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
