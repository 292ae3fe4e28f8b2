"""Making a casebook and opening it: who gets in, who does not, and what is said."""

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from pyrage import x25519

from dslapp.casebook.database.connection import DamagedDatabase
from dslapp.casebook.database.driver import connect
from dslapp.casebook.keys.key_files import KEY_FILE, MEMBERS_FILE, read_members
from dslapp.casebook.keys.member_keys import FLOOR_KDF, WrongPassphrase
from dslapp.casebook.making import create_folder
from dslapp.casebook.opening import open_folder
from dslapp.domain.entity import new_id
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.school import Access, Member, Recovery
from dslapp.domain.trust.entries import Erasure
from dslapp.services.session import Session
from tests.casebooks import DEPUTY, DSL, FOUNDERS, HEAD, PASSPHRASES, SettableClock, make_casebook, thornmoss, unlock


def create(folder: Path, recovery_recipient: str = "") -> None:
    recipient = recovery_recipient or str(x25519.Identity.generate().to_public())
    create_folder(
        folder, school=thornmoss(), founders=FOUNDERS[:1], recovery_recipient=recipient, clock=SettableClock(),
        kdf=FLOOR_KDF,
    )  # fmt: skip


def test_each_member_opens_it_with_their_own_passphrase(unlock_as: Callable[[str], Session]) -> None:
    assert unlock_as(DSL).member.role == "dsl"
    assert unlock_as(HEAD).member.role == "headteacher"
    assert unlock_as(DEPUTY).member.role == "deputy_dsl"


@pytest.mark.parametrize("part", ["member", "label"])
def test_a_member_may_be_named_as_the_unlock_page_names_them(
    casebook_folder: Path, clock: SettableClock, part: str
) -> None:
    who = getattr(read_members(casebook_folder).slots[0], part)
    opened = open_folder(casebook_folder, who=who, passphrase=PASSPHRASES[DSL], clock=clock)
    assert opened.casebook.identity.name == DSL
    opened.close()


@pytest.mark.parametrize(
    ("who", "passphrase"),
    [(DSL, "not the passphrase"), ("Nobody Known", PASSPHRASES[DSL]), (DSL, PASSPHRASES[HEAD])],
    ids=["wrong passphrase", "unknown name", "somebody else's passphrase"],
)
def test_no_hint_is_given_which_part_was_wrong(
    casebook_folder: Path, clock: SettableClock, who: str, passphrase: str
) -> None:
    with pytest.raises(WrongPassphrase) as refused:
        open_folder(casebook_folder, who=who, passphrase=passphrase, clock=clock)
    assert str(refused.value) == ("That did not open the casebook. Check the name and the passphrase, then try again.")


def test_nothing_is_locked_for_good_and_the_next_unlock_signs_how_often_it_failed(
    casebook_folder: Path, clock: SettableClock
) -> None:
    for _ in range(5):
        with pytest.raises(WrongPassphrase):
            open_folder(casebook_folder, who=DSL, passphrase="wrong", clock=clock)
    session = unlock(casebook_folder, DSL, clock)
    failed = [
        version.entity
        for (seq,) in session.casebook.connection.execute("SELECT entity_id FROM version WHERE entity_type = 'access'")
        for version in session.casebook.history(entity_id=seq)
    ]
    session.opened.close()
    assert [access.detail[:16] for access in failed if isinstance(access, Access)] == ["5 failed unlocks"]
    assert not (casebook_folder / "attempts").exists()


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps others out in another way")
def test_a_new_casebook_is_its_owners_alone_whatever_the_computer_usually_does(
    tmp_path: Path, clock: SettableClock
) -> None:
    usual = os.umask(0)
    try:
        folder = make_casebook(tmp_path / "New.casebook", clock)
    finally:
        os.umask(usual)
    assert [oct(each.stat().st_mode & 0o777) for each in (folder, folder / "evidence")] == ["0o700", "0o700"]


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 11, 13, 16, 50, tzinfo=UTC), "Friday 13 November 2026, 16:50 GMT"),
        (datetime(2026, 7, 1, 8, 5, tzinfo=UTC), "Wednesday 1 July 2026, 09:05 BST"),
    ],
)
def test_a_casebook_in_use_says_where_and_since_when(
    casebook_folder: Path, clock: SettableClock, moment: datetime, said: str
) -> None:
    clock.now = moment
    session = unlock(casebook_folder, DSL, clock)
    with pytest.raises(EnvironmentProblem, match="in use on") as refused:
        open_folder(casebook_folder, who=HEAD, passphrase=PASSPHRASES[HEAD], clock=clock)
    session.opened.close()
    assert said in refused.value.message
    unlock(casebook_folder, HEAD, clock).opened.close()


@pytest.mark.parametrize("name", [MEMBERS_FILE, KEY_FILE])
@pytest.mark.parametrize("damage", [b"", b"{}", b"\x00" * 200])
def test_one_damaged_copy_of_a_small_file_does_no_harm(
    casebook_folder: Path, clock: SettableClock, name: str, damage: bytes
) -> None:
    (casebook_folder / name).write_bytes(damage)
    unlock(casebook_folder, DSL, clock).opened.close()


