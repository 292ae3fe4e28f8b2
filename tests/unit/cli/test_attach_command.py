"""`attach`: files become exhibits by a command, each with its own answer at the gate."""

import email.message
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dslapp.bootstrap import build_program
from dslapp.casebook.keys.member_keys import FLOOR_KDF
from dslapp.cli.app import run
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.services.exhibits.answer_exhibit import answer_exhibit
from dslapp.services.intake.attach_evidence import ExhibitAnswers
from dslapp.services.session import Session
from tests.casebooks import DSL, PASSPHRASES, unlock
from tests.cases import bare_case
from tests.pictures import SAMPLES, sample

Attach = Callable[..., tuple[int, str, str]]
ONE, TWO = SAMPLES / "chatnest-taunts-1.png", SAMPLES / "chatnest-taunts-2.png"
NO = ("--gate-answer", "no")


@pytest.fixture
def attach(session: Session, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Attach:
    """Run `attach` on a casebook with one case; returns the exit code, what was printed and what went wrong."""
    bare_case(session)
    session.opened.close()
    program = replace(build_program(settings=tmp_path / "s", casebooks=tmp_path), kdf=FLOOR_KDF, clock=session.clock)
    secret = tmp_path / "passphrase.txt"
    secret.touch(mode=0o600)
    secret.write_text(PASSPHRASES[DSL], encoding="utf-8")

    def act(*words: object) -> tuple[int, str, str]:
        who = ("--member", DSL, "--passphrase-file", str(secret))
        code = run(program, ["attach", str(session.opened.folder), "OSI-2026-0001", *map(str, words), *who])
        printed = capfdbinary.readouterr()
        return code, printed.out.decode(), printed.err.decode()

    return act


def parsed(printed: str) -> Any:
    return json.loads(printed)


def test_a_file_becomes_an_exhibit(attach: Attach) -> None:
    code, told, _ = attach(ONE, *NO)
    assert code == 0
    assert told.startswith("JH/1: chatnest-taunts-1.png, SHA-256 ")


def test_several_are_a_series_only_when_it_is_said(attach: Attach) -> None:
    code, told, _ = attach(ONE, TWO, *NO, *NO, "--json")
    assert (code, parsed(told)["series"]) == (0, "")


def test_what_belongs_together_becomes_a_series(attach: Attach) -> None:
    code, told, _ = attach(ONE, TWO, *NO, *NO, "--together", "--json")
    assert (code, parsed(told)["series"]) == (0, "Series 1")
    assert [(each["ref"], each["kind"]) for each in parsed(told)["attached"]] == [
        ("JH/1", "picture"),
        ("JH/2", "picture"),
    ]


def test_one_that_fails_is_named_and_the_others_stay(attach: Attach, tmp_path: Path) -> None:
    gone = tmp_path / "gone.png"
    code, told, wrong = attach(ONE, gone, TWO, *NO * 3, "--json")
    assert code == 2
    assert [each["ref"] for each in parsed(told)["attached"]] == ["JH/1", "JH/2"]
    assert [each["file"] for each in parsed(told)["failed"]] == [str(gone)]
    assert f"Not attached: {gone}" in wrong
    assert "no longer there" in wrong


def test_the_same_bytes_under_another_name_are_noticed_and_attached_only_on_purpose(
    attach: Attach, tmp_path: Path
) -> None:
    attach(ONE, *NO)
    other = tmp_path / "renamed.png"
    other.write_bytes(ONE.read_bytes())
    code, _, wrong = attach(other, *NO)
    assert code == 2
    assert "This is the same file as exhibit JH/1" in wrong
    assert "which came as “chatnest-taunts-1.png”" in wrong
    assert attach(other, *NO, "--although-known")[:1] == (0,)


def test_what_came_in_an_email_is_taken_out_of_its_exhibit(attach: Attach, tmp_path: Path) -> None:
    mail = email.message.EmailMessage()
    mail["From"] = "parent@example.com"
    mail.set_content("See the picture.")
    mail.add_attachment(sample(ONE.name), "image", "png", filename=ONE.name)
    (tmp_path / "mail.eml").write_bytes(mail.as_bytes())
    attach(tmp_path / "mail.eml", *NO)
    code, told, _ = attach(ONE.name, *NO, "--part-of", "JH/1", "--json")
    [taken] = parsed(told)["attached"]
    assert (code, taken["ref"], taken["file"], bool(taken["part_of"])) == (0, "JH/2", ONE.name, True)
    assert attach("other.png", *NO, "--part-of", "JH/1")[0] == 2
    assert "no exhibit JH/7" in attach("other.png", *NO, "--part-of", "JH/7")[2]


def test_place_and_device_can_be_those_of_the_last_exhibit(session: Session, attach: Attach) -> None:
    attach(ONE, *NO)
    opened = unlock(session.opened.folder, DSL, session.clock)
    [first] = opened.casebook.select(Exhibit)
    answer_exhibit(opened, first.id, ExhibitAnswers(device="School iPad 14", description="The first message"))
    opened.opened.close()
    assert attach(TWO, *NO, "--same-as-last")[0] == 0
    opened = unlock(session.opened.folder, DSL, session.clock)
    second = opened.casebook.select(Exhibit, "p.number = 2")[0]
    opened.opened.close()
    assert (second.device, second.description) == ("School iPad 14", "")
