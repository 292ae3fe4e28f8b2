"""A damaged casebook leads from the unlock page to one that says what is hit and safe, mends it, or shows it."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dslapp.casebook.damage.encrypted_pages import EncryptedPages
from dslapp.casebook.damage.page_rows import TABLE_LEAF, kind_of, rows_of
from dslapp.casebook.journal.verify import verify
from dslapp.domain.case.incident import Incident
from dslapp.domain.problems import EnvironmentProblem
from dslapp.gui.backups.restore_page import RestorePage
from dslapp.gui.opening.damaged_page import DamagedPage
from dslapp.gui.opening.opening_window import OpeningWindow
from dslapp.gui.opening.unlock_page import UnlockPage
from dslapp.gui.tasks import TaskRunner
from dslapp.gui.widgets.text import Words
from dslapp.services.access.unlock_casebook import lock_casebook
from dslapp.services.backups.back_up import add_place, back_up, backup_places
from dslapp.services.backups.restore_backup import BackupToRestore
from dslapp.services.health import open_damaged
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.program import Program
from dslapp.services.session import Session
from tests import cases
from tests.casebooks import DSL, HEAD, PASSPHRASES, SettableClock, unlock
from tests.faults.keyring import Keyring
from tests.gui.accessibility import assert_accessible
from tests.gui.scripted_prompter import ScriptedPrompter
from tests.pictures import SAMPLES

PAGE = 4096


@pytest.fixture
def database(casebook_folder: Path, clock: SettableClock) -> Path:
    """Of a casebook with a case in it, locked."""
    session = unlock(casebook_folder, DSL, clock)
    cases.taunts(session)
    session.opened.close()
    session.pictures.close()
    return session.casebook.path


@pytest.fixture
def prompter() -> ScriptedPrompter:
    """Thinks better of whatever it is asked."""
    return ScriptedPrompter(confirm=[False])


@pytest.fixture
def window(qtbot: QtBot, known: Program, tasks: TaskRunner, prompter: ScriptedPrompter) -> Iterator[OpeningWindow]:
    window = OpeningWindow(known, tasks, prompter, lambda pdf: True)
    sessions: list[Session] = []
    window.unlocked.connect(sessions.append)
    window.resize(1100, 1000)
    window.show()
    qtbot.addWidget(window)
    yield window
    for session in sessions:
        tasks.on_casebook(lock_casebook, session)
    if isinstance(window.page, DamagedPage):
        window.page.return_button.click()
        tasks.shut_down()


@pytest.fixture
def backed_up(casebook_folder: Path, clock: SettableClock, tmp_path: Path) -> Path:
    """The database of a casebook with a case that is in a backup, and one that is not."""
    session = unlock(casebook_folder, DSL, clock)
    cases.taunts(session)
    (tmp_path / "stick").mkdir()
    place = add_place(session, "Red stick", tmp_path / "stick", "stick")
    back_up(session, place.id)
    newer = cases.coach(session)
    answers = ExhibitAnswers(description="His messages")
    attach_file(session, newer, SAMPLES / "gamehall-dark.png", answers, image_answer="no")
    session.opened.close()
    session.pictures.close()
    return session.casebook.path


def spoil(database: Path, *pages: int) -> None:
    data = bytearray(database.read_bytes())
    for page in pages or range(1, len(data) // PAGE + 1):
        data[(page - 1) * PAGE + 900] ^= 1
    database.write_bytes(data)


def damaged(qtbot: QtBot, window: OpeningWindow, who: str = DSL) -> DamagedPage:
    page = window.page
    assert isinstance(page, UnlockPage)
    qtbot.waitUntil(lambda: bool(page.doors))
    assert page.who is not None
    page.who.set_value(page.doors[(DSL, HEAD).index(who)].member_id)
    page.passphrase.set_text(PASSPHRASES[who])
    page.try_unlock()
    qtbot.waitUntil(lambda: isinstance(window.page, DamagedPage))
    shown = window.page
    assert isinstance(shown, DamagedPage)
    qtbot.waitUntil(lambda: shown.ways.isVisible())
    keep_file(window, f"damaged-{who[:4]}")
    return shown


def keep_file(window: OpeningWindow, name: str) -> None:
    if folder := os.environ.get("KEEP_PICTURES"):
        window.grab().save(f"{folder}/{name}.png")


def words_of(page: DamagedPage) -> str:
    return " ".join(each.text() for each in page.findChildren(Words) if each.isVisible())


def test_where_the_first_page_is_hit_nothing_is_lost_and_one_button_mends_it(
    qtbot: QtBot, window: OpeningWindow, database: Path
) -> None:
    spoil(database, 1)
    page = damaged(qtbot, window)
    assert_accessible(page)
    qtbot.waitUntil(lambda: "1 of the" in words_of(page))
    said = words_of(page)
    assert "table of contents" in said
    assert "each fits its signature" in said
    assert "The evidence files are not in the database" in said
    qtbot.waitUntil(page.mend.isEnabled)
    page.mend.click()
    qtbot.waitUntil(page.unlock.isVisible, timeout=20_000)
    assert "All" in words_of(page)
    keep_file(window, "mended")
    page.unlock.click()
    assert isinstance(window.page, UnlockPage)
    shown = window.page
    qtbot.waitUntil(lambda: bool(shown.doors))
    shown.passphrase.set_text(PASSPHRASES[DSL])
    with qtbot.waitSignal(window.unlocked, timeout=20_000):
        shown.try_unlock()


def test_it_can_be_read_at_once_without_saving(qtbot: QtBot, window: OpeningWindow, database: Path) -> None:
    spoil(database, 1)
    page = damaged(qtbot, window, HEAD)
    qtbot.waitUntil(page.read.isEnabled)
    with qtbot.waitSignal(window.opened, timeout=20_000) as opened:
        page.read.click()
    session = opened.args[0]
    assert session.member.name == HEAD
    assert session.casebook.read_only


def test_whoever_walks_away_leaves_no_open_door(qtbot: QtBot, window: OpeningWindow, database: Path) -> None:
    spoil(database, 1)
    page = damaged(qtbot, window)
    qtbot.waitUntil(page.idle.isActive)
    page.idle.timeout.emit()
    assert isinstance(window.page, UnlockPage)


def test_where_nothing_can_be_read_it_says_so_and_offers_the_backup(
    qtbot: QtBot, window: OpeningWindow, database: Path
) -> None:
    spoil(database)
    page = damaged(qtbot, window)
    assert not page.mend.isVisible()
    assert "it takes a backup" in words_of(page)
    assert "No backup of this casebook can be reached" in words_of(page)


def test_a_missing_database_is_no_dead_end(qtbot: QtBot, window: OpeningWindow, database: Path) -> None:
    database.unlink()
    page = damaged(qtbot, window)
    qtbot.waitUntil(lambda: "missing" in words_of(page))
    assert not page.read.isVisible()


def test_the_backup_is_restored_and_what_is_newer_is_put_back(
    qtbot: QtBot, window: OpeningWindow, backed_up: Path, clock: SettableClock
) -> None:
    spoil(backed_up, *pages_with_members(backed_up))
    page = damaged(qtbot, window)
    qtbot.waitUntil(page.restore.isEnabled)
    assert "stick" in words_of(page), "the folder: what the place is called stands in the casebook"
    keep_file(window, "damaged-with-backup")
    page.restore.click()
    qtbot.waitUntil(page.unlock.isVisible, timeout=30_000)
    keep_file(window, "restored")
    assert "newer records were put back" in words_of(page)
    session = unlock(backed_up.parent, DSL, clock)
    assert {each.ref for each in session.casebook.select(Incident)} == {"OSI-2026-0041", "OSI-2026-0043"}
    assert verify(session.casebook, session.evidence).faults == ()
    session.opened.close()
    session.pictures.close()


def test_a_backup_that_is_restored_is_told_as_that_also_where_not_everything_newer_could_be_put_back(
    qtbot: QtBot, window: OpeningWindow, backed_up: Path, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def disk_is_full(*_: object) -> None:
        raise EnvironmentProblem("The disk is full.")

    monkeypatch.setattr(open_damaged, "put_salvaged_back", disk_is_full)
    spoil(backed_up, *pages_with_members(backed_up))
    page = damaged(qtbot, window)
    qtbot.waitUntil(page.restore.isEnabled)
    page.restore.click()
    qtbot.waitUntil(page.unlock.isVisible, timeout=30_000)
    assert "Not everything newer was put back: The disk is full." in words_of(page)
    (quarantine,) = (backed_up.parent / "quarantine").iterdir()
    assert f"salvage --from {quarantine.name}" in words_of(page)
    assert not page.restore.isVisible(), "no older backup is offered over the one that was restored"


def test_nothing_is_mended_that_is_not_held(known: Program, database: Path) -> None:
    spoil(database, 1)
    held = open_damaged.open_damaged(known, database.parent, DSL, PASSPHRASES[DSL])
    held.close()
    before = database.read_bytes()
    with pytest.raises(EnvironmentProblem, match="not held any more"):
        open_damaged.mend_damaged(known, held)
    assert database.read_bytes() == before


def test_the_next_person_is_told_who_holds_it_also_after_a_backup_that_was_of_no_use(
    known: Program, database: Path, clock: SettableClock
) -> None:
    spoil(database, 1)
    held = open_damaged.open_damaged(known, database.parent, DSL, PASSPHRASES[DSL])
    gone = BackupToRestore("", "", database.parent / "no place", "20261113T165000Z", clock(), None)
    with pytest.raises(EnvironmentProblem):
        open_damaged.restore_and_put_back(known, held, gone, DSL, PASSPHRASES[DSL])
    with pytest.raises(EnvironmentProblem, match=r"in use on .* since"):
        unlock(database.parent, HEAD, clock)
    held.close()


def test_a_backup_that_is_of_no_use_changes_nothing_and_the_one_before_is_offered(
    qtbot: QtBot, window: OpeningWindow, backed_up: Path, tmp_path: Path, clock: SettableClock
) -> None:
    clock.forward(timedelta(hours=1))
    session = unlock(backed_up.parent, DSL, clock)
    newest = back_up(session, backup_places(session)[0].id)
    session.opened.close()
    session.pictures.close()
    snapshot = next((tmp_path / "stick").rglob(f"{newest.name}/casebook.db"))
    snapshot.write_bytes(snapshot.read_bytes()[:-PAGE])
    spoil(backed_up, *pages_with_members(backed_up))
    before = backed_up.read_bytes()
    page = damaged(qtbot, window)
    qtbot.waitUntil(page.restore.isEnabled)
    assert "17:50" in words_of(page)
    page.restore.click()
    qtbot.waitUntil(lambda: "16:50" in page.restore_words.text(), timeout=30_000)
    assert backed_up.read_bytes() == before
    qtbot.waitUntil(page.restore.isEnabled)
    page.restore.click()
    qtbot.waitUntil(page.unlock.isVisible, timeout=30_000)


def pages_with_members(database: Path) -> list[int]:
    """The page that holds the first versions: without them nothing is proved."""
    with EncryptedPages(database, Keyring(database.parent).keys.key) as pages:
        return [
            number
            for number, page in pages.each()
            if page is not None and number > 1 and kind_of(page, number) == TABLE_LEAF
            for row in rows_of(page, number, pages.read)
            if row.number == 1 and len(row.values) == 7
        ]


def test_what_loses_something_is_not_mended_without_asking_once_more(
    qtbot: QtBot, window: OpeningWindow, prompter: ScriptedPrompter, database: Path
) -> None:
    spoil(database, *list_pages(database))
    page = damaged(qtbot, window)
    qtbot.waitUntil(page.on_stick.isEnabled)
    assert page.on_stick.property("role") == "primary"
    assert page.mend.property("role") == "secondary"
    assert window.focusWidget() is page.on_stick
    assert_accessible(page)
    before = database.read_bytes()
    page.mend.click()
    assert prompter.asked == ["Mend it without a backup?"]
    assert database.read_bytes() == before
    page.on_stick.click()
    qtbot.waitUntil(lambda: isinstance(window.page, RestorePage))


def list_pages(database: Path) -> list[int]:
    """The pages with versions, but for those that hold the first ones."""
    with EncryptedPages(database, Keyring(database.parent).keys.key) as pages:
        held = [
            number
            for number, page in pages.each()
            if page is not None and number > 1 and kind_of(page, number) == TABLE_LEAF
            and any(len(row.values) == 7 for row in rows_of(page, number, pages.read))
        ]  # fmt: skip
    return [number for number in held if number not in pages_with_members(database)]