@pytest.mark.parametrize("name", [MEMBERS_FILE, KEY_FILE])
def test_when_both_copies_are_damaged_the_passphrase_is_not_blamed(
    casebook_folder: Path, clock: SettableClock, name: str
) -> None:
    for copy in (name, f"{name}.b"):
        (casebook_folder / copy).write_bytes(b"spoilt")
    with pytest.raises(EnvironmentProblem, match="Your passphrase is not the problem") as refused:
        unlock(casebook_folder, DSL, clock)
    assert not isinstance(refused.value, WrongPassphrase)


def test_each_flipped_bit_of_the_members_file_is_noticed(casebook_folder: Path) -> None:
    path = casebook_folder / MEMBERS_FILE
    sound, members = path.read_bytes(), read_members(casebook_folder)
    for position in range(0, len(sound), 97):
        path.write_bytes(sound[:position] + bytes([sound[position] ^ 1]) + sound[position + 1 :])
        assert read_members(casebook_folder) == members


def test_a_plain_database_in_its_place_is_refused(casebook_folder: Path, clock: SettableClock) -> None:
    (casebook_folder / "casebook-1.db").write_bytes(b"SQLite format 3\x00" + bytes(4096))
    with pytest.raises(DamagedDatabase, match="not encrypted"):
        unlock(casebook_folder, DSL, clock)


def test_a_damaged_database_is_called_damaged_and_leaves_no_lock_behind(
    casebook_folder: Path, clock: SettableClock
) -> None:
    database = casebook_folder / "casebook-1.db"
    sound = database.read_bytes()
    database.write_bytes(bytes(byte ^ 0xFF for byte in sound))
    with pytest.raises(DamagedDatabase):
        unlock(casebook_folder, DSL, clock)
    database.write_bytes(sound)
    unlock(casebook_folder, DSL, clock).opened.close()


def test_no_name_stands_on_the_disk(casebook_folder: Path, session: Session) -> None:
    names = [name.encode(encoding) for name in (DSL, HEAD, DEPUTY, "Thornmoss") for encoding in ("utf-8", "utf-16-le")]
    for path in casebook_folder.rglob("*"):
        if path.is_file():
            held = path.read_bytes()
            assert [name for name in names if name in held] == [], path.name


def test_the_recovery_sheet_opens_everything_with_two_published_programs(tmp_path: Path) -> None:
    """The steps of the sheet itself, with age's own program and SQLCipher's own interface."""
    recovery, folder = x25519.Identity.generate(), tmp_path / "T.casebook"
    create(folder, str(recovery.to_public()))
    (tmp_path / "key.txt").write_text(f"{recovery}\n")
    age = shutil.which("age")
    assert age, "Debian's age: make test installs it"
    command = [age, "--decrypt", "-i", str(tmp_path / "key.txt"), str(folder / KEY_FILE)]
    keys = msgspec.json.decode(subprocess.run(command, capture_output=True, check=True).stdout)
    connection = connect(str(folder / keys["database"]))
    connection.execute(f"PRAGMA key = \"x'{keys['key']}'\"")
    rows = connection.execute("SELECT content FROM version WHERE entity_type = 'school'").fetchall()
    connection.close()
    assert "Thornmoss Academy (fictional)" in rows[0][0]
    assert keys["evidence"][0].startswith("AGE-SECRET-KEY-1")


def test_members_and_recovery_stand_in_the_journal(session: Session) -> None:
    assert [member.name for member in session.casebook.select(Member)] == [DSL, HEAD, DEPUTY]
    assert len(session.casebook.select(Recovery)) == 1


def test_an_existing_folder_is_never_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "T.casebook"
    folder.mkdir()
    (folder / "something").write_text("kept")
    with pytest.raises(EnvironmentProblem, match="already something called"):
        create(folder)
    assert (folder / "something").read_text() == "kept"


def test_a_casebook_that_cannot_be_made_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(EnvironmentProblem, match="could not be made there"):
        create(tmp_path / "file" / "T.casebook")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_what_a_start_that_was_cut_short_left_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / "T.casebook.new" / "evidence").mkdir(parents=True)
    create(tmp_path / "T.casebook")
    assert [path.name for path in tmp_path.iterdir()] == ["T.casebook"]


def test_an_erasure_that_cannot_be_read_is_told_as_damage(session: Session, casebook_folder: Path) -> None:
    """What was purged is learnt at each opening: somebody with the key may have put anything in its place."""
    casebook = session.casebook
    casebook.commit([Erasure(id=new_id(), entries=(), ref="OSI-2026-0001", because="retention")])
    casebook.connection.execute("DROP TRIGGER version_update")
    casebook.connection.execute("UPDATE version SET content = '{}' WHERE entity_type = 'erasure'")
    session.opened.close()
    with pytest.raises(DamagedDatabase):
        open_folder(casebook_folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=SettableClock())
