"""The line at the foot of the window: what was saved, what failed, whether work is under way."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from dslapp.gui.theme.tokens import GRID, Tone
from dslapp.gui.widgets.glyph import TONE_ICONS, Glyph
from dslapp.gui.widgets.hint_text import as_hint
from dslapp.gui.widgets.text import restyle

BUSY_AFTER_MS = 400
"""Work that is quicker than this is not worth a word."""


class StatusLine(QFrame):
    """Says a few words, and tells a screen reader too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "status")
        self._glyph = Glyph("info", size=16)
        self._glyph.hide()
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._work = QLabel("Working…")
        self._work.setProperty("part", "hint")
        self._work.hide()
        self._busy = QTimer(self)
        self._busy.setSingleShot(True)
        self._busy.setInterval(BUSY_AFTER_MS)
        self._busy.timeout.connect(self._work.show)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, GRID // 2, 2 * GRID, GRID // 2)
        row.setSpacing(GRID)
        row.addWidget(self._glyph)
        row.addWidget(self._words, 1)
        row.addWidget(self._work)

    def tell(self, words: str, tone: Tone = "success") -> None:
        """Show `words` until others come."""
        self._glyph.show_icon(TONE_ICONS[tone], tone)
        self._glyph.setVisible(bool(words))
        restyle(self._words, "tone", tone)
        self._words.setText(words)
        self._words.setToolTip(as_hint(words))
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def show_busy(self, busy: bool) -> None:
        """Say that work is under way, once it has taken a moment."""
        if busy:
            self._busy.start()
        else:
            self._busy.stop()
            self._work.hide()
