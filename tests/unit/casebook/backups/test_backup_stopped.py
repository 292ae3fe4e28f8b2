"""A backup that is stopped leaves the earlier ones as they are; who saves waits for little of it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dslapp.casebook.backups import pool as backup_pool
from dslapp.casebook.backups import writing as backup_writing
from dslapp.casebook.backups.of_open import back_up_open
from dslapp.casebook.backups.place import BackupHome
from dslapp.casebook.backups.pool import BackupStopped, Pace, pool_paths
from dslapp.casebook.database import copying
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.services.session import Session
from tests.backups import BackUp, attach, everything_under
from tests.casebooks import SettableClock


def test_a_stopped_backup_leaves_the_earlier_ones_as_they_are(
    back_up: BackUp, exhibit: Exhibit, session: Session, home: BackupHome, clock: SettableClock
) -> None:
    first = back_up()
    before = everything_under(home.snapshots)
    attach(session, "chatnest-taunts-2.png", exhibit.incident_id)
    pace = Pace(seconds=0)
    with pytest.raises(BackupStopped):
        back_up_open(session.opened, home, now=clock(), pace=pace)
    assert everything_under(home.snapshots) == before
    assert [each.name for each in home.listed()] == [first.name]


def test_a_backup_that_is_stopped_while_the_database_is_copied_copies_no_further(
    session: Session, home: BackupHome, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "_sync", lambda path: pytest.fail("the database was copied to its end"))
    with pytest.raises(BackupStopped):
        back_up_open(session.opened, home, now=clock(), pace=Pace(seconds=0))
    assert list(home.snapshots.iterdir()) == []


def test_a_copy_is_not_read_back_any_further_once_the_time_is_up(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "STEPS_AT_A_TIME", 1)
    key, copy = session.opened.keys.key, tmp_path / "copy.db"
    copied = copying.write_copy(session.casebook, copy, key, lambda: None)
    looks: list[None] = []

    def second_look_is_too_late() -> None:
        looks.append(None)
        if len(looks) > 1:
            raise BackupStopped

    with pytest.raises(BackupStopped):
        copying.check_copy(copy, key, copied, second_look_is_too_late)
    assert len(looks) == 3, "at its begin, while it reads, and to say why it ended"


def test_a_backup_that_is_stopped_while_its_files_are_read_back_gets_no_name(
    session: Session, home: BackupHome, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    pace, check = Pace(), backup_writing.check_snapshot

    def time_is_up(folder: Path, given: Pace) -> object:
        monkeypatch.setattr(pace, "_until", 0.0)
        return check(folder, given)

    monkeypatch.setattr(backup_writing, "check_snapshot", time_is_up)
    with pytest.raises(BackupStopped):
        back_up_open(session.opened, home, now=clock(), pace=pace)
    assert list(home.snapshots.iterdir()) == []


def test_who_saves_waits_for_the_copying_and_not_until_it_was_read_back_and_hashed(
    session: Session, exhibit: Exhibit, home: BackupHome, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_lane: list[str] = []
    read: list[str] = []

    def on_casebook(work: Callable[..., object], *arguments: object) -> object:
        on_lane.append(work.__name__)
        try:
            return work(*arguments)
        finally:
            on_lane.pop()

    def noted(name: str, work: Callable[..., object]) -> Callable[..., object]:
        def act(*arguments: object) -> object:
            read.append(name)
            assert on_lane == [], f"{name} holds up the casebook"
            return work(*arguments)

        return act

    monkeypatch.setattr(copying, "read_back", noted("read back", copying.read_back))
    monkeypatch.setattr(backup_writing, "hash_of", noted("hash", backup_pool.hash_of))
    back_up_open(session.opened, home, now=clock(), pace=Pace(), on_casebook=on_casebook)
    assert {"read back", "hash"} <= set(read)


def test_what_a_stopped_backup_had_copied_is_not_copied_again(
    back_up: BackUp, exhibit: Exhibit, session: Session, home: BackupHome
) -> None:
    live = session.opened.folder
    for path in pool_paths(live):
        (home.folder / path).parent.mkdir(parents=True)
        shutil.copyfile(live / path, home.folder / path)
        written = (home.folder / path).stat().st_ino
        back_up()
        assert (home.folder / path).stat().st_ino == written
