"""A concern that may not stay here: its minimum is sealed to the casebook in which it belongs, and nothing is kept."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from dslapp.casebook.keys.key_files import read_members, write_members
from dslapp.casebook.matters.inbox import INBOX
from dslapp.casebook.store import Casebook
from dslapp.domain.case.incident import Incident
from dslapp.domain.case.incident_draft import IncidentDraft
from dslapp.domain.entity import new_id
from dslapp.domain.problems import EnvironmentProblem, UserProblem
from dslapp.domain.school import Member
from dslapp.services.case.keep_draft import keep_draft, restore_draft
from dslapp.services.case.log_incident import log_incident
from dslapp.services.matters.find_places import BelongsElsewhere, places_for, places_for_case
from dslapp.services.matters.make_known import neighbours, no_longer_known
from dslapp.services.matters.seal_note import HandedOver, hand_over
from dslapp.services.matters.take_in_note import (
    begin_from_note,
    waiting_notes,
)
from dslapp.services.session import Session
from tests.casebooks import DSL, SettableClock
from tests.compartments import CHAIR, first_screen, know

WORDS = "She mocked a pupil on TownTalk, a parent says."


def files(folder: Path) -> list[Path]:
    return sorted((folder / INBOX).iterdir()) if (folder / INBOX).exists() else []


def own_recipient() -> str:
    from pyrage import x25519

    return str(x25519.Identity.generate().to_public())


def test_a_concern_about_the_head_cannot_be_saved_where_the_head_reads(session: Session) -> None:
    draft = first_screen(session, "She mocked a pupil on TownTalk.", "accused", "", "Mrs Quillan")
    with pytest.raises(BelongsElsewhere) as refused:
        log_incident(session, draft)
    assert refused.value.field == "about"
    assert refused.value.places.elsewhere == ()
    assert session.casebook.select(Incident) == []


def test_the_minimum_is_sealed_to_the_chair_and_nothing_stays(
    session: Session, staff_folder: Path, chairs_folder: Path, opened: Callable[[Path, str], Session]
) -> None:
    know(session, staff_folder, "staff")
    chairs = know(session, chairs_folder, "head")
    draft = first_screen(session, WORDS, "accused", "head")
    keep_draft(session, draft)
    head = session.casebook.head
    assert [place.casebook for place in places_for(session, draft).elsewhere] == [chairs]
    assert hand_over(session, draft, chairs) == HandedOver("Thornmoss chair")
    assert session.casebook.head == head, "no entry tells the head that something was handed over"
    assert restore_draft(session, draft.id) is None
    assert WORDS.encode() not in b"".join(path.read_bytes() for path in session.opened.folder.rglob("*.db"))

    chair = opened(chairs_folder, CHAIR)
    (waits,) = waiting_notes(chair)
    assert waits.note is not None
    assert (waits.note.words, waits.note.written_by, waits.note.about) == (WORDS, DSL, "head")
    begun = begin_from_note(chair, waits.name)
    incident = log_incident(chair, begun)
    assert incident.about_adult == "head"
    assert incident.restricted
    assert not places_for_case(chair, incident.id).belongs_elsewhere


def test_it_is_never_sealed_to_a_casebook_that_is_not_offered(
    session: Session, staff_folder: Path, chairs_folder: Path
) -> None:
    staff = know(session, staff_folder, "staff")
    draft = first_screen(session, WORDS, "accused", "head")
    keep_draft(session, draft)
    with pytest.raises(UserProblem, match="may not take this"):
        hand_over(session, draft, staff)
    assert restore_draft(session, draft.id) is not None
    assert files(staff_folder) == []


def test_a_casebook_elsewhere_gets_a_file(session: Session, chairs_folder: Path, tmp_path: Path) -> None:
    from dslapp.services.matters.make_known import card_of_folder, make_known

    chairs = make_known(session, card_of_folder(chairs_folder, "head")).casebook
    draft = first_screen(session, WORDS, "accused", "head")
    with pytest.raises(EnvironmentProblem, match="not on this computer"):
        hand_over(session, draft, chairs)
    hand_over(session, draft, chairs, tmp_path / "note.age")
    assert (tmp_path / "note.age").read_bytes().startswith(b"age-encryption.org/v1")


def test_what_was_sealed_is_told_as_sealed_also_when_the_draft_cannot_be_let_go(
    session: Session, chairs_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chairs = know(session, chairs_folder, "head")
    draft = first_screen(session, WORDS, "accused", "head")
    keep_draft(session, draft)

    def refuse(*_: object) -> None:
        raise EnvironmentProblem("The disk is full.")

    monkeypatch.setattr(Casebook, "discard_draft", refuse)
    assert hand_over(session, draft, chairs) == HandedOver("Thornmoss chair", draft_stays=True)
    assert len(files(chairs_folder)) == 1
    assert restore_draft(session, draft.id) is not None


def test_a_member_added_over_there_is_seen_before_anything_is_sealed(
    session: Session, staff_folder: Path, clock: SettableClock
) -> None:
    know(session, staff_folder, "staff")
    draft = first_screen(session, WORDS, "accused", "", "Mr Cole Brandt")
    assert not places_for(session, draft).here
    assert places_for(session, draft).elsewhere
    members = read_members(staff_folder)
    joined = msgspec.structs.replace(members.slots[0], member=new_id(), label="Case manager · CB")
    write_members(staff_folder, msgspec.structs.replace(members, slots=(*members.slots, joined)))
    assert places_for(session, draft).elsewhere == ()


def test_a_swapped_address_of_another_casebook_is_refused(session: Session, chairs_folder: Path) -> None:
    chairs = know(session, chairs_folder, "head")
    write_members(chairs_folder, msgspec.structs.replace(read_members(chairs_folder), inbox_recipient=own_recipient()))
    with pytest.raises(EnvironmentProblem, match="another address"):
        hand_over(session, first_screen(session, WORDS, "accused", "head"), chairs)
    assert files(chairs_folder) == []


def test_a_known_casebook_can_be_let_go(session: Session, staff_folder: Path) -> None:
    know(session, staff_folder, "staff")
    (neighbour,) = neighbours(session)
    no_longer_known(session, neighbour.id)
    assert neighbours(session) == ()
    know(session, staff_folder, "staff")
    assert [each.id for each in neighbours(session)] == [neighbour.id]


def test_this_casebook_is_no_neighbour_of_itself(session: Session) -> None:
    with pytest.raises(UserProblem, match="that is open"):
        know(session, session.opened.folder, "pupils")


def test_who_left_can_be_the_subject_again(session: Session) -> None:
    (head,) = session.casebook.select(Member, "p.role = 'headteacher'")
    left = msgspec.structs.replace(head, retired=True)
    session.casebook.commit([left], reason="Left.")
    draft: IncidentDraft = first_screen(session, WORDS, "accused", "staff", "Ms Tess Orme")
    assert places_for(session, draft).here is not None
