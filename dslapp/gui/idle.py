"""Watches over the whole program: covered after three idle minutes, locked after ten or when the computer slept."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

COVER_AFTER_S = 3 * 60
LOCK_AFTER_S = 10 * 60
TICK_S = 1
SLEPT_S = 30
"""A gap between two ticks that is longer than this means that the computer slept."""

ACTIVITY = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletMove,
    }
)


class IdleWatch(QObject):
    """Sees every key and mouse event of the program, dialogs included; F9 and Ctrl+L work wherever they are pressed.

    `cover_due` and `lock_due` are the answers. While the program is covered, nothing but lifting counts as activity.
    `awake` and `wall` are two clocks in seconds: one that may stand still while the computer sleeps, one that does not.
    """

    cover_due = Signal()
    lock_due = Signal()

    def __init__(
        self,
        app: QApplication,
        awake: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.app, self._awake, self._wall = app, awake, wall
        self._covered = False
        self._active_at = self._awake_at = awake()
        self._wall_at = wall()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_S * 1000)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        app.installEventFilter(self)

    def covered(self) -> None:
        """The program is covered: from here on the ten minutes run, whatever is pressed."""
        self._covered = True

    def lifted(self) -> None:
        """The cover was lifted by the person who knows the PIN."""
        self._covered = False
        self._active_at = self._awake()

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        self.app.removeEventFilter(self)

    def tick(self) -> None:
        """Compare the clocks; called every second."""
        awake, wall = self._awake(), self._wall()
        slept = max(awake - self._awake_at, wall - self._wall_at) > SLEPT_S
        self._awake_at, self._wall_at = awake, wall
        idle = awake - self._active_at
        if slept or idle >= LOCK_AFTER_S:
            self.lock_due.emit()
        elif idle >= COVER_AFTER_S and not self._covered:
            self.cover_due.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note activity; let every event pass but the two keys."""
        if event.type() not in ACTIVITY:
            return False
        if not self._covered:
            self._active_at = self._awake()
        return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._is_ours(event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_F9 and not event.modifiers():
            self.cover_due.emit()
            return True
        if event.key() == Qt.Key.Key_L and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.lock_due.emit()
            return True
        return False
