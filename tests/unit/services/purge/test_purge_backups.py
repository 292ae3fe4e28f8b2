"""What was purged, and backups: it goes from those in reach, the rest is named, and no restore brings it back."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from dslapp.casebook.database.driver import Connection
from dslapp.casebook.evidence.files import EvidenceShutAway
from dslapp.casebook.journal.verify import verify
from dslapp.casebook.purging import purges as purging
from dslapp.casebook.purging.purged_list import PURGED_FILE
from dslapp.casebook.store import Casebook
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.trust.entries import BackupPlace
from dslapp.services.backups.back_up import add_place, back_up
from dslapp.services.backups.drill_backup import drill_backup
from dslapp.services.backups.restore_backup import restore_in_session, say_restored
from dslapp.services.health.casebook_checks import casebook_checks
from dslapp.services.purge import purge_exhibit as purge_service
from dslapp.services.purge.kept_elsewhere import Elsewhere, back_again, kept_elsewhere, remove_where_reachable
from dslapp.services.purge.purge_exhibit import purge_exhibit
from dslapp.services.session import Session
from tests.purges import POLICE, attach_canary, found_in, traces


@pytest.fixture
def stick(session: Session, tmp_path: Path) -> BackupPlace:
    """The red stick in the office."""
    (tmp_path / "stick").mkdir()
    return add_place(session, "Red stick", tmp_path / "stick", "stick")


def named(session: Session, exhibit: Exhibit, name: str) -> Elsewhere | None:
    return next((each for each in kept_elsewhere(session, exhibit.id) if name in each.name), None)


def in_pool(stick: BackupPlace, exhibit: Exhibit) -> list[Path]:
    return list(Path(stick.folder).rglob(f"{exhibit.file_id}*"))


def test_its_file_goes_from_the_backups_that_are_connected(session: Session, stick: BackupPlace) -> None:
    exhibit = attach_canary(session)
    made = back_up(session, stick.id)
    before = named(session, exhibit, "Red stick")
    assert before is not None
    assert before.lines == (
        f"{made.name}: Friday 13 November 2026, 16:50 GMT, made by Jo Hartsedge; its file and words.",
    )
    purge_exhibit(session, exhibit.id, POLICE)
    assert in_pool(stick, exhibit) == []
    after = named(session, exhibit, "Red stick")
    assert after is not None
    assert "Its file is gone from here" in after.do
    *_, others = kept_elsewhere(session, exhibit.id)
    assert others.name == "Other places where it can still be"
    assert others.do.startswith("Read this list to the police and do what they say. Until then: don’t contact")
    assert not after.removable


def test_what_is_not_connected_is_named_and_goes_when_it_is(session: Session, stick: BackupPlace) -> None:
    exhibit = attach_canary(session)
    back_up(session, stick.id)
    folder, drawer = Path(stick.folder), Path(stick.folder).with_name("drawer")
    folder.rename(drawer)
    purge_exhibit(session, exhibit.id, POLICE)
    away = named(session, exhibit, "Red stick")
    assert away is not None
    assert "Cannot be reached now" in away.lines[0]
    drawer.rename(folder)
    there = named(session, exhibit, "Red stick")
    assert there is not None
    assert there.removable
    assert remove_where_reachable(session) == 2
    assert in_pool(stick, exhibit) == []


def test_the_next_backup_takes_it_away_too(session: Session, stick: BackupPlace) -> None:
    exhibit = attach_canary(session)
    back_up(session, stick.id)
    folder, drawer = Path(stick.folder), Path(stick.folder).with_name("drawer")
    folder.rename(drawer)
    purge_exhibit(session, exhibit.id, POLICE)
    drawer.rename(folder)
    back_up(session, stick.id)
    assert in_pool(stick, exhibit) == []


def test_a_backup_from_before_is_still_proved(session: Session, stick: BackupPlace) -> None:
    exhibit = attach_canary(session)
    back_up(session, stick.id)
    purge_exhibit(session, exhibit.id, POLICE)
    drill = drill_backup(session, stick.id)
    assert (drill.faults, drill.drill.faults) == ((), 0)


def test_an_older_backup_does_not_bring_it_back(
    session: Session, stick: BackupPlace, reopened: Callable[[], Session]
) -> None:
    exhibit = attach_canary(session)
    made = back_up(session, stick.id)
    purge_exhibit(session, exhibit.id, POLICE)
    result = restore_in_session(session, stick.id, made.name, "Try")
    assert result.missing == ()
    assert any("purged since this backup did not come back" in said for said in say_restored(result))
    again = reopened()
    assert again.casebook.get(Exhibit, exhibit.id).file_id == exhibit.file_id
    assert not again.evidence.is_there(exhibit.file_id)
    with pytest.raises(EvidenceShutAway):
        again.evidence.read(exhibit.file_id, exhibit.sha256)
    assert verify(again.casebook, again.evidence).faults == ()
    assert [each.id for each in back_again(again)] == [exhibit.id]
    purge_exhibit(again, exhibit.id, POLICE)
    folder, keys = again.opened.folder, again.opened.keys
    live = found_in(folder, keys, traces(exhibit))
    assert back_again(again) == ()
    assert live <= {"its name", "its description", "its words", "why the copy was made", "a draft",
                    "its fingerprint as stored"}  # fmt: skip
    shutil.rmtree(folder / "quarantine")  # what the restore replaced: the page says so by name
    assert found_in(folder, keys, traces(exhibit)) == set()


def test_a_new_computer_learns_of_it_from_the_backups(
    session: Session, stick: BackupPlace, reopened: Callable[[], Session]
) -> None:
    exhibit = attach_canary(session)
    made = back_up(session, stick.id)
    stored = session.evidence.path_of(exhibit.file_id).read_bytes()
    purge_exhibit(session, exhibit.id, POLICE)
    session.opened.folder.joinpath(PURGED_FILE).unlink()
    [pool] = Path(stick.folder).glob("*-backup")
    (pool / "evidence" / exhibit.file_id[-2:] / f"{exhibit.file_id}.age").write_bytes(stored)
    restore_in_session(session, stick.id, made.name, "Try")
    assert not reopened().evidence.is_there(exhibit.file_id)


def test_a_list_that_nobody_of_this_casebook_made_counts_for_nothing(
    session: Session, reopened: Callable[[], Session]
) -> None:
    exhibit = attach_canary(session)
    folder = session.opened.folder
    mac = "0" * 64
    folder.joinpath(PURGED_FILE).write_text(
        f'{{"purged":{{"v":1,"casebook":"{session.casebook.id}","files":["{exhibit.file_id}"]}},"mac":"{mac}"}}'
    )
    session.opened.close()
    assert reopened().evidence.check(exhibit.file_id, exhibit.sha256).state == "sound"


def test_what_a_kill_left_goes_at_the_next_unlock(
    session: Session, monkeypatch: pytest.MonkeyPatch, reopened: Callable[[], Session]
) -> None:
    class Killed(BaseException):
        """The power went."""

    def die(*_: object) -> None:
        raise Killed

    exhibit = attach_canary(session)
    monkeypatch.setattr(purge_service, "carry_out", die)
    with pytest.raises(Killed):
        purge_exhibit(session, exhibit.id, POLICE)
    assert session.evidence.is_there(exhibit.file_id)
    session.opened.close()
    again = reopened()
    assert found_in(again.opened.folder, again.opened.keys, traces(exhibit)) == set()
    assert not (again.opened.folder / purging.UNFINISHED_PURGE).exists()
    assert verify(again.casebook, again.evidence).faults == ()


def test_a_disk_that_refuses_is_said_and_tried_again(
    session: Session, monkeypatch: pytest.MonkeyPatch, reopened: Callable[[], Session]
) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    exhibit = attach_canary(session)
    with monkeypatch.context() as patched:
        patched.setattr(purging, "_set_aside", refuse)
        assert purge_exhibit(session, exhibit.id, POLICE).unfinished
    session.opened.close()
    assert not reopened().evidence.is_there(exhibit.file_id)


def test_a_database_that_cannot_be_written_anew_is_said_and_gone_on_with_in_another_connection(
    session: Session, monkeypatch: pytest.MonkeyPatch, reopened: Callable[[], Session]
) -> None:
    exhibit = attach_canary(session)
    connection = session.casebook.connection

    def write_nothing_more(*_: object) -> tuple[Path, ...]:
        connection.execute("PRAGMA query_only = ON")
        return ()

    with monkeypatch.context() as patched:
        patched.setattr(purging, "_set_aside", write_nothing_more)
        assert purge_exhibit(session, exhibit.id, POLICE).unfinished
    assert session.casebook.connection is not connection
    session.opened.close()
    again = reopened()
    assert found_in(again.opened.folder, again.opened.keys, traces(exhibit)) == set()


def test_too_little_memory_to_write_it_anew_is_said_and_locks_nobody_out(
    session: Session, stick: BackupPlace, monkeypatch: pytest.MonkeyPatch, reopened: Callable[[], Session]
) -> None:
    exhibit = attach_canary(session)
    back_up(session, stick.id)
    with monkeypatch.context() as patched:
        use = Casebook._use

        def low(casebook: Casebook, opened: Connection) -> Connection:
            use(casebook, opened)
            casebook._open = cast("Connection", LittleMemory(opened))
            return casebook._open

        patched.setattr(Casebook, "_use", low)
        session.casebook._open = cast("Connection", LittleMemory(session.casebook.connection))
        assert purge_exhibit(session, exhibit.id, POLICE).unfinished
        assert in_pool(stick, exhibit) == [], "and the pools are swept all the same"
        session.opened.close()
        waits = reopened()
        assert (waits.opened.folder / purging.UNFINISHED_PURGE).exists()
        [told] = [check for check in casebook_checks(waits) if check.key == "purge"]
        assert (told.state, "memory" in told.way_forward) == ("bad", True)
        waits.opened.close()
    again = reopened()
    assert found_in(again.opened.folder, again.opened.keys, traces(exhibit)) == set()
    assert not [check for check in casebook_checks(again) if check.key == "purge"]


class LittleMemory:
    """A connection that cannot put the whole database together in memory."""

    def __init__(self, real: Connection) -> None:
        self._real = real

    def __getattr__(self, name: str) -> object:
        return getattr(self._real, name)

    def execute(self, sql: str, *parameters: object) -> object:
        if sql == "VACUUM":
            raise MemoryError
        return self._real.execute(sql, *parameters)
