"""The whole window, from unlocking to the lock that starts the program afresh."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.school import Access
from dslapp.gui.application import Application
from dslapp.gui.log_incident.page import LogIncidentPage
from dslapp.gui.opening.first_pin_page import FirstPinPage
from dslapp.gui.routes import ToLogIncident
from dslapp.gui.tasks import UNTIL_LOCKED
from dslapp.services.access.cover_screen import set_cover_pin
from dslapp.services.access.unlock_casebook import lock_casebook, unlock_casebook
from dslapp.services.program import Program
from dslapp.services.session import Session
from dslapp.services.window.window_look import WindowLook
from tests.casebooks import DSL, PASSPHRASES
from tests.gui.applications import end, sit_down, type_passphrase
from tests.gui.scripted_prompter import ScriptedPrompter


@pytest.fixture
def application(
    qapp: QApplication, qtbot: QtBot, known: Program, casebook_folder: Path, afresh: list[str]
) -> Iterator[Application]:
    session = unlock_casebook(known, casebook_folder, DSL, PASSPHRASES[DSL])
    set_cover_pin(session, "2846")
    lock_casebook(session)
    application = Application(qapp, known, lambda: afresh.append("afresh"), ScriptedPrompter())
    application.opening.show()
    yield application
    end(application)
    application.wear(WindowLook(theme="light"))


def last_sitting(known: Program, folder: Path) -> tuple[Sequence[str], list[str]]:
    """What was done in the journal, and which drafts there are."""
    session: Session = unlock_casebook(known, folder, DSL, PASSPHRASES[DSL])
    rows = session.casebook.connection.execute(
        "SELECT entity_id FROM version WHERE entity_type = 'access' ORDER BY seq"
    )
    done = [session.casebook.history(entity_id=row[0])[0].entity for row in rows.fetchall()]
    drafts = [draft.content for draft in session.casebook.drafts()]
    lock_casebook(session)
    return [access.what for access in done if isinstance(access, Access)][:-1], drafts


def test_unlocking_shows_the_casebook_in_place_of_the_first_page(application: Application, qtbot: QtBot) -> None:
    sit_down(application, qtbot)
    assert application.window is not None
    assert application.window.isVisible()
    assert not application.opening.isVisible()
    assert application.window.windowTitle() == "DSL Casebook", "no school and no case in the task bar"


def test_locking_keeps_every_word_and_starts_afresh(
    application: Application, qtbot: QtBot, afresh: list[str], known: Program, casebook_folder: Path
) -> None:
    sit_down(application, qtbot)
    window = application.window
    assert window is not None
    window.go(ToLogIncident())
    page = window.page
    assert isinstance(page, LogIncidentPage)
    qtbot.waitUntil(lambda: page.what.isEnabled() and page._draft is not None)
    page.what.setFocus()
    focused = window.focusWidget()
    assert focused is not None
    qtbot.keyClicks(focused, "He said nobody wants me.")
    window.lock()
    qtbot.waitUntil(lambda: afresh == ["afresh"])
    done, drafts = last_sitting(known, casebook_folder)
    assert done[-2:] == ["unlocked", "locked"]
    assert any("He said nobody wants me." in draft for draft in drafts)


def test_closing_the_window_locks_too(
    application: Application, qtbot: QtBot, afresh: list[str], known: Program, casebook_folder: Path
) -> None:
    sit_down(application, qtbot)
    assert application.window is not None
    application.window.close()
    application.close()
    assert last_sitting(known, casebook_folder)[0][-2:] == ["unlocked", "locked"]
    assert afresh == []


def test_an_unlocked_casebook_is_locked_when_nobody_chooses_a_pin(
    qapp: QApplication, qtbot: QtBot, known: Program, afresh: list[str]
) -> None:
    application = Application(qapp, known, lambda: afresh.append("afresh"), ScriptedPrompter())
    application.opening.show()
    type_passphrase(application, qtbot)
    qtbot.waitUntil(lambda: isinstance(application.opening.page, FirstPinPage))
    assert application.idle is not None
    application.idle.lock_due.emit()
    qtbot.waitUntil(lambda: afresh == ["afresh"])
    application.close()
    application.opening.close()
    application.opening.deleteLater()


def test_a_failure_that_no_page_takes_is_told(application: Application, qtbot: QtBot) -> None:
    application.tasks.problem.emit(EnvironmentProblem("The disk is full."))
    assert isinstance(application.prompter, ScriptedPrompter)
    assert application.prompter.asked == ["The disk is full."]


def test_the_look_is_put_on_before_anything_is_shown(
    qapp: QApplication, application: Application, program: Program
) -> None:
    application.wear(WindowLook(theme="dark", text_size=130))
    assert qapp.palette().window().color().lightness() < 64


@pytest.mark.parametrize("way", ["by hand", "idle", "computer"])
def test_locking_waits_for_no_pack(
    application: Application, qtbot: QtBot, afresh: list[str], known: Program, casebook_folder: Path, way: str
) -> None:
    sit_down(application, qtbot)
    window, begun, told = application.window, Event(), list[str]()
    assert window is not None

    def pack(cancel: Event) -> None:
        begun.set()
        told.append("stopped" if cancel.wait(60) else "written")

    application.tasks.submit(pack, lane="files", cancellable=True, stopped_with=UNTIL_LOCKED)
    application.tasks.submit(told.append, "thumbnail", lane="files", latest="picture")
    assert begun.wait(30)
    if way == "by hand":
        window.lock()
    elif way == "idle":
        assert application.idle is not None
        application.idle.lock_due.emit()
    else:
        application._computer_leaves()
    qtbot.waitUntil(lambda: afresh == ["afresh"], timeout=10_000)
    assert told == ["stopped"]
    assert last_sitting(known, casebook_folder)[0][-2:] == ["unlocked", "locked"]
