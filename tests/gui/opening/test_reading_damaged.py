"""What was saved of a damaged casebook is read in the usual window: each page opens, and says that nothing is saved."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dslapp.domain.entity import IncidentId
from dslapp.gui.application import Application
from dslapp.gui.opening.damaged_page import DamagedPage
from dslapp.gui.opening.unlock_page import UnlockPage
from dslapp.gui.routes import ToCase
from dslapp.services.program import Program
from tests import cases
from tests.casebooks import DSL, PASSPHRASES, SettableClock, unlock
from tests.gui.applications import end
from tests.gui.scripted_prompter import ScriptedPrompter

PAGE = 4096


@pytest.fixture
def case(casebook_folder: Path, clock: SettableClock) -> IncidentId:
    """A case in a casebook of which the first page and a few others are damaged."""
    session = unlock(casebook_folder, DSL, clock)
    case = cases.taunts(session)
    cases.coach(session)
    session.opened.close()
    session.pictures.close()
    data = bytearray(session.casebook.path.read_bytes())
    for page in (0, 20, len(data) // PAGE - 2):
        data[page * PAGE + 900] ^= 1
    session.casebook.path.write_bytes(data)
    return case


@pytest.fixture
def application(dressed: QApplication, known: Program, case: IncidentId) -> Iterator[Application]:
    application = Application(dressed, known, lambda: None, ScriptedPrompter())
    application.opening.show()
    yield application
    end(application)


def test_every_page_opens_and_none_crashes(qtbot: QtBot, application: Application, case: IncidentId) -> None:
    crashes: list[BaseException] = []
    busy = [False]
    application.tasks.crashed.connect(crashes.append)
    application.tasks.busy.connect(busy.append)
    unlock_page = application.opening.page
    assert isinstance(unlock_page, UnlockPage)
    qtbot.waitUntil(lambda: bool(unlock_page.doors))
    unlock_page.passphrase.set_text(PASSPHRASES[DSL])
    unlock_page.try_unlock()
    qtbot.waitUntil(lambda: isinstance(application.opening.page, DamagedPage), timeout=20_000)
    damaged = application.opening.page
    assert isinstance(damaged, DamagedPage)
    qtbot.waitUntil(lambda: damaged.ways.isVisibleTo(damaged) and damaged.read.isEnabled(), timeout=20_000)
    damaged.read.click()
    qtbot.waitUntil(lambda: application.window is not None, timeout=20_000)
    window = application.window
    assert window is not None
    assert "you are reading what could be saved" in window.status.words()
    for route in (*dict.fromkeys(entry.rail for entry in window._entries.values() if entry.rail), ToCase(case)):
        window.go(route)
        qtbot.waitUntil(lambda: not busy[-1], timeout=20_000)
    assert [repr(crash) for crash in crashes] == []
