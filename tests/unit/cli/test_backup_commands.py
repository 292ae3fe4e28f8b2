"""Backups by commands: with a passphrase, without one, proved, and restored."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyrage import x25519

from dslapp.casebook.keys.member_keys import FLOOR_KDF
from dslapp.casebook.opening import open_folder
from dslapp.cli.app import run
from dslapp.services.backups.back_up import add_place
from dslapp.services.program import Program
from tests.casebooks import DSL, HEAD, PASSPHRASES, SettableClock, unlock

Command = Callable[..., tuple[int, str]]


@pytest.fixture
def command(tmp_path: Path, clock: SettableClock, capfdbinary: pytest.CaptureFixture[bytes]) -> Command:
    """Run a command as a person would; returns its exit code and what it printed."""
    program = Program(clock=clock, settings=tmp_path / "settings", casebooks=tmp_path, kdf=FLOOR_KDF)

    def act(*words: object) -> tuple[int, str]:
        code = run(program, [str(word) for word in words])
        printed = capfdbinary.readouterr()
        return code, (printed.out or printed.err).decode()

    return act


@pytest.fixture
def as_dsl(tmp_path: Path) -> tuple[object, ...]:
    return as_member(tmp_path, DSL)


def as_member(folder: Path, name: str) -> tuple[object, ...]:
    file = folder / f"{name}.txt"
    file.write_text(PASSPHRASES[name] + "\n")
    file.chmod(0o600)
    return ("--member", name, "--passphrase-file", file)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def parsed(printed: str) -> Any:
    return json.loads(printed)


def test_a_sealed_backup_needs_no_passphrase_and_is_not_yet_proved(
    command: Command, casebook_folder: Path, stick: Path
) -> None:
    code, printed = command("backup", casebook_folder, "--sealed", "--to", stick)
    assert (code, printed) == (0, "stick: 20261113T165000Z, not yet proved.\n")
    (listed,) = parsed(command("backups", stick, "--json")[1])
    assert (listed["backup"], listed["entries"]) == ("20261113T165000Z", None)


def test_a_sealed_backup_is_proved_and_signed_by_the_next_drill(
    command: Command, casebook_folder: Path, stick: Path, as_dsl: tuple[object, ...], clock: SettableClock
) -> None:
    session = unlock(casebook_folder, DSL, clock)
    add_place(session, "Red stick", stick, "stick")
    session.opened.close()
    command("backup", casebook_folder, "--sealed", "--to", stick)
    code, printed = command("drill", casebook_folder, *as_dsl, "--json")
    (proved,) = parsed(printed)
    assert (code, proved["place"], proved["backup"], proved["faults"]) == (0, "Red stick", "20261113T165000Z", [])
    found = {each["backup"]: each["entries"] for each in parsed(command("backups", stick, "--json")[1])}
    assert found["20261113T165000Z"] == proved["entries"]


def test_a_sealed_backup_is_refused_while_somebody_has_the_casebook_open(
    command: Command, casebook_folder: Path, stick: Path, clock: SettableClock
) -> None:
    opened = open_folder(casebook_folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=clock)
    try:
        code, printed = command("backup", casebook_folder, "--sealed", "--to", stick)
    finally:
        opened.close()
    assert code == 2
    assert printed.startswith("This casebook is in use on ")
    assert list(stick.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--sealed",), "A sealed backup needs a folder."),
        ((), "Say who you are"),
        (("--sealed", "--to", "nowhere-at-all"), "There is no such folder."),
    ],
    ids=["no folder", "nobody", "no such folder"],
)
def test_what_is_missing_is_said(command: Command, casebook_folder: Path, words: tuple[str, ...], said: str) -> None:
    code, printed = command("backup", casebook_folder, *words)
    assert code == 2
    assert printed.startswith(said)


def test_with_a_passphrase_every_place_gets_one(
    command: Command, casebook_folder: Path, stick: Path, as_dsl: tuple[object, ...], tmp_path: Path
) -> None:
    assert command("backup", casebook_folder, *as_dsl)[0] == 2, "there is no place yet"
    code, printed = command("backup", casebook_folder, *as_dsl, "--to", stick, "--json")
    (done,) = parsed(printed)
    assert (code, done["place"], done["problem"], done["not_sound"]) == (0, "stick", "", 0)
    share = tmp_path / "share"
    share.mkdir()
    command("backup", casebook_folder, *as_dsl, "--to", share)
    shutil.rmtree(share)
    code, printed = command("backup", casebook_folder, *as_dsl)
    assert code == 2
    assert "share: This place cannot be reached now." in printed
    assert "stick: 20261113T165000Z" in printed


def test_a_drill_that_finds_damage_exits_with_one(
    command: Command, casebook_folder: Path, stick: Path, as_dsl: tuple[object, ...]
) -> None:
    command("backup", casebook_folder, *as_dsl, "--to", stick)
    for database in stick.rglob("casebook.db"):
        data = database.read_bytes()
        database.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    code, printed = command("drill", casebook_folder, *as_dsl)
    assert code == 1
    assert "stick: NOT SOUND: backup: its file casebook.db is damaged" in printed


def test_a_backup_is_restored_onto_a_new_computer(
    command: Command, casebook_folder: Path, stick: Path, tmp_path: Path
) -> None:
    command("backup", casebook_folder, "--sealed", "--to", stick)
    shutil.rmtree(casebook_folder)
    target = tmp_path / "Back.casebook"
    code, printed = command(
        "restore", stick, "--into", target, "--reason", "The laptop was stolen.", *as_member(tmp_path, HEAD), "--json"
    )
    done = parsed(printed)
    assert (code, done["folder"], done["quarantine"], done["missing"]) == (0, str(target), "", [])
    code, printed = command("verify", target, *as_member(tmp_path, HEAD), "--json")
    assert (code, parsed(printed)["sound"]) == (0, True)


def test_a_restore_says_what_is_in_quarantine(
    command: Command, casebook_folder: Path, stick: Path, as_dsl: tuple[object, ...]
) -> None:
    command("backup", casebook_folder, "--sealed", "--to", stick)
    code, printed = command("restore", stick, "--into", casebook_folder, "--reason", "A test.", *as_dsl)
    assert code == 0
    assert "Thornmoss.casebook/quarantine/20261113T165000Z" in printed


def test_a_sheet_of_another_casebook_is_refused(
    command: Command, casebook_folder: Path, stick: Path, tmp_path: Path
) -> None:
    command("backup", casebook_folder, "--sealed", "--to", stick)
    sheet = tmp_path / "sheet.txt"
    sheet.write_text(str(x25519.Identity.generate()))
    code, printed = command("restore", stick, "--into", casebook_folder, "--reason", "A test.", "--sheet-file", sheet)
    assert code == 2
    assert "cannot be opened by you" in printed


def test_a_backup_of_a_name_that_is_not_there_is_said_so(
    command: Command, casebook_folder: Path, stick: Path, as_dsl: tuple[object, ...]
) -> None:
    command("backup", casebook_folder, "--sealed", "--to", stick)
    code, printed = command(
        "restore", stick, "--into", casebook_folder, "--reason", "A test.", "--backup", "20200101T000000Z", *as_dsl
    )
    assert code == 2
    assert "There is no backup called" in printed
