"""Unlocking and locking are entries of the journal; a wrong passphrase is a plain message."""

from pathlib import Path

import pytest

from dslapp.casebook.store import Casebook
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.school import Access
from dslapp.services.access.unlock_casebook import lock_casebook, make_ready, unlock_casebook, who_may_open
from dslapp.services.backups.back_up import add_place, home_of
from dslapp.services.program import Program
from tests.casebooks import DSL, HEAD, PASSPHRASES, SettableClock


@pytest.fixture
def program(tmp_path: Path, clock: SettableClock) -> Program:
    return Program(clock=clock, settings=tmp_path / "settings", casebooks=tmp_path)


def looks(casebook: Casebook) -> list[tuple[str, str]]:
    """What was done, and by whom, in order."""
    rows = casebook.connection.execute("SELECT entity_id FROM version WHERE entity_type = 'access' ORDER BY seq")
    versions = [casebook.history(entity_id=row[0])[0] for row in rows.fetchall()]
    return [(version.entity.what, version.actor) for version in versions if isinstance(version.entity, Access)]


def test_who_came_and_went_stands_in_the_journal(program: Program, casebook_folder: Path) -> None:
    jo = unlock_casebook(program, casebook_folder, DSL, PASSPHRASES[DSL])
    lock_casebook(jo)
    head = unlock_casebook(program, casebook_folder, HEAD, PASSPHRASES[HEAD])
    found = looks(head.casebook)
    lock_casebook(head)
    assert found == [("unlocked", jo.member.id), ("locked", jo.member.id), ("unlocked", head.member.id)]


def test_nothing_is_backed_up_while_the_computer_falls_asleep(
    program: Program, casebook_folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    session = unlock_casebook(program, casebook_folder, DSL, PASSPHRASES[DSL])
    home = home_of(session, add_place(session, "Red stick", tmp_path / "stick", "stick"))
    lock_casebook(session, backs_up=False)
    assert home.listed() == ()
    lock_casebook(unlock_casebook(program, casebook_folder, DSL, PASSPHRASES[DSL]))
    assert len(home.listed()) == 1


def test_after_a_wrong_passphrase_the_right_one_opens(program: Program, casebook_folder: Path) -> None:
    for _ in range(4):
        with pytest.raises(EnvironmentProblem, match="That did not open the casebook"):
            unlock_casebook(program, casebook_folder, DSL, "not this one")
    lock_casebook(unlock_casebook(program, casebook_folder, DSL, PASSPHRASES[DSL]))


def test_a_casebook_that_is_locked_lets_the_next_one_in_even_if_noting_the_lock_failed(
    program: Program, casebook_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = unlock_casebook(program, casebook_folder, DSL, PASSPHRASES[DSL])

    def fail(*_: object, **__: object) -> None:
        raise EnvironmentProblem("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(session.casebook, "commit", fail)
        with pytest.raises(EnvironmentProblem, match="disk is full"):
            lock_casebook(session)
    lock_casebook(unlock_casebook(program, casebook_folder, DSL, PASSPHRASES[DSL]))


def test_what_is_no_casebook_is_said(program: Program, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="no casebook in that place"):
        who_may_open(tmp_path / "gone.casebook")
    with pytest.raises(EnvironmentProblem, match="no casebook in that place"):
        unlock_casebook(program, tmp_path / "gone.casebook", DSL, "x")
    assert list(tmp_path.iterdir()) == []


def test_everything_can_be_loaded_while_the_person_types() -> None:
    make_ready()
