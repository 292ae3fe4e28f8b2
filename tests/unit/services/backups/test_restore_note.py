"""The note beside a restored casebook counts only if the sheet signed it; a planted one explains no older copy."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from dslapp.casebook.backups.restore_note import NOTE, leave_note
from dslapp.casebook.journal.verify import verify
from dslapp.casebook.keys.member_keys import Identity, identity_of_sheet, new_identity
from dslapp.domain.entity import new_id
from dslapp.domain.school import Member, Recovery
from dslapp.domain.trust.entries import Restored
from dslapp.domain.trust.record_state import RecordJudged
from dslapp.services.access.unlock_casebook import lock_casebook
from dslapp.services.backups.back_up import add_place, back_up, home_of
from dslapp.services.backups.restore_backup import restore_backup
from dslapp.services.health.anchors import look_at_anchors
from dslapp.services.program import Program
from dslapp.services.session import Session
from tests.casebooks import DSL, SHEET, SettableClock, unlock

WORDS = "Restored after the disk failed."


@pytest.fixture
def put_back(casebook_folder: Path, clock: SettableClock) -> Path:
    """The casebook's folder with an older database in it; its own note of the journal's end is left."""
    for _ in range(2):
        shutil.copy(casebook_folder / "casebook-1.db", casebook_folder.with_name("older.db"))
        judged_at_unlock(casebook_folder, clock)
    shutil.copy(casebook_folder.with_name("older.db"), casebook_folder / "casebook-1.db")
    return casebook_folder


def judged_at_unlock(
    folder: Path, clock: SettableClock, then: Callable[[Session], None] = lambda session: None
) -> RecordJudged:
    """One sitting of the DSL; an hour later than the one before."""
    session = unlock(folder, DSL, clock)
    try:
        judged = look_at_anchors(session).judged
        then(session)
        return judged
    finally:
        lock_casebook(session)
        session.pictures.close()
        clock.forward(timedelta(hours=1))


def restored_now(clock: SettableClock, **changed: object) -> Restored:
    """What somebody would like to stand in the record."""
    note = Restored(
        id=new_id(), snapshot="20261113T165000Z", from_entry=1, from_hash="0" * 64, quarantine="", reason=WORDS,
        at=clock() + timedelta(hours=3),
    )  # fmt: skip
    return msgspec.structs.replace(note, **changed)


def nothing_of_it_is_in_the_record(session: Session) -> None:
    assert session.casebook.select(Restored) == []
    assert verify(session.casebook, session.evidence).faults == ()
    rows = session.casebook.connection.execute("SELECT content FROM version WHERE entity_type = 'access'").fetchall()
    assert sum("not believed" in content for (content,) in rows) == 1
    assert not any(WORDS in content for (content,) in rows)


def is_set_aside(folder: Path) -> bool:
    return not (folder / NOTE).exists() and len(list((folder / "quarantine").glob(f"*-stray/*{NOTE}"))) == 1


def test_a_planted_note_explains_no_older_copy(put_back: Path, clock: SettableClock) -> None:
    planted = {"format": "dsl-casebook/restored/1", "restored": restored_now(clock)}
    (put_back / NOTE).write_bytes(msgspec.json.encode(planted))

    judged = judged_at_unlock(put_back, clock, nothing_of_it_is_in_the_record)

    assert judged.state == "an older copy was put back"
    assert is_set_aside(put_back)


def test_a_note_under_a_members_number_leaves_the_members_alone(casebook_folder: Path, clock: SettableClock) -> None:
    session = unlock(casebook_folder, DSL, clock)
    head = session.casebook.select(Member, "p.role = 'headteacher'")[0].id
    session.opened.close()
    planted = {"format": "dsl-casebook/restored/1", "restored": restored_now(clock, id=head)}
    (casebook_folder / NOTE).write_bytes(msgspec.json.encode(planted))

    judged_at_unlock(casebook_folder, clock, nothing_of_it_is_in_the_record)


@pytest.mark.parametrize("who", ["somebody in the DSL's name", "somebody in the sheet's name", "a folder", "a link"])
def test_a_note_that_no_key_in_force_signed_is_set_aside(who: str, put_back: Path, clock: SettableClock) -> None:
    session = unlock(put_back, DSL, clock)
    casebook, actor = session.casebook, session.member.id
    sheet, last, digest = casebook.select(Recovery)[0].id, casebook.head[0], casebook.head_hash
    session.opened.close()
    note = restored_now(clock, from_entry=last, from_hash=digest)
    if who == "a folder":
        (put_back / NOTE).mkdir()
    elif who == "a link":
        (put_back / NOTE).symlink_to(put_back / "members.json")
    else:
        signer = new_identity(actor if "DSL" in who else sheet, "Nobody")
        leave_note(put_back, casebook.id, note, signer)

    judged = judged_at_unlock(put_back, clock, nothing_of_it_is_in_the_record)

    assert judged.state == "an older copy was put back"
    assert not (put_back / NOTE).exists()


def test_a_note_of_another_journal_is_set_aside_although_the_sheet_signed_it(
    put_back: Path, clock: SettableClock
) -> None:
    signer = _sheet_of(put_back, clock)
    leave_note(put_back, _id_of(put_back, clock), restored_now(clock), signer)

    judged = judged_at_unlock(put_back, clock, nothing_of_it_is_in_the_record)

    assert judged.state == "an older copy was put back"


def test_what_the_sheet_restored_is_signed_once_and_explains_nothing_that_came_later(
    casebook_folder: Path, clock: SettableClock, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    session = unlock(casebook_folder, DSL, clock)
    place = add_place(session, "Red stick", stick, "stick")
    made, home = back_up(session, place.id), home_of(session, place)
    ended = session.casebook.head
    lock_casebook(session)
    program = Program(clock=clock, settings=tmp_path / "settings", casebooks=tmp_path)
    restore_backup(program, home.folder, made.name, casebook_folder, reason=WORDS, sheet=SHEET)
    just_restored = Path(shutil.copytree(casebook_folder, tmp_path / "just restored"))

    def look(session: Session) -> None:
        (restored,) = session.casebook.select(Restored)
        assert (restored.from_entry, restored.reason) == (ended[0], WORDS)
        assert session.casebook.get(Member, session.casebook.history(entity_id=restored.id)[0].actor).name == DSL

    assert judged_at_unlock(casebook_folder, clock, look).is_clear
    shutil.copy(just_restored / NOTE, casebook_folder / NOTE)
    judged_at_unlock(casebook_folder, clock, look)
    for name in ("casebook-1.db", NOTE):
        shutil.copy(just_restored / name, casebook_folder / name)

    assert judged_at_unlock(casebook_folder, clock).state == "an older copy was put back"


def _sheet_of(folder: Path, clock: SettableClock) -> Identity:
    session = unlock(folder, DSL, clock)
    sheet = session.casebook.select(Recovery)[0]
    session.opened.close()
    signer = identity_of_sheet(SHEET, sheet.id)
    assert signer.public_key == sheet.signing_key
    return signer


def _id_of(folder: Path, clock: SettableClock) -> str:
    session = unlock(folder, DSL, clock)
    session.opened.close()
    return session.casebook.id
