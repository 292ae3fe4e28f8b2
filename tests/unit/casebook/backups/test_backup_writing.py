"""A backup is everything, read back and signed; the pool takes each file once; what fails leaves nothing half done."""

import shutil
from pathlib import Path

import msgspec
import pytest

from dslapp.casebook.backups import place as backup_place
from dslapp.casebook.backups import pool as backup_pool
from dslapp.casebook.backups.manifest import DamagedBackup, Heading, is_signed_by_its_key, read_heading, read_manifest
from dslapp.casebook.backups.of_open import back_up_open
from dslapp.casebook.backups.place import BackupHome, PlaceNotThere, homes_in, refuse_place
from dslapp.casebook.backups.pool import Pace, pool_paths
from dslapp.casebook.backups.pruning import prune
from dslapp.casebook.backups.signers import signers_of
from dslapp.casebook.backups.writing import check_snapshot
from dslapp.domain.entity import new_id
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.problems import EnvironmentProblem, UserProblem
from dslapp.services.session import Session
from tests.backups import BackUp, attach
from tests.casebooks import SettableClock


def test_a_backup_has_database_members_keys_and_every_exhibit(
    back_up: BackUp, exhibit: Exhibit, home: BackupHome
) -> None:
    made = back_up()
    manifest = made.stored.manifest
    assert [file.name for file in manifest.files] == ["casebook.db", "members.json", "casebook.key.age"]
    assert [file.path for file in manifest.pool] == [f"evidence/{exhibit.file_id[-2:]}/{exhibit.file_id}.age"]
    assert manifest.pool[0].sha256 == exhibit.stored_sha256
    assert sorted(path.name for path in (home.snapshots / made.name).iterdir()) == [
        "casebook.db", "casebook.key.age", "manifest.json", "members.json"
    ]  # fmt: skip
    assert made.name == "20261113T165100Z"
    assert check_snapshot(home.snapshots / made.name) == made.stored


def test_the_manifest_says_how_far_the_journal_goes_and_who_vouches(back_up: BackUp, session: Session) -> None:
    made = back_up()
    manifest, signed = made.stored.manifest, made.stored.signed
    assert (manifest.entries, manifest.head) == (session.casebook.head[0], session.casebook.head_hash)
    assert signed is not None
    assert signed.member == session.member.id
    assert is_signed_by_its_key(made.stored)


def test_a_second_backup_copies_only_what_is_new(back_up: BackUp, exhibit: Exhibit, session: Session) -> None:
    back_up()
    again = back_up()
    assert again.new_bytes == 0
    attach(session, "chatnest-taunts-2.png", exhibit.incident_id)
    third = back_up()
    assert third.new_bytes > 0
    assert len(third.stored.manifest.pool) == 2
    assert third.stored.manifest.number == 3


