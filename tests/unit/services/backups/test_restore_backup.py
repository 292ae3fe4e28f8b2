"""A restore puts the backup in place, keeps what was there in quarantine, and says so in the journal."""

import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pyrage import x25519

from dslapp.casebook.backups.manifest import DamagedBackup
from dslapp.casebook.backups.place import BackupHome
from dslapp.casebook.backups.pool import Pace
from dslapp.casebook.backups.restore_from import restore
from dslapp.casebook.backups.restore_keys import AtTheKeyboard, Sheet
from dslapp.casebook.backups.restoring import finish_interrupted_restore
from dslapp.casebook.backups.sealed import back_up_sealed
from dslapp.casebook.journal.verify import verify
from dslapp.casebook.keys.key_files import write_keys
from dslapp.casebook.keys.member_keys import WrongPassphrase, new_identity
from dslapp.casebook.opening import AnotherCasebook, evidence_of
from dslapp.casebook.store import Casebook
from dslapp.domain.entity import new_id
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.problems import EnvironmentProblem, UserProblem
from dslapp.domain.school import Member, Recovery
from dslapp.domain.trust.entries import BackupPlace, Restored
from dslapp.services.backups.back_up import add_place, back_up, home_of
from dslapp.services.backups.restore_backup import (
    RestoreResult,
    backups_at,
    backups_known,
    restore_backup,
    restore_in_session,
    say_restored,
    who_may_restore,
)
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.program import Program
from dslapp.services.session import Session
from tests.casebooks import DSL, PASSPHRASES, SettableClock, thornmoss, unlock
from tests.cases import bare_case
from tests.pictures import SAMPLES

WHY = "The disk of the office computer failed."


@pytest.fixture
def program(tmp_path: Path, clock: SettableClock) -> Program:
    return Program(clock=clock, settings=tmp_path / "settings", casebooks=tmp_path)


@pytest.fixture
def place(session: Session, tmp_path: Path) -> BackupPlace:
    (tmp_path / "stick").mkdir()
    return add_place(session, "Red stick", tmp_path / "stick", "stick")


def attach(session: Session, case: str, name: str) -> Exhibit:
    answers = ExhibitAnswers(description="Taunts in a group chat")
    return attach_file(session, case, SAMPLES / name, answers, image_answer="no")


@pytest.fixture
def backed_up(session: Session, place: BackupPlace, clock: SettableClock) -> BackupHome:
    """A backup with one exhibit; half an hour later another exhibit was attached."""
    case = bare_case(session)
    attach(session, case, "chatnest-taunts-1.png")
    back_up(session, place.id)
    clock.forward(timedelta(minutes=30))
    attach(session, case, "chatnest-taunts-2.png")
    return home_of(session, place)


def newest(home: BackupHome) -> str:
    found = home.newest()
    assert found is not None
    return found.name


@pytest.fixture
def put_back(program: Program, backed_up: BackupHome, session: Session) -> Callable[..., RestoreResult]:
    """Lock the casebook and restore the backup, as its DSL unless told otherwise."""

    def act(
        into: Path | None = None, who: str = DSL, passphrase: str = PASSPHRASES[DSL], sheet: str = ""
    ) -> RestoreResult:
        session.opened.close()
        folder = into or session.opened.folder
        return restore_backup(
            program, backed_up.folder, newest(backed_up), folder, reason=WHY, who=who, passphrase=passphrase,
            sheet=sheet,
        )  # fmt: skip

    return act


def exhibits(session: Session) -> int:
    """One: it is the backup's; two: it is as it was before."""
    return len(session.casebook.select(Exhibit))


def test_the_casebook_is_as_it_was_and_says_so(
    put_back: Callable[..., RestoreResult], session: Session, unlock_as: Callable[[str], Session]
) -> None:
    went_to = session.casebook.head[0]
    result = put_back()
    again = unlock_as(DSL)
    assert exhibits(again) == 1
    (restored,) = again.casebook.select(Restored)
    assert (restored.snapshot, restored.to_entry) == ("20261113T165000Z", went_to)
    assert restored.from_entry < went_to
    assert restored.quarantine == "quarantine/20261113T172000Z"
    assert again.casebook.history(entity_id=restored.id)[0].reason == WHY
    assert verify(again.casebook, again.evidence).faults == ()
    assert result.missing == ()


