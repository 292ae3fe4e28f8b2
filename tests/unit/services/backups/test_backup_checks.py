"""What the Safety page says of the backups."""

from datetime import timedelta
from pathlib import Path

import pytest

from dslapp.domain.trust.entries import BackupPlace
from dslapp.services.backups.back_up import add_place, back_up, home_of
from dslapp.services.backups.backup_checks import backup_checks
from dslapp.services.backups.drill_backup import drill_backup
from dslapp.services.session import Session
from tests.casebooks import SettableClock


@pytest.fixture
def place(session: Session, tmp_path: Path) -> BackupPlace:
    (tmp_path / "share").mkdir()
    return add_place(session, "School share", tmp_path / "share", "another device")


def found(session: Session) -> dict[str, tuple[str, str]]:
    return {check.key: (check.state, check.way_forward) for check in backup_checks(session)}


def test_no_backup_at_all_is_the_worst(session: Session) -> None:
    (check,) = backup_checks(session)
    assert (check.state, check.words) == ("bad", "There is no backup: nobody has chosen a place for one.")
    assert check.way_forward


def test_a_fresh_proved_backup_is_good(session: Session, place: BackupPlace) -> None:
    back_up(session, place.id)
    assert found(session)["drill"] == ("attention", "Test a backup now: it takes seconds.")
    drill_backup(session, place.id)
    assert found(session) == {"backups": ("good", ""), "drill": ("good", "")}


def test_it_grows_worse_with_its_age(session: Session, place: BackupPlace, clock: SettableClock) -> None:
    back_up(session, place.id)
    clock.forward(timedelta(days=2))
    assert found(session)["backups"] == ("attention", "Make a backup now.")
    clock.forward(timedelta(days=6))
    assert found(session)["backups"] == ("bad", "Make a backup now.")


def test_one_place_that_is_behind_is_named(session: Session, place: BackupPlace, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    add_place(session, "Office computer", tmp_path / "other", "another device")
    back_up(session, place.id)
    assert found(session)["backups"] == ("attention", "“Office computer” has no backup yet.")


def test_a_stick_is_asked_for_on_its_day(
    session: Session, place: BackupPlace, tmp_path: Path, clock: SettableClock
) -> None:
    (tmp_path / "stick").mkdir()
    stick = add_place(session, "Red stick", tmp_path / "stick", "stick")
    back_up(session, stick.id)
    clock.forward(timedelta(days=5, hours=23))
    back_up(session, place.id)
    assert found(session)["backups"][0] == "good"
    clock.forward(timedelta(hours=20))
    assert found(session)["backups"] == ("attention", "Plug in “Red stick” and make a backup there.")


def test_a_damaged_backup_is_said(session: Session, place: BackupPlace) -> None:
    name = back_up(session, place.id).name
    database = home_of(session, place).snapshots / name / "casebook.db"
    database.write_bytes(database.read_bytes()[:-1])
    drill_backup(session, place.id)
    assert found(session)["drill"][0] == "bad"
