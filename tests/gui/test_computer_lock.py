"""When the computer sleeps or locks, the program does too."""

import ctypes
import shutil
import subprocess
import sys
from ctypes import wintypes

import pytest
from PySide6.QtCore import QByteArray
from pytestqt.qtbot import QtBot

from dslapp.gui.computer_lock import (
    PBT_APMSUSPEND,
    WM_POWERBROADCAST,
    WM_WTSSESSION_CHANGE,
    WTS_SESSION_LOCK,
    ComputerLock,
    WindowsMessages,
)

WM_PAINT = 0x000F


@pytest.mark.parametrize(
    ("message", "parameter", "locks"),
    [
        pytest.param(WM_POWERBROADCAST, PBT_APMSUSPEND, True, id="sleep locks"),
        pytest.param(WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK, True, id="Windows' own lock locks"),
        pytest.param(WM_PAINT, WTS_SESSION_LOCK, False, id="any other message does not"),
    ],
)
def test_windows_messages(qtbot: QtBot, message: int, parameter: int, locks: bool) -> None:
    lock, heard = ComputerLock(), []
    lock.closing.connect(lambda: heard.append(True))
    sent = wintypes.MSG(message=message, wParam=parameter)
    passed_on = WindowsMessages(lock).nativeEventFilter(QByteArray(b"windows_generic_MSG"), ctypes.addressof(sent))
    assert (passed_on, heard == [True]) == (False, locks)


def test_waking_up_does_not_lock(qtbot: QtBot) -> None:
    lock = ComputerLock()
    with qtbot.assertNotEmitted(lock.closing):
        lock.changed(False)


@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("dbus-run-session"), reason="needs a D-Bus of its own")
def test_a_screen_saver_on_linux_locks() -> None:
    """In a process of its own, since Qt connects to the session bus once."""
    program = (
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtDBus import QDBusConnection, QDBusMessage\n"
        "from PySide6.QtWidgets import QApplication, QWidget\n"
        "from dslapp.gui.computer_lock import ComputerLock\n"
        "app, lock = QApplication([]), ComputerLock()\n"
        "lock.closing.connect(lambda: app.exit(7))\n"
        "lock.listen(app, QWidget())\n"
        "bus = QDBusConnection.sessionBus()\n"
        "assert bus.registerService('org.freedesktop.ScreenSaver')\n"
        "name = 'org.freedesktop.ScreenSaver'\n"
        "says = QDBusMessage.createSignal('/org/freedesktop/ScreenSaver', name, 'ActiveChanged')\n"
        "says.setArguments([True])\n"
        "QTimer.singleShot(0, lambda: bus.send(says))\n"
        "QTimer.singleShot(20_000, app.quit)\n"
        "raise SystemExit(app.exec())\n"
    )
    ran = subprocess.run(["dbus-run-session", "--", sys.executable, "-c", program], capture_output=True, text=True)
    assert ran.returncode == 7, ran.stderr
