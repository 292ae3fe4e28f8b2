"""F7: one copy of the members or key file is harmed at any byte: it opens, and heals. Both: it says what to do."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dslapp.casebook.keys.key_files import KEY_FILE, MEMBERS_FILE, heal, read_keys, read_members
from dslapp.casebook.keys.member_keys import WrongPassphrase
from dslapp.casebook.opening import open_folder
from dslapp.domain.problems import EnvironmentProblem
from tests.casebooks import DSL, PASSPHRASES
from tests.faults.counts import Count
from tests.faults.keyring import Keyring, now
from tests.faults.scale import SCALE

NAMES = [MEMBERS_FILE, KEY_FILE]
EACH_BYTE = {"quick": 40, "short": 1, "long": 1}[SCALE]
"""Every which byte is harmed."""
HEALS = 16
"""After every which harm it is tried whether the copy heals: that writes to the disk."""


@pytest.fixture
def keyring(memory_folder: Path, casebook_as_made: Path) -> Keyring:
    return Keyring(Path(shutil.copytree(casebook_as_made, memory_folder / casebook_as_made.name)))


def harmed(sound: bytes, seed: int) -> Iterator[bytes]:
    """The content with each of its bytes flipped, then cut at each of its bytes."""
    chance = random.Random(seed)
    for at in range(seed % EACH_BYTE, len(sound), EACH_BYTE):
        yield sound[:at] + bytes([sound[at] ^ 1 << chance.randrange(8)]) + sound[at + 1 :]
        yield sound[:at]


def as_read(keyring: Keyring, name: str) -> object:
    """What the program reads of a small file, from whichever copy is sound."""
    if name == MEMBERS_FILE:
        return read_members(keyring.folder)
    return read_keys(keyring.folder, keyring.identity.age, casebook=keyring.keys.casebook)


@pytest.mark.parametrize("second", ["", ".b"], ids=["first copy", "second copy"])
@pytest.mark.parametrize("name", NAMES)
def test_one_harmed_copy_does_no_harm_and_heals(
    keyring: Keyring, name: str, second: str, seed: int, counted: Count
) -> None:
    first, other = keyring.folder / name, keyring.folder / f"{name}.b"
    path = keyring.folder / (name + second)
    sound, expected, count, lost, unhealed = first.read_bytes(), as_read(keyring, name), 0, 0, 0
    for content in (*harmed(sound, seed), None):
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content)
        count += 1
        lost += as_read(keyring, name) != expected
        if content is None or count % HEALS == 0:
            heal(keyring.folder, keyring.identity.age, casebook=keyring.keys.casebook)
            unhealed += first.read_bytes() != other.read_bytes() or as_read(keyring, name) != expected
            for copy in (first, other):
                copy.write_bytes(sound)
    counted("F7", f"one copy of {name} harmed", count, acknowledged=count, lost=lost, silent=unhealed)
    assert (lost, unhealed) == (0, 0)


@pytest.mark.parametrize("name", NAMES)
def test_two_harmed_copies_ask_for_a_backups_copy_and_never_blame_the_passphrase(
    keyring: Keyring, name: str, seed: int, counted: Count
) -> None:
    first, second = keyring.folder / name, keyring.folder / f"{name}.b"
    sound, expected, count, silent = first.read_bytes(), as_read(keyring, name), 0, 0
    for content in harmed(sound, seed):
        first.write_bytes(content)
        second.write_bytes(content)
        count += 1
        try:
            silent += as_read(keyring, name) != expected  # a blank more or less says the same
        except WrongPassphrase:
            silent += 1
        except EnvironmentProblem as told:
            silent += "from a backup" not in told.way_forward or "passphrase is not the problem" not in told.way_forward
    first.write_bytes(sound)
    heal(keyring.folder, keyring.identity.age, casebook=keyring.keys.casebook)
    assert as_read(keyring, name) == expected
    counted("F7", f"both copies of {name} harmed", count, acknowledged=1, silent=silent)
    assert silent == 0


@pytest.mark.parametrize("name", NAMES)
def test_unlocking_heals(keyring: Keyring, name: str) -> None:
    path = keyring.folder / name
    sound = path.read_bytes()
    path.write_bytes(sound[:-3])
    open_folder(keyring.folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=now).close()
    assert path.read_bytes() == path.with_name(f"{name}.b").read_bytes() == sound


def test_a_backups_key_file_opens_it_again(keyring: Keyring, tmp_path: Path) -> None:
    backup = shutil.copyfile(keyring.folder / KEY_FILE, tmp_path / KEY_FILE)
    for copy in (keyring.folder / KEY_FILE, keyring.folder / f"{KEY_FILE}.b"):
        copy.write_bytes(b"")
    with pytest.raises(EnvironmentProblem, match="key file"):
        open_folder(keyring.folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=now)
    shutil.copyfile(backup, keyring.folder / KEY_FILE)
    open_folder(keyring.folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=now).close()
