"""An icon that stands beside words, in the colour of its tone."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QWidget

from dslapp.gui.theme.appearance import tokens_of
from dslapp.gui.theme.icons import pixmap
from dslapp.gui.theme.tokens import Tone

TONE_ICONS: dict[Tone, str] = {
    "neutral": "info",
    "information": "info",
    "success": "circle-check",
    "warning": "triangle-alert",
    "danger": "circle-alert",
}


class Glyph(QLabel):
    """The icon `name` in the colour of `tone`, `size` pixels square; it means nothing without the words beside it."""

    def __init__(self, name: str, tone: Tone = "neutral", size: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._tone, self._size = name, tone, size
        self.setFixedSize(size, size)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._draw()

    def show_icon(self, name: str, tone: Tone) -> None:
        """Change the icon."""
        self._name, self._tone = name, tone
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._draw()

    def _draw(self) -> None:
        self.setPixmap(pixmap(self._name, tokens_of(self).of(self._tone), self._size, self.devicePixelRatioF()))
