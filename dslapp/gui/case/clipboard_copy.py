"""Puts text on the clipboard for half a minute, then takes it off again if nothing else was copied since."""

from PySide6.QtCore import QByteArray, QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard

CLEARED_AFTER_MS = 30_000
_KEEP_OUT_OF_HISTORIES = (
    ('application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"', QByteArray(b"1")),
    ("x-kde-passwordManagerHint", QByteArray(b"secret")),
)
"""What Windows and KDE look for before they keep a copy of their own."""


class ClipboardCopy(QObject):
    """One text of ours on the clipboard at most."""

    def __init__(self, clipboard: QClipboard, parent: QObject, *, after_ms: int = CLEARED_AFTER_MS) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._text = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(after_ms)
        self._timer.timeout.connect(self.clear)

    def put(self, text: str) -> None:
        """Put `text` on the clipboard."""
        self._text = text
        data = QMimeData()
        data.setText(text)
        for kind, value in _KEEP_OUT_OF_HISTORIES:
            data.setData(kind, value)
        self._clipboard.setMimeData(data)
        self._timer.start()

    def clear(self) -> None:
        """Take our text off, if it is still there; also called when the page is left or locked."""
        self._timer.stop()
        if self._text and self._clipboard.text() == self._text:
            self._clipboard.clear()
        self._text = ""