def test_a_known_file_of_the_pool_is_not_read_again(
    back_up: BackUp, exhibit: Exhibit, home: BackupHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up()
    monkeypatch.setattr(backup_pool, "hash_of", lambda *args: pytest.fail("a file of the pool was read"))
    back_up()


def test_an_exhibit_lost_from_the_casebook_stays_in_the_backups(
    back_up: BackUp, exhibit: Exhibit, session: Session
) -> None:
    back_up()
    session.evidence.remove(exhibit.file_id)
    again = back_up()
    assert len(again.stored.manifest.pool) == 1
    assert again.unsound == ()


def test_an_exhibit_damaged_before_its_first_backup_is_named_and_not_taken(
    back_up: BackUp, exhibit: Exhibit, session: Session, home: BackupHome
) -> None:
    stored = session.opened.folder / "evidence" / exhibit.file_id[-2:] / f"{exhibit.file_id}.age"
    stored.write_bytes(stored.read_bytes()[:-1])
    made = back_up()
    assert made.unsound == (f"evidence/{exhibit.file_id[-2:]}/{exhibit.file_id}.age",)
    assert pool_paths(home.folder) == {}


def test_a_pool_file_that_a_drill_put_aside_is_copied_anew(back_up: BackUp, exhibit: Exhibit, home: BackupHome) -> None:
    path = home.folder / back_up().stored.manifest.pool[0].path
    path.rename(path.with_name(path.name + ".damaged"))
    back_up()
    assert path.exists()


def test_sealed_notes_that_wait_are_backed_up(back_up: BackUp, session: Session) -> None:
    inbox = session.opened.folder / "inbox"
    inbox.mkdir()
    (inbox / f"{new_id()}.age").write_bytes(b"sealed")
    assert [file.path.split("/")[0] for file in back_up().stored.manifest.pool] == ["inbox"]


def test_a_damaged_copy_of_the_key_file_does_not_reach_the_backup(back_up: BackUp, session: Session) -> None:
    (session.opened.folder / "casebook.key.age").write_bytes(b"gone")
    made = back_up()
    assert {file.name: file.size for file in made.stored.manifest.files}["casebook.key.age"] > 100


def test_a_place_that_is_gone_is_said_so_and_never_made_anew(back_up: BackUp, home: BackupHome) -> None:
    back_up()
    shutil.rmtree(home.folder)
    with pytest.raises(PlaceNotThere):
        back_up()
    assert not home.folder.exists()


def test_two_backups_in_one_second_have_two_names(session: Session, home: BackupHome, clock: SettableClock) -> None:
    names = [back_up_open(session.opened, home, now=clock(), pace=Pace()).name for _ in range(2)]
    assert names == ["20261113T165000Z", "20261113T165000Z-2"]


def test_a_changed_manifest_is_found(back_up: BackUp, home: BackupHome) -> None:
    folder = home.snapshots / back_up().name
    stored = read_manifest(folder)
    changed = msgspec.structs.replace(stored, manifest=msgspec.structs.replace(stored.manifest, entries=1))
    (folder / "manifest.json").write_bytes(msgspec.json.encode(changed))
    with pytest.raises(DamagedBackup, match="changed after it was signed"):
        read_manifest(folder)


@pytest.mark.parametrize("data", [b"", b"{}", b"[" * 100_000, b"\xff", b'{"manifest": null, "signed": null}'], ids=repr)
def test_a_manifest_that_is_none_is_named_as_damaged(data: bytes, back_up: BackUp, home: BackupHome) -> None:
    made = back_up()
    (home.snapshots / made.name / "manifest.json").write_bytes(data)
    with pytest.raises(DamagedBackup):
        read_manifest(home.snapshots / made.name)
    assert home.listed()[0].trouble == "its manifest cannot be read"
    assert home.newest() is None


def test_a_manifest_cannot_lead_out_of_the_pool(back_up: BackUp, exhibit: Exhibit, home: BackupHome) -> None:
    folder = home.snapshots / back_up().name
    text = (folder / "manifest.json").read_text().replace(f"evidence/{exhibit.file_id[-2:]}/", "evidence/../")
    (folder / "manifest.json").write_text(text)
    with pytest.raises(DamagedBackup, match="cannot be read"):
        read_manifest(folder)


def test_a_manifest_is_read_once_however_often_a_page_asks_and_again_once_it_is_another(
    back_up: BackUp, home: BackupHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, read = back_up(), list[Path]()

    def noted(folder: Path) -> Heading:
        read.append(folder)
        return read_heading(folder)

    monkeypatch.setattr(backup_place, "read_heading", noted)
    first = home.newest()
    assert home.newest() == first
    assert len(read) <= 1
    (home.snapshots / made.name / "manifest.json").write_bytes(b"?")
    assert home.newest() is None


def test_a_damaged_database_of_a_backup_is_found(back_up: BackUp, home: BackupHome) -> None:
    folder = home.snapshots / back_up().name
    data = bytearray((folder / "casebook.db").read_bytes())
    data[9000] ^= 1
    (folder / "casebook.db").write_bytes(data)
    with pytest.raises(DamagedBackup, match=r"its file casebook\.db is damaged"):
        check_snapshot(folder)


def test_pruning_takes_the_pool_files_that_no_backup_names_any_more(
    back_up: BackUp, exhibit: Exhibit, session: Session, home: BackupHome, clock: SettableClock
) -> None:
    note = session.opened.folder / "inbox" / f"{new_id()}.age"
    note.parent.mkdir()
    first = back_up()
    note.write_bytes(b"sealed")
    back_up()
    note.unlink()
    gone: tuple[str, ...] = ()
    for _ in range(22):
        gone += prune(home, back_up().name, clock(), signers_of(session.casebook))
    assert f"inbox/{note.name}" not in pool_paths(home.folder)
    assert f"evidence/{exhibit.file_id[-2:]}/{exhibit.file_id}.age" in pool_paths(home.folder)
    names = [each.name for each in home.listed()]
    assert first.name in names, "the first of the term"
    assert len(names) == 21
    assert not set(gone) & set(names)


def test_while_a_manifest_cannot_be_read_the_pool_loses_nothing(
    back_up: BackUp, session: Session, home: BackupHome, clock: SettableClock
) -> None:
    note = session.opened.folder / "inbox" / f"{new_id()}.age"
    note.parent.mkdir()
    note.write_bytes(b"sealed")
    first = back_up()
    note.unlink()
    (home.snapshots / first.name / "manifest.json").write_bytes(b"?")
    gone: tuple[str, ...] = ()
    for _ in range(22):
        gone += prune(home, back_up().name, clock(), signers_of(session.casebook))
    assert gone
    assert pool_paths(home.folder).keys() == {f"inbox/{note.name}"}


def test_a_place_inside_the_casebook_is_refused(session: Session, tmp_path: Path) -> None:
    inside = session.opened.folder / "evidence"
    for place in (session.opened.folder, inside, tmp_path / "nowhere"):
        with pytest.raises(UserProblem):
            refuse_place(place, session.opened.folder)
    refuse_place(tmp_path, session.opened.folder)


def test_a_place_that_takes_nothing_is_refused(tmp_path: Path, session: Session) -> None:
    home = BackupHome(tmp_path, session.casebook.id)
    home.folder.write_bytes(b"a file of that name")
    with pytest.raises(EnvironmentProblem, match="takes no backups"):
        home.make()


def test_backups_are_found_by_the_place_alone(back_up: BackUp, home: BackupHome) -> None:
    made = back_up()
    for given in (home.place, home.folder, home.snapshots, home.snapshots / made.name):
        (found,) = homes_in(given)
        assert (found.folder, found.casebook_id) == (home.folder, home.casebook_id)


def test_a_backup_that_somebody_else_is_said_to_have_made_is_found(back_up: BackUp, home: BackupHome) -> None:
    folder = home.snapshots / back_up().name
    stored = read_manifest(folder)
    assert stored.signed is not None
    other = msgspec.structs.replace(stored.signed, member=new_id())
    (folder / "manifest.json").write_bytes(msgspec.json.encode(msgspec.structs.replace(stored, signed=other)))
    with pytest.raises(DamagedBackup, match="changed after it was signed"):
        read_manifest(folder)
