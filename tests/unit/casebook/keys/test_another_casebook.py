"""A casebook or a role put in the place of a member's own is refused; what lies beside it keeps nobody out."""

import os
import shutil
from pathlib import Path

import msgspec
import pytest

from dslapp.casebook.keys.key_files import new_keys, read_members, write_keys
from dslapp.casebook.opening import AnotherCasebook, open_folder
from dslapp.casebook.store import Casebook
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.school import Access, Member
from dslapp.services.health.verify_casebook import verify_folder
from dslapp.services.program import Program
from tests.casebooks import DSL, HEAD, PASSPHRASES, SettableClock, thornmoss, unlock


def plant_keys_of_ones_own(folder: Path, clock: SettableClock) -> None:
    """As somebody without a passphrase can: the recipients are public, and so is every name in members.json."""
    members = read_members(folder)
    session = unlock(folder, DSL, clock)
    theirs = session.casebook.select(Member)
    session.opened.close()
    keys = new_keys(members.casebook)
    (folder / keys.database).unlink()
    identity = session.casebook.identity
    planted = Casebook(
        folder / keys.database, keys.key, casebook_id=members.casebook, identity=identity, clock=clock, create=True
    )
    planted.commit([*theirs, thornmoss()])
    planted.close()
    write_keys(folder, keys, [slot.recipient for slot in members.slots])


def test_keys_that_somebody_else_sealed_do_not_pass_for_the_casebook(
    casebook_folder: Path, clock: SettableClock
) -> None:
    plant_keys_of_ones_own(casebook_folder, clock)
    with pytest.raises(AnotherCasebook, match="not the casebook that you opened before"):
        open_folder(casebook_folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=clock)


def test_checking_such_a_casebook_says_so_rather_than_that_it_is_sound(
    casebook_folder: Path, clock: SettableClock, tmp_path: Path
) -> None:
    plant_keys_of_ones_own(casebook_folder, clock)
    program = Program(clock=clock, settings=tmp_path, casebooks=tmp_path)
    found = verify_folder(program, casebook_folder, DSL, PASSPHRASES[DSL])
    assert [fault.where for fault in found.faults] == ["casebook"]


def test_a_headteacher_who_writes_a_dsls_role_for_themselves_does_not_get_in_with_it(
    casebook_folder: Path, clock: SettableClock
) -> None:
    session = unlock(casebook_folder, HEAD, clock)
    session.casebook.commit([msgspec.structs.replace(session.member, role="dsl")])
    session.opened.close()
    with pytest.raises(AnotherCasebook, match="who you are in it"):
        open_folder(casebook_folder, who=HEAD, passphrase=PASSPHRASES[HEAD], clock=clock)


def test_the_key_file_of_another_casebook_is_not_taken(casebook_folder: Path, clock: SettableClock) -> None:
    recipients = [slot.recipient for slot in read_members(casebook_folder).slots]
    write_keys(casebook_folder, new_keys("0192f0c4-0000-7000-8000-0000000000ff"), recipients)
    with pytest.raises(EnvironmentProblem, match="key file"):
        open_folder(casebook_folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=clock)


def test_a_key_file_cannot_name_a_database_elsewhere(casebook_folder: Path, clock: SettableClock) -> None:
    members = read_members(casebook_folder)
    keys = msgspec.structs.replace(new_keys(members.casebook), database="../casebook-1.db")
    write_keys(casebook_folder, keys, [slot.recipient for slot in members.slots])
    with pytest.raises(EnvironmentProblem, match="key file"):
        open_folder(casebook_folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=clock)


def failed_unlocks(folder: Path, clock: SettableClock) -> list[str]:
    session = unlock(folder, DSL, clock)
    rows = session.casebook.connection.execute("SELECT entity_id FROM version WHERE entity_type = 'access'").fetchall()
    found = [version.entity for (each,) in rows for version in session.casebook.history(entity_id=each)]
    session.opened.close()
    return [each.detail for each in found if isinstance(each, Access) and each.what == "failed unlock"]


def test_words_that_somebody_wrote_among_the_failed_unlocks_are_not_signed(
    casebook_folder: Path, clock: SettableClock
) -> None:
    attempts = casebook_folder / "attempts"
    attempts.write_text("2026-11-13T16:50:00+00:00\nJo Hartsedge confessed to it all\n", encoding="utf-8")
    (said,) = failed_unlocks(casebook_folder, clock)
    assert said == "1 failed unlock, and a note of them that was cut short or changed from outside"


@pytest.mark.parametrize("left", [1, 10, 31, 32, 33], ids="{} bytes left".format)
def test_a_failed_unlock_whose_note_was_cut_short_spoils_none_of_the_others(
    casebook_folder: Path, clock: SettableClock, left: int
) -> None:
    """The power fails while one is written; the next one is written on a line of its own."""
    attempts = casebook_folder / "attempts"
    for cut in (True, False):
        with pytest.raises(EnvironmentProblem):
            open_folder(casebook_folder, who=DSL, passphrase="wrong", clock=clock)
        if cut:
            attempts.write_bytes(attempts.read_bytes()[:left])
    (said,) = failed_unlocks(casebook_folder, clock)
    assert said.startswith(("1 failed unlock", "2 failed unlocks"))
    assert ("cut short" in said) == (1 < left < 26)


@pytest.mark.parametrize("kind", ["a folder", "three gigabytes", "a link", "a pipe"])
def test_whatever_stands_in_the_place_of_the_failed_unlocks_keeps_nobody_out(
    casebook_folder: Path, clock: SettableClock, tmp_path: Path, kind: str
) -> None:
    attempts, elsewhere = casebook_folder / "attempts", tmp_path / "elsewhere"
    elsewhere.write_text("untouched", encoding="utf-8")
    if kind == "a folder":
        attempts.mkdir()
    elif kind == "a link":
        attempts.symlink_to(elsewhere)
    elif kind == "a pipe":
        os.mkfifo(attempts)
    else:
        with attempts.open("wb") as file:
            file.truncate(3 * 1024**3)
    with pytest.raises(EnvironmentProblem):
        open_folder(casebook_folder, who=DSL, passphrase="wrong", clock=clock)
    assert len(failed_unlocks(casebook_folder, clock)) == 1
    assert elsewhere.read_text(encoding="utf-8") == "untouched"


def test_a_copy_of_the_whole_folder_still_opens(casebook_folder: Path, clock: SettableClock, tmp_path: Path) -> None:
    copied = tmp_path / "copied.casebook"
    shutil.copytree(casebook_folder, copied)
    opened = open_folder(copied, who=DSL, passphrase=PASSPHRASES[DSL], clock=clock)
    opened.close()


def test_an_owner_file_that_cannot_be_written_keeps_nobody_out(casebook_folder: Path, clock: SettableClock) -> None:
    """It only says where the casebook is open; a full disk refuses it too."""
    (casebook_folder / "casebook.owner").mkdir()
    (casebook_folder / "casebook.owner" / "in the way").touch()
    for _ in range(2):  # and the lock is given back each time
        open_folder(casebook_folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=clock).close()
