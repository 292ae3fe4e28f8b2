"""Restoring from the first page: which backup, who, why; over a casebook, or onto a new computer."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from dslapp.domain.entity import MemberId
from dslapp.gui.backups.restore_page import SHEET, RestorePage
from dslapp.gui.tasks import TaskRunner
from dslapp.gui.widgets.buttons import Button
from dslapp.services.access.unlock_casebook import who_may_open
from dslapp.services.backups.back_up import add_place, back_up
from dslapp.services.program import Program
from tests.casebooks import DSL, PASSPHRASES, SettableClock, unlock
from tests.gui.accessibility import assert_accessible, clipped
from tests.gui.scripted_prompter import ScriptedPrompter

MakePage = Callable[..., RestorePage]


@pytest.fixture
def stick(tmp_path: Path, casebook_folder: Path, clock: SettableClock, tasks: TaskRunner) -> Path:
    """A stick with one backup."""
    folder = tmp_path / "stick"
    folder.mkdir()

    def make() -> None:
        session = unlock(casebook_folder, DSL, clock)
        back_up(session, add_place(session, "Red stick in the safe", folder, "stick").id)
        session.opened.close()
        session.pictures.close()

    tasks.on_casebook(make)
    return folder


@pytest.fixture
def make_page(qtbot: QtBot, tasks: TaskRunner, tmp_path: Path, clock: SettableClock) -> Iterator[MakePage]:
    program = Program(clock=clock, settings=tmp_path / "settings", casebooks=tmp_path)
    pages: list[RestorePage] = []

    def make(casebook: Path | None, prompter: ScriptedPrompter | None = None) -> RestorePage:
        page = RestorePage(program, tasks, prompter or ScriptedPrompter(), casebook)
        pages.append(page)
        qtbot.addWidget(page)
        page.resize(1000, 1600)
        page.show()
        page.arrive()
        qtbot.waitUntil(lambda: page.which_words.text() != "Looking for backups…")
        return page

    yield make
    pages.clear()


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def fill_in(page: RestorePage, qtbot: QtBot, folder: Path, passphrase: str = PASSPHRASES[DSL]) -> None:
    qtbot.waitUntil(lambda: page.who is not None)
    assert page.who is not None
    page.who.set_value(dsl(folder))
    page.passphrase.set_text(passphrase)
    page.reason.setPlainText("The laptop was stolen.")


def dsl(folder: Path) -> MemberId:
    return next(door.member_id for door in who_may_open(folder) if "JH" in door.label)


def test_the_backups_that_are_known_are_offered_and_restored(
    make_page: MakePage, casebook_folder: Path, stick: Path, qtbot: QtBot
) -> None:
    page = make_page(casebook_folder)
    qtbot.waitUntil(lambda: page.who is not None)
    assert page.backups is not None
    (offered,) = page.backups.findChildren(Button)
    assert offered.accessibleName().startswith("Which backup: Friday 13 November 2026, 16:50 GMT · ")
    assert offered.accessibleName().endswith("stick"), "where it lies: what it is called is kept inside the casebook"
    fill_in(page, qtbot, casebook_folder)
    page.restore.click()
    qtbot.waitUntil(lambda: page.unlock.isVisibleTo(page))
    assert "Thornmoss.casebook/quarantine/20261113T165000Z" in said(page.outcome)
    assert page.passphrase.text() == ""
    with qtbot.waitSignal(page.restored) as restored:
        page.unlock.click()
    assert restored.args == [casebook_folder]


def test_on_a_new_computer_the_stick_is_shown_and_the_casebook_gets_a_name(
    make_page: MakePage, casebook_folder: Path, stick: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    page = make_page(None, ScriptedPrompter(choose_folder=[stick]))
    assert "None is known here." in said(page)
    page.look.click()
    fill_in(page, qtbot, casebook_folder)
    page.restore.click()
    assert page.name_field.error()
    page.name.setText("Thornmoss pupils")
    page.restore.click()
    qtbot.waitUntil(lambda: page.unlock.isVisibleTo(page))
    assert (tmp_path / "Thornmoss pupils.casebook" / "casebook-1.db").exists()


def test_what_is_missing_is_said_at_its_field(
    make_page: MakePage, casebook_folder: Path, stick: Path, qtbot: QtBot
) -> None:
    page = make_page(casebook_folder)
    qtbot.waitUntil(lambda: page.who is not None)
    page.restore.click()
    assert page.passphrase_field.error() == "Type your passphrase."
    page.passphrase.set_text("walnut")
    page.restore.click()
    assert "Write why" in page.reason_field.error()
    assert page.who is not None
    page.who.button(SHEET).click()
    page.sheet.setPlainText("AB")
    page.restore.click()
    assert "still missing" in page.sheet_field.error()


def test_a_wrong_passphrase_is_said_and_can_be_typed_again(
    make_page: MakePage, casebook_folder: Path, stick: Path, qtbot: QtBot
) -> None:
    page = make_page(casebook_folder)
    fill_in(page, qtbot, casebook_folder, "not the passphrase at all")
    page.restore.click()
    qtbot.waitUntil(lambda: page.trouble.isVisibleTo(page))
    assert "That did not open the casebook." in said(page.trouble)
    assert page.restore.isEnabled()


def test_a_folder_without_backups_is_said_so(make_page: MakePage, tmp_path: Path, qtbot: QtBot) -> None:
    page = make_page(None, ScriptedPrompter(choose_folder=[tmp_path]))
    page.look.click()
    qtbot.waitUntil(lambda: "There is no backup in that folder." in said(page))


def test_it_is_accessible(make_page: MakePage, casebook_folder: Path, stick: Path, qtbot: QtBot) -> None:
    page = make_page(casebook_folder)
    qtbot.waitUntil(lambda: page.who is not None)
    qtbot.waitUntil(lambda: clipped(page) == [])
    assert_accessible(page)
