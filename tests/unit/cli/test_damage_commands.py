"""A damaged casebook on the command line: what is hit, mending, and putting back what is newer."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dslapp.casebook.keys.member_keys import FLOOR_KDF
from dslapp.cli.app import run
from dslapp.services.backups.back_up import add_place, back_up
from dslapp.services.backups.restore_backup import backups_at, restore_backup
from dslapp.services.program import Program
from tests import cases
from tests.casebooks import DSL, PASSPHRASES, SettableClock, unlock

PAGE = 4096
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def program(tmp_path: Path, clock: SettableClock) -> Program:
    return Program(clock=clock, settings=tmp_path / "settings", casebooks=tmp_path, kdf=FLOOR_KDF)


@pytest.fixture
def command(program: Program, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    words = tmp_path / "words"
    words.write_text(PASSPHRASES[DSL], encoding="utf-8")
    words.chmod(0o600)

    def run_it(*arguments: str | Path) -> tuple[int, str]:
        given = [*map(str, arguments), "--member", DSL, "--passphrase-file", str(words)]
        code = run(program, given)
        return code, "".join(capsys.readouterr())

    return run_it


def test_what_is_hit_is_said_and_mended_only_when_asked(
    command: Run, casebook_folder: Path, clock: SettableClock
) -> None:
    session = unlock(casebook_folder, DSL, clock)
    cases.taunts(session)
    session.opened.close()
    session.pictures.close()
    assert command("damage", casebook_folder)[0] == 0
    data = bytearray(session.casebook.path.read_bytes())
    data[500] ^= 1
    session.casebook.path.write_bytes(data)
    code, said = command("list", casebook_folder)
    assert (code, "damaged" in said) == (2, True)
    code, said = command("damage", casebook_folder)
    assert (code, "table of contents" in said) == (1, True)
    assert session.casebook.path.read_bytes() == data
    code, said = command("damage", casebook_folder, "--mend")
    assert (code, "mended" in said) == (0, True)
    code, said = command("list", casebook_folder)
    assert (code, "OSI-2026-0041" in said) == (0, True)


def test_what_is_newer_is_put_back_from_quarantine(
    command: Run, program: Program, casebook_folder: Path, clock: SettableClock, tmp_path: Path
) -> None:
    session = unlock(casebook_folder, DSL, clock)
    (tmp_path / "stick").mkdir()
    back_up(session, add_place(session, "Red stick", tmp_path / "stick", "stick").id)
    cases.coach(session)
    session.opened.close()
    session.pictures.close()
    backup = backups_at(tmp_path / "stick")[0]
    restore_backup(
        program, backup.home, backup.name, casebook_folder, reason="A trial.", who=DSL, passphrase=PASSPHRASES[DSL]
    )
    assert "OSI-2026-0043" not in command("list", casebook_folder)[1]
    _, listed = command("salvage", casebook_folder)
    code, said = command("salvage", casebook_folder, "--from", listed.strip())
    assert (code, "newer records were put back" in said) == (0, True)
    assert "OSI-2026-0043" in command("list", casebook_folder)[1]
    code, said = command("salvage", casebook_folder, "--from", "nowhere")
    assert (code, "no such folder" in said) == (2, True)
