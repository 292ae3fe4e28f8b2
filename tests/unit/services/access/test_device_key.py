"""A passphrase that is tied to one computer: it opens nothing elsewhere, and the recovery sheet is always a way in."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pyrage import x25519

from dslapp.casebook.keys.credentials import CredentialStore, CredentialsUnavailable, NoCredentials
from dslapp.casebook.keys.device_keys import DeviceKeyMissing, device_item
from dslapp.casebook.keys.key_files import read_members
from dslapp.casebook.keys.member_keys import WrongPassphrase
from dslapp.domain.problems import UserProblem
from dslapp.services.access.device_key import device_key_status, turn_device_key_off, turn_device_key_on
from dslapp.services.access.members import change_passphrase, recover_with_sheet
from dslapp.services.access.unlock_casebook import lock_casebook, unlock_casebook
from dslapp.services.program import Program
from dslapp.services.session import Session
from tests.casebooks import DSL, HEAD, PASSPHRASES, SHEET, SettableClock
from tests.secret_service import ON_LINUX, AskedDirectly

pytestmark = ON_LINUX

NEW = "marble-gutter-pigeon-lamp"
At = Callable[[CredentialStore | None], Program]


@pytest.fixture
def at(clock: SettableClock, tmp_path: Path) -> At:
    """A computer with that key store."""

    def computer(store: CredentialStore | None) -> Program:
        return Program(clock=clock, settings=tmp_path, casebooks=tmp_path, key_store=(lambda: store) if store else None)

    return computer


@contextmanager
def sitting(program: Program, folder: Path, who: str = DSL, passphrase: str = "") -> Iterator[Session]:
    session = unlock_casebook(program, folder, who, passphrase or PASSPHRASES[who])
    try:
        yield session
    finally:
        lock_casebook(session)
        session.pictures.close()


@pytest.fixture
def tied(casebook_folder: Path, at: At, key_store: AskedDirectly) -> Path:
    """The casebook, once the DSL has switched the device key on."""
    with sitting(at(key_store), casebook_folder) as session:
        assert turn_device_key_on(session, PASSPHRASES[DSL], SHEET.lower()).is_on
    return casebook_folder


def test_here_the_passphrase_opens_it_as_before(tied: Path, at: At, key_store: AskedDirectly) -> None:
    with sitting(at(key_store), tied) as session:
        assert device_key_status(session).is_on
    with pytest.raises(WrongPassphrase):
        unlock_casebook(at(key_store), tied, DSL, "not the passphrase at all")


def test_a_stolen_copy_does_not_open_with_the_passphrase(tied: Path, at: At, tmp_path: Path) -> None:
    stolen = shutil.copytree(tied, tmp_path / "stolen.casebook")

    for store in (None, NoCredentials()):
        with pytest.raises(DeviceKeyMissing, match="recovery sheet"):
            unlock_casebook(at(store), stolen, DSL, PASSPHRASES[DSL])


def test_the_others_open_it_anywhere(tied: Path, at: At) -> None:
    with sitting(at(None), tied, HEAD) as session:
        assert not device_key_status(session).is_on


def test_the_word_in_the_file_cannot_be_taken_out(tied: Path, at: At, key_store: AskedDirectly) -> None:
    """It is bound into the seal of the slot."""
    for name in ("members.json", "members.json.b"):
        assert '"device"' in (tied / name).read_text()
    slot = next(each for each in read_members(tied).slots if each.device)
    key_store.write(device_item(read_members(tied).casebook, slot.member), "00" * 32)

    with pytest.raises(DeviceKeyMissing):
        unlock_casebook(at(key_store), tied, DSL, PASSPHRASES[DSL])


def test_a_wiped_key_store_says_the_way_and_the_sheet_lets_in(tied: Path, at: At, key_store: AskedDirectly) -> None:
    member = next(each.member for each in read_members(tied).slots if each.device)
    key_store.forget(device_item(read_members(tied).casebook, member))
    with pytest.raises(DeviceKeyMissing, match="another member lets you in again, or you use the recovery sheet"):
        unlock_casebook(at(key_store), tied, DSL, PASSPHRASES[DSL])

    session = recover_with_sheet(at(key_store), tied, SHEET, member, NEW)
    lock_casebook(session)
    session.pictures.close()

    with sitting(at(None), tied, DSL, NEW) as again:
        assert not device_key_status(again).is_on


def test_without_the_sheet_it_is_not_switched_on(casebook_folder: Path, at: At, key_store: AskedDirectly) -> None:
    with sitting(at(key_store), casebook_folder) as session:
        for sheet, said in ((" ", "Type the groups"), (str(x25519.Identity.generate()), "not the one of the recovery")):
            with pytest.raises(UserProblem, match=said) as problem:
                turn_device_key_on(session, PASSPHRASES[DSL], sheet)
            assert problem.value.field == "sheet"
        assert not device_key_status(session).is_on


def test_a_wrong_passphrase_changes_nothing_and_leaves_nothing(
    casebook_folder: Path, at: At, key_store: AskedDirectly
) -> None:
    with sitting(at(key_store), casebook_folder) as session:
        with pytest.raises(UserProblem, match="not your passphrase"):
            turn_device_key_on(session, "something else entirely", SHEET)
        assert key_store.read(device_item(session.casebook.id, session.member.id)) is None
    with sitting(at(None), casebook_folder):
        pass


def test_a_store_that_keeps_nothing_is_not_trusted_with_it(casebook_folder: Path, at: At) -> None:
    for store in (None, NoCredentials()):
        with sitting(at(store), casebook_folder) as session, pytest.raises(CredentialsUnavailable):
            turn_device_key_on(session, PASSPHRASES[DSL], SHEET)
    with sitting(at(None), casebook_folder):
        pass


def test_switched_off_the_passphrase_is_enough_again(tied: Path, at: At, key_store: AskedDirectly) -> None:
    with sitting(at(key_store), tied) as session:
        assert not turn_device_key_off(session, PASSPHRASES[DSL]).is_on
        assert key_store.read(device_item(session.casebook.id, session.member.id)) is None
        with pytest.raises(UserProblem, match="off already"):
            turn_device_key_off(session, PASSPHRASES[DSL])

    with sitting(at(None), tied):
        pass


def test_a_new_passphrase_stays_tied(tied: Path, at: At, key_store: AskedDirectly) -> None:
    with sitting(at(key_store), tied) as session:
        change_passphrase(session, PASSPHRASES[DSL], NEW)

    with pytest.raises(DeviceKeyMissing):
        unlock_casebook(at(None), tied, DSL, NEW)
    with sitting(at(key_store), tied, DSL, NEW) as session:
        assert device_key_status(session).is_on
