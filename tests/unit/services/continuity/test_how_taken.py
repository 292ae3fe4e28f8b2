"""How a kept device was taken: by what right, who was there, who told the parents, and who looked into it."""

import msgspec
import pytest

from dslapp.documents.continuity_sheet import continuity_sheet
from dslapp.documents.document import Provenance
from dslapp.domain.boards.device_words import NOBODY_LOOKED, NOT_WRITTEN, device_facts
from dslapp.domain.boards.devices import HeldDevice, HowTaken
from dslapp.domain.evidence.custody_words import continuity_of, event_in_words
from dslapp.domain.problems import UserProblem
from dslapp.services.case.read_case import read_case
from dslapp.services.continuity.keep_devices import DeviceAnswers, keep_device, note_how_taken
from dslapp.services.session import Session
from tests.casebooks import FRIDAY_AFTERNOON
from tests.cases import bare_case

PHONE = DeviceAnswers(
    what="Black Moto G phone", owner="Ellis P.", taken_at=FRIDAY_AFTERNOON, taken_by="Sam Ottrell",
    taken_because="for the police", kept_where="the safe in the office",
)  # fmt: skip
NOTHING = HowTaken()
TAKEN = HowTaken(under="his mother agreed", searched_by="Sam Ottrell", present="Mr Adair")
LOOKED = HowTaken(looked_into_by="Sam Ottrell and Mr Adair, 12 November 10:40", looked_into_because="a threat to Mia")


def kept(session: Session, taken: HowTaken = NOTHING) -> HeldDevice:
    return keep_device(session, bare_case(session), msgspec.structs.replace(PHONE, how_taken=taken))


def continuity(session: Session, device: HeldDevice) -> list[str]:
    case = read_case(session, device.incident_id)
    return [event_in_words(event) for event in continuity_of(case, device.id)]


def test_by_what_right_and_who_was_there_stands_with_the_device_and_in_its_first_step(session: Session) -> None:
    device = kept(session, TAKEN)
    facts = dict(device_facts(device))
    assert facts["Under which power, or with whose agreement"] == "his mother agreed"
    assert (facts["Searched for by"], facts["Who else was there"]) == ("Sam Ottrell", "Mr Adair")
    assert (facts["Parents told"], facts["Looked into by"]) == (NOT_WRITTEN, NOBODY_LOOKED)
    assert facts["Where it is"] == f"kept here: {PHONE.kept_where}"
    (first,) = continuity(session, device)
    assert first.endswith("for the police; his mother agreed; searched for by Sam Ottrell; Mr Adair was there")


def test_that_the_parents_were_told_is_written_down_later(session: Session) -> None:
    device = kept(session, TAKEN)
    told = msgspec.structs.replace(TAKEN, parents_told=" Jo Hartsedge rang his mother, Thursday 11:05 ")
    after = note_how_taken(session, device.id, told)
    assert dict(device_facts(after))["Parents told"] == "Jo Hartsedge rang his mother, Thursday 11:05"
    assert len(continuity(session, device)) == 1, "nobody had it in their hands for that"


def test_a_look_into_it_is_a_step_of_its_continuity_once(session: Session) -> None:
    device = kept(session)
    note_how_taken(session, device.id, LOOKED)
    note_how_taken(session, device.id, msgspec.structs.replace(LOOKED, parents_told="not yet"))
    assert continuity(session, device)[1:] == [
        "looked into by Sam Ottrell and Mr Adair, 12 November 10:40, written down by Jo Hartsedge – a threat to Mia"
    ]


def test_a_look_without_a_reason_is_refused(session: Session) -> None:
    device, without = kept(session), HowTaken(looked_into_by="Sam Ottrell")
    with pytest.raises(UserProblem, match="why somebody looked") as refused:
        note_how_taken(session, device.id, without)
    assert refused.value.field == "looked_into_because"
    with pytest.raises(UserProblem, match="why somebody looked"):
        keep_device(session, device.incident_id, msgspec.structs.replace(PHONE, how_taken=without))


def test_all_of_it_stands_on_the_paper_of_its_continuity(session: Session) -> None:
    device = kept(session, msgspec.structs.replace(LOOKED, under="his mother agreed"))
    made = Provenance(school="Thornmoss", made_by="Jo Hartsedge", made_at=session.clock(), entry=1, seal="")
    sheet = continuity_sheet(read_case(session, device.incident_id), device, made)
    said = str(sheet)
    assert "his mother agreed" in said
    assert "Parents told" in said
    assert NOT_WRITTEN in said
    assert "by Sam Ottrell and Mr Adair, 12 November 10:40" in said
