"""A matter that somebody forged, and receipts for what never arrived: neither stands for the real one."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from dslapp.casebook.matters.bundle import packed, unpacked
from dslapp.casebook.matters.inbox import SealedFileUnreadable, leave, padded, read, remove, seal, waiting
from dslapp.casebook.matters.moving import proof_of, signed
from dslapp.domain.case.casework import LogEntry
from dslapp.domain.case.incident import Incident
from dslapp.domain.case.people import Involvement, Person
from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.matters.moved_matter import Matter, Receipt
from dslapp.domain.problems import UserProblem
from dslapp.domain.trust.entries import BackupPlace, Neighbour
from dslapp.services.backups.back_up import add_place, home_of
from dslapp.services.case.read_case import read_case
from dslapp.services.health.verify_casebook import verify_casebook
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.matters.hand_over_matter import (
    backups_that_hold_it,
    finish_move,
    hand_over_matter,
    read_receipt,
    ways_to_move,
)
from dslapp.services.matters.take_in_matter import look_at_matter, take_in_matter
from dslapp.services.session import Session
from tests.casebooks import DEPUTY, HEAD, SettableClock, unlock
from tests.cases import coach
from tests.compartments import handed_over, know, make_another, only_one_waiting, unlock_another
from tests.pictures import SAMPLES

Sends = Callable[..., str]
ACCOUNT = "She saw him take the photos."
YEAR_1 = datetime(1, 1, 1, tzinfo=UTC)


@pytest.fixture
def case(session: Session) -> IncidentId:
    """The coach's case with one more line."""
    incident_id = coach(session)
    line = LogEntry(id=new_id(), incident_id=incident_id, at=session.clock(), entry_kind="note", what=ACCOUNT)
    session.casebook.commit([line])
    return incident_id


@pytest.fixture
def sealed(session: Session, staff: Session, case: IncidentId, neighbours: str) -> tuple[Matter, bytes]:
    """The case as it was handed over, with its history; its file is taken away again."""
    return handed_over(session, staff, case, neighbours)


def send(signer: Session, to: Session, matter: Matter, extract: bytes) -> str:
    """Leave a matter in an inbox, signed by whoever has another casebook open."""
    text = msgspec.json.encode(matter)
    proof = msgspec.json.encode(signed(signer.casebook, proof_of(text, extract)))
    return leave(to.opened.folder, seal(packed(text, extract, proof, ()), to.opened.keys.inbox_recipient))


def accounts(session: Session) -> list[str]:
    return [line.what for line in session.casebook.select(LogEntry) if line.what == ACCOUNT]


def test_a_forged_matter_that_was_taken_in_first_does_not_stand_for_the_real_one(
    session: Session, staff: Session, case: IncidentId, neighbours: str
) -> None:
    """Of the same case, the same entries, signed by a member over there: still it is another matter."""
    hand_over_matter(session, case, neighbours, "It is about staff.")
    real = only_one_waiting(staff)
    bundle = unpacked(read(staff.opened.folder, real, staff.opened.keys.inbox))
    matter = msgspec.json.decode(bundle.matter, type=Matter)
    harmless = msgspec.structs.replace(
        matter, log=(), incident=msgspec.structs.replace(matter.incident, summary="A misunderstanding.")
    )
    forged = take_in_matter(staff, send(session, staff, harmless, bundle.extract)).incident
    with pytest.raises(UserProblem, match="handed over with this receipt"):
        finish_move(session, only_one_waiting(session))
    assert accounts(session), "nothing is removed for a receipt of something else"
    remove(session.opened.folder, only_one_waiting(session))
    seen = look_at_matter(staff, real)
    assert seen.likewise == (forged.ref,)
    taken = take_in_matter(staff, real)
    assert taken.incident.id != forged.id
    assert accounts(staff)
    finish_move(session, only_one_waiting(session))
    assert not accounts(session)


