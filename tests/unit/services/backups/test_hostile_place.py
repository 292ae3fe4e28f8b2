"""Whoever has the stick and no key neither harms what is elsewhere nor has a member vouch for what they put there."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from dslapp.casebook.backups.manifest import Manifest, ManifestFile, sign_manifest, write_manifest
from dslapp.casebook.backups.place import BackupHome, Found
from dslapp.casebook.backups.pool import Pace
from dslapp.casebook.backups.sealed import back_up_sealed
from dslapp.casebook.keys.member_keys import Identity, new_identity
from dslapp.casebook.links import LinkedFolder
from dslapp.domain.entity import new_id
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.school import Access, Member
from dslapp.domain.trust.entries import BackupPlace
from dslapp.services.access.members import remove_member
from dslapp.services.backups.back_up import add_place, back_up, home_of
from dslapp.services.backups.drill_backup import drill_backup
from dslapp.services.backups.restore_backup import backups_at, restore_backup
from dslapp.services.health.anchors import look_at_anchors
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.program import Program
from dslapp.services.session import Session
from tests.casebooks import DEPUTY, DSL, PASSPHRASES, SettableClock, unlock
from tests.cases import bare_case
from tests.pictures import SAMPLES


@pytest.fixture
def place(session: Session, tmp_path: Path) -> BackupPlace:
    (tmp_path / "stick").mkdir()
    return add_place(session, "Red stick", tmp_path / "stick", "stick")


@pytest.fixture
def home(session: Session, place: BackupPlace) -> BackupHome:
    """One exhibit, backed up."""
    answers = ExhibitAnswers(description="Taunts in a group chat")
    attach_file(session, bare_case(session), SAMPLES / "chatnest-taunts-1.png", answers, image_answer="no")
    back_up(session, place.id)
    return home_of(session, place)


def newest(home: BackupHome) -> Found:
    found = home.newest()
    assert found is not None
    return found


def plant(home: BackupHome, like: Found, manifest: Manifest, signer: Identity | None) -> Path:
    """A copy of a backup under another name, with another manifest."""
    folder = home.snapshots / manifest.made_at.strftime("%Y%m%dT%H%M%SZ-7")
    shutil.copytree(like.folder, folder)
    stored = sign_manifest(manifest, signer) if signer is not None else ManifestFile(manifest=manifest, signed=None)
    write_manifest(folder, stored)
    return folder


def wrong_sums(manifest: Manifest) -> Manifest:
    pool = tuple(msgspec.structs.replace(file, sha256="0" * 64) for file in manifest.pool)
    return msgspec.structs.replace(manifest, number=manifest.number + 1, pool=pool)


def restored_without(program: Program, home: BackupHome, name: str, into: Path) -> tuple[str, ...]:
    """What is missing in a casebook that is restored onto another computer."""
    return restore_backup(
        program, home.folder, name, into, reason="A new computer.", who=DSL, passphrase=PASSPHRASES[DSL]
    ).missing


@pytest.fixture
def program(tmp_path: Path, clock: SettableClock) -> Program:
    return Program(clock=clock, settings=tmp_path / "settings", casebooks=tmp_path)


def test_wrong_sums_that_a_stranger_signed_reach_no_backup_of_a_member(
    session: Session, place: BackupPlace, home: BackupHome, clock: SettableClock, program: Program, tmp_path: Path
) -> None:
    first = newest(home)
    right = first.read().manifest.pool
    planted = plant(home, first, wrong_sums(first.read().manifest), new_identity(new_id(), "Nobody"))
    clock.forward(timedelta(minutes=5))
    back_up(session, place.id)
    shutil.rmtree(planted)

    assert newest(home).read().manifest.pool == right
    assert drill_backup(session, place.id).faults == ()
    session.opened.close()
    assert restored_without(program, home, newest(home).name, tmp_path / "New.casebook") == ()


def test_wrong_sums_are_found_by_a_proof_and_lose_no_exhibit_in_a_restore(
    session: Session, place: BackupPlace, home: BackupHome, clock: SettableClock, program: Program, tmp_path: Path
) -> None:
    first = newest(home)
    (home.snapshots / first.name).rename(tmp_path / "taken away")
    like = first._replace(folder=tmp_path / "taken away")
    unsigned = msgspec.structs.replace(wrong_sums(like.read().manifest), entries=None, head=None)
    planted = plant(home, like, unsigned, None)

    faults = [fault.what for fault in drill_backup(session, place.id).faults]

    assert "its manifest names another file than its journal" in faults
    assert newest(home).read().signed is None
    session.opened.close()
    assert restored_without(program, home, planted.name, tmp_path / "New.casebook") == ()


def test_what_a_restore_would_not_take_is_a_fault(session: Session, place: BackupPlace, home: BackupHome) -> None:
    """By the key of a member of long ago, say, the sums of a manifest could be of other files."""
    found = newest(home)
    write_manifest(found.folder, sign_manifest(wrong_sums(found.read().manifest), session.casebook.identity))

    drilled = drill_backup(session, place.id)

    assert len(drilled.faults) == 1
    assert drilled.put_aside == 0, "the file itself is sound"


def test_no_member_vouches_for_an_old_backup_under_a_new_day(
    session: Session, place: BackupPlace, home: BackupHome, clock: SettableClock
) -> None:
    first = newest(home)
    session.casebook.commit([Access(id=new_id(), what="viewed")])
    clock.forward(timedelta(days=20))
    old = first.read().manifest
    forged = msgspec.structs.replace(old, number=old.number + 1, made_at=clock(), entries=None, head=None)
    plant(home, first, forged, None)

    (fault,) = drill_backup(session, place.id).faults

    assert "older than it says" in fault.what
    assert newest(home).read().signed is None


def test_after_weeks_without_an_entry_a_backup_without_a_passphrase_is_proved_all_the_same(
    session: Session, place: BackupPlace, home: BackupHome, clock: SettableClock
) -> None:
    folder = session.opened.folder
    session.opened.close()
    clock.forward(timedelta(days=40))
    back_up_sealed(folder, home.place, now=clock(), pace=Pace())
    again = unlock(folder, DSL, clock)

    assert drill_backup(again, place.id).faults == ()
    assert newest(home).read().signed is not None
    again.opened.close()
    again.pictures.close()


def test_a_place_whose_folders_lead_elsewhere_takes_no_backup_and_loses_nothing_there(
    session: Session, place: BackupPlace, home: BackupHome, clock: SettableClock, tmp_path: Path
) -> None:
    """The evidence of another casebook behind a link, and manifests enough for the rule to clear away."""
    other = tmp_path / "Other.casebook"
    (home.folder / "evidence").rename(other)
    found, stranger = newest(home), new_identity(new_id(), "Nobody")
    (home.folder / "evidence").symlink_to(other, target_is_directory=True)
    for hour in range(1, 46):
        manifest = found.read().manifest
        later = manifest.made_at + timedelta(hours=hour)
        plant(home, found, msgspec.structs.replace(manifest, number=1 + hour, made_at=later, pool=()), stranger)
    before = sorted(other.rglob("*"))
    clock.forward(timedelta(days=2))

    with pytest.raises(LinkedFolder):
        back_up(session, place.id)
    with pytest.raises(LinkedFolder):
        drill_backup(session, place.id)

    assert sorted(other.rglob("*")) == before


@pytest.mark.parametrize("name", ["evidence", "snapshots", "evidence/00", "inbox"])
def test_each_folder_of_a_place_may_be_no_link(
    name: str, session: Session, place: BackupPlace, home: BackupHome, tmp_path: Path
) -> None:
    folder, elsewhere = home.folder / name, tmp_path / "elsewhere"
    if folder.exists():
        folder.rename(elsewhere)
    else:
        elsewhere.mkdir()
    folder.symlink_to(elsewhere, target_is_directory=True)
    before = sorted(elsewhere.rglob("*"))

    with pytest.raises(EnvironmentProblem, match="is a link"):
        back_up(session, place.id)

    assert sorted(elsewhere.rglob("*")) == before


def test_a_strangers_manifests_push_no_backup_out(
    session: Session, place: BackupPlace, home: BackupHome, clock: SettableClock
) -> None:
    first, stranger = newest(home), new_identity(new_id(), "Nobody")
    manifest = first.read().manifest
    for minute in range(1, 46):
        later = manifest.made_at + timedelta(minutes=minute)
        made = msgspec.structs.replace(manifest, number=manifest.number + minute, made_at=later, pool=())
        plant(home, first, made, stranger)
    clock.forward(timedelta(hours=1))
    back_up(session, place.id)
    clock.forward(timedelta(hours=1))
    back_up(session, place.id)

    names = [each.name for each in home.listed()]
    assert first.name in names
    assert len(names) == 48
    (exhibit,) = session.casebook.select(Exhibit)
    assert (home.folder / "evidence" / exhibit.file_id[-2:] / f"{exhibit.file_id}.age").exists()


def test_a_restore_writes_through_no_link_of_the_casebooks_folder(
    session: Session, home: BackupHome, program: Program, tmp_path: Path
) -> None:
    folder, name = session.opened.folder, newest(home).name
    session.opened.close()
    shutil.move(folder / "evidence", tmp_path / "elsewhere")
    (folder / "evidence").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    before = sorted((tmp_path / "elsewhere").rglob("*"))

    with pytest.raises(LinkedFolder):
        restored_without(program, home, name, folder)

    assert sorted((tmp_path / "elsewhere").rglob("*")) == before


def test_whoever_left_accuses_nobody_by_a_backup_that_they_signed(
    session: Session, place: BackupPlace, home: BackupHome, clock: SettableClock, unlock_as: Callable[[str], Session]
) -> None:
    session.opened.close()
    deputy = unlock_as(DEPUTY)
    key, folder = deputy.casebook.identity, deputy.opened.folder
    deputy.opened.close()
    session = unlock(folder, DSL, clock)
    remove_member(session, session.casebook.select(Member, "p.name = ?", (DEPUTY,))[0].id, "left")
    found = newest(home)
    later = clock() + timedelta(days=2)
    forged = msgspec.structs.replace(found.read().manifest, number=99, entries=9, head="ab" * 32, made_at=later)
    plant(home, found, forged, key)

    assert look_at_anchors(session).judged.is_clear
    session.opened.close()
    session.pictures.close()


def test_a_link_in_the_place_of_the_copy_that_is_proved_is_taken_away(
    session: Session, place: BackupPlace, home: BackupHome, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine").write_bytes(b"somebody else's")
    (session.opened.folder / "proof.part").symlink_to(elsewhere, target_is_directory=True)

    assert drill_backup(session, place.id).faults == ()
    assert (elsewhere / "mine").exists()


def test_the_list_says_of_which_backups_nobody_vouches(home: BackupHome, clock: SettableClock) -> None:
    first = newest(home)
    manifest = first.read().manifest
    later = msgspec.structs.replace(
        manifest, number=manifest.number + 1, made_at=clock() + timedelta(hours=1), entries=9_999
    )
    plant(home, first, later, None)

    unsigned, signed = backups_at(home.place)

    assert (unsigned.entries, signed.entries) == (None, manifest.entries)
