"""Hears from the computer that it goes to sleep or that its own lock closes."""

import ctypes
import sys
from ctypes import wintypes

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QByteArray, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection
from PySide6.QtWidgets import QApplication, QWidget

WM_POWERBROADCAST, PBT_APMSUSPEND = 0x0218, 0x0004
WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK = 0x02B1, 0x7
THIS_SESSION = 0
WINDOWS_LEAVES = {(WM_POWERBROADCAST, PBT_APMSUSPEND), (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK)}

SCREEN_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")


class ComputerLock(QObject):
    """Sends `closing` when the computer sleeps or locks itself. Where none is heard, `IdleWatch` sees the gap."""

    closing = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages: WindowsMessages | None = None

    def listen(self, app: QApplication, window: QWidget) -> None:
        """Start to listen, in the way of this system."""
        if sys.platform == "win32":
            self._messages = WindowsMessages(self)
            app.installNativeEventFilter(self._messages)
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(wintypes.HWND(int(window.winId())), THIS_SESSION)
        elif sys.platform == "linux":
            self._listen_on_bus()

    def _listen_on_bus(self) -> None:
        slot = SLOT("changed(bool)")
        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        places = [(system, "org.freedesktop.login1", "org.freedesktop.login1.Manager", "PrepareForSleep")]
        places += [(session, name, name, "ActiveChanged") for name in SCREEN_SAVERS]
        for bus, name, interface, news in places:
            if bus.isConnected():
                path = "/" + name.replace(".", "/")
                bus.connect(name, path, interface, news, self, slot)  # type: ignore[call-overload]  # takes SLOT's text

    @Slot(bool)
    def changed(self, away: bool) -> None:
        """The computer goes away (True) or comes back (False)."""
        if away:
            self.closing.emit()


class WindowsMessages(QAbstractNativeEventFilter):
    """Looks through the messages of Windows for the two that matter."""

    def __init__(self, lock: ComputerLock) -> None:
        super().__init__()
        self._lock = lock

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> bool:
        """Let every message pass."""
        if kind == b"windows_generic_MSG":
            sent = wintypes.MSG.from_address(int(message))
            self._lock.changed((sent.message, sent.wParam) in WINDOWS_LEAVES)
        return False
