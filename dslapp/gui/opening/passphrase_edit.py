"""Where a passphrase is typed: hidden, shown while a button is held, with a warning when Caps Lock is on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.text import Words

LONGEST = 1_000
"""Characters."""
CAPS_LOCK_WORDS = "Caps Lock is on."


class PassphraseEdit(QWidget):
    """A line for a passphrase. `changed` follows each key, `entered` is Enter."""

    changed = Signal()
    entered = Signal()

    def __init__(self, name: str = "Passphrase", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = _SecretLine()
        self.line.setMaxLength(LONGEST)
        self.show_button = Button("Sho&w", "secondary", "eye", "Shows the passphrase while it is held down")
        self.show_button.setAccessibleName(f"Show: {name}")
        self._caps = Words(tone="warning")
        self._caps.hide()
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.line, 1)
        row.addWidget(self.show_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(row)
        column.addWidget(self._caps)
        self.setFocusProxy(self.line)
        self.show_button.pressed.connect(lambda: self.line.setEchoMode(QLineEdit.EchoMode.Normal))
        self.show_button.released.connect(lambda: self.line.setEchoMode(QLineEdit.EchoMode.Password))
        self.line.textChanged.connect(self.changed)
        self.line.returnPressed.connect(self.entered)
        self.line.caps_lock.connect(self._warn)

    def setAccessibleName(self, name: str) -> None:
        """Name the line itself: that is where the focus stands."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def setAccessibleDescription(self, words: str) -> None:
        """Describe the line itself."""
        super().setAccessibleDescription(words)
        self.line.setAccessibleDescription(words)

    def text(self) -> str:
        """What is typed."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Put a passphrase in."""
        self.line.setText(text)

    def select_all(self) -> None:
        """Put the cursor here, so that the next key replaces what is typed."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.selectAll()

    def caps_lock_warning(self) -> str:
        """The warning that is shown, or an empty text."""
        return self._caps.text() if self._caps.isVisibleTo(self) else ""

    def _warn(self, on: bool) -> None:
        self._caps.setText(CAPS_LOCK_WORDS if on else "")
        self._caps.setVisible(on)


class _SecretLine(QLineEdit):
    """Hides what is typed, and notices Caps Lock by the letters that arrive: Qt cannot ask for the key's state."""

    caps_lock = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        hint = Qt.InputMethodHint
        self.setInputMethodHints(hint.ImhSensitiveData | hint.ImhNoPredictiveText | hint.ImhNoAutoUppercase)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._on = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Compare each letter with the Shift key."""
        text = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self._note(not self._on)
        elif len(text) == 1 and text.lower() != text.upper():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._note((text == text.upper()) != shift)
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The warning belongs to typing here."""
        super().focusOutEvent(event)
        self._note(False)

    def _note(self, on: bool) -> None:
        if on != self._on:
            self._on = on
            self.caps_lock.emit(on)
