"""Moving a matter between casebooks: it arrives whole with its history, and only then leaves a stub behind."""

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from dslapp.casebook.matters import bundle
from dslapp.casebook.matters.extract import read_extract
from dslapp.casebook.matters.inbox import INBOX, leave, waiting
from dslapp.domain.case.casework import LogEntry
from dslapp.domain.case.incident import Incident
from dslapp.domain.case.people import Account, Involvement, Person
from dslapp.domain.entity import IncidentId, PersonId, new_id
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit
from dslapp.domain.problems import EnvironmentProblem, UserProblem
from dslapp.domain.trust.entries import Erasure, Moved
from dslapp.services.backups.back_up import add_place
from dslapp.services.case.find_incidents import find_incidents
from dslapp.services.case.involve_people import involve
from dslapp.services.case.read_case import read_case
from dslapp.services.case.search_everything import search_everything
from dslapp.services.guidance.answer_guidance import open_route, read_walk
from dslapp.services.health.verify_casebook import verify_casebook
from dslapp.services.intake.sweep_evidence import sweep_evidence
from dslapp.services.matters.hand_over_matter import finish_move, hand_over_matter, ways_to_move
from dslapp.services.matters.make_known import card_of_folder, make_known
from dslapp.services.matters.take_in_matter import look_at_matter, take_in_matter
from dslapp.services.matters.take_in_note import waiting_notes
from dslapp.services.session import Session
from tests.casebooks import HEAD, SettableClock
from tests.cases import coach, taunts
from tests.compartments import only_one_waiting, with_picture
from tests.pictures import SAMPLES


def move(session: Session, staff: Session, case: str, neighbours: str) -> Incident:
    """Hand over, take in, finish; return the case in its new casebook."""
    hand_over_matter(session, case, neighbours, "It is about staff.")
    taken = take_in_matter(staff, only_one_waiting(staff), image_answer="no")
    assert taken.receipt_left
    finish_move(session, only_one_waiting(session))
    return taken.incident


def test_a_matter_arrives_whole(session: Session, staff: Session, case: IncidentId, neighbours: str) -> None:
    exhibit = with_picture(session, case)
    open_route(session, case)
    before = read_case(session, case)
    walked = read_walk(session, case)
    moved = move(session, staff, case, neighbours)
    after = read_case(staff, moved.id)
    assert [each.name for each in after.involved] == [each.name for each in before.involved]
    assert {entry.what for entry in after.log} >= {entry.what for entry in before.log}
    assert any("Keep her away from the pool." in entry.what for entry in after.log), "reviews become lines"
    assert [each.decision for each in after.decisions] == [each.decision for each in before.decisions]
    assert [each.what for each in after.actions] == [each.what for each in before.actions]
    assert after.incident.summary == before.incident.summary
    assert after.incident.restricted
    assert after.incident.logged_by == staff.member.id
    assert after.incident.reported_to_dsl_at == before.incident.reported_to_dsl_at
    assert read_walk(staff, moved.id).current == walked.current
    assert after.actions[0].owner == "Jo Hartsedge"
    (arrived,) = after.exhibits
    assert (arrived.ref, arrived.sha256) == (exhibit.ref, exhibit.sha256)
    assert staff.evidence.read(arrived.file_id, arrived.sha256) == (SAMPLES / "chatnest-taunts-1.png").read_bytes()
    assert [event.what for event in after.custody] == ["attached", "handed over"]
    assert after.custody[-1].hash_checked
    assert not {value.id for value in (after.incident, *after.log)} & {before.incident.id, *(e.id for e in before.log)}
    assert verify_casebook(staff).faults == ()


def test_what_another_case_says_of_its_people_does_not_go_with_it(
    session: Session, staff: Session, clock: SettableClock, case: IncidentId, neighbours: str
) -> None:
    person = next(each.person for each in read_case(session, case).involved if each.person)
    clock.forward(timedelta(minutes=5))
    other = taunts(session)
    clock.forward(timedelta(minutes=5))
    part = Involvement(id=new_id(), incident_id=other, person_id=PersonId(person.id), role="witness")
    involve(
        session, part, person=msgspec.structs.replace(person, notes="Said of them elsewhere."), reason="They told us."
    )
    moved = move(session, staff, case, neighbours)
    (arrived,) = (e.person for e in read_case(staff, moved.id).involved if e.person and e.person.name == person.name)
    assert arrived.notes == person.notes
    (kept,) = staff.casebook.select(Moved)
    assert b"Said of them elsewhere." not in staff.evidence.read(kept.file_id, kept.sha256)


