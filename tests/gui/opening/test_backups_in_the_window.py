"""The whole window and its backups: one at the lock, and a restore that closes the casebook and starts afresh."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dslapp.domain.case.incident import Incident
from dslapp.domain.trust.entries import BackupPlace, Restored
from dslapp.gui.application import Application
from dslapp.gui.backups.page import BackupsPage
from dslapp.gui.computer_lock import ComputerLock
from dslapp.gui.routes import ToBackups, ToLogIncident
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.window import MainWindow
from dslapp.services.access.cover_screen import set_cover_pin
from dslapp.services.access.unlock_casebook import lock_casebook, unlock_casebook
from dslapp.services.backups.back_up import add_place, back_up
from dslapp.services.backups.restore_backup import backups_at
from dslapp.services.program import Program
from dslapp.services.window.window_look import WindowLook
from tests.casebooks import DSL, PASSPHRASES
from tests.cases import bare_case
from tests.gui.applications import end, sit_down
from tests.gui.scripted_prompter import ScriptedPrompter


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def place(known: Program, casebook_folder: Path, stick: Path) -> BackupPlace:
    """A place with one backup; the DSL has a PIN."""
    session = unlock_casebook(known, casebook_folder, DSL, PASSPHRASES[DSL])
    set_cover_pin(session, "2846")
    place = add_place(session, "Red stick", stick, "stick")
    back_up(session, place.id)
    lock_casebook(session)
    return place


@pytest.fixture
def application(qapp: QApplication, known: Program, place: BackupPlace, afresh: list[str]) -> Iterator[Application]:
    application = Application(qapp, known, lambda: afresh.append("afresh"), ScriptedPrompter())
    application.opening.show()
    yield application
    end(application)
    application.wear(WindowLook(theme="light"))


@pytest.fixture
def window(application: Application, qtbot: QtBot) -> MainWindow:
    return sit_down(application, qtbot)


def log_a_case(application: Application) -> None:
    assert application.session is not None
    application.tasks.on_casebook(bare_case, application.session)


def test_the_lock_backs_up_what_was_saved(
    application: Application, window: MainWindow, qtbot: QtBot, stick: Path, afresh: list[str]
) -> None:
    log_a_case(application)
    window.lock()
    qtbot.waitUntil(lambda: afresh == ["afresh"])
    assert len(backups_at(stick)) == 2


def test_where_the_computer_falls_asleep_the_lock_waits_for_no_backup(
    application: Application, window: MainWindow, qtbot: QtBot, stick: Path, afresh: list[str]
) -> None:
    log_a_case(application)
    computer = application.findChild(ComputerLock)
    assert computer is not None
    computer.changed(True)
    qtbot.waitUntil(lambda: afresh == ["afresh"])
    assert len(backups_at(stick)) == 1


def test_a_lock_after_which_nothing_is_new_makes_no_backup(
    window: MainWindow, qtbot: QtBot, stick: Path, afresh: list[str]
) -> None:
    window.lock()
    qtbot.waitUntil(lambda: afresh == ["afresh"])
    assert len(backups_at(stick)) == 1


def test_a_restore_locks_the_window_and_the_next_unlock_finds_the_backup(
    application: Application, window: MainWindow, qtbot: QtBot, known: Program, casebook_folder: Path,
    afresh: list[str],
) -> None:  # fmt: skip
    log_a_case(application)
    window.go(ToLogIncident())  # a page with a draft of its own, which is left before
    window.go(ToBackups())
    page = window.page
    assert isinstance(page, BackupsPage)
    qtbot.waitUntil(lambda: bool(page.cards))
    page.cards[0].show_list()
    qtbot.waitUntil(lambda: page.cards[0].listed.isVisible())
    oldest = [each for each in page.cards[0].listed.findChildren(Button) if each.text().startswith("Restore")][-1]
    oldest.click()
    page.restore.reason.setPlainText("The wrong child was named.")
    page.restore.restore.click()
    qtbot.waitUntil(lambda: afresh == ["afresh"], timeout=20_000)
    session = unlock_casebook(known, casebook_folder, DSL, PASSPHRASES[DSL])
    assert len(session.casebook.select(Restored)) == 1
    assert session.casebook.select(Incident) == []
    lock_casebook(session)
