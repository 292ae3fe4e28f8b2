"""A pack by commands: only what is named, its password in a file of its own, and checked with or without a casebook."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import pyzipper

from dslapp.bootstrap import build_program
from dslapp.casebook.keys.member_keys import FLOOR_KDF
from dslapp.cli.app import run
from tests.casebooks import DSL, PASSPHRASES, SettableClock, unlock
from tests.packs import OFFICER, WHY, packed_case

Command = Callable[..., tuple[int, str]]


@pytest.fixture
def folder(casebook_folder: Path, clock: SettableClock) -> Path:
    """The casebook with the case, locked."""
    session = unlock(casebook_folder, DSL, clock)
    packed_case(session)
    session.opened.close()
    session.pictures.close()
    return casebook_folder


@pytest.fixture
def command(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Command:
    """Run a command as a person would; returns its exit code and what it printed."""
    typed = tmp_path / "passphrase.txt"
    typed.write_text(PASSPHRASES[DSL], encoding="utf-8")
    typed.chmod(0o600)

    def act(*words: object) -> tuple[int, str]:
        built = build_program(settings=tmp_path / "settings", casebooks=tmp_path)
        program = replace(built, clock=SettableClock(), kdf=FLOOR_KDF)
        asks = ("--member", DSL, "--passphrase-file", typed) if words[0] == "pack" else ()
        code = run(program, [str(word) for word in (*words, *asks)])
        printed = capfdbinary.readouterr()
        return code, (printed.out or printed.err).decode()

    return act


def wanted(folder: Path, tmp_path: Path, **more: object) -> list[object]:
    options = {
        "exhibits": "JH/2,JH/1-A", "for": OFFICER, "purpose": WHY, "to": tmp_path / "Pack OSI-2026-0041.zip",
        "password-file": tmp_path / "password.txt", **{name.replace("_", "-"): value for name, value in more.items()},
    }  # fmt: skip
    words = [word for name, value in options.items() if value is not None for word in (f"--{name}", value)]
    return ["pack", folder, "OSI-2026-0041", *words]


def parsed(printed: str) -> Any:
    return json.loads(printed)


def test_a_pack_is_made_and_checked_and_a_wrong_number_is_found(folder: Path, tmp_path: Path, command: Command) -> None:
    code, printed = command(*wanted(folder, tmp_path), "--json")
    assert code == 0, printed
    made = parsed(printed)
    assert made["exhibits"] == ["JH/1", "JH/2"]
    check = ("check-pack", tmp_path / "Pack OSI-2026-0041.zip", "--password-file", tmp_path / "password.txt")
    code, printed = command(*check, "--number", made["check_number"], "--json")
    assert (code, parsed(printed)["sound"], parsed(printed)["case"]) == (0, True, "OSI-2026-0041")
    code, printed = command(*check, "--number", "0000000000000000")
    assert (code, "The check number is another one" in printed) == (1, True)
    code, printed = command(*check)
    assert (code, "Nobody compared the check number" in printed) == (0, True)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"exhibits": "JH/1,JH/99"}, "There is no JH/99"), ({"exhibits": "JH/5"}, "There is no JH/5"),
        ({"as": "rar"}, "There is no pack as"), ({"reader": "press"}, "There are no words for"),
        ({"password_file": None}, "needs a file for it"),
        ({"as": "folder"}, "A folder has no password"), ({"paper": "lado"}, "There is no paper"),
        ({"purpose": "."}, "Say in words what this pack is for"),
    ],
)  # fmt: skip
def test_nothing_is_written_for_a_mistake(
    folder: Path, tmp_path: Path, command: Command, more: dict[str, object], told: str
) -> None:
    code, printed = command(*wanted(folder, tmp_path, **more))
    assert (code, told in printed) == (2, True), printed
    assert not (tmp_path / "password.txt").exists()
    assert not list(tmp_path.glob("Pack*"))


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_password_file_that_cannot_be_read_is_told_in_words(
    tmp_path: Path, command: Command, content: bytes | None
) -> None:
    secret = tmp_path / "password.txt"
    if content is not None:
        secret.write_bytes(content)
        secret.chmod(0o600)
    code, printed = command("check-pack", tmp_path / "Pack.zip", "--password-file", secret)
    assert (code, "The password file password.txt cannot be read." in printed) == (2, True), printed


def test_the_history_stays_out_unless_it_is_named(folder: Path, tmp_path: Path, command: Command) -> None:
    code, printed = command(*wanted(folder, tmp_path, paper="one-page", exhibits="JH/2"))
    assert code == 0
    with pyzipper.AESZipFile(tmp_path / "Pack OSI-2026-0041.zip") as archive:
        assert "record/extract.json" not in archive.namelist()
    first = {"to": tmp_path / "Pack 1.zip", "password_file": tmp_path / "password1.txt"}
    code, printed = command(*wanted(folder, tmp_path, paper="one-page", **first))
    assert "the paper beside them may name what they hide" in printed
    another = {"to": tmp_path / "Pack 2.zip", "password_file": tmp_path / "password2.txt"}
    code, printed = command(*wanted(folder, tmp_path, **another), "--extract")
    assert code == 0
    assert "it names what the copy hides" in printed


def test_whom_to_ring_and_their_number_go_and_a_pack_without_is_told(
    folder: Path, tmp_path: Path, command: Command
) -> None:
    options = {"ring_tonight": "Jo Hartsedge, 07700 900123", "crime_ref": "TH/4410/26"}
    folder_pack = {"as": "folder", "to": tmp_path / "Pack A", "password_file": None, "plain_because": "onto a stick"}
    code, printed = command(*wanted(folder, tmp_path, **options, **folder_pack))
    assert (code, "--ring-tonight" in printed) == (0, False), printed
    read_me = (tmp_path / "Pack A" / "READ-ME-FIRST.txt").read_text()
    assert "Ring tonight: Jo Hartsedge, 07700 900123" in read_me
    assert "Crime, URN or incident number: TH/4410/26" in read_me
    code, printed = command(*wanted(folder, tmp_path))
    assert (code, "Nobody is named whom they can ring tonight" in printed) == (0, True)


def test_it_is_said_which_name_tells_too_much(folder: Path, tmp_path: Path, command: Command) -> None:
    code, printed = command(*wanted(folder, tmp_path, password_file=tmp_path / "Ellis.txt"))
    assert (code, "The password file cannot be called so." in printed) == (2, True)


def test_a_pack_for_the_lado_is_in_the_words_for_the_lado(folder: Path, tmp_path: Path, command: Command) -> None:
    code, printed = command(*wanted(folder, tmp_path, reader="lado"), "--json")
    assert code == 0, printed
    made = parsed(printed)
    with pyzipper.AESZipFile(made["files"][0]) as archive:
        assert "NOTES-FOR-THE-LADO.pdf" in archive.namelist()