def test_its_history_comes_with_it(session: Session, staff: Session, case: IncidentId, neighbours: str) -> None:
    ref = session.casebook.get(Incident, case).ref
    moved = move(session, staff, case, neighbours)
    (kept,) = staff.casebook.select(Moved)
    assert (kept.direction, kept.ref, kept.label, kept.incident_id) == ("in", ref, "Thornmoss", moved.id)
    extract = read_extract(staff.evidence.read(kept.file_id, kept.sha256))
    assert (extract.ref, extract.casebook) == (ref, session.casebook.id)
    assert set(range(kept.entries[0], kept.entries[1] + 1)) & extract.shown.keys()


def test_a_backup_that_could_not_be_made_before_the_removal_is_told(
    session: Session, staff: Session, case: IncidentId, neighbours: str, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    add_place(session, "Blue stick", tmp_path / "stick", "stick")
    (tmp_path / "stick").rename(tmp_path / "drawer")
    hand_over_matter(session, case, neighbours, "It is about staff.")
    take_in_matter(staff, only_one_waiting(staff), image_answer="no")
    finished = finish_move(session, only_one_waiting(session))
    assert [each.problem is None for each in finished.backups] == [False]


def test_what_no_casebook_would_open_is_not_sealed(
    session: Session, staff: Session, case: IncidentId, neighbours: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_picture(session, case)
    monkeypatch.setattr(bundle, "_LARGEST_CONTENT", 4096)
    with pytest.raises(EnvironmentProblem, match="too large to be moved"):
        hand_over_matter(session, case, neighbours, "It is about staff.")
    assert waiting(staff.opened.folder) == ()


def test_the_history_of_a_large_journal_is_no_reason_to_refuse_a_matter() -> None:
    extract = b" " * (bundle._LARGEST_TEXT + 1)
    assert bundle.unpacked(bundle.packed(b"{}", extract, b"{}", [])).extract == extract
    with pytest.raises(bundle.TooLargeToMove):
        bundle.packed(extract, b"{}", b"{}", [])


def test_a_stub_stays(session: Session, staff: Session, case: IncidentId, neighbours: str) -> None:
    exhibit = with_picture(session, case)
    ref = session.casebook.get(Incident, case).ref
    file = session.evidence.path_of(exhibit.file_id)
    assert file.exists()
    new = move(session, staff, case, neighbours)
    stub = session.casebook.get(Incident, case)
    assert (stub.ref, stub.status) == (ref, "closed")
    assert stub.summary == "Moved to “Thornmoss staff” on Friday 13 November 2026."
    assert new.ref in stub.outcome
    assert [row.ref for row in find_incidents(session)] == [ref]
    for kind in (Person, Account, Involvement, LogEntry, Exhibit, CustodyEvent):
        assert session.casebook.select(kind) == [], kind
    assert not file.exists()
    assert not list(search_everything(session, "Tess Orme"))
    (gone,) = session.casebook.select(Erasure)
    (out,) = session.casebook.select(Moved)
    assert out.direction == "out"
    assert gone.ref == ref
    assert verify_casebook(session).faults == ()
    words = b"".join(path.read_bytes() for path in session.opened.folder.rglob("*.db"))
    assert b"Tess Orme" not in words
    assert waiting(session.opened.folder) == ()


def test_whoever_is_in_another_case_too_stays(session: Session, staff: Session, neighbours: str) -> None:
    first, second = coach(session), coach(session, ref="OSI-2026-0044")
    tess = next(person for person in session.casebook.select(Person) if "Orme" in person.name)
    part = session.casebook.of_incident(Involvement, second)[0]
    session.casebook.commit(
        [msgspec.structs.replace(part, id="01990000-0000-7000-8000-0000000000aa", person_id=tess.id)]
    )
    move(session, staff, first, neighbours)
    assert session.casebook.find(Person, tess.id) is not None
    assert verify_casebook(session).faults == ()


def test_nothing_goes_before_the_receipt(session: Session, staff: Session, case: IncidentId, neighbours: str) -> None:
    hand_over_matter(session, case, neighbours, "It is about staff.")
    assert session.casebook.get(Incident, case).status == "open"
    assert session.casebook.of_incident(Involvement, case)
    (waits,) = waiting_notes(staff)
    assert waits.kind == "matter"
    seen = look_at_matter(staff, waits.name)
    assert seen.known is not None
    assert seen.matter.incident.ref == session.casebook.get(Incident, case).ref
    take_in_matter(staff, waits.name)
    assert session.casebook.get(Incident, case).status == "open"
    (receipt,) = waiting_notes(session)
    assert receipt.kind == "receipt"


def test_what_was_written_after_it_was_sealed_is_not_lost(
    session: Session, staff: Session, case: IncidentId, neighbours: str
) -> None:
    hand_over_matter(session, case, neighbours, "It is about staff.")
    take_in_matter(staff, only_one_waiting(staff), image_answer="no")
    session.casebook.commit(
        [
            LogEntry(
                id="01990000-0000-7000-8000-0000000000bb",
                incident_id=case,
                at=session.clock(),
                entry_kind="note",
                what="Late.",
            )
        ]
    )
    with pytest.raises(UserProblem, match="after it was handed over"):
        finish_move(session, only_one_waiting(session))
    assert session.casebook.of_incident(LogEntry, case)


def test_taken_in_twice_it_is_one_case(session: Session, staff: Session, case: IncidentId, neighbours: str) -> None:
    """The program stopped after saving and before the file was gone."""
    hand_over_matter(session, case, neighbours, "It is about staff.")
    name = only_one_waiting(staff)
    sealed = (staff.opened.folder / INBOX / f"{name}.age").read_bytes()
    first = take_in_matter(staff, name).incident
    leave(staff.opened.folder, sealed)
    assert take_in_matter(staff, only_one_waiting(staff), image_answer="no").incident.id == first.id
    assert len(staff.casebook.select(Incident)) == 1


def test_exhibit_numbers_that_are_taken_get_the_next(
    session: Session, staff: Session, case: IncidentId, neighbours: str
) -> None:
    exhibit = with_picture(session, case)
    own = coach(staff)
    staff.casebook.commit(
        [
            msgspec.structs.replace(
                exhibit,
                id="01990000-0000-7000-8000-0000000000cc",
                incident_id=own,
                exhibit_kind="imagery not held",
                file_id="",
                sha256="",
            )
        ]
    )
    moved = move(session, staff, case, neighbours)
    (arrived,) = staff.casebook.of_incident(Exhibit, moved.id)
    assert arrived.ref == "JH/2"
    assert arrived.description == "The messages (formerly JH/1)"


def test_a_reason_is_needed_and_a_place_that_may_take_it(
    session: Session, staff: Session, case: IncidentId, neighbours: str
) -> None:
    with pytest.raises(UserProblem, match="Say why"):
        hand_over_matter(session, case, neighbours, " ")
    with pytest.raises(UserProblem, match="may not take"):
        hand_over_matter(session, case, "nowhere", "Because.")


def test_a_matter_about_the_case_manager_is_not_moved_to_them(
    session: Session, staff: Session, neighbours: str
) -> None:
    case = coach(session)
    tess = next(person for person in session.casebook.select(Person) if "Orme" in person.name)
    session.casebook.commit([msgspec.structs.replace(tess, name=HEAD)], reason="It was the head.")
    found = ways_to_move(session, case).places
    assert found.belongs_elsewhere
    assert found.elsewhere == ()
    with pytest.raises(UserProblem, match="may not take"):
        hand_over_matter(session, case, neighbours, "It is about staff.")


def test_the_history_of_a_matter_is_never_swept_away(
    session: Session, staff: Session, case: IncidentId, neighbours: str, clock: SettableClock
) -> None:
    from datetime import timedelta

    move(session, staff, case, neighbours)
    clock.forward(timedelta(days=4000))
    assert sweep_evidence(staff) == (0, 0)
    (kept,) = staff.casebook.select(Moved)
    assert staff.evidence.check(kept.file_id, kept.sha256).state == "sound"


def test_a_matter_travels_in_a_file_and_its_receipt_too(
    session: Session, staff: Session, case: IncidentId, tmp_path: Path
) -> None:
    from dslapp.services.matters.take_in_matter import save_receipt
    from dslapp.services.matters.take_in_note import take_in_file

    elsewhere = make_known(session, card_of_folder(staff.opened.folder, "staff")).casebook
    with pytest.raises(EnvironmentProblem, match="not on this computer"):
        hand_over_matter(session, case, elsewhere, "It is about staff.")
    hand_over_matter(session, case, elsewhere, "It is about staff.", tmp_path / "matter.age")
    take_in_file(staff, tmp_path / "matter.age")
    taken = take_in_matter(staff, only_one_waiting(staff), image_answer="no")
    assert not taken.receipt_left
    save_receipt(taken, tmp_path / "receipt.age")
    take_in_file(session, tmp_path / "receipt.age")
    assert finish_move(session, only_one_waiting(session)).stub.status == "closed"


def test_a_lost_history_is_found(session: Session, staff: Session, case: IncidentId, neighbours: str) -> None:
    move(session, staff, case, neighbours)
    (kept,) = staff.casebook.select(Moved)
    staff.evidence.remove(kept.file_id)
    assert [fault.where for fault in verify_casebook(staff).faults] == [f"history of {kept.ref}"]


def test_a_case_with_a_long_film_is_refused_before_its_film_is_read(
    session: Session, case: IncidentId, neighbours: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    exhibit = with_picture(session, case)
    session.casebook.commit([msgspec.structs.replace(exhibit, size=600 << 20)], reason="As if it were a film.")
    monkeypatch.setattr(type(session.evidence), "read", lambda *_: pytest.fail("it was read"))
    with pytest.raises(bundle.TooLargeToMove):
        hand_over_matter(session, case, neighbours, "It is about staff.")
