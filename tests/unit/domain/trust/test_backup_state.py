"""Colours and words for how the backups stand."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dslapp.domain.trust.backup_state import (
    BackupOverview,
    Colour,
    PlaceState,
    colour_of,
    drill_is_due,
    remind_on,
    say_age,
    say_proven,
)
from dslapp.domain.trust.entries import BackupPlace, Drill

NOW = datetime(2026, 11, 13, 16, 50, tzinfo=UTC)
STICK = BackupPlace(id="stick", label="Red stick", folder="E:/", place_kind="stick", remind_days=7)
DISK = BackupPlace(id="disk", label="School share", folder="S:/Backups", place_kind="another device")


def drill(at: datetime, faults: int = 0) -> Drill:
    return Drill(
        id="drill", place="disk", snapshot="20261103T090000Z", entries=412, head_hash="0" * 64, files=96,
        files_in_all=380, faults=faults, at=at,
    )  # fmt: skip


def state(colour: Colour, last: datetime | None = None, proven: Drill | None = None) -> PlaceState:
    return PlaceState(place=DISK, colour=colour, reachable=True, last=last, proven=proven)


@pytest.mark.parametrize(
    ("age", "colour"),
    [
        (timedelta(hours=23), "green"),
        (timedelta(hours=25), "amber"),
        (timedelta(days=7), "amber"),
        (timedelta(days=8), "red"),
        (timedelta(days=-3), "red"),
    ],
    ids=str,
)
def test_a_place_turns_amber_after_a_day_and_red_after_a_week(age: timedelta, colour: Colour) -> None:
    assert colour_of(NOW - age, NOW) == colour


def test_a_place_without_a_backup_has_never_had_one() -> None:
    assert colour_of(None, NOW) == "never"


def test_a_stick_has_a_day_on_which_it_is_asked_for() -> None:
    assert remind_on(STICK, datetime(2026, 11, 6, 9, 0, tzinfo=UTC), NOW.date()) == date(2026, 11, 13)
    assert remind_on(STICK, None, NOW.date()) == NOW.date()
    assert remind_on(DISK, None, NOW.date()) is None


def test_the_last_proven_restore_is_said_in_one_line() -> None:
    assert say_proven(drill(datetime(2026, 11, 3, 9, 0, tzinfo=UTC)), NOW) == (
        "Last proven restore: 3 November, 412 entries, 96 files"
    )
    assert say_proven(drill(datetime(2025, 11, 3, 9, 0, tzinfo=UTC)), NOW).startswith(
        "Last proven restore: 3 November 2025,"
    )
    assert say_proven(None, NOW) == "No restore has been proved yet."


def test_a_proof_is_due_after_a_month_and_after_a_clock_that_jumped() -> None:
    assert drill_is_due([], NOW)
    assert not drill_is_due([drill(NOW - timedelta(days=29))], NOW)
    assert drill_is_due([drill(NOW - timedelta(days=30))], NOW)
    assert drill_is_due([drill(NOW + timedelta(days=400))], NOW)


def test_a_casebook_is_backed_up_as_well_as_its_best_place() -> None:
    assert BackupOverview(places=(state("red"), state("amber"))).colour == "amber"
    assert BackupOverview().colour == "never"


def test_a_proof_with_faults_proves_nothing() -> None:
    good, bad = drill(NOW - timedelta(days=20)), drill(NOW, faults=2)
    assert BackupOverview(places=(state("green", proven=bad), state("green", proven=good))).proven == good


def test_the_whole_is_said_in_one_sentence() -> None:
    assert BackupOverview().say(NOW) == "There is no backup: nobody has chosen a place for one."
    assert BackupOverview(places=(state("never"),)).say(NOW) == "There is no backup yet."
    places = (state("red", NOW - timedelta(days=9)), state("green", NOW - timedelta(hours=2)))
    assert BackupOverview(places=places).say(NOW) == "Last backup today, 14:50 GMT."


def test_an_age_is_said_as_people_say_it() -> None:
    assert say_age(NOW - timedelta(days=1), NOW) == "yesterday, 16:50 GMT"
    assert say_age(NOW - timedelta(days=3), NOW) == "3 days ago, on Tuesday 10 November 2026"
    assert say_age(NOW + timedelta(days=3), NOW) == "Monday 16 November 2026, 16:50 GMT"