def test_nothing_is_deleted(
    put_back: Callable[..., RestoreResult], session: Session, unlock_as: Callable[[str], Session]
) -> None:
    folder = session.opened.folder
    before = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.age")}
    put_back()
    quarantine = folder / "quarantine" / "20261113T172000Z"
    assert sorted(path.name for path in quarantine.iterdir()) == [
        "casebook-1.db", "casebook-1.db-journal", "casebook.key.age", "casebook.key.age.b", "evidence",
        "members.json", "members.json.b",
    ]  # fmt: skip
    for path, data in before.items():
        assert data in [each.read_bytes() for each in (folder / path, quarantine / path) if each.exists()]
    assert len(list((folder / "evidence").rglob("*.age"))) == 1
    assert len(list((quarantine / "evidence").rglob("*.age"))) == 1
    assert exhibits(unlock_as(DSL)) == 1


def test_a_damaged_exhibit_is_mended_from_the_backup(
    put_back: Callable[..., RestoreResult], session: Session, unlock_as: Callable[[str], Session]
) -> None:
    for path in (session.opened.folder / "evidence").rglob("*.age"):
        path.write_bytes(path.read_bytes()[:-1] + b"x")
    put_back()
    again = unlock_as(DSL)
    assert verify(again.casebook, again.evidence).faults == ()


def test_a_new_computer_gets_the_whole_casebook(
    put_back: Callable[..., RestoreResult], session: Session, tmp_path: Path, clock: SettableClock
) -> None:
    target = tmp_path / "New.casebook"
    result = put_back(target)
    assert result.folder == target
    again = unlock(target, DSL, clock)
    try:
        assert exhibits(again) == 1
        assert verify(again.casebook, again.evidence).faults == ()
        assert again.casebook.select(Restored)[0].quarantine == ""
    finally:
        again.opened.close()
        again.pictures.close()
    assert not list(tmp_path.glob("*.new"))


def test_from_the_open_casebook_the_last_save_is_backed_up_first(
    backed_up: BackupHome, session: Session, place: BackupPlace, unlock_as: Callable[[str], Session]
) -> None:
    first = newest(backed_up)
    restore_in_session(session, place.id, first, WHY)
    assert len(backed_up.listed()) == 2
    assert exhibits(unlock_as(DSL)) == 1


def test_a_reason_is_asked_for(backed_up: BackupHome, session: Session, place: BackupPlace) -> None:
    with pytest.raises(UserProblem) as refused:
        restore_in_session(session, place.id, newest(backed_up), "  ")
    assert refused.value.field == "reason"
    assert exhibits(session) == 2, "it is still open"


def test_a_casebook_that_is_open_is_not_restored_over(
    program: Program, backed_up: BackupHome, session: Session
) -> None:
    with pytest.raises(EnvironmentProblem, match="in use"):
        restore_backup(
            program, backed_up.folder, newest(backed_up), session.opened.folder, reason=WHY, who=DSL,
            passphrase=PASSPHRASES[DSL],
        )  # fmt: skip
    assert exhibits(session) == 2


@pytest.mark.parametrize("name", ["casebook.db", "members.json", "casebook.key.age"])
def test_a_damaged_backup_changes_nothing(
    put_back: Callable[..., RestoreResult], backed_up: BackupHome, session: Session, name: str,
    unlock_as: Callable[[str], Session],
) -> None:  # fmt: skip
    path = backed_up.snapshots / newest(backed_up) / name
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(DamagedBackup, match=f"its file {name} is damaged"):
        put_back()
    assert exhibits(unlock_as(DSL)) == 2
    assert not (session.opened.folder / "restore.staged").exists()


def test_a_wrong_passphrase_changes_nothing(
    put_back: Callable[..., RestoreResult], session: Session, unlock_as: Callable[[str], Session]
) -> None:
    with pytest.raises(WrongPassphrase):
        put_back(who=DSL, passphrase="not the passphrase at all")
    assert exhibits(unlock_as(DSL)) == 2


def test_a_sheet_that_is_another_casebooks_changes_nothing(
    put_back: Callable[..., RestoreResult], unlock_as: Callable[[str], Session]
) -> None:
    with pytest.raises(EnvironmentProblem, match="cannot be opened by you"):
        put_back(sheet=str(x25519.Identity.generate()))
    assert exhibits(unlock_as(DSL)) == 2


def test_the_backups_are_found_when_the_casebook_does_not_open(
    backed_up: BackupHome, session: Session, place: BackupPlace
) -> None:
    folder = session.opened.folder
    session.opened.close()
    for damaged in ("casebook-1.db", "members.json", "members.json.b"):
        (folder / damaged).write_bytes(b"damaged")
    (known,) = backups_known(folder)
    assert (known.place, known.name, known.home) == (place.folder, "20261113T165000Z", backed_up.folder)
    assert backups_at(Path(place.folder))[0] == known
    assert place.label not in (folder / "backups.json").read_text(encoding="utf-8"), "what it is called stays inside"
    assert who_may_restore(known)[0].label == "Designated safeguarding lead · JH"


