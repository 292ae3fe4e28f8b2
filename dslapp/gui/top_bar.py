"""The bar at the top: search everything, log an incident, whom to ring, cover, lock."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from dslapp.gui.theme.appearance import tokens_of
from dslapp.gui.theme.icons import icon
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.field import named

SEARCH_AFTER_MS = 150
"""A pause in typing after which the words are looked for."""
LEAST_LETTERS = 2


class TopBar(QFrame):
    """Each button sends a signal; `searched` carries the words."""

    searched = Signal(str)
    log_incident = Signal()
    contacts = Signal()
    cover = Signal()
    lock = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "top")
        self.search = named(QLineEdit(), "Search everything", "Control K comes here from anywhere")
        self.search.setPlaceholderText("Search everything (Ctrl+K)")
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(60 * GRID)
        self._glass = QAction(self)
        self.search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SEARCH_AFTER_MS)
        self.log = Button("Log an i&ncident", "primary", "plus", "Ctrl+N")
        self._bar = (
            Button("C&ontacts", "bar", "phone", "Whom to ring, F2"),
            Button("Co&ver", "bar", "eye-off", "Hide everything behind your PIN, F9"),
            Button("&Lock", "bar", "lock", "Close the casebook until the passphrase is given, Ctrl+L"),
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        row.setSpacing(GRID)
        row.addWidget(self.search, 10)
        row.addStretch(1)
        row.addWidget(self.log)
        for button, signal in zip(self._bar, (self.contacts, self.cover, self.lock), strict=True):
            row.addWidget(button)
            button.clicked.connect(signal)
        self.log.clicked.connect(self.log_incident)
        self.search.textEdited.connect(self._typed)
        self.search.returnPressed.connect(self._send)
        self._pause.timeout.connect(self._send)
        for keys, act in (("Ctrl+K", self._to_search), ("Ctrl+N", self.log_incident.emit), ("F2", self.contacts.emit)):
            QShortcut(QKeySequence(keys), self, act, context=Qt.ShortcutContext.WindowShortcut)
        self._draw()

    def show_words(self, shown: bool) -> None:
        """Put words on the buttons, or icons alone when the window is narrow; the primary button keeps its words."""
        for button in self._bar:
            button.words_shown(shown)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and hasattr(self, "_glass"):
            self._draw()

    def _draw(self) -> None:
        self._glass.setIcon(icon("search", tokens_of(self).muted))

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _typed(self, words: str) -> None:
        if len(words.strip()) >= LEAST_LETTERS:
            self._pause.start()
        else:
            self._pause.stop()

    def _send(self) -> None:
        self._pause.stop()
        if words := self.search.text().strip():
            self.searched.emit(words)
