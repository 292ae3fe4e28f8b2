"""The cover: hides every window of the program at once, and lifts for a short PIN."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, QObject, QRegularExpression, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QToolTip, QVBoxLayout, QWidget
from shiboken6 import isValid

from dslapp.domain.problems import Problem
from dslapp.gui.prompter import CLOSES_WHEN_COVERED, TITLE
from dslapp.gui.tasks import TaskRunner
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.text import Heading, Words
from dslapp.gui.widgets.wrapping import WrapLayout

TRIES = 3
LIFTED_IN_WORDS = "Enter your PIN to go on."


class Curtain(QWidget):
    """Lies over one window and shows nothing."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("part", "curtain")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Covered")
        window.installEventFilter(self)
        self._fit()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.ChildAdded):
            self._fit()
        return False

    def _fit(self) -> None:
        window = self.parentWidget()
        if window is not None:
            self.setGeometry(window.rect())
            self.raise_()


class PinCard(QDialog):
    """Asks for the PIN in front of everything. It cannot be closed; `entered` carries what was typed."""

    entered = Signal(str)
    lock_wanted = Signal()

    def __init__(self, window: QWidget, *, has_pin: bool) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(TITLE)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setProperty("ground", "surface")
        self._pin = QLineEdit()
        self._pin.setEchoMode(QLineEdit.EchoMode.Password)
        self._pin.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]{0,8}"), self))
        self._pin.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
        self._field = Field("Your &PIN", self._pin, "4 to 8 digits")
        self._field.setVisible(has_pin)
        self._lift = Button("&Uncover", "primary")
        self._lift.setVisible(has_pin)
        self._lift.setDefault(True)
        lock = Button("&Lock instead", "secondary", "lock", "The passphrase opens it again")
        buttons = WrapLayout()
        buttons.addWidget(self._lift)
        buttons.addWidget(lock)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(Heading("DSL Casebook is covered", 2))
        column.addWidget(
            Words(LIFTED_IN_WORDS if has_pin else "You have not set a PIN. Lock, then use your passphrase.")
        )
        column.addWidget(self._field)
        column.addLayout(buttons)
        self.setFixedWidth(44 * GRID)
        self._lift.clicked.connect(self._send)
        self._pin.returnPressed.connect(self._send)
        lock.clicked.connect(self.lock_wanted)

    def ask(self, error: str = "") -> None:
        """Ask for the PIN (again), with what was wrong."""
        self._pin.clear()
        self._pin.setEnabled(True)
        self._lift.setEnabled(True)
        self._field.show_error(error)
        self.adjustSize()
        self._pin.setFocus()

    def reject(self) -> None:
        """Escape does not lift the cover."""

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nor does the window's own close button."""
        event.ignore()

    def _send(self) -> None:
        if len(self._pin.text()) < 4:
            self._field.show_error("A PIN has 4 to 8 digits.")
            return
        self._pin.setEnabled(False)
        self._lift.setEnabled(False)
        self.entered.emit(self._pin.text())


class Cover(QObject):
    """Draws curtains over all windows and asks for the PIN.

    `check_pin` runs on the casebook's thread and says whether the PIN is right; None means that no PIN is set, so that
    only the passphrase leads back. `lifted` says that the person is back; `lock_due` that three tries were wrong, or
    that they chose to lock.
    """

    drawn = Signal()
    lifted = Signal()
    lock_due = Signal()

    def __init__(
        self, app: QApplication, window: QWidget, tasks: TaskRunner, check_pin: Callable[[str], bool] | None
    ) -> None:
        super().__init__(window)
        self._app, self._window, self._tasks, self.check_pin = app, window, tasks, check_pin
        self._curtains: list[Curtain] = []
        self._card: PinCard | None = None
        self._wrong = 0
        self._sealed = False

    @property
    def is_drawn(self) -> bool:
        """Whether the program is covered."""
        return self._card is not None

    def draw(self) -> None:
        """Cover everything now: menus close, file dialogs close, dialogs and the window vanish behind curtains."""
        if self._card is not None:
            return
        while popup := QApplication.activePopupWidget():
            if not popup.close():
                break
        QToolTip.hideText()
        self._card = card = PinCard(self._window, has_pin=self.check_pin is not None)
        card.entered.connect(self._try)
        card.lock_wanted.connect(self.lock_due)
        for window in QApplication.topLevelWidgets():
            self._hide(window)
        self._app.installEventFilter(self)
        self.come_forward()
        self.drawn.emit()

    def seal(self) -> None:
        """Cover everything for good: no PIN lifts it any more, the casebook is being locked."""
        self.draw()
        self._sealed = True
        if self._card is not None:
            self._card.setEnabled(False)

    def come_forward(self) -> None:
        """Show the PIN card in front of every other window, unless the program is minimised."""
        if self._card is None or self._window.isMinimized() or not self._window.isVisible():
            return
        self._card.hide()
        self._card.adjustSize()
        place = self._card.frameGeometry()
        place.moveCenter(self._window.frameGeometry().center())
        self._card.move(place.topLeft())
        self._card.show()
        self._card.raise_()
        self._card.activateWindow()
        self._card.ask()

    def remove(self) -> None:
        """Take the cover away, without a word."""
        if self._card is None:
            return
        self._app.removeEventFilter(self)
        card, self._card, self._wrong = self._card, None, 0
        card.hide()
        card.deleteLater()
        for curtain in filter(isValid, self._curtains):
            curtain.hide()
            curtain.deleteLater()
        self._curtains.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hide any window that opens while the program is covered."""
        opens = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if opens and self._hide(cast(QWidget, watched)) and cast(QWidget, watched).isModal():
            QTimer.singleShot(0, self.come_forward)
        return False

    def _hide(self, window: QWidget) -> bool:
        if window is self._card or not window.isVisible() or window.windowType() == Qt.WindowType.ToolTip:
            return False
        if isinstance(window, QDialog) and window.property(CLOSES_WHEN_COVERED):
            window.reject()
            return False
        self._curtains = [curtain for curtain in self._curtains if isValid(curtain)]
        if any(curtain.parentWidget() is window for curtain in self._curtains):
            return False
        self._curtains.append(Curtain(window))
        return True

    def _try(self, pin: str) -> None:
        assert self.check_pin is not None
        self._tasks.submit(self.check_pin, pin, done=self._answered, failed=self._not_answered)

    def _not_answered(self, problem: Problem) -> None:
        """The casebook could not be asked: that is no wrong PIN."""
        if self._card is not None and not self._sealed:
            self._card.ask(f"{problem.message} {problem.way_forward}".strip())

    def _answered(self, right: bool) -> None:
        if self._card is None or self._sealed:
            return
        if right:
            self.remove()
            self.lifted.emit()
            return
        self._wrong += 1
        if self._wrong >= TRIES:
            self.lock_due.emit()
            return
        left = TRIES - self._wrong
        tries = "1 try" if left == 1 else f"{left} tries"
        self._card.ask(f"That is not your PIN. You have {tries} left, then the passphrase is needed.")
