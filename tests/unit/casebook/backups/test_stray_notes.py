"""What somebody lays into the quarantine, or in the place of the program's own folders, says and harms nothing."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dslapp.casebook.backups.restoring import PLAN, STAGING
from dslapp.services.session import Session
from tests.casebooks import DSL

NOTE = "not-in-the-journal-yet"
AT = "20261113T165000Z"


def said(session: Session) -> list[str]:
    """Everything that stands in the journal about looks and findings."""
    rows = session.casebook.connection.execute("SELECT content FROM version WHERE entity_type = 'access'").fetchall()
    return [content for (content,) in rows]


def test_no_words_of_a_planted_note_reach_the_journal(
    casebook_folder: Path, unlock_as: Callable[[str], Session]
) -> None:
    for name in ("x-stray", f"{AT}-stray"):
        planted = casebook_folder / "quarantine" / name
        planted.mkdir(parents=True)
        (planted / NOTE).write_text("The deputy deleted everything.", encoding="utf-8")

    noted = said(unlock_as(DSL))

    assert not any("deputy" in each or "x-stray" in each for each in noted)
    assert sum(f"set aside in quarantine/{AT}-stray." in each for each in noted) == 1


def test_a_note_behind_a_link_is_left_alone(
    casebook_folder: Path, unlock_as: Callable[[str], Session], tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / NOTE).write_text("Somebody else's.", encoding="utf-8")
    (casebook_folder / "quarantine").mkdir()
    (casebook_folder / "quarantine" / f"{AT}-stray").symlink_to(elsewhere, target_is_directory=True)

    noted = said(unlock_as(DSL))

    assert not any("set aside" in each for each in noted)
    assert (elsewhere / NOTE).exists()


@pytest.mark.parametrize("plan", ["no plan", "a plan"])
def test_a_link_in_the_place_of_staged_files_keeps_nobody_out_and_moves_nothing(
    plan: str, casebook_folder: Path, unlock_as: Callable[[str], Session], tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "casebook-7.db").write_bytes(b"somebody else's")
    (casebook_folder / STAGING).symlink_to(elsewhere, target_is_directory=True)
    if plan == "a plan":
        moves = {"quarantine": f"quarantine/{AT}", "out": ["casebook-1.db"], "into": ["casebook-7.db"]}
        (casebook_folder / PLAN).write_text(json.dumps({"format": "dsl-casebook/restore/1", **moves}), encoding="utf-8")

    unlock_as(DSL)

    assert (elsewhere / "casebook-7.db").read_bytes() == b"somebody else's"
    assert not (casebook_folder / STAGING).is_symlink()
    assert not (casebook_folder / PLAN).exists()
