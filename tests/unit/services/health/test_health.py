"""How safe the casebook is: what is looked at, what it says, and what it says to do."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from dslapp.domain.entity import new_id
from dslapp.domain.health import Check, CheckKey, in_one_sentence
from dslapp.domain.school import Access
from dslapp.services.backups.back_up import add_place, back_up
from dslapp.services.health.computer_checks import MB, Computer
from dslapp.services.health.disk_encryption import Encryption
from dslapp.services.health.health import health
from dslapp.services.health.verify_casebook import verify_casebook
from dslapp.services.program import Program
from dslapp.services.session import Session
from tests.casebooks import SettableClock


def computer(
    *, disk: Encryption = "on", swap: Encryption | None = "on", free: int = 50_000 * MB, system: str = "linux"
) -> Computer:
    return Computer(encryption=lambda folder: disk, swap=lambda: swap, free=lambda folder: free, system=system)


@pytest.fixture
def program(tmp_path: Path, clock: SettableClock) -> Program:
    return Program(clock=clock, settings=tmp_path / "settings", casebooks=tmp_path / "Casebooks")


def of(checks: tuple[Check, ...], key: CheckKey) -> Check:
    return next(check for check in checks if check.key == key)


def outside(program: Program, folder: Path, **how: object) -> tuple[Check, ...]:
    return health(None, program, folder, computer(**how))  # type: ignore[arg-type]  # named as they are above


def test_without_a_passphrase_what_can_be_known_is_known(program: Program, casebook_folder: Path) -> None:
    casebook_folder.chmod(0o700)
    found = outside(program, casebook_folder)
    assert {check.state for check in found if check.key != "backups"} == {"good"}
    assert {check.key for check in found} == {
        "backups", "place", "private", "writable", "space", "disk encryption", "memory", "database", "versions"
    }  # fmt: skip
    assert (found[0].key, found[0].state) == ("backups", "bad"), "none was ever made"


def test_the_age_of_the_last_backup_is_known_from_outside_too(
    session: Session, program: Program, casebook_folder: Path, tmp_path: Path, clock: SettableClock
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    back_up(session, add_place(session, "Red stick", stick, "stick").id)
    for days, state in ((0, "good"), (2, "attention"), (9, "bad")):
        clock.forward(timedelta(days=days))
        assert of(outside(program, casebook_folder), "backups").state == state


@pytest.mark.parametrize(
    ("disk", "state", "says"),
    [
        ("off", "attention", "BitLocker"),
        ("working", "attention", "BitLocker is not finished"),
        ("unknown", "unknown", "does not say"),
    ],
)
def test_a_disk_that_is_not_encrypted_is_said_with_whom_to_ask(
    program: Program, casebook_folder: Path, disk: Encryption, state: str, says: str
) -> None:
    check = of(outside(program, casebook_folder, disk=disk, swap=None, system="win32"), "disk encryption")
    assert (check.state, says in check.words + check.way_forward) == (state, True)


@pytest.mark.parametrize(
    ("disk", "swap", "state"),
    [("off", "on", "good"), ("on", "off", "good"), ("off", "off", "attention"), ("off", None, "attention"),
     ("unknown", None, "unknown"), ("off", "unknown", "unknown")],
)  # fmt: skip
def test_what_memory_is_written_to(
    program: Program, casebook_folder: Path, disk: Encryption, swap: Encryption | None, state: str
) -> None:
    assert of(outside(program, casebook_folder, disk=disk, swap=swap), "memory").state == state


@pytest.mark.parametrize(("free", "state"), [(100 * MB, "bad"), (1500 * MB, "attention"), (2048 * MB, "good")])
def test_a_full_disk_is_told_before_a_save_fails(
    program: Program, casebook_folder: Path, free: int, state: str
) -> None:
    assert of(outside(program, casebook_folder, free=free), "space").state == state


def test_a_folder_that_others_can_look_into_is_told(program: Program, casebook_folder: Path) -> None:
    casebook_folder.chmod(0o755)
    assert of(outside(program, casebook_folder), "private").state == "attention"


def test_a_casebook_in_a_synced_folder_is_at_risk(program: Program, casebook_folder: Path, tmp_path: Path) -> None:
    synced = tmp_path / "OneDrive - School" / casebook_folder.name
    synced.parent.mkdir()
    casebook_folder.rename(synced)
    check = of(outside(program, synced), "place")
    assert check.state == "bad"
    assert str(program.casebooks) in check.way_forward
    assert in_one_sentence([check]) == "One thing puts the record at risk."


def test_a_missing_database_and_damaged_members_files_are_told(program: Program, casebook_folder: Path) -> None:
    database = casebook_folder / "casebook-1.db"
    database.rename(database.with_suffix(".gone"))
    assert of(outside(program, casebook_folder), "database").state == "bad"
    database.with_suffix(".gone").rename(database)
    for copy in casebook_folder.glob("members.json*"):
        copy.write_bytes(b"{}")
    assert "Both copies" in of(outside(program, casebook_folder), "database").words


def test_an_evidence_folder_that_takes_nothing_is_told_and_nothing_stays_in_one_that_does(
    program: Program, casebook_folder: Path
) -> None:
    evidence = casebook_folder / "evidence"
    before = sorted(evidence.rglob("*"))
    assert of(outside(program, casebook_folder), "writable").state == "good"
    assert sorted(evidence.rglob("*")) == before
    evidence.rename(casebook_folder / "elsewhere")
    assert of(outside(program, casebook_folder), "writable").state == "bad"


def test_the_check_of_everything_counts_for_a_month(
    session: Session, program: Program, casebook_folder: Path, clock: SettableClock
) -> None:
    def checked() -> Check:
        return of(health(session, program, casebook_folder, computer()), "checked")

    assert (checked().state, checked().words) == ("attention", "Never.")
    verify_casebook(session)
    assert checked().state == "good"
    clock.forward(timedelta(days=32))
    assert checked().state == "attention"


def test_a_check_that_found_something_stays_at_the_top(
    session: Session, program: Program, casebook_folder: Path
) -> None:
    session.casebook.connection.execute("DROP TRIGGER version_update")
    session.casebook.connection.execute("UPDATE version SET salt = zeroblob(16) WHERE seq = 2")
    verify_casebook(session)
    found = health(session, program, casebook_folder, computer())
    assert "checked" in {check.key for check in found if check.state == "bad"}
    assert found[0].state == "bad"


def test_a_jump_of_the_clock_is_told_until_it_is_history(
    session: Session, program: Program, casebook_folder: Path, clock: SettableClock
) -> None:
    def told() -> Check:
        return of(health(session, program, casebook_folder, computer()), "clock")

    assert told().state == "good"
    clock.forward(timedelta(days=-1))
    verify_casebook(session)
    assert (told().state, "had gone back" in told().words) == ("attention", True)
    for _ in range(201):
        session.casebook.commit([Access(id=new_id(), what="verified", detail="0 entries, sound")])
    assert told().state == "good"


def test_numbers_that_nobody_checked_are_told_to_every_role(
    head_session: Callable[[], Session], program: Program, casebook_folder: Path, clock: SettableClock
) -> None:
    session = head_session()
    assert of(health(session, program, casebook_folder, computer()), "contacts").state == "good"
    clock.forward(timedelta(days=200))
    assert of(health(session, program, casebook_folder, computer()), "contacts").state == "attention"
