"""Places, when a backup is due, what is said of it, and the proof that it can be restored."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from dslapp.casebook.backups import proof as backup_proof
from dslapp.casebook.backups.place import BackupHome
from dslapp.casebook.journal.verify import verify
from dslapp.domain.entity import new_id
from dslapp.domain.problems import EnvironmentProblem, UserProblem
from dslapp.domain.school import Member
from dslapp.domain.trust.entries import BackupPlace, Drill
from dslapp.services.access.members import enrol_anew
from dslapp.services.backups import drill_backup as drill_service
from dslapp.services.backups.back_up import (
    add_place,
    back_up,
    back_up_everywhere,
    back_up_if_due,
    backup_places,
    home_of,
    withdraw_place,
)
from dslapp.services.backups.backup_status import backup_overview, listed_backups
from dslapp.services.backups.drill_backup import drill_backup, drill_if_due
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.session import Session
from tests.casebooks import DEPUTY, HEAD, PASSPHRASES, SettableClock
from tests.cases import bare_case
from tests.pictures import SAMPLES


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def place(session: Session, stick: Path) -> BackupPlace:
    """The red stick in the office."""
    return add_place(session, "Red stick", stick, "stick", remind_days=7)


def attach_three(session: Session) -> None:
    case = bare_case(session)
    for name in ("chatnest-taunts-1.png", "chatnest-taunts-2.png", "gamehall-dark.png"):
        attach_file(session, case, SAMPLES / name, ExhibitAnswers(description="Taunts"), image_answer="no")


def test_a_place_is_kept_and_can_be_withdrawn(session: Session, place: BackupPlace) -> None:
    assert backup_places(session) == [place]
    withdraw_place(session, place.id)
    assert backup_places(session) == []
    assert verify(session.casebook, session.evidence).faults == ()


def test_the_same_folder_is_not_taken_twice(session: Session, place: BackupPlace, stick: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(stick)
    for folder in (stick, tmp_path / "link", stick / ".." / "stick"):
        with pytest.raises(UserProblem, match="already go to this folder"):
            add_place(session, "Again", folder, "stick")


def test_a_place_needs_a_name_and_a_folder_outside_the_casebook(session: Session, stick: Path) -> None:
    with pytest.raises(UserProblem) as nameless:
        add_place(session, " ", stick, "stick")
    assert nameless.value.field == "label"
    with pytest.raises(UserProblem, match="inside the casebook"):
        add_place(session, "Here", session.opened.folder, "this computer")


def test_a_backup_says_what_it_made(session: Session, place: BackupPlace, clock: SettableClock) -> None:
    attach_three(session)
    done = back_up(session, place.id)
    assert (done.name, done.at, done.entries) == ("20261113T165000Z", clock(), session.casebook.head[0])
    assert done.new_bytes > 100_000
    assert (done.not_sound, done.pruned, done.problem) == (0, 0, None)


def test_a_place_that_is_unplugged_is_told_and_remembered(session: Session, place: BackupPlace, stick: Path) -> None:
    back_up(session, place.id)
    stick.rename(stick.with_name("drawer"))
    with pytest.raises(EnvironmentProblem, match="cannot be reached"):
        back_up(session, place.id)
    (state,) = backup_overview(session).places
    assert (state.reachable, state.colour, state.trouble) == (False, "green", "This place cannot be reached now.")
    assert state.last is not None


def test_one_failing_place_does_not_stop_the_others(
    session: Session, place: BackupPlace, stick: Path, tmp_path: Path
) -> None:
    (tmp_path / "share").mkdir()
    add_place(session, "School share", tmp_path / "share", "another device")
    shutil.rmtree(stick)
    first, second = back_up_everywhere(session)
    assert first.problem is not None
    assert second.name


def test_while_in_use_a_backup_is_due_hourly_and_only_after_a_save(
    session: Session, place: BackupPlace, clock: SettableClock
) -> None:
    assert len(back_up_if_due(session)) == 1
    bare_case(session)
    clock.forward(timedelta(minutes=59))
    assert back_up_if_due(session) == ()
    clock.forward(timedelta(minutes=1))
    assert len(back_up_if_due(session)) == 1
    clock.forward(timedelta(hours=2))
    assert back_up_if_due(session) == ()
    clock.forward(timedelta(hours=23))
    assert len(back_up_if_due(session)) == 1, "so that the colour stays green"


def test_closing_backs_up_what_was_saved_since_even_within_the_hour(session: Session, place: BackupPlace) -> None:
    back_up(session, place.id)
    assert back_up_if_due(session, closing=True) == ()
    bare_case(session)
    assert len(back_up_if_due(session, closing=True)) == 1


def test_a_backup_that_fails_while_closing_raises_nothing(session: Session, place: BackupPlace) -> None:
    home = home_of(session, place)
    (home.folder / "evidence").rmdir()
    (home.folder / "evidence").write_bytes(b"in the way")
    attach_three(session)
    (failed,) = back_up_if_due(session, closing=True)
    assert failed.problem is not None
    assert home.listed() == ()
    (state,) = backup_overview(session).places
    assert (state.colour, bool(state.trouble)) == ("never", True)


def test_the_colour_follows_the_age_and_a_stick_is_asked_for(
    session: Session, place: BackupPlace, clock: SettableClock
) -> None:
    back_up(session, place.id)
    clock.forward(timedelta(hours=25))
    (state,) = backup_overview(session).places
    assert state.colour == "amber"
    clock.forward(timedelta(days=7))
    (state,) = backup_overview(session).places
    assert state.colour == "red"
    assert state.remind_on is not None
    assert state.remind_on.isoformat() == "2026-11-20"


def test_the_backups_are_listed_newest_first(session: Session, place: BackupPlace, clock: SettableClock) -> None:
    back_up(session, place.id)
    clock.forward(timedelta(days=1))
    back_up(session, place.id)
    drill_backup(session, place.id)
    listed = listed_backups(session, place.id)
    assert [(each.name, each.proven) for each in listed] == [("20261114T165000Z", True), ("20261113T165000Z", False)]
    (BackupHome(Path(place.folder), session.casebook.id).snapshots / listed[1].name / "manifest.json").unlink()
    assert listed_backups(session, place.id)[1].trouble == "its manifest is missing"


def test_a_drill_proves_the_newest_backup_and_is_kept(session: Session, place: BackupPlace) -> None:
    attach_three(session)
    made = back_up(session, place.id)
    drilled = drill_backup(session, place.id)
    assert drilled.faults == ()
    drill = drilled.drill
    assert (drill.snapshot, drill.entries, drill.files_in_all) == (made.name, made.entries, 3)
    assert backup_overview(session).proven == drill
    assert not list(session.opened.folder.glob("proof.part"))
    assert verify(session.casebook, session.evidence).faults == ()


def test_a_little_evidence_is_decrypted_all_at_once(session: Session, place: BackupPlace) -> None:
    attach_three(session)
    back_up(session, place.id)
    assert drill_backup(session, place.id).drill.files == 3


def test_of_much_evidence_four_drills_decrypt_every_file(
    session: Session, place: BackupPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_proof, "ALL_BELOW", 1000)
    attach_three(session)
    back_up(session, place.id)
    assert sum(drill_backup(session, place.id).drill.files for _ in range(4)) == 3


def test_a_damaged_file_of_the_pool_is_found_and_mended_by_the_next_backup(
    session: Session, place: BackupPlace
) -> None:
    attach_three(session)
    back_up(session, place.id)
    home = home_of(session, place)
    for path in (home.folder / "evidence").rglob("*.age"):
        path.write_bytes(path.read_bytes()[:-1] + b"x")
    drilled = drill_backup(session, place.id)
    assert (drilled.drill.faults, drilled.put_aside) == (3, 3)
    back_up(session, place.id)
    assert drill_backup(session, place.id).drill.faults == 0


@pytest.mark.parametrize("name", ["casebook.db", "members.json", "casebook.key.age"])
def test_a_drill_finds_a_damaged_file_of_a_backup(session: Session, place: BackupPlace, name: str) -> None:
    path = home_of(session, place).snapshots / back_up(session, place.id).name / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x20
    path.write_bytes(data)
    assert [fault.what for fault in drill_backup(session, place.id).faults] == [f"its file {name} is damaged"]


def test_a_drill_finds_a_changed_manifest(session: Session, place: BackupPlace) -> None:
    path = home_of(session, place).snapshots / back_up(session, place.id).name / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b'"number":1', b'"number":7'))
    assert drill_backup(session, place.id).drill.faults == 1


def test_a_proof_is_due_once_a_month(session: Session, place: BackupPlace, clock: SettableClock) -> None:
    assert drill_if_due(session) == ()
    back_up(session, place.id)
    assert len(drill_if_due(session)) == 1
    assert drill_if_due(session) == ()
    clock.forward(timedelta(days=30))
    assert backup_overview(session).places[0].to_prove
    assert len(drill_if_due(session)) == 1


def test_everybody_who_may_open_it_may_back_it_up(unlock_as: Callable[[str], Session], stick: Path) -> None:
    session = unlock_as(HEAD)
    place = add_place(session, "Red stick", stick, "stick")
    back_up(session, place.id)
    drill_backup(session, place.id)
    assert verify(session.casebook, session.evidence).faults == ()


def test_a_backup_from_before_somebody_was_a_member_is_not_called_damaged(
    session: Session, place: BackupPlace, unlock_as: Callable[[str], Session]
) -> None:
    back_up(session, place.id)
    deputy = session.casebook.select(Member, "p.name = ?", (DEPUTY,))[0]
    enrol_anew(session, deputy.id, PASSPHRASES[DEPUTY], "Sam forgot the passphrase.")
    session = unlock_as(DEPUTY)
    with pytest.raises(EnvironmentProblem, match="before you were a member"):
        drill_backup(session, place.id)
    assert session.casebook.select(Drill) == []


def test_after_a_proof_that_failed_the_same_quarter_is_checked_again(
    session: Session, place: BackupPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(session, place.id)
    parts: list[object] = []

    def noted(*arguments: Any, **named: Any) -> Any:
        parts.append(named["part"])
        return backup_proof.prove(*arguments, **named)

    monkeypatch.setattr(drill_service, "prove", noted)
    drill_backup(session, place.id)
    (drill,) = session.casebook.select(Drill)
    session.casebook.commit([msgspec.structs.replace(drill, id=new_id(), faults=1)])
    drill_backup(session, place.id)
    assert parts == [0, 1], "one was sound, one was not"