def test_a_matter_that_is_as_it_was_signed_raises_no_doubt(
    session: Session, staff: Session, case: IncidentId, neighbours: str
) -> None:
    hand_over_matter(session, case, neighbours, "It is about staff.")
    seen = look_at_matter(staff, only_one_waiting(staff))
    assert (seen.doubts, seen.likewise) == ((), ())


def test_what_was_changed_after_it_was_signed_is_refused(
    session: Session, staff: Session, sealed: tuple[Matter, bytes]
) -> None:
    matter, extract = sealed
    text = msgspec.json.encode(matter)
    proof = signed(session.casebook, proof_of(text, extract))
    for changed in (
        packed(text.replace(b"photos", b"frames"), extract, msgspec.json.encode(proof), ()),
        packed(text, extract.replace(b"photos", b"frames"), msgspec.json.encode(proof), ()),
        packed(text, extract, msgspec.json.encode(msgspec.structs.replace(proof, key="00" * 32)), ()),
        packed(text, extract, msgspec.json.encode(msgspec.structs.replace(proof, signature="")), ()),
        packed(text, extract, b"{}", ()),
    ):
        name = leave(staff.opened.folder, seal(changed, staff.opened.keys.inbox_recipient))
        with pytest.raises(SealedFileUnreadable, match="signed"):
            take_in_matter(staff, name)
    assert staff.casebook.select(Incident) == []


def test_a_history_that_is_none_or_of_another_case_is_refused(
    session: Session, staff: Session, sealed: tuple[Matter, bytes]
) -> None:
    matter, extract = sealed
    other = msgspec.structs.replace(matter, incident=msgspec.structs.replace(matter.incident, ref="OSI-2026-0999"))
    for name in (
        send(session, staff, matter, b"not an extract at all"),
        send(session, staff, matter, b"[" * 100_000),
        send(session, staff, other, extract),
    ):
        with pytest.raises(SealedFileUnreadable, match="history"):
            look_at_matter(staff, name)


def test_a_history_that_does_not_hold_together_is_told(
    session: Session, staff: Session, sealed: tuple[Matter, bytes]
) -> None:
    matter, extract = sealed
    name = send(session, staff, matter, extract.replace(ACCOUNT.encode(), ACCOUNT.encode().replace(b"him", b"her")))
    (doubt,) = look_at_matter(staff, name).doubts
    assert "the record was changed after it was signed" in doubt


def test_somebody_who_hands_nothing_over_there_is_told(
    session: Session, staff: Session, sealed: tuple[Matter, bytes], clock: SettableClock
) -> None:
    session.opened.close()
    deputy = unlock(session.opened.folder, DEPUTY, clock)
    name = send(deputy, staff, *sealed)
    deputy.opened.close()
    deputy.pictures.close()
    assert look_at_matter(staff, name).doubts == (
        "By its own history, whoever signed it is nobody who hands matters over there.",
    )


def test_somebody_who_is_unknown_is_told(session: Session, staff: Session, sealed: tuple[Matter, bytes]) -> None:
    known = staff.casebook.select(Neighbour)[0]
    staff.casebook.commit([msgspec.structs.replace(known, signing_keys=())])
    seen = look_at_matter(staff, send(session, staff, *sealed))
    assert seen.known is not None
    assert seen.doubts == ("Nobody who is known as a member of “Thornmoss” signed it.",)


def changed(matter: Matter, field: str, **values: object) -> Matter:
    """The matter with other values in its first person, exhibit, line … or in its incident."""
    found = getattr(matter, field)
    first = found[0] if isinstance(found, tuple) else found
    new = msgspec.structs.replace(first, **values)
    return msgspec.structs.replace(matter, **{field: (new, *found[1:]) if isinstance(found, tuple) else new})


def with_exhibit(matter: Matter, number: int) -> Matter:
    exhibit = Exhibit(
        id=new_id(), incident_id=IncidentId(matter.incident.id), ref="RQ/1", producer="RQ", number=number,
        exhibit_kind="not here yet", attached_at=matter.moved_at, attached_by="x",
    )  # fmt: skip
    return msgspec.structs.replace(matter, exhibits=(exhibit,))


