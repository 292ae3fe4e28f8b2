"""F10: the place of the backups is full, unplugged, read-only, locked, slow or taken. The backup before stays whole."""

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from filelock import FileLock

from dslapp.casebook import durable_files
from dslapp.casebook.backups import pool as backup_pool
from dslapp.casebook.backups.of_open import back_up_open
from dslapp.casebook.backups.place import BackupHome, PlaceNotThere
from dslapp.casebook.backups.pool import BackupStopped, Pace
from dslapp.casebook.backups.writing import BackupFailed, check_snapshot
from dslapp.casebook.opening import Opened
from dslapp.domain.case.incident import Incident
from dslapp.domain.problems import EnvironmentProblem
from tests.faults.backup_errors import Outcome, everything
from tests.faults.counts import Count
from tests.faults.keyring import Keyring, case_with_a_pupil, exhibit, now
from tests.faults.shim import run_shimmed, why_not

pytestmark = pytest.mark.timeout(1800)


@pytest.fixture
def keyring(memory_folder: Path, casebook_as_made: Path) -> Keyring:
    return Keyring(shutil.copytree(casebook_as_made, memory_folder / casebook_as_made.name))


@pytest.fixture
def place(memory_folder: Path, keyring: Keyring) -> Path:
    """A place with one backup; after it an exhibit was attached, which the second backup has to copy."""
    place = memory_folder / "place"
    (place / "first").mkdir(parents=True)
    home = BackupHome(place / "first", keyring.keys.casebook)
    home.make()
    attach(keyring, 1)
    back_up(keyring, home)
    attach(keyring, 2)
    return place


def attach(keyring: Keyring, number: int) -> None:
    casebook = keyring.open()
    changes = case_with_a_pupil(casebook, number)
    case = changes[0]
    assert isinstance(case, Incident)
    kept = keyring.evidence().keep(io.BytesIO(b"A screenshot. " * 9_000))
    casebook.commit([*changes, exhibit(case, number, kept)])
    casebook.close()


def back_up(keyring: Keyring, home: BackupHome, pace: Pace | None = None) -> None:
    opened = Opened(
        keyring.folder, keyring.open(), keyring.evidence(), FileLock(keyring.folder / "not taken here"), keyring.keys,
        None,
    )  # fmt: skip
    try:
        back_up_open(opened, home, now=now(), pace=pace or Pace())
    finally:
        opened.casebook.close()


@pytest.mark.skipif(bool(why_not()), reason=why_not())
def test_a_place_that_fails_at_any_call_leaves_the_backup_before_as_it_is(
    place: Path, keyring: Keyring, counted: Count
) -> None:
    outcomes = msgspec.convert(run_shimmed("tests.faults.backup_errors", place, str(keyring.folder)), list[Outcome])
    for outcome in outcomes:
        counted(
            "F10", f"backup place: {outcome.fault}", outcome.count, acknowledged=outcome.acknowledged,
            lost=outcome.lost, silent=outcome.silent,
        )  # fmt: skip
    assert [wrong for outcome in outcomes for wrong in outcome.wrong] == []
    assert all(outcome.count for outcome in outcomes), "no fault struck: they prove nothing"


def take_the_snapshots(home: BackupHome) -> None:
    home.snapshots.rename(home.folder / "elsewhere")
    home.snapshots.write_bytes(b"a file of that name")


def take_the_pool(home: BackupHome) -> None:
    (home.folder / "evidence").rename(home.folder / "elsewhere")
    (home.folder / "evidence").write_bytes(b"a file of that name")


def unplug(home: BackupHome) -> None:
    home.place.rename(home.place.with_name("in the drawer"))


def swap_for_an_empty_folder(home: BackupHome) -> None:
    """As a mount point looks once the stick is out."""
    home.place.rename(home.place.with_name("in the drawer"))
    home.place.mkdir()


@pytest.mark.parametrize(
    ("happens", "told"),
    [
        (take_the_snapshots, PlaceNotThere),
        (take_the_pool, BackupFailed),
        (unplug, PlaceNotThere),
        (swap_for_an_empty_folder, PlaceNotThere),
    ],
    ids=lambda each: each.__name__,
)
def test_a_place_that_changed_is_told_of_and_nothing_is_written_over(
    happens: Callable[[BackupHome], None],
    told: type[EnvironmentProblem],
    place: Path,
    keyring: Keyring,
    counted: Count,
) -> None:
    home = BackupHome(place / "first", keyring.keys.casebook)
    happens(home)
    before = everything(place)
    with pytest.raises(told) as problem:
        back_up(keyring, home)
    assert problem.value.way_forward
    after = everything(place)
    assert {name: after.get(name) for name in before} == before
    counted("F10", "backup place: changed", 1, lost=int(after != before))


def test_a_slow_place_keeps_nobody_from_locking(place: Path, keyring: Keyring, counted: Count) -> None:
    """A lock waits only so long; what was copied by then is not copied again."""
    home = BackupHome(place / "first", keyring.keys.casebook)
    with pytest.raises(BackupStopped):
        back_up(keyring, home, Pace(seconds=0))
    assert len(home.listed()) == 1
    back_up(keyring, home)
    assert len(home.listed()) == 2
    counted("F10", "backup place: slow", 1)


def test_a_file_that_the_place_does_not_keep_as_written_is_noticed(
    place: Path, keyring: Keyring, counted: Count, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stick that lies: what is read back is not what was written."""
    home = BackupHome(place / "first", keyring.keys.casebook)
    real = durable_files.move_into_place

    def lie(source: Path, target: Path) -> None:
        real(source, target)
        target.write_bytes(target.read_bytes()[:-1] + b"\0")

    monkeypatch.setattr(backup_pool, "move_into_place", lie)
    with pytest.raises(BackupFailed):
        back_up(keyring, home)
    (found,) = home.listed()
    check_snapshot(found.folder)
    counted("F10", "backup place: lying", 1)
