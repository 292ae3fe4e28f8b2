"""An exhibit and a device change hands: each step says from whom, to whom, when, where and what for."""

from datetime import timedelta

import pytest

from dslapp.casebook.evidence.files import EvidenceUnsound
from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.custody_words import continuity_of, event_in_words
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit
from dslapp.domain.problems import UserProblem
from dslapp.services.case.read_case import read_case
from dslapp.services.case.today import today
from dslapp.services.continuity.hand_over_exhibit import HandOver, hand_over_exhibit
from dslapp.services.continuity.keep_devices import DeviceAnswers, DeviceMoved, keep_device, list_devices, move_device
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.session import Session
from tests.casebooks import FRIDAY_AFTERNOON
from tests.cases import bare_case
from tests.pictures import SAMPLES

STEP = HandOver(
    what="handed over", at=FRIDAY_AFTERNOON, from_whom="Jo Hartsedge", to="PC 4410", where="the DSL’s office",
    purpose="police investigation", seal="B 20117", signed_by="PC 4410",
)  # fmt: skip


@pytest.fixture
def exhibit(session: Session) -> Exhibit:
    answers = ExhibitAnswers(description="Taunts")
    return attach_file(session, bare_case(session), SAMPLES / "chatnest-taunts-1.png", answers, image_answer="no")


def keep_phone(session: Session, *, holds_imagery: bool = False) -> str:
    answers = DeviceAnswers(
        what="Black Moto G phone, cracked corner", owner="Ellis P.", taken_at=FRIDAY_AFTERNOON,
        taken_by="Jo Hartsedge", taken_because="His mother asked us to keep it for the police.",
        kept_where="the safe in the office; Jo Hartsedge has the key", power_state="flight mode", seal="A 1",
        holds_imagery=holds_imagery, due=FRIDAY_AFTERNOON + timedelta(days=3),
    )  # fmt: skip
    return keep_device(session, bare_case(session), answers).id


def test_a_hand_over_checks_the_file_and_stands_whole_in_the_continuity(session: Session, exhibit: Exhibit) -> None:
    hand_over_exhibit(session, exhibit, STEP)
    last = continuity_of(read_case(session, exhibit.incident_id), exhibit.id)[-1]
    assert event_in_words(last) == (
        "handed over by Jo Hartsedge, to PC 4410, at: the DSL’s office, seal or bag B 20117, signed on paper by "
        "PC 4410, file checked, unchanged – police investigation"
    )


@pytest.mark.parametrize("field", ["from_whom", "to", "where", "purpose"])
def test_a_hand_over_that_leaves_something_out_is_refused(session: Session, exhibit: Exhibit, field: str) -> None:
    with pytest.raises(UserProblem) as refused:
        hand_over_exhibit(session, exhibit, HandOver(**{**_fields(), field: " "}))  # type: ignore[arg-type]
    assert refused.value.field == field
    late = FRIDAY_AFTERNOON + timedelta(minutes=1)
    with pytest.raises(UserProblem, match="still to come"):
        hand_over_exhibit(session, exhibit, HandOver(**{**_fields(), "at": late}))  # type: ignore[arg-type]


def _fields() -> dict[str, object]:
    return {name: getattr(STEP, name) for name in STEP.__struct_fields__}


def test_a_damaged_exhibit_is_not_handed_over_and_its_damage_is_noted(session: Session, exhibit: Exhibit) -> None:
    stored = session.evidence.folder / exhibit.file_id[-2:] / f"{exhibit.file_id}.age"
    stored.write_bytes(stored.read_bytes()[:-7])
    with pytest.raises(EvidenceUnsound):
        hand_over_exhibit(session, exhibit, STEP)
    events = session.casebook.select(CustodyEvent, "p.exhibit_id = ?", (exhibit.id,), order="p.seq")
    assert [each.what for each in events] == ["attached", "hash mismatch"]


def test_a_kept_device_stands_on_the_board_and_its_next_step_on_today(session: Session) -> None:
    keep_phone(session)
    (row,) = list_devices(session)
    assert row.device.status == "kept here"
    assert row.next_step.endswith("Decide who gets it, and when")
    assert [each.what for each in today(session).this_week] == [row.next_step]


def test_a_returned_device_has_its_continuity_and_nothing_left_to_do(session: Session) -> None:
    device_id = keep_phone(session)
    back = HandOver(
        what="handed over", at=FRIDAY_AFTERNOON, from_whom="Jo Hartsedge", to="Ellis’s mother", where="reception",
        purpose="returned", signed_by="Ellis’s mother",
    )  # fmt: skip
    move_device(session, device_id, DeviceMoved(step=back, status="returned"))
    (row,) = list_devices(session)
    assert (row.device.status, row.next_step) == ("returned", "")
    case = read_case(session, IncidentId(row.device.incident_id))
    assert [each.what for each in continuity_of(case, device_id)] == ["received", "handed over"]
    assert case.open_actions == ()
    assert "from Jo Hartsedge to Ellis’s mother" in case.actions[0].finished_note


def test_a_device_that_may_hold_such_an_image_is_given_back_only_on_an_agencys_word(session: Session) -> None:
    device_id = keep_phone(session, holds_imagery=True)
    (row,) = list_devices(session)
    assert row.next_step.endswith("Hand it to the police")
    moved = DeviceMoved(step=STEP, status="returned")
    with pytest.raises(UserProblem, match="only when the police") as refused:
        move_device(session, device_id, moved)
    assert refused.value.field == "agreed_by"
    move_device(session, device_id, DeviceMoved(step=STEP, status="returned", agreed_by="DC Marsh, Friday 16:40"))
    case = read_case(session, IncidentId(row.device.incident_id))
    assert case.custody[-1].purpose == "police investigation; agreed by DC Marsh, Friday 16:40"
