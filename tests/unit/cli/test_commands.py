"""The program without its window: the made-up school written, verified, listed, shown and exported by commands."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyrage import passphrase

from dslapp.casebook.keys.member_keys import FLOOR_KDF
from dslapp.casebook.opening import Opened, open_folder
from dslapp.cli.app import run
from dslapp.services.program import Program
from tests.casebooks import SettableClock
from tests.unit.documents.readers import Reader

Command = Callable[..., tuple[int, str]]


@pytest.fixture(scope="module")
def demo_as_written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, written once."""
    from dslapp.services.demo.write_demo import write_demo

    folder = tmp_path_factory.mktemp("demo")
    program = the_program(folder)
    write_demo(program, folder / "demo", incidents=12, seed=3)
    program.pictures.close()
    return folder / "demo"


@pytest.fixture
def demo(demo_as_written: Path, tmp_path: Path) -> Path:
    """A copy of the demonstration that a test may change."""
    shutil.copytree(demo_as_written, tmp_path / "demo")
    return tmp_path / "demo"


def the_program(folder: Path) -> Program:
    from dataclasses import replace

    from dslapp.bootstrap import build_program

    return replace(build_program(settings=folder / "settings", casebooks=folder), clock=SettableClock(), kdf=FLOOR_KDF)


@pytest.fixture
def command(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Command:
    """Run a command as a person would; returns its exit code and what it printed."""

    def act(*words: object) -> tuple[int, str]:
        code = run(the_program(tmp_path), [str(word) for word in words])
        printed = capfdbinary.readouterr()
        return code, (printed.out or printed.err).decode()

    return act


def as_dsl(demo: Path) -> tuple[object, ...]:
    return ("--member", "Jo Hartsedge", "--passphrase-file", demo / "dsl-passphrase.txt")


def opened_by_dsl(demo: Path) -> Opened:
    typed = (demo / "dsl-passphrase.txt").read_text(encoding="utf-8").strip()
    return open_folder(demo / "Thornmoss.casebook", who="Jo Hartsedge", passphrase=typed, clock=SettableClock())


def parsed(printed: str) -> Any:
    return json.loads(printed)


def test_the_made_up_school_is_sound(demo: Path, command: Command) -> None:
    code, printed = command("verify", demo / "Thornmoss.casebook", *as_dsl(demo), "--json")
    found = parsed(printed)
    assert (code, found["sound"], found["faults"]) == (0, True, [])
    assert found["entries"] > 300
    assert found["exhibits"] == 5


def test_a_changed_exhibit_is_found_and_named(demo: Path, command: Command) -> None:
    stored = sorted((demo / "Thornmoss.casebook" / "evidence").rglob("*.age"))[0]
    stored.write_bytes(stored.read_bytes()[:-1] + b"x")
    code, printed = command("verify", demo / "Thornmoss.casebook", *as_dsl(demo), "--json")
    assert code == 1
    assert [fault["where"].startswith("exhibit JH/") for fault in parsed(printed)["faults"]] == [True]


def test_a_damaged_database_is_not_sound(demo: Path, command: Command) -> None:
    database = demo / "Thornmoss.casebook" / "casebook-1.db"
    damaged = bytearray(database.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    database.write_bytes(damaged)
    code, printed = command("verify", demo / "Thornmoss.casebook", *as_dsl(demo))
    assert code == 1
    assert "NOT SOUND: database" in printed


def test_a_record_that_is_not_found_by_its_words_is_found_again_when_the_lists_are_made_anew(
    demo: Path, command: Command, tmp_path: Path
) -> None:
    folder = demo / "Thornmoss.casebook"
    opened = opened_by_dsl(demo)
    opened.casebook.connection.execute("DELETE FROM search WHERE rowid = 1")
    opened.casebook.connection.execute("UPDATE incident SET headline = 'x'")
    opened.close()
    code, printed = command("verify", folder, *as_dsl(demo))
    assert (code, "only lists or search are not" in printed) == (1, True)
    code, printed = command("verify", folder, *as_dsl(demo), "--rebuild")
    assert (code, "Sound: everything is as it was written." in printed) == (0, True)


def test_lists_are_not_made_anew_from_a_record_that_is_not_sound(demo: Path, command: Command) -> None:
    folder = demo / "Thornmoss.casebook"
    opened = opened_by_dsl(demo)
    opened.casebook.connection.execute("UPDATE incident SET headline = 'x'")
    opened.casebook.connection.execute("INSERT INTO erasing SELECT max(seq) - 1 FROM journal")
    opened.casebook.connection.execute("DELETE FROM version WHERE seq IN (SELECT seq FROM erasing)")
    opened.close()
    code, printed = command("verify", folder, *as_dsl(demo), "--rebuild")
    assert (code, "keep it and use a backup" in printed) == (1, True)
    assert "the list shows it otherwise" in printed


def test_a_case_is_extracted_and_checked_without_the_program(demo: Path, command: Command, tmp_path: Path) -> None:
    folder, out, password = demo / "Thornmoss.casebook", tmp_path / "case.age", tmp_path / "password.txt"
    wanted = ("--out", out, "--purpose", "Crown court, expert", "--password-file", password)
    code, printed = command("extract", folder, "OSI-2026-0001", *as_dsl(demo), *wanted, "--json")
    assert (code, parsed(printed)["shown"] < parsed(printed)["entries"]) == (0, True)
    plain = tmp_path / "case.json"
    plain.write_bytes(passphrase.decrypt(out.read_bytes(), password.read_text(encoding="utf-8").strip()))
    verifier = Path(__file__).parents[3] / "packaging" / "verifier" / "verify_casebook_extract.py"
    seal = f"{parsed(printed)['entries']}={parsed(printed)['seal']}"
    checked = subprocess.run(
        [sys.executable, verifier, plain, "--seal", seal], capture_output=True, text=True, encoding="utf-8"
    )
    assert (checked.returncode, "Everything that was checked fits." in checked.stdout) == (0, True), checked.stdout
    assert command("verify", folder, *as_dsl(demo))[0] == 0


def test_nothing_is_extracted_in_plain_without_a_reason(demo: Path, command: Command, tmp_path: Path) -> None:
    wanted = ("--out", tmp_path / "case.json", "--purpose", "Crown court, expert")
    folder = demo / "Thornmoss.casebook"
    code, printed = command("extract", folder, "OSI-2026-0001", *as_dsl(demo), *wanted)
    assert (code, "without a reason" in printed, (tmp_path / "case.json").exists()) == (2, True, False)
    code, _ = command("extract", folder, "OSI-2026-0001", *as_dsl(demo), *wanted, "--plain-because", "handed over here")
    assert (code, (tmp_path / "case.json").exists()) == (0, True)


def test_a_wrong_passphrase_is_said_plainly(demo: Path, command: Command, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not the passphrase at all\n")
    wrong.chmod(0o600)
    member = ("--member", "Jo Hartsedge", "--passphrase-file", wrong)
    code, printed = command("verify", demo / "Thornmoss.casebook", *member)
    assert (code, printed.startswith("That did not open the casebook.")) == (2, True)


def test_no_casebook_is_said_plainly(demo: Path, command: Command) -> None:
    code, printed = command("list", demo / "Nothing.casebook", *as_dsl(demo))
    assert (code, "There is no casebook in that place." in printed) == (2, True)


def test_incidents_are_listed_newest_first(demo: Path, command: Command) -> None:
    code, printed = command("list", demo / "Thornmoss.casebook", *as_dsl(demo), "--json")
    rows = parsed(printed)
    assert code == 0
    assert len(rows) == 11 + 12
    assert (rows[0]["ref"], rows[-1]["ref"]) == ("OSI-2026-0011", "OSI-2025-0001")
    assert {"ref", "status", "route", "next_due"} <= rows[0].keys()


def test_a_case_is_shown_in_twelve_points(demo: Path, command: Command) -> None:
    code, printed = command("show", demo / "Thornmoss.casebook", "osi-2026-0009", *as_dsl(demo), "--json")
    shown = parsed(printed)
    assert code == 0
    assert [point["number"] for point in shown["points"]] == list(range(1, 13))
    assert "our secret" in shown["incident"]["words_used"]
    assert shown["incident"]["exact_words"] == ""


def test_a_case_that_is_not_there_is_said_plainly(demo: Path, command: Command) -> None:
    code, printed = command("show", demo / "Thornmoss.casebook", "OSI-1999-0001", *as_dsl(demo))
    assert (code, "There is no case OSI-1999-0001." in printed) == (2, True)


@pytest.mark.parametrize("recipient", ["lado", "police"])
def test_a_summary_is_exported_encrypted(demo: Path, command: Command, tmp_path: Path, recipient: str) -> None:
    target, password = tmp_path / "summary.pdf", tmp_path / "password.txt"
    code, printed = command(
        "export", demo / "Thornmoss.casebook", "OSI-2026-0009", "--for", recipient, "--to", target,
        "--password-file", password, *as_dsl(demo), "--json",
    )  # fmt: skip
    assert (code, parsed(printed)["for"]) == (0, recipient)
    with pytest.raises(subprocess.CalledProcessError):
        Reader(tmp_path, target.read_bytes()).text()
    assert "our secret" in Reader(tmp_path, target.read_bytes(), password.read_text().strip()).flowing()


def test_an_unknown_reader_is_said_plainly(demo: Path, command: Command, tmp_path: Path) -> None:
    code, printed = command(
        "export", demo / "Thornmoss.casebook", "OSI-2026-0009", "--for", "newspaper", "--to", tmp_path / "x.pdf",
        "--password-file", tmp_path / "p", *as_dsl(demo),
    )  # fmt: skip
    assert (code, "There is no summary for “newspaper”." in printed) == (2, True)


def test_the_demonstration_has_its_papers_with_their_passwords(demo: Path, tmp_path: Path) -> None:
    papers = sorted(demo.glob("*.pdf"))
    assert {paper.stem.split("-")[-1] for paper in papers} == {"lado", "police"}
    for paper in papers:
        password = paper.with_name(f"{paper.stem}-password.txt").read_text().strip()
        assert "Thornmoss Academy (fictional)" in Reader(tmp_path, paper.read_bytes(), password).flowing()


def test_a_second_demonstration_does_not_overwrite_the_first(demo: Path, command: Command) -> None:
    code, printed = command("demo", "--to", demo)
    assert (code, "already" in printed) == (2, True)


def test_the_recovery_sheet_of_the_demonstration_lets_a_member_in_again(
    demo: Path, command: Command, tmp_path: Path
) -> None:
    new = tmp_path / "new.txt"
    new.touch(mode=0o600)
    new.write_text("marble-anchor-willow-compass\n")
    code, _ = command(
        "members", "recover", demo / "Thornmoss.casebook", "--member", "Deputy DSL · SO", "--sheet-file",
        demo / "recovery-sheet.txt", "--new-passphrase-file", new,
    )  # fmt: skip
    assert code == 0
    as_deputy = ("--member", "Sam Ottrell", "--passphrase-file", new)
    assert command("verify", demo / "Thornmoss.casebook", *as_deputy)[0] == 0


def test_every_member_can_open_it(demo: Path, command: Command) -> None:
    for role, name in (("headteacher", "Mrs R. Quillan"), ("deputy_dsl", "Sam Ottrell")):
        passphrase = demo / f"{role}-passphrase.txt"
        assert command("list", demo / "Thornmoss.casebook", "--member", name, "--passphrase-file", passphrase)[0] == 0


def test_help_names_every_command_though_each_is_loaded_only_when_named(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(the_program(tmp_path), ["--help"]) == 0
    shown = capfd.readouterr().out
    for command in ("demo", "verify", "list", "show", "export", "extract", "guidance"):
        assert f" {command} " in shown


def test_walking_the_guidance_loads_no_database_and_no_demonstration() -> None:
    walk = ["guidance", "walk", "triage", "--answers", "no,no,none,bullying", "--at", "2026-11-13T16:50"]
    code = f"import sys; from dslapp.__main__ import main; main({walk!r}); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    loaded = set(done.stderr.split())
    assert "cyberbullying" in done.stdout
    ours = ("dslapp.services.demo.write_demo", "dslapp.casebook.store")
    for unneeded in ("sqlite_utils", "sqlcipher3", "PySide6", *ours):
        assert unneeded not in loaded
