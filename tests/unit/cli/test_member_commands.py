"""`members`: every change to who may open a casebook, by commands; passphrases come from files."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import typer

from dslapp.bootstrap import build_program
from dslapp.casebook.keys.member_keys import FLOOR_KDF
from dslapp.cli import member_commands
from dslapp.cli.app import run
from dslapp.services.access.recovery import RecoveryKey, new_recovery_key
from dslapp.services.program import Program
from tests.casebooks import DEPUTY, DSL, HEAD, PASSPHRASES, SettableClock, make_casebook

Members = Callable[..., tuple[int, str]]
NEW = "marble-anchor-willow-compass"
DSL_DOOR = "Designated safeguarding lead · JH"


@pytest.fixture
def key() -> RecoveryKey:
    """The key on the sheet in the safe."""
    return new_recovery_key()


@pytest.fixture
def folder(tmp_path: Path, key: RecoveryKey, clock: SettableClock) -> Path:
    return make_casebook(tmp_path / "Thornmoss.casebook", clock, key)


@pytest.fixture
def program(tmp_path: Path, clock: SettableClock) -> Program:
    return replace(build_program(settings=tmp_path / "settings", casebooks=tmp_path), clock=clock, kdf=FLOOR_KDF)


@pytest.fixture
def members(folder: Path, program: Program, capfdbinary: pytest.CaptureFixture[bytes]) -> Members:
    """Run `members COMMAND` on the casebook; returns the exit code and what was printed."""

    def act(command: str, *words: object) -> tuple[int, str]:
        code = run(program, ["members", command, str(folder), *(str(word) for word in words)])
        printed = capfdbinary.readouterr()
        return code, (printed.out or printed.err).decode()

    return act


@pytest.fixture
def secret(tmp_path: Path) -> Callable[[str], Path]:
    """A file with a passphrase in its first line."""

    def write(words: str) -> Path:
        file = tmp_path / f"{abs(hash(words))}.txt"
        file.write_text(f"{words}\n", encoding="utf-8")
        file.chmod(0o600)
        return file

    return write


@pytest.fixture
def as_member(secret: Callable[[str], Path]) -> Callable[..., tuple[object, ...]]:
    """The options by which somebody unlocks."""
    return lambda name, passphrase="": (
        "--member", name, "--passphrase-file", secret(passphrase or PASSPHRASES[name])
    )  # fmt: skip


AsMember = Callable[..., tuple[object, ...]]
Secret = Callable[[str], Path]


def listed(members: Members, *who: object) -> dict[str, Any]:
    code, printed = members("list", *who, "--json")
    assert code == 0
    return {each["name"]: each for each in json.loads(printed)}


def test_the_list_says_who_and_since_when(members: Members, as_member: AsMember) -> None:
    code, printed = members("list", *as_member(DEPUTY))
    assert (code, printed.splitlines()[0]) == (
        0, "Jo Hartsedge (JH), Designated safeguarding lead, since Friday 13 November 2026",
    )  # fmt: skip


def test_somebody_added_opens_it_and_waits_to_be_countersigned(
    members: Members, as_member: AsMember, secret: Secret
) -> None:
    code, printed = members(
        "add",
        *as_member(DSL),
        "--name",
        "Ms T. Brackwell",
        "--role",
        "deputy_dsl",
        "--new-passphrase-file",
        secret(NEW),
    )
    assert (code, printed) == (0, "Ms T. Brackwell (TB), Deputy DSL: can open this casebook.\n")
    found = listed(members, *as_member("Ms T. Brackwell", NEW))
    assert found["Ms T. Brackwell"]["waits_for_countersignature"]
    assert not found[HEAD]["waits_for_countersignature"]


def test_ones_own_passphrase_is_changed(members: Members, as_member: AsMember, secret: Secret) -> None:
    assert members("change-passphrase", *as_member(DEPUTY), "--new-passphrase-file", secret(NEW))[0] == 0
    assert members("list", *as_member(DEPUTY, NEW))[0] == 0
    assert members("list", *as_member(DEPUTY))[0] == 2


def test_a_role_is_changed_with_a_reason(members: Members, as_member: AsMember) -> None:
    code, _ = members(
        "change-role", *as_member(HEAD), "--name", DEPUTY, "--role", "read_only", "--because", "On leave until Easter."
    )
    assert code == 0
    assert listed(members, *as_member(DEPUTY))[DEPUTY]["role"] == "read_only"


def test_whoever_may_not_is_told_so(members: Members, as_member: AsMember) -> None:
    code, printed = members("remove", *as_member(DEPUTY), "--name", DSL, "--because", "No reason.")
    assert (code, "cannot manage the members" in printed) == (2, True)


def test_somebody_removed_opens_nothing_any_more(members: Members, as_member: AsMember) -> None:
    code, printed = members("remove", *as_member(DSL), "--name", DEPUTY, "--because", "Left the school.", "--json")
    assert (code, json.loads(printed)) == (
        0, {"name": DEPUTY, "epoch": 2, "backups": [], "backups_still_open_to_them": []},
    )  # fmt: skip
    assert members("list", *as_member(DEPUTY))[0] == 2
    left = listed(members, *as_member(HEAD))[DEPUTY]
    assert (left["retired"], left["retired_because"]) == (True, "Left the school.")


def test_somebody_who_forgot_is_let_in_again(members: Members, as_member: AsMember, secret: Secret) -> None:
    code, _ = members(
        "enrol-anew", *as_member(HEAD), "--name", DSL, "--because", "Forgot it.", "--new-passphrase-file", secret(NEW)
    )
    assert code == 0
    assert members("list", *as_member(DSL, NEW))[0] == 0


def sheet_file(tmp_path: Path, groups: tuple[str, ...]) -> Path:
    file = tmp_path / "sheet.txt"
    file.touch(mode=0o600)
    file.write_text("\n".join(" ".join(groups[row : row + 4]).lower() for row in range(0, 15, 4)), encoding="utf-8")
    return file


def test_the_sheet_lets_a_member_in_again(
    members: Members, as_member: AsMember, secret: Secret, key: RecoveryKey, tmp_path: Path
) -> None:
    code, printed = members(
        "recover", "--member", DSL_DOOR, "--sheet-file", sheet_file(tmp_path, key.groups), "--new-passphrase-file",
        secret(NEW),
    )  # fmt: skip
    assert (code, "make a new recovery sheet now" in printed) == (0, True)
    assert members("list", *as_member(DSL, NEW))[0] == 0


def test_a_misread_group_is_named(members: Members, secret: Secret, key: RecoveryKey, tmp_path: Path) -> None:
    groups = ("Q" if key.groups[0][0] != "Q" else "P") + key.groups[0][1:], *key.groups[1:]
    code, printed = members(
        "recover", "--member", DSL_DOOR, "--sheet-file", sheet_file(tmp_path, groups), "--new-passphrase-file",
        secret(NEW),
    )  # fmt: skip
    assert (code, "Look at group 1 again" in printed) == (2, True)


def test_a_new_sheet_counts_after_three_groups_were_typed_back(
    members: Members, as_member: AsMember, key: RecoveryKey, tmp_path: Path, secret: Secret,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    made: list[RecoveryKey] = []
    asked: list[str] = []

    def make() -> RecoveryKey:
        made.append(new_recovery_key())
        return made[0]

    def answer(question: str) -> str:
        asked.append(question)
        number = int(question.split()[1])
        return "ZZZZ" if len(asked) == 1 else made[0].groups[number - 1].lower()

    monkeypatch.setattr(member_commands, "new_recovery_key", make)
    monkeypatch.setattr(typer, "prompt", answer)
    pdf = tmp_path / "new.pdf"
    code, printed = members("new-sheet", *as_member(DSL), "--to", pdf, "--because", "The old one was lost.")
    assert (code, "The new sheet is in force." in printed) == (0, True)
    assert pdf.read_bytes().startswith(b"%PDF")
    assert len(asked) == 4, "the one that was wrong is asked again"
    old = members(
        "recover", "--member", DSL_DOOR, "--sheet-file", sheet_file(tmp_path, key.groups), "--new-passphrase-file",
        secret(NEW),
    )  # fmt: skip
    assert (old[0], "does not open this casebook" in old[1]) == (2, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("remove", "--name", "Nobody Here", "--because", "Left."), "Nobody called “Nobody Here” is a member."),
        (("change-role", "--name", DEPUTY, "--role", "king", "--because", "Left."), "There is no role “king”."),
    ],
)
def test_what_is_not_there_is_said(members: Members, as_member: AsMember, words: tuple[str, ...], said: str) -> None:
    code, printed = members(words[0], *as_member(DSL), *words[1:])
    assert (code, said in printed) == (2, True)


def test_a_file_with_the_key_that_others_can_read_is_refused(
    members: Members, secret: Secret, key: RecoveryKey, tmp_path: Path
) -> None:
    file = sheet_file(tmp_path, key.groups)
    file.chmod(0o644)
    code, printed = members("recover", "--member", DSL_DOOR, "--sheet-file", file, "--new-passphrase-file", secret(NEW))
    assert (code, "can be read by other people" in printed) == (2, True)