def test_a_casebook_whose_files_are_all_damaged_is_restored(
    put_back: Callable[..., RestoreResult], session: Session, unlock_as: Callable[[str], Session]
) -> None:
    folder = session.opened.folder
    session.opened.close()
    for name in ("casebook-1.db", "members.json", "members.json.b", "casebook.key.age", "casebook.key.age.b"):
        (folder / name).write_bytes(b"damaged")
    result = put_back()
    assert result.restored.to_entry is None
    assert exhibits(unlock_as(DSL)) == 1
    assert (folder / result.restored.quarantine / "casebook-1.db").read_bytes() == b"damaged"


def test_a_folder_without_backups_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="no backup in that folder"):
        backups_at(tmp_path)


def test_what_must_be_known_is_said(put_back: Callable[..., RestoreResult]) -> None:
    said = say_restored(put_back())
    assert said[0].startswith("Restored: the casebook has ")
    assert "Thornmoss.casebook/quarantine/20261113T172000Z" in said[1]


class Killed(BaseException):
    """The program is killed here: nothing of it runs on, as far as a test in one process can tell."""


def test_a_kill_at_any_step_leaves_the_old_casebook_or_the_new_one(
    backed_up: BackupHome, session: Session, tmp_path: Path, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every rename and every removal of the restore is cut off once; the next opening finds one state or the other."""
    identity, keys, original = session.casebook.identity, session.opened.keys, session.opened.folder
    session.opened.close()
    backup = backed_up.newest()
    assert backup is not None
    real = {name: getattr(os, name) for name in ("replace", "unlink", "rmdir")}
    found_after, killed = list[int](), True
    while killed:
        folder = Path(shutil.copytree(original, tmp_path / f"at-{len(found_after)}" / "Thornmoss.casebook"))
        with monkeypatch.context() as patch:
            left = [len(found_after)]
            for name, act in real.items():
                patch.setattr(os, name, _until_killed(act, left))
            try:
                restore(folder, backed_up, backup, AtTheKeyboard(identity), reason=WHY, clock=clock)
                killed = False
            except Killed:
                pass
        finish_interrupted_restore(folder)
        casebook = Casebook(folder / keys.database, keys.key, casebook_id=keys.casebook, identity=identity, clock=clock)
        found_after.append(len(casebook.select(Exhibit)))
        assert len(casebook.select(Restored)) == 2 - found_after[-1]
        assert verify(casebook, evidence_of(folder, keys)).faults == ()
        casebook.close()
        assert not list(folder.glob("restore*"))
        shutil.rmtree(folder.parent)
    assert found_after == sorted(found_after, reverse=True), "the old one up to some step, from then on the new one"
    assert found_after.count(2) > 3
    assert found_after.count(1) > 3


def _until_killed(act: Callable[..., None], left: list[int]) -> Callable[..., None]:
    def counted(*arguments: object, **named: object) -> None:
        if left[0] == 0:
            raise Killed
        left[0] -= 1
        act(*arguments, **named)

    return counted


def test_a_forged_casebook_of_the_same_name_is_not_restored_over_the_real_one(
    session: Session, backed_up: BackupHome, clock: SettableClock, tmp_path: Path
) -> None:
    """Whoever knows the sheet's public half can seal keys to it: the first entry tells the real casebook."""
    folder, keys, identity = session.opened.folder, session.opened.keys, session.casebook.identity
    session.opened.close()
    forged = tmp_path / "forged.casebook"
    shutil.copytree(folder, forged)
    (forged / keys.database).unlink()
    another = new_identity(identity.member_id, identity.name)
    sheet = x25519.Identity.generate()
    casebook = Casebook(
        forged / keys.database, keys.key, casebook_id=keys.casebook, identity=another, clock=clock, create=True
    )
    member = Member(
        id=another.member_id, name=another.name, role="dsl", initials="JH", signing_key=another.public_key,
        age_recipient=another.recipient, added_at=clock(),
    )  # fmt: skip
    recovery = Recovery(id=new_id(), recipient=str(sheet.to_public()), issued_at=clock())
    casebook.commit([member, thornmoss(), recovery])
    casebook.close()
    for place in (forged, folder):  # the sheet opens both, as it would the real one
        write_keys(place, keys, [str(sheet.to_public())])
    stick = tmp_path / "found on the car park"
    stick.mkdir()
    back_up_sealed(forged, stick, now=clock(), pace=Pace())
    backup = BackupHome(stick, keys.casebook).newest()
    assert backup is not None
    with pytest.raises(AnotherCasebook):
        restore(folder, BackupHome(stick, keys.casebook), backup, Sheet(str(sheet)), reason=WHY, clock=clock)
