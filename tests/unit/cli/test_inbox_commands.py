"""The inbox by commands: a note for a card, a note for a casebook of this computer, the paper form, what waits."""

import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dslapp.casebook.keys.member_keys import FLOOR_KDF
from dslapp.casebook.matters.inbox import INBOX
from dslapp.cli.app import run
from dslapp.services.matters.make_known import remember_casebook
from dslapp.services.program import Program
from tests.casebooks import DSL, PASSPHRASES, SettableClock, unlock

Command = Callable[..., tuple[int, str]]


@pytest.fixture
def program(tmp_path: Path, clock: SettableClock, casebook_folder: Path) -> Iterator[Program]:
    program = Program(clock=clock, settings=tmp_path / "settings", casebooks=tmp_path, kdf=FLOOR_KDF)
    session = unlock(casebook_folder, DSL, clock)
    remember_casebook(program, session, "Thornmoss – pupils")
    session.opened.close()
    session.pictures.close()
    yield program
    program.close()


@pytest.fixture
def command(program: Program, capfdbinary: pytest.CaptureFixture[bytes]) -> Command:
    def act(*words: object) -> tuple[int, str]:
        code = run(program, [str(word) for word in words])
        printed = capfdbinary.readouterr()
        return code, (printed.out or printed.err).decode()

    return act


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    file = tmp_path / "passphrase.txt"
    file.touch(mode=0o600)
    file.write_text(PASSPHRASES[DSL], encoding="utf-8")
    return file


def test_a_note_for_a_card_is_listed_by_its_members(
    command: Command, tmp_path: Path, casebook_folder: Path, passphrase_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card, out = tmp_path / "Thornmoss pupils.inbox", tmp_path / "carried.age"
    who = ("--member", DSL, "--passphrase-file", passphrase_file)
    code, printed = command("card", casebook_folder, *who, "--to", card, "--json")
    assert code == 0
    assert json.loads(printed)["label"] == "Thornmoss – pupils"
    words = tmp_path / "words.txt"
    words.write_text("He said: “nobody will believe you”.", encoding="utf-8")
    code, _ = command("note", "--for", card, "--out", out, "--about", "nobody-here", "--words-file", words)
    assert code == 0
    (casebook_folder / INBOX).mkdir()
    out.rename(casebook_folder / INBOX / "from the office.age")
    monkeypatch.setattr(sys, "stdin", io.StringIO("Another one, typed."))
    code, _ = command("note", "--casebook", casebook_folder, "--about", "nobody-here")
    assert code == 0
    code, printed = command("notes", casebook_folder, *who)
    assert (code, printed.count("sealed note of Friday 13 November 2026, 16:50 GMT")) == (0, 2)
    assert "believe" not in printed
    code, printed = command("notes", casebook_folder, *who, "--json")
    assert [each["kind"] for each in json.loads(printed)] == ["note", "note"]


def test_a_note_about_the_head_is_refused_where_the_head_reads(
    command: Command, casebook_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("She mocked a pupil."))
    code, printed = command("note", "--casebook", casebook_folder, "--about", "head")
    assert (code, "Headteacher RQ can open it" in printed) == (2, True)
    assert not (casebook_folder / INBOX).exists()


@pytest.mark.parametrize(
    "words",
    [
        ("--about", "nobody"),
        ("--about", "staff"),
        ("--about", "staff", "--casebook", "nowhere"),
        ("--about", "staff", "--casebook", "nowhere", "--danger", "perhaps"),
    ],
)
def test_a_note_for_nobody_is_told(command: Command, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("Words."))
    assert command("note", *words)[0] == 2


def test_the_paper_form_is_one_page(command: Command, tmp_path: Path) -> None:
    from pikepdf import Pdf

    assert command("note-form", "--to", tmp_path / "form.pdf")[0] == 0
    with Pdf.open(tmp_path / "form.pdf") as pdf:
        assert len(pdf.pages) == 1
    assert command("note-form", "--to", tmp_path / "form.pdf")[0] == 2