HOSTILE: dict[str, Callable[[Matter], Matter]] = {
    "one id for a person and a line": lambda m: changed(m, "log", id=m.people[0].id),
    "one id for the case and a line": lambda m: changed(m, "log", id=m.incident.id),
    "an id that is a word of a field": lambda m: changed(m, "people", id="staff"),
    "an empty id": lambda m: changed(m, "people", id=""),
    "the largest number": lambda m: with_exhibit(m, 2**63 - 1),
    "more than a million": lambda m: with_exhibit(m, 1_000_001),
    "no number": lambda m: with_exhibit(m, 0),
    "a line of the year 1": lambda m: changed(m, "log", at=YEAR_1),
    "reported in the year 1": lambda m: changed(m, "incident", reported_to_dsl_at=YEAR_1),
    "moved in the year 9999": lambda m: msgspec.structs.replace(m, moved_at=YEAR_1.replace(year=9999)),
    "a moment without a zone": lambda m: changed(m, "log", at=datetime(2026, 11, 13)),
    "somebody of another case": lambda m: changed(m, "involvements", person_id=new_id()),
}


@pytest.mark.parametrize("harm", HOSTILE)
def test_what_would_harm_this_casebook_is_refused(
    session: Session, staff: Session, sealed: tuple[Matter, bytes], harm: str
) -> None:
    matter, extract = sealed
    name = send(session, staff, HOSTILE[harm](matter), extract)
    for act in (look_at_matter, take_in_matter):
        with pytest.raises(SealedFileUnreadable, match="No casebook can take this matter in"):
            act(staff, name)
    assert staff.casebook.select(Incident) == []
    assert verify_casebook(staff).faults == ()


def test_an_exhibit_called_like_a_later_one_of_ours_keeps_us_from_attaching_nothing(
    session: Session, staff: Session, sealed: tuple[Matter, bytes]
) -> None:
    matter, extract = sealed
    one = msgspec.structs.replace(with_exhibit(matter, 1).exhibits[0], attached_by=HEAD)
    called = msgspec.structs.replace(one, id=new_id(), ref="RQ/2", producer="XX", number=7)
    taken = take_in_matter(
        staff, send(session, staff, msgspec.structs.replace(matter, exhibits=(one, called)), extract)
    )
    assert [each.ref for each in staff.casebook.of_incident(Exhibit, taken.incident.id)] == ["RQ/1", "XX/1"]
    answers = ExhibitAnswers(description="Ours")
    ours = attach_file(staff, taken.incident.id, SAMPLES / "chatnest-taunts-1.png", answers, image_answer="no")
    assert ours.ref == "RQ/2"


def test_a_reference_that_stands_here_already_is_passed_over(session: Session) -> None:
    case = coach(session)
    called = Exhibit(
        id=new_id(), incident_id=case, ref="JH/1", producer="XX", number=1, exhibit_kind="not here yet",
        attached_at=session.clock(), attached_by="x",
    )  # fmt: skip
    session.casebook.commit([called])
    answers = ExhibitAnswers(description="Ours")
    ours = attach_file(session, case, SAMPLES / "chatnest-taunts-1.png", answers, image_answer="no")
    assert (ours.ref, ours.number) == ("JH/2", 2)


def test_words_that_look_like_an_id_stay_as_they_were_written(
    session: Session, staff: Session, sealed: tuple[Matter, bytes]
) -> None:
    matter, extract = sealed
    name = send(session, staff, changed(matter, "log", what=matter.people[0].id), extract)
    taken = take_in_matter(staff, name).incident
    assert matter.people[0].id in [line.what for line in read_case(staff, taken.id).log]


def test_a_case_that_no_casebook_could_take_in_is_not_handed_over(
    session: Session, staff: Session, case: IncidentId, neighbours: str
) -> None:
    line = LogEntry(id=new_id(), incident_id=case, at=datetime(202, 1, 1, tzinfo=UTC), entry_kind="note", what="x")
    session.casebook.commit([line])
    with pytest.raises(UserProblem, match="A date in it is before 1900"):
        hand_over_matter(session, case, neighbours, "It is about staff.")
    assert waiting(staff.opened.folder) == ()


