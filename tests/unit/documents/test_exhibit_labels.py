"""Labels and continuity on paper: the words of a court, a hash that can be compared aloud, and no child's name."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec

from dslapp.documents.continuity_sheet import continuity_pdf, kept_and_reported
from dslapp.documents.exhibit_labels import exhibit_labels
from dslapp.domain.boards.devices import HeldDevice
from dslapp.domain.boards.takedowns import Takedown, TakedownCheck, TakedownReport
from dslapp.domain.case.case_file import CaseFile, Involved
from dslapp.domain.case.people import Account, Involvement, Person
from dslapp.domain.entity import AccountId, ExhibitId, IncidentId, PersonId
from dslapp.domain.evidence.custody_words import event_in_words
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit
from dslapp.domain.evidence.label import label_of, without_children
from dslapp.domain.statements import Stated, When
from tests.unit.documents.made_up import PROVENANCE
from tests.unit.documents.readers import Reader
from tests.unit.domain.cases import incident

AT = datetime(2026, 11, 13, 16, 50, tzinfo=UTC)
CASE = IncidentId("case")
SHA = "3f8c21d07b54e96a" * 4
EXHIBIT = Exhibit(
    id="e1", incident_id=CASE, ref="JH/1", producer="JH", number=1, file_id="f", sha256=SHA, size=182_044,
    description="Ellis’s chat with @moved.away.example: taunts after the match", original_name="ellis p.png",
    place=Stated(text="ChatNest · @ellis.example · direct message · https://chatnest.example.com/m/7731"),
    platform="ChatNest", account="@ellis.example", app_area="direct message",
    captured=When(precision="exact", start=AT), attached_at=AT, attached_by="Jo Hartsedge",
)  # fmt: skip


def case(**parts: object) -> CaseFile:
    ellis = Person(id="p1", name="Ellis Prior", known_as="El", year_or_job="Year 8")
    account = Account(id="a1", platform="ChatNest", handle="@ellis.example")
    involved = (
        Involved(
            involvement=Involvement(id="i1", incident_id=CASE, person_id=PersonId("p1"), role="target"), person=ellis
        ),
        Involved(
            involvement=Involvement(id="i2", incident_id=CASE, account_id=AccountId("a1"), role="target"),
            account=account,
        ),
    )  # fmt: skip
    values: dict[str, object] = {"exhibits": (EXHIBIT,), "involved": involved}
    return CaseFile(incident=incident(), **{**values, **parts})  # type: ignore[arg-type]  # a test names its parts


def step(**fields: object) -> CustodyEvent:
    values: dict[str, object] = {
        "id": "c1", "incident_id": CASE, "exhibit_id": ExhibitId("e1"), "at": AT, "what": "attached",
        "by": "Jo Hartsedge", "where": "the casebook", "purpose": "evidence", "hash_checked": True,
    }  # fmt: skip
    return CustodyEvent(**{**values, **fields})  # type: ignore[arg-type]  # a test names its fields


def test_a_label_names_no_child_no_account_of_theirs_no_address_and_no_file_name(tmp_path: Path) -> None:
    label = label_of(EXHIBIT, case())
    read = Reader(tmp_path, exhibit_labels([label], large=True, made_at=AT)).flowing()
    for telling in ("Ellis", "Prior", "@ellis.example", "7731", "https", ".png"):
        assert telling not in read
    assert "A child’s chat with @moved.away.example" in read
    assert "Place: ChatNest · direct message" in read


def test_while_no_child_is_entered_no_description_stands_on_a_label() -> None:
    """Nobody could tell which of its words is the name of a child."""
    assert label_of(EXHIBIT, case(involved=())).description == "See the record"


def test_a_label_bears_the_words_of_a_court_and_the_whole_hash(tmp_path: Path) -> None:
    read = Reader(tmp_path, exhibit_labels([label_of(EXHIBIT, case())], large=False, made_at=AT)).flowing()
    assert "Exhibit JH/1, referred to in the statement of Jo Hartsedge, dated" in read
    assert " ".join(SHA[start : start + 4] for start in range(0, 64, 4)) in read
    assert "Captured: Friday 13 November 2026, 16:50 GMT" in read
    assert "Held later by: name, signature, date and time" in read


def test_six_labels_stand_on_a_page_and_a_large_one_alone(tmp_path: Path) -> None:
    labels = [label_of(msgspec.structs.replace(EXHIBIT, ref=f"JH/{n}"), case()) for n in range(1, 8)]
    assert Reader(tmp_path, exhibit_labels(labels, large=False, made_at=AT)).pages == 2
    assert Reader(tmp_path, exhibit_labels(labels, large=True, made_at=AT)).pages == 7


def test_a_description_without_end_is_cut_and_leaves_room_for_signatures(tmp_path: Path) -> None:
    long = msgspec.structs.replace(EXHIBIT, description="taunts and more taunts " * 40)
    read = Reader(tmp_path, exhibit_labels([label_of(long, case())], large=False, made_at=AT)).flowing()
    assert "…" in read
    assert read.index("Held later by") > read.index("SHA-256")


def test_parts_of_a_childs_name_go_and_other_words_stay() -> None:
    assert without_children("ELLIS PRIOR wrote to Elliston", case()) == "A child wrote to Elliston"


def test_the_continuity_sheet_shows_every_hand_and_a_lock(tmp_path: Path) -> None:
    custody = (
        step(),
        step(id="c2", what="handed over", from_whom="Jo Hartsedge", to="PC 4410", where="reception", seal="B 20117",
             signed_by="PC 4410", purpose="police"),
        step(id="c3", what="missing", purpose="The file is not in the evidence folder.", hash_checked=False),
    )  # fmt: skip
    read = Reader(tmp_path, continuity_pdf(case(custody=custody), EXHIBIT, PROVENANCE)).flowing()
    assert "Locked: on Friday 13 November 2026, 16:50 GMT its file was missing." in read
    for said in ("from Jo Hartsedge", "to PC 4410", "seal or bag B 20117", "signed by PC 4410"):
        assert said in read
    assert "From here on, by hand" in read


def test_continuity_says_who_took_a_device_in_and_apart_from_that_who_wrote_it_down(tmp_path: Path) -> None:
    taken = step(exhibit_id="", device_id="d1", what="received", from_whom="Callum B.", to="Sam Ottrell",
                 where="safe in the head’s office, key with Mrs Quillan", seal="B 0447",
                 purpose="", hash_checked=False)  # fmt: skip
    assert event_in_words(taken) == (
        "taken in by Sam Ottrell, from Callum B., kept in: safe in the head’s office, key with Mrs Quillan, seal or "
        "bag B 0447, written down by Jo Hartsedge"
    )
    device = HeldDevice(id="d1", incident_id=CASE, what="Black phone", taken_at=AT, taken_by="Sam Ottrell",
                        noted_at=AT, noted_by="Jo Hartsedge")  # fmt: skip
    read = Reader(tmp_path, continuity_pdf(case(custody=(taken,), devices=(device,)), device, PROVENANCE)).flowing()
    assert "taken in by Sam Ottrell" in read
    assert "Written by" in read
    assert "received" not in read.lower()


def test_the_sheet_of_what_is_in_words_only_says_so_and_nothing_of_sums(tmp_path: Path) -> None:
    in_words = Exhibit(
        id="e4", incident_id=CASE, ref="JH/4", producer="JH", number=4, exhibit_kind="imagery not held",
        attached_at=AT, attached_by="Jo Hartsedge",
    )  # fmt: skip
    read = Reader(tmp_path, continuity_pdf(case(exhibits=(in_words,)), in_words, PROVENANCE)).flowing()
    assert "No file: this exhibit is in words only." in read
    assert "File checked, unchanged" not in read


def test_the_case_file_has_continuity_devices_and_takedowns_where_there_are_any() -> None:
    assert list(kept_and_reported(case())) == []
    device = HeldDevice(id="d1", incident_id=CASE, what="Black phone", taken_at=AT, taken_by="JH", noted_at=AT,
                        noted_by="JH")  # fmt: skip
    found = Takedown(
        id="t1", incident_id=CASE, platform="ChatNest", handle="@x.example", noted_at=AT, noted_by="JH",
        reports=(TakedownReport(to="ChatNest", at=AT, by="JH", reference="CN-5"),),
        checks=(TakedownCheck(at=AT, by="JH", seen="removed"),), status="removed",
    )  # fmt: skip
    whole = case(custody=(step(), step(id="c2", exhibit_id="", device_id="d1", what="received")), devices=(device,),
                 takedowns=(found,))  # fmt: skip
    assert [heading for heading, _ in kept_and_reported(whole)] == [
        "Continuity of the exhibits", "Devices kept", "Taken down, or to be",
    ]  # fmt: skip
