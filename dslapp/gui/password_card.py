"""The password of a file that was just saved: shown once, copied for half a minute, to be told another way."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from dslapp.gui.case.clipboard_copy import ClipboardCopy
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.text import Words

ANOTHER_WAY = (
    "Send the password another way than the file: ring them on a number that you know, or tell them in person. "
    "Never in the same e-mail."
)
ONCE = "It is shown once and kept nowhere. If it is lost, save the file again: that makes a new one."


class PasswordCard(Card):
    """Hidden until there is a password. `hand_over` is sent when the person wants to note the handing over."""

    hand_over = Signal()

    def __init__(self, *, with_hand_over: bool, parent: QWidget | None = None) -> None:
        super().__init__("The password", parent)
        self._copies = ClipboardCopy(QGuiApplication.clipboard(), self)
        self._password = Words(part="mono")
        self._password.setAccessibleName("The password")
        self._file = Words(part="hint")
        self._copied = Words(part="hint")
        self.copy_button = Button("&Copy the password", "secondary", "copy")
        self.hide_button = Button("Hide the password", "quiet", "eye-off")
        self.hand_over_button = Button("Note the handing over", "secondary", "send")
        self.copy_button.clicked.connect(self._copy)
        self.hide_button.clicked.connect(self.clear)
        self.hand_over_button.clicked.connect(self.hand_over)
        self.hand_over_button.setVisible(with_hand_over)
        for part in (
            self._password, self.copy_button, self._copied, Words(ANOTHER_WAY, "strong"), Words(ONCE, "hint"),
            self._file, self.hand_over_button, self.hide_button,
        ):  # fmt: skip
            self.body.addWidget(part)
        self.hide()

    @property
    def password(self) -> str:
        """The password on the screen, or an empty text."""
        return self._password.text()

    def show_password(self, password: str, file_name: str) -> None:
        """Show the password that opens the file of that name."""
        self._password.setText(password)
        self._file.setText(f"It opens {file_name}, which was saved and read back.")
        self._copied.hide()
        self.show()
        self.copy_button.setFocus()

    def clear(self) -> None:
        """Take the password off the screen and, if it is still there, off the clipboard."""
        self._copies.clear()
        self._password.setText("")
        self.hide()

    def _copy(self) -> None:
        self._copies.put(self.password)
        self._copied.setText("It can be pasted for 30 seconds.")
        self._copied.show()