def test_the_receipt_of_another_casebook_removes_nothing(
    session: Session, staff: Session, case: IncidentId, neighbours: str, tmp_path: Path, clock: SettableClock
) -> None:
    other = unlock_another(make_another(tmp_path / "Other.casebook", "pupils", clock), "Mrs R. Quillan", clock)
    hand_over_matter(session, case, neighbours, "It is about staff.")
    take_in_matter(staff, only_one_waiting(staff))
    name = only_one_waiting(session)
    real = read_receipt(session, name)
    remove(session.opened.folder, name)
    theirs = msgspec.structs.replace(
        real, casebook=know(session, other.opened.folder, "pupils"), label="Thornmoss staff"
    )
    text = msgspec.json.encode(signed(other.casebook, theirs))
    left = leave(session.opened.folder, seal(padded(text), session.opened.keys.inbox_recipient))
    other.opened.close()
    other.pictures.close()
    assert read_receipt(session, left).label == "Other", "it is called as it is known here, whatever it says"
    with pytest.raises(UserProblem, match="handed over with this receipt"):
        finish_move(session, left)
    assert session.casebook.get(Incident, case).status == "open"


def test_a_receipt_of_the_year_1_is_none(session: Session, staff: Session, case: IncidentId, neighbours: str) -> None:
    hand_over_matter(session, case, neighbours, "It is about staff.")
    take_in_matter(staff, only_one_waiting(staff))
    real = read_receipt(session, only_one_waiting(session))
    forged: Receipt = signed(staff.casebook, msgspec.structs.replace(real, taken_at=YEAR_1))
    text = padded(msgspec.json.encode(forged))
    left = leave(session.opened.folder, seal(text, session.opened.keys.inbox_recipient))
    with pytest.raises(SealedFileUnreadable, match="its date is none"):
        read_receipt(session, left)


def test_a_backup_is_made_before_anything_is_erased(
    session: Session, staff: Session, case: IncidentId, neighbours: str, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    place: BackupPlace = add_place(session, "The stick", tmp_path / "stick", "stick")
    hand_over_matter(session, case, neighbours, "It is about staff.")
    take_in_matter(staff, only_one_waiting(staff))
    until = session.casebook.head[0]
    finish_move(session, only_one_waiting(session))
    newest = home_of(session, place).newest()
    assert newest is not None
    assert newest.heading is not None
    assert newest.heading.manifest.entries == until, "the backup holds all that was there"


def test_where_what_was_moved_can_still_be_read_is_told_with_the_quarantine(session: Session, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    add_place(session, "The stick", tmp_path / "stick", "stick")
    for name in ("format-1", "20261113T165000Z"):
        (session.opened.folder / "quarantine" / name).mkdir(parents=True)
    assert backups_that_hold_it(session) == (
        "the backups at The stick",
        "the casebook’s own folder quarantine/20261113T165000Z",
        "the casebook’s own folder quarantine/format-1",
    )


def test_a_case_that_may_stay_here_is_still_not_moved_to_the_one_whom_it_is_about(
    session: Session, tmp_path: Path, clock: SettableClock
) -> None:
    """No casebook fits, so it stays restricted here: that offers no casebook that was refused."""
    case = coach(session)
    (accused,) = (
        session.casebook.get(Person, part.person_id)
        for part in session.casebook.of_incident(Involvement, case)
        if part.role == "alleged" and part.person_id
    )
    theirs = make_another(tmp_path / "Staff.casebook", "staff", clock, accused.name)
    casebook = know(session, theirs, "staff")
    found = ways_to_move(session, case).places
    assert found.here is not None, "it may stay"
    assert found.elsewhere == ()
    assert [place.casebook for place in found.refused] == [casebook]
    with pytest.raises(UserProblem, match="may not take"):
        hand_over_matter(session, case, casebook, "It is about staff.")
