"""A matter that was changed on its way, or made up by somebody: it is refused, and takes the place of nothing."""

import io
import zipfile

import msgspec
import pytest

from dslapp.casebook.matters.bundle import packed, unpacked
from dslapp.casebook.matters.extract import extract_file, read_extract
from dslapp.casebook.matters.inbox import SealedFileUnreadable, leave, padded, read, seal
from dslapp.casebook.matters.moving import is_signed_by, proof_of, signed
from dslapp.domain.case.casework import LogEntry
from dslapp.domain.case.incident import Incident
from dslapp.domain.case.people import Person
from dslapp.domain.entity import IncidentId
from dslapp.domain.matters.moved_matter import Matter, Receipt
from dslapp.domain.problems import EnvironmentProblem
from dslapp.services.matters.hand_over_matter import finish_move, hand_over_matter, read_receipt
from dslapp.services.matters.take_in_matter import take_in_matter
from dslapp.services.matters.take_in_note import waiting_notes
from dslapp.services.session import Session
from tests.cases import coach
from tests.compartments import only_one_waiting, with_picture


def send(signer: Session, to: Session, matter: Matter, extract: bytes) -> str:
    """Leave a matter for a casebook, signed by whoever has another one open."""
    text = msgspec.json.encode(matter)
    proof = msgspec.json.encode(signed(signer.casebook, proof_of(text, extract)))
    return leave(to.opened.folder, seal(packed(text, extract, proof, ()), to.opened.keys.inbox_recipient))


def test_an_original_that_was_changed_on_the_way_is_refused(
    session: Session, staff: Session, case: IncidentId, neighbours: str
) -> None:
    with_picture(session, case)
    hand_over_matter(session, case, neighbours, "It is about staff.")
    name = only_one_waiting(staff)
    bundle = unpacked(read(staff.opened.folder, name, staff.opened.keys.inbox))
    for files in ([(file_id, b"other bytes") for file_id in bundle.files], []):
        changed = seal(packed(bundle.matter, bundle.extract, bundle.proof, files), staff.opened.keys.inbox_recipient)
        hostile = leave(staff.opened.folder, changed)
        with pytest.raises(EnvironmentProblem, match="Nothing was taken in"):
            take_in_matter(staff, hostile, image_answer="no")
    assert staff.casebook.select(Incident) == []
    assert list((staff.opened.folder / "evidence").glob("??/*.age")) == []


def test_a_hostile_matter_takes_the_place_of_nothing(
    session: Session, staff: Session, case: IncidentId, neighbours: str
) -> None:
    own = coach(staff)
    hand_over_matter(session, case, neighbours, "It is about staff.")
    name = only_one_waiting(staff)
    bundle = unpacked(read(staff.opened.folder, name, staff.opened.keys.inbox))
    matter = msgspec.json.decode(bundle.matter, type=Matter)
    mine = staff.casebook.select(Person)[0]
    forged = msgspec.structs.replace(
        matter,
        incident=msgspec.structs.replace(matter.incident, id=own),
        people=(msgspec.structs.replace(matter.people[0], id=mine.id, name="Somebody else"), *matter.people),
        log=tuple(msgspec.structs.replace(entry, incident_id=own) for entry in matter.log),
    )
    extract = msgspec.structs.replace(read_extract(bundle.extract), incident=own)
    taken = take_in_matter(staff, send(session, staff, forged, extract_file(extract))).incident
    assert taken.id != own
    assert staff.casebook.get(Person, mine.id) == mine
    assert len(staff.casebook.of_incident(LogEntry, own)) == len(session.casebook.of_incident(LogEntry, case))


def zipped(**files: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_json", ".json"), content)
    return held.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(zipped(matter_json=b"0" * 10_000_000, extract_json=b""), id="a bomb"),
        pytest.param(zipped(other=b"x"), id="without a matter"),
        pytest.param(packed(b"{}", b"", b"", ()), id="an empty matter"),
        pytest.param(packed(b"\xff", b"", b"", ())[:-30], id="cut"),
        pytest.param(b"PK\x03\x04" + bytes(100), id="no archive"),
    ],
)
def test_rubbish_in_the_place_of_a_matter_is_told(staff: Session, content: bytes) -> None:
    name = leave(staff.opened.folder, seal(content, staff.opened.keys.inbox_recipient))
    with pytest.raises(SealedFileUnreadable):
        take_in_matter(staff, name)
    assert [waits.name for waits in waiting_notes(staff)] == [name]


def test_a_receipt_that_nobody_known_signed_removes_nothing(
    session: Session, staff: Session, case: IncidentId, neighbours: str
) -> None:
    hand_over_matter(session, case, neighbours, "It is about staff.")
    take_in_matter(staff, only_one_waiting(staff), image_answer="no")
    name = only_one_waiting(session)
    receipt = read_receipt(session, name)
    keys = (receipt.key,)
    assert is_signed_by(receipt, keys)
    for forged in (
        msgspec.structs.replace(receipt, ref="OSI-2026-0099"),
        msgspec.structs.replace(receipt, signature="00" * 64),
        msgspec.structs.replace(receipt, key="00" * 32),
    ):
        assert not is_signed_by(forged, keys)
        left = leave(
            session.opened.folder, seal(padded(msgspec.json.encode(forged)), session.opened.keys.inbox_recipient)
        )
        with pytest.raises(EnvironmentProblem, match="Nothing was removed"):
            finish_move(session, left)
    other = Receipt(**{**msgspec.structs.asdict(receipt), "from_casebook": staff.casebook.id})
    left = leave(session.opened.folder, seal(padded(msgspec.json.encode(other)), session.opened.keys.inbox_recipient))
    with pytest.raises(EnvironmentProblem, match="another casebook"):
        finish_move(session, left)
    assert session.casebook.get(Incident, case).status == "open"
