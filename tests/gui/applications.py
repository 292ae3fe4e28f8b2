"""A whole application in a test: somebody unlocks it, and it ends with all its windows."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dslapp.gui.application import Application
from dslapp.gui.opening.unlock_page import UnlockPage
from dslapp.gui.window import MainWindow
from tests.casebooks import DSL, PASSPHRASES


def sit_down(application: Application, qtbot: QtBot) -> MainWindow:
    """The DSL types the passphrase; the casebook's window, once it is there."""
    type_passphrase(application, qtbot)
    qtbot.waitUntil(lambda: application.window is not None)
    assert application.window is not None
    return application.window


def type_passphrase(application: Application, qtbot: QtBot) -> None:
    """Type it as soon as the page knows whose it is."""
    page = application.opening.page
    assert isinstance(page, UnlockPage)
    qtbot.waitUntil(lambda: page.who is not None)
    qtbot.keyClicks(page.passphrase.line, PASSPHRASES[DSL])
    qtbot.keyClick(page.passphrase.line, Qt.Key.Key_Return)


def end(application: Application) -> None:
    """Close it with what it shows."""
    application.close()
    for window in (application.window, application.opening):
        if window is not None:
            window.close()
            window.deleteLater()
