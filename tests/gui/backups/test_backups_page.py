"""The Backups page: a place is added, backed up, proved; a backup is restored; what goes wrong is said where it is."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from dslapp.domain.entity import new_id
from dslapp.domain.trust.entries import BackupPlace, Drill, Restored
from dslapp.gui.backups.notice import BackupNotice
from dslapp.gui.backups.page import BackupsPage
from dslapp.gui.backups.place_card import PlaceCard
from dslapp.gui.backups.watch import BackupWatch
from dslapp.gui.desk import Desk
from dslapp.gui.routes import ToBackups
from dslapp.gui.widgets.buttons import Button
from dslapp.services.backups.back_up import add_place, back_up
from dslapp.services.backups.drill_backup import drill_backup
from tests.casebooks import DSL, SettableClock, unlock
from tests.cases import bare_case
from tests.gui.accessibility import assert_accessible, clipped
from tests.gui.scripted_prompter import ScriptedPrompter

MakePage = Callable[..., BackupsPage]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def place(desk: Desk, stick: Path) -> BackupPlace:
    return desk.tasks.on_casebook(add_place, desk.session, "Red stick in the safe", stick, "stick")


@pytest.fixture
def make_page(qtbot: QtBot) -> Iterator[MakePage]:
    pages: list[BackupsPage] = []

    def make(desk: Desk) -> BackupsPage:
        page = BackupsPage(desk)
        pages.append(page)
        qtbot.addWidget(page)
        page.resize(1100, 2000)
        page.show()
        page.enter(ToBackups())
        qtbot.waitUntil(lambda: page.summary.accessibleName() != "Information: Looking at the places…")
        return page

    yield make
    pages.clear()


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def only_card(page: BackupsPage) -> PlaceCard:
    (card,) = page.cards
    return card


def test_without_a_place_the_page_says_so_and_asks_for_one(make_page: MakePage, desk: Desk) -> None:
    page = make_page(desk)
    assert "There is no backup." in said(page.summary)
    assert page.form.isVisibleTo(page)


def test_a_place_is_added_and_backed_up_at_once(make_page: MakePage, desk: Desk, stick: Path, qtbot: QtBot) -> None:
    desk = replace(desk, prompter=ScriptedPrompter(choose_folder=[stick]))
    page = make_page(desk)
    page.form.choose.click()
    assert page.form.folder.text() == str(stick)
    page.form.label.setText("Red stick in the safe")
    page.form.add.click()
    qtbot.waitUntil(lambda: bool(page.cards) and "Backed up and read back." in said(only_card(page)))
    qtbot.waitUntil(lambda: "Last backup today" in said(page.summary))
    assert only_card(page).chip.words() == "Not due yet"
    assert not page.form.isVisibleTo(page)


def test_what_is_missing_is_said_at_its_field(make_page: MakePage, desk: Desk, stick: Path, qtbot: QtBot) -> None:
    page = make_page(desk)
    page.form.add.click()
    assert page.form.folder_field.error() == "Choose a folder."
    page.form.folder.setText(str(stick))
    page.form.add.click()
    qtbot.waitUntil(lambda: "Give the place a name" in page.form.label_field.error())


def test_a_backup_now_then_a_proof(make_page: MakePage, desk: Desk, place: BackupPlace, qtbot: QtBot) -> None:
    page = make_page(desk)
    assert only_card(page).chip.words() == "No backup yet"
    only_card(page).now_button.click()
    qtbot.waitUntil(lambda: only_card(page).chip.words() == "Not due yet")
    only_card(page).prove_button.click()
    qtbot.waitUntil(lambda: "Proved: this backup can be restored." in said(only_card(page)))
    qtbot.waitUntil(lambda: "Last proven restore: 13 November, " in said(page.summary))
    assert len(desk.tasks.on_casebook(desk.session.casebook.select, Drill)) == 1


def test_a_stick_that_is_in_the_drawer_is_said_so(
    make_page: MakePage, desk: Desk, place: BackupPlace, stick: Path, clock: SettableClock, qtbot: QtBot
) -> None:
    desk.tasks.on_casebook(back_up, desk.session, place.id)
    stick.rename(stick.with_name("drawer"))
    clock.forward(timedelta(days=3))
    page = make_page(desk)
    words = said(only_card(page))
    assert "Last backup 3 days ago, on Friday 13 November 2026" in words
    assert "It is not connected now." in words
    assert "Plug it in again by Friday 20 November 2026." in words
    only_card(page).now_button.click()
    qtbot.waitUntil(lambda: "This place cannot be reached now." in said(only_card(page)))


def test_a_place_is_used_no_more_after_a_question(
    make_page: MakePage, desk: Desk, place: BackupPlace, qtbot: QtBot
) -> None:
    page = make_page(replace(desk, prompter=ScriptedPrompter(confirm=[True])))
    only_card(page).withdraw_button.click()
    qtbot.waitUntil(lambda: page.cards == [])


def test_a_backup_is_restored_and_the_window_locks(
    make_page: MakePage, desk: Desk, place: BackupPlace, qtbot: QtBot, clock: SettableClock
) -> None:
    prompter = ScriptedPrompter()
    desk = replace(desk, prompter=prompter)
    desk.tasks.on_casebook(back_up, desk.session, place.id)
    desk.tasks.on_casebook(bare_case, desk.session)
    page = make_page(desk)
    only_card(page).list_button.click()
    qtbot.waitUntil(lambda: only_card(page).listed.isVisibleTo(page))
    (restore,) = [each for each in only_card(page).listed.findChildren(Button) if "Restore" in each.text()]
    restore.click()
    assert page.restore.isVisibleTo(page)
    page.restore.restore.click()
    assert page.restore.reason_field.error() == "Write why: it stands in the record."
    page.restore.reason.setPlainText("The wrong case was closed.")
    with qtbot.waitSignal(page.lock_wanted):
        page.restore.restore.click()
    assert prompter.asked == ["The backup is restored."]
    folder = desk.session.opened.folder

    def look() -> int:
        again = unlock(folder, DSL, clock)
        try:
            return len(again.casebook.select(Restored))
        finally:
            again.opened.close()
            again.pictures.close()

    assert desk.tasks.on_casebook(look) == 1


def test_no_card_comes_above_the_question_why_a_backup_is_restored(
    make_page: MakePage, desk: Desk, place: BackupPlace, clock: SettableClock, qtbot: QtBot
) -> None:
    desk.tasks.on_casebook(back_up, desk.session, place.id)
    page = make_page(desk)
    only_card(page).list_button.click()
    qtbot.waitUntil(lambda: only_card(page).listed.isVisibleTo(page))
    (restore,) = [each for each in only_card(page).listed.findChildren(Button) if "Restore" in each.text()]
    restore.click()
    before = only_card(page)
    clock.forward(timedelta(days=3))
    page.read()
    qtbot.waitUntil(lambda: only_card(page) is not before)
    assert not only_card(page).isVisibleTo(page)
    page.restore.cancel.click()
    assert only_card(page).isVisibleTo(page)


def test_giving_up_a_restore_changes_nothing(make_page: MakePage, desk: Desk, place: BackupPlace, qtbot: QtBot) -> None:
    desk.tasks.on_casebook(back_up, desk.session, place.id)
    page = make_page(desk)
    only_card(page).show_list()
    qtbot.waitUntil(lambda: only_card(page).listed.isVisibleTo(page))
    (restore,) = [each for each in only_card(page).listed.findChildren(Button) if "Restore" in each.text()]
    restore.click()
    page.restore.cancel.click()
    assert only_card(page).isVisibleTo(page)
    assert not page.restore.isVisibleTo(page)


def test_it_is_accessible(make_page: MakePage, desk: Desk, place: BackupPlace, qtbot: QtBot) -> None:
    desk.tasks.on_casebook(back_up, desk.session, place.id)
    page = make_page(desk)
    only_card(page).show_list()
    qtbot.waitUntil(lambda: only_card(page).listed.isVisibleTo(page))
    page.add_button.click()
    qtbot.waitUntil(lambda: clipped(page) == [])
    assert_accessible(page)


def test_today_says_that_there_is_no_backup_until_there_is_one(desk: Desk, qtbot: QtBot, stick: Path) -> None:
    notice = BackupNotice(desk)
    qtbot.addWidget(notice)
    notice.read()
    qtbot.waitUntil(lambda: not notice.isHidden())
    assert notice.accessibleName().startswith("Important: There is no backup: nobody has chosen a place for one.")
    with qtbot.waitSignal(notice.go) as led:
        notice.see.click()
    assert led.args == [ToBackups()]
    place = desk.tasks.on_casebook(add_place, desk.session, "School share", stick, "another device")
    desk.tasks.on_casebook(back_up, desk.session, place.id)
    desk.tasks.on_casebook(drill_backup, desk.session, place.id)
    notice.read()
    qtbot.waitUntil(notice.isHidden)


def test_what_is_due_is_done_while_somebody_works(desk: Desk, place: BackupPlace, stick: Path, qtbot: QtBot) -> None:
    watch = BackupWatch(desk)
    watch.begin()
    watch.look()
    qtbot.waitUntil(lambda: len(desk.tasks.on_casebook(desk.session.casebook.select, Drill)) == 1)
    assert len(list((next(stick.iterdir()) / "snapshots").iterdir())) == 1
    watch.end()


def test_a_backup_that_fails_while_somebody_works_is_told(
    desk: Desk, place: BackupPlace, stick: Path, qtbot: QtBot
) -> None:
    (next(stick.iterdir()) / "inbox").write_bytes(b"in the way")
    note = desk.session.opened.folder / "inbox" / f"{new_id()}.age"
    note.parent.mkdir(exist_ok=True)
    note.write_bytes(b"sealed")
    watch = BackupWatch(desk)
    watch.begin()
    with qtbot.waitSignal(watch.told) as told:
        watch.look()
    assert told.args is not None
    assert str(told.args[0]).startswith("No backup at “Red stick in the safe”")
    watch.end()
