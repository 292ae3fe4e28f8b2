"""Sealed notes: anybody may put one in, only members can read it, and nothing of it is lost or left behind."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from dslapp.casebook.keys.key_files import read_members, write_members
from dslapp.casebook.matters.inbox import INBOX, LARGEST_NOTE, leave, padded, seal
from dslapp.domain.case.casework import LogEntry
from dslapp.domain.case.incident import AboutWhom
from dslapp.domain.entity import new_id
from dslapp.domain.matters.sealed_note import SealedNote
from dslapp.domain.problems import EnvironmentProblem, UserProblem
from dslapp.domain.school import Access, Contact
from dslapp.services.access.known_casebooks import KnownCasebook, agencies_known
from dslapp.services.case.keep_draft import restore_draft
from dslapp.services.case.log_incident import log_incident
from dslapp.services.matters.make_known import export_card, own_card, read_card, remember_casebook, renew_card
from dslapp.services.matters.seal_note import file_name, leave_note, write_note_file
from dslapp.services.matters.take_in_note import (
    add_note_to_case,
    begin_from_note,
    count_waiting,
    put_aside,
    take_in_file,
    waiting_notes,
    what_waits,
)
from dslapp.services.program import Program
from dslapp.services.session import Session
from tests.casebooks import DSL, HEAD, SettableClock
from tests.compartments import first_screen

WORDS = "He said: “nobody will believe you”. She wrote it down at once."


def note(words: str = WORDS, about: AboutWhom = "staff", **fields: str) -> SealedNote:
    at = SettableClock()()
    return msgspec.structs.replace(
        SealedNote(id=new_id(), casebook="", written_at=at, words=words, about=about), **fields
    )


def known(session: Session) -> KnownCasebook:
    """What the unlock page of this computer remembers of the open casebook."""
    return KnownCasebook(str(session.opened.folder), "Thornmoss", own_card(session))


def files(folder: Path) -> list[Path]:
    return sorted((folder / INBOX).iterdir()) if (folder / INBOX).exists() else []


def test_a_note_is_left_without_a_passphrase_and_read_by_a_member(session: Session) -> None:
    leave_note(known(session), note(about="", child="Ellis P.", danger="unsure", written_by="Ms Orme, supply"))
    (file,) = files(session.opened.folder)
    assert file.read_bytes().startswith(b"age-encryption.org/v1")
    assert WORDS.encode() not in file.read_bytes()
    (waits,) = waiting_notes(session)
    assert waits.kind == "note"
    assert waits.note is not None
    assert (waits.note.words, waits.note.child, waits.note.danger) == (WORDS, "Ellis P.", "unsure")


def test_danger_today_is_read_first_and_logging_says_from_where_and_when(session: Session) -> None:
    leave_note(known(session), note("Not urgent.", about="", danger="no"))
    leave_note(known(session), note(about="", danger="yes", told_by="Mia K.", told_when="after lunch"))
    first, second = waiting_notes(session)
    assert (first.urgent, second.urgent) == (True, False)
    assert what_waits(session) == (2, 1)
    draft = begin_from_note(session, first.name)
    assert draft.reporter_name == "Mia K."
    assert "They were told: after lunch" in draft.what
    assert "From the sealed note of " in draft.what


def test_this_computer_keeps_the_numbers_of_offices_and_no_names(session: Session, tmp_path: Path) -> None:
    session.casebook.commit(
        [
            Contact(id=new_id(), contact_kind="lado", label="LADO", name="Kim Dale", phone="01632 960111"),
            Contact(id=new_id(), contact_kind="head", label="Headteacher", name=HEAD, phone="01632 960222"),
        ]
    )
    program = Program(clock=session.clock, settings=tmp_path / "settings", casebooks=tmp_path)
    remember_casebook(program, session)
    kept = (tmp_path / "settings" / "casebooks.json").read_text()
    assert "01632 960111" in kept
    assert "Kim Dale" not in kept
    assert "01632 960222" not in kept
    (office,) = [each for each in agencies_known(program.known.listed()) if each.contact_kind == "lado"]
    assert (office.phone, office.name) == ("01632 960111", "")


def test_the_size_of_a_note_tells_little(session: Session) -> None:
    for length in (1, 80, 900, 2500):
        leave_note(known(session), note("x" * length, about=""))
    assert all(4096 < file.stat().st_size < 5120 for file in files(session.opened.folder)), (
        "age adds a little at random"
    )


def test_a_note_that_says_nothing_is_not_sealed(session: Session) -> None:
    with pytest.raises(UserProblem) as refused:
        leave_note(known(session), note("  ", about=""))
    assert refused.value.field == "words"
    with pytest.raises(UserProblem, match="too long"):
        leave_note(known(session), note("x" * 8001, about=""))
    assert files(session.opened.folder) == []


def test_a_note_becomes_an_incident_and_leaves_only_then(session: Session) -> None:
    leave_note(known(session), note(about="", child="Ellis P.", danger="no", image="no", written_by="Ms Orme"))
    (waits,) = waiting_notes(session)
    draft = begin_from_note(session, waits.name)
    assert count_waiting(session) == 1
    assert restore_draft(session, draft.id) is not None
    answered = msgspec.structs.replace(draft, safety=msgspec.structs.replace(draft.safety, adult_here="none"))
    incident = log_incident(session, answered)
    assert count_waiting(session) == 0
    assert files(session.opened.folder) == []
    (entry,) = session.casebook.of_incident(LogEntry, incident.id)
    assert WORDS in entry.what
    assert incident.reporter_name == "Ms Orme"
    taken = [v.entity for v in session.casebook.history(incident_id=incident.id) if isinstance(v.entity, Access)]
    assert [access.what for access in taken] == ["taken in"]


def test_a_note_goes_into_a_case_that_is_there(session: Session) -> None:
    incident = log_incident(session, first_screen(session, "Taunts on ChatNest.", "none"))
    leave_note(known(session), note(about=""))
    (waits,) = waiting_notes(session)
    entry = add_note_to_case(session, waits.name, incident.id)
    assert WORDS in entry.what
    assert count_waiting(session) == 0


def test_what_is_not_yet_saved_still_waits_after_a_crash(session: Session, unlock_as: Callable[[str], Session]) -> None:
    leave_note(known(session), note(about=""))
    begin_from_note(session, waiting_notes(session)[0].name)
    assert count_waiting(unlock_as(DSL)) == 1


def test_a_note_dated_in_the_future_stands_at_the_time_when_it_was_read(session: Session, clock: SettableClock) -> None:
    incident = log_incident(session, first_screen(session, "Taunts on ChatNest.", "none"))
    ahead = msgspec.structs.replace(note(about=""), written_at=clock().replace(year=2030))
    leave_note(known(session), ahead)
    assert add_note_to_case(session, waiting_notes(session)[0].name, incident.id).at == clock()


def hostile_files(folder: Path, recipient: str, tmp_path: Path) -> None:
    inbox = folder / INBOX
    inbox.mkdir()
    secret = tmp_path / "elsewhere.age"
    secret.write_bytes(b"age-encryption.org/v1\n")
    (inbox / "rubbish.age").write_bytes(os.urandom(5000))
    (inbox / "empty.age").touch()
    (inbox / "link.age").symlink_to(secret)
    (inbox / "broken-link.age").symlink_to(tmp_path / "nowhere")
    (inbox / "folder.age").mkdir()
    os.mkfifo(inbox / "pipe.age")
    (inbox / "cut.age").write_bytes(seal(padded(b"{}"), recipient)[:-10])
    (inbox / "other.age").write_bytes(seal(padded(msgspec.json.encode(note())), own_recipient()))
    (inbox / "no-note.age").write_bytes(seal(b"just words", recipient))
    (inbox / "deep.age").write_bytes(seal(b"[" * 20_000, recipient))
    (inbox / "no-zone.age").write_bytes(seal(msgspec.json.encode(note()).replace(b'Z"', b'"'), recipient))
    (inbox / "foreign.age").write_bytes(seal(padded(msgspec.json.encode(note())), recipient))
    (inbox / "x\u202ename.age").write_bytes(b"\xff")
    with (inbox / "huge.age").open("wb") as huge:
        huge.truncate(600 << 20)
    (inbox / "not-listed.txt").write_bytes(b"a leaflet")


def own_recipient() -> str:
    from pyrage import x25519

    return str(x25519.Identity.generate().to_public())


def test_damaged_and_hostile_files_are_listed_politely(session: Session, tmp_path: Path) -> None:
    folder = session.opened.folder
    hostile_files(folder, own_card(session).recipient, tmp_path)
    leave_note(known(session), note(about=""))
    listed = waiting_notes(session)
    assert [waits.kind for waits in listed].count("note") == 1
    unreadable = {waits.name: waits.problem for waits in listed if waits.kind == "unreadable"}
    assert set(unreadable) == {
        "rubbish", "empty", "link", "broken-link", "folder", "pipe", "cut", "other", "no-note", "deep", "no-zone",
        "foreign", "x\u202ename", "huge",
    }  # fmt: skip
    assert all(unreadable.values())
    for name in unreadable:
        put_aside(session, name)
    assert [waits.kind for waits in waiting_notes(session)] == ["note"]
    assert (folder / INBOX / "rubbish.age.aside").exists()


def test_no_name_leads_out_of_the_inbox(session: Session) -> None:
    for name in ("../members.json", "..", "a/b"):
        with pytest.raises(ValueError, match="name of a file"):
            begin_from_note(session, name)


def test_a_large_file_is_never_read_as_a_note(session: Session) -> None:
    leave(session.opened.folder, seal(b"PK" + os.urandom(LARGEST_NOTE), own_card(session).recipient))
    (waits,) = waiting_notes(session)
    assert waits.kind == "matter"
    with pytest.raises(EnvironmentProblem, match="too large"):
        begin_from_note(session, waits.name)


def test_a_swapped_address_is_refused_in_words(session: Session) -> None:
    remembered = known(session)
    folder = session.opened.folder
    write_members(folder, msgspec.structs.replace(read_members(folder), inbox_recipient=own_recipient()))
    with pytest.raises(EnvironmentProblem, match="another address than the one that was made known"):
        leave_note(remembered, note(about=""))
    assert files(folder) == []


def test_another_casebook_in_its_place_is_refused(session: Session, staff_folder: Path) -> None:
    swapped = msgspec.structs.replace(known(session), place=str(staff_folder))
    with pytest.raises(EnvironmentProblem, match="Another casebook lies"):
        leave_note(swapped, note(about=""))


def test_a_casebook_never_unlocked_here_takes_no_note(session: Session) -> None:
    with pytest.raises(EnvironmentProblem, match="was not unlocked on this computer"):
        leave_note(msgspec.structs.replace(known(session), card=None), note(about=""))


def test_whoever_was_let_in_since_the_last_unlock_reads_nothing_about_themselves(session: Session) -> None:
    remembered, folder = known(session), session.opened.folder
    members = read_members(folder)
    joined = msgspec.structs.replace(members.slots[0], member=new_id(), role="case_manager", label="Case manager · CB")
    write_members(folder, msgspec.structs.replace(members, slots=(*members.slots, joined)))
    with pytest.raises(UserProblem, match="Case manager CB can open it"):
        leave_note(remembered, note(about="staff", about_names="Mr Cole Brandt"))
    assert files(folder) == []


@pytest.mark.parametrize("moment", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)])
def test_a_note_of_a_day_that_cannot_be_hides_no_other(session: Session, moment: datetime) -> None:
    leave_note(known(session), note(about=""))
    leave_note(known(session), msgspec.structs.replace(note(about=""), written_at=moment))
    assert [each.kind for each in waiting_notes(session)] == ["note", "unreadable"]


@pytest.mark.parametrize("about", ["dsl", "head", "not known"])
def test_nobody_leaves_a_note_where_whom_it_is_about_reads_it(session: Session, about: AboutWhom) -> None:
    with pytest.raises(UserProblem, match="can open it"):
        leave_note(known(session), note(about=about))
    with pytest.raises(UserProblem, match="can open it"):
        leave_note(known(session), note(about="staff", about_names="Jo Hartsedge"))
    assert files(session.opened.folder) == []


def test_a_note_comes_as_a_file_from_another_computer(session: Session, tmp_path: Path) -> None:
    card_file = tmp_path / file_name("Thornmoss – pupils", card=True)
    assert card_file.name == "Thornmoss pupils.inbox"
    exported = export_card(session, card_file, "Thornmoss – pupils")
    card = read_card(card_file)
    assert card == exported
    assert len(card.check_words) == 14
    carried = tmp_path / file_name(card.label)
    write_note_file(card, note(about=""), carried)
    with pytest.raises(UserProblem, match="already"):
        write_note_file(card, note(about=""), carried)
    take_in_file(session, carried)
    (waits,) = waiting_notes(session)
    assert waits.note is not None
    assert waits.note.words == WORDS


def test_a_card_that_is_none_is_told(tmp_path: Path) -> None:
    for number, content in enumerate((b"", b"{}", b"\xff\xfe", os.urandom(100))):
        path = tmp_path / f"{number}.inbox"
        path.write_bytes(content)
        with pytest.raises(EnvironmentProblem, match="not the card"):
            read_card(path)


def test_a_file_for_somebody_else_is_not_taken_in(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "other.age"
    path.write_bytes(seal(b"{}", own_recipient()))
    with pytest.raises(EnvironmentProblem, match="another casebook"):
        take_in_file(session, path)
    assert files(session.opened.folder) == []


def test_renewed_keys_are_known_to_the_unlock_page_from_the_lock_on(
    session: Session, tmp_path: Path, clock: SettableClock
) -> None:
    program = Program(clock=clock, settings=tmp_path / "settings", casebooks=tmp_path)
    folder = session.opened.folder
    renew_card(program, session)
    assert program.known.listed() == (), "one that is not remembered here stays so"
    card = own_card(session)
    program.known.remember(folder, "Thornmoss", msgspec.structs.replace(card, recipient=own_recipient()))
    renew_card(program, session)
    leave_note(program.known.listed()[0], note(about=""))
    assert len(files(folder)) == 1
