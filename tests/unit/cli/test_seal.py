"""The seal by commands: shown, written into the book, checked."""

import json
from pathlib import Path

import pytest

from dslapp.cli.app import run
from dslapp.services.program import Program
from tests.casebooks import DSL, PASSPHRASES, SettableClock


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    """The DSL's passphrase in a file that only they can read."""
    file = tmp_path / "passphrase.txt"
    file.write_text(PASSPHRASES[DSL])
    file.chmod(0o600)
    return file


def test_a_seal_is_shown_written_and_checked(
    casebook_folder: Path, passphrase: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = Program(clock=SettableClock(), settings=tmp_path, casebooks=tmp_path)

    def seal(*words: object) -> tuple[int, str]:
        who = ("--member", DSL, "--passphrase-file", passphrase)
        code = run(program, ["seal", *(str(word) for word in (*words, *who))])
        return code, capsys.readouterr().out

    code, shown = seal("show", casebook_folder, "--json")
    line = json.loads(shown)
    assert (code, line["last"], line["is_due"]) == (0, None, False)

    code, said = seal("written", casebook_folder, line["entry"], line["seal"], "--book", "Green book, page 3")
    assert code == 0
    assert f"The last one, of entry {line['entry']}, was written on Friday 13 November 2026." in said

    code, said = seal("check", casebook_folder, line["entry"], line["seal"].lower())
    assert (code, said.splitlines()[0]) == (0, "The seal fits.")

    code, said = seal("check", casebook_folder, line["entry"], "0000-0000-0000", "--json")
    assert (code, json.loads(said)["fits"]) == (1, False)
    program.pictures.close()
