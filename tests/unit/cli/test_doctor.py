"""`doctor`: from outside without a passphrase, from inside with one; its exit code says whether somebody is needed."""

import json
import os
from pathlib import Path

import pytest

from dslapp.cli.app import run
from dslapp.services.program import Program
from tests.casebooks import DSL, PASSPHRASES, SettableClock


@pytest.fixture
def program(tmp_path: Path, clock: SettableClock) -> Program:
    return Program(clock=clock, settings=tmp_path / "settings", casebooks=tmp_path)


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    file = tmp_path / "passphrase.txt"
    file.touch(mode=0o600)
    file.write_text(PASSPHRASES[DSL])
    return file


def test_without_a_passphrase_it_looks_from_outside(
    program: Program, casebook_folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code = run(program, ["doctor", str(casebook_folder), "--json"])
    said = json.loads(capfd.readouterr().out)
    needed = [check for check in said["checks"] if check["state"] in ("bad", "attention")]
    assert code == (1 if needed else 0)
    assert not said["inside"]
    assert "checked" not in {check["key"] for check in said["checks"]}


def test_a_member_sees_what_is_inside_too(
    program: Program, casebook_folder: Path, passphrase_file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code = run(program, ["doctor", str(casebook_folder), "--member", DSL, "--passphrase-file", str(passphrase_file)])
    said = capfd.readouterr().out
    assert code == 1
    assert "NEEDS YOU  When the whole record was last checked: Never." in said
    assert "→ Check everything now" in said
    assert DSL not in said


@pytest.mark.parametrize("member", [None, DSL], ids=["from outside", "as a member"])
def test_where_there_is_no_casebook_it_could_not_run(
    program: Program, tmp_path: Path, capfd: pytest.CaptureFixture[str], member: str | None
) -> None:
    code = run(program, ["doctor", str(tmp_path / "None.casebook"), *(["--member", member] if member else [])])
    assert code == 2
    assert "There is no casebook in that place." in capfd.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="Windows says who may read a file in another way")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_passphrase_file_that_others_can_read_is_refused(
    program: Program, casebook_folder: Path, passphrase_file: Path, capfd: pytest.CaptureFixture[str], mode: int
) -> None:
    passphrase_file.chmod(mode)
    code = run(program, ["doctor", str(casebook_folder), "--member", DSL, "--passphrase-file", str(passphrase_file)])
    assert code == 2
    said = capfd.readouterr().err
    assert "can be read by other people who use this computer" in said
    assert PASSPHRASES[DSL] not in said
