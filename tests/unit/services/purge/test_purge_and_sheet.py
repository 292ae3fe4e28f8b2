"""The recovery sheet restores a backup from before a purge: nothing vouches for the purge, so whoever leads decides."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dslapp.casebook.evidence.files import EvidenceShutAway
from dslapp.casebook.journal.verify import verify
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit
from dslapp.domain.trust.entries import Erasure, Restored
from dslapp.services.access.unlock_casebook import lock_casebook
from dslapp.services.backups.back_up import add_place, back_up, home_of
from dslapp.services.backups.restore_backup import restore_backup, say_restored
from dslapp.services.program import Program
from dslapp.services.purge.kept_elsewhere import back_again
from dslapp.services.purge.purge_exhibit import purge_exhibit
from dslapp.services.purge.shut_away import let_out
from dslapp.services.session import Session
from tests.casebooks import SHEET, SettableClock
from tests.purges import POLICE, attach_canary, found_in, picture, traces

Restore = Callable[[bool], tuple[Exhibit, tuple[str, ...]]]


@pytest.fixture
def restore(session: Session, casebook_folder: Path, tmp_path: Path, clock: SettableClock) -> Restore:
    """Call it to purge something and to restore the backup from before with the sheet; say what was told.

    Its argument says whether the backup was out of reach at the purge and still has the file.
    """

    def act(out_of_reach: bool) -> tuple[Exhibit, tuple[str, ...]]:
        folder, drawer = tmp_path / "stick", tmp_path / "drawer"
        folder.mkdir()
        exhibit = attach_canary(session)
        place = add_place(session, "Red stick", folder, "stick")
        made, home = back_up(session, place.id), home_of(session, place)
        if out_of_reach:
            folder.rename(drawer)
        purge_exhibit(session, exhibit.id, POLICE)
        lock_casebook(session, backs_up=False)
        if out_of_reach:
            drawer.rename(folder)
        program = Program(clock=clock, settings=tmp_path / "settings", casebooks=tmp_path)
        result = restore_backup(
            program, home.folder, made.name, casebook_folder, reason="The disk failed.", sheet=SHEET
        )
        return exhibit, say_restored(result)

    return act


def is_told(session: Session, exhibit: Exhibit) -> None:
    """Whoever unlocks is told on Today and when the record is checked; nobody is shown the file."""
    assert session.casebook.select(Erasure) == [], "the record that was restored is from before the purge"
    assert [restored.reason for restored in session.casebook.select(Restored)] == ["The disk failed."]
    assert exhibit.id in [each.id for each in back_again(session)]
    faults = verify(session.casebook, session.evidence).faults
    assert "a list beside the record hides it as purged, and no entry says so" in {fault.what for fault in faults}
    with pytest.raises(EvidenceShutAway):
        session.evidence.read(exhibit.file_id, exhibit.sha256)


@pytest.mark.parametrize("out_of_reach", [True, False])
def test_whoever_restores_and_whoever_unlocks_are_told_what_is_to_be_decided(
    restore: Restore, reopened: Callable[[], Session], out_of_reach: bool
) -> None:
    exhibit, said = restore(out_of_reach)
    [told] = [line for line in said if "hidden from everybody" in line]
    assert told.startswith("2 files are hidden"), "the picture and its copy"
    assert "Whoever leads decides on Today" in told
    assert not any("missing" in line for line in said), "they are not missed: they were purged"
    session = reopened()
    assert session.evidence.is_there(exhibit.file_id) == out_of_reach
    is_told(session, exhibit)


def test_they_purge_it_again(restore: Restore, reopened: Callable[[], Session], casebook_folder: Path) -> None:
    exhibit, _ = restore(True)
    session = reopened()
    purge_exhibit(session, exhibit.id, POLICE)
    assert back_again(session) == ()
    assert verify(session.casebook, session.evidence).faults == ()
    assert "the original" not in found_in(casebook_folder / "evidence", session.opened.keys, traces(exhibit))
    assert not session.evidence.is_there(exhibit.file_id)


def test_or_say_that_it_was_hidden_by_mistake(restore: Restore, reopened: Callable[[], Session]) -> None:
    exhibit, _ = restore(True)
    because = "The police looked at it on the stick: it is a meme"
    session = reopened()
    let_out(session, exhibit.id, because)
    session.opened.close()
    session = reopened()
    assert session.evidence.read(exhibit.file_id, exhibit.sha256) == picture()
    assert back_again(session) == ()
    assert verify(session.casebook, session.evidence).faults == ()
    steps = session.casebook.select(CustodyEvent, "p.exhibit_id = ? AND p.what = 'let out'", (exhibit.id,))
    assert [step.purpose for step in steps] == [because]
