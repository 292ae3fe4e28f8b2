"""The extract of one case: all of it, nothing of another, and a proof that holds across formats and erasures."""

import zipfile
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from dslapp.casebook.matters.extract import Shown, extract_file, extract_of, read_extract
from dslapp.casebook.matters.extract_check import check_extract
from dslapp.casebook.store import Casebook
from dslapp.domain.case.casework import LogEntry
from dslapp.domain.case.incident import Incident
from dslapp.domain.case.people import Account, Involvement, Person
from dslapp.domain.entity import Entity, IncidentId, PersonId, new_id
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.school import Access
from dslapp.domain.trust.entries import Erasure
from dslapp.services.session import Session
from tests.casebooks import DSL, SettableClock, unlock
from tests.unit.casebook.raw_casebook import NOW, RawCasebook, a_contact, a_person, an_incident
from tests.verifier import the_verifier

SAMPLES = Path(__file__).parents[3] / "samples" / "casebooks"
verifier = the_verifier()


def found_by_the_verifier(casebook: Casebook, incident_id: str) -> list[tuple[int, str]]:
    faults: list[tuple[int, str]] = verifier.Check(
        verifier.read(extract_file(extract_of(casebook, incident_id)))
    ).faults
    return faults


def parts(casebook: Casebook, incident_id: str) -> list[str]:
    """Why each entry is shown; "" where it is not."""
    entries = extract_of(casebook, incident_id).entries
    return [entry.part if isinstance(entry, Shown) else "" for entry in entries]


def test_a_case_its_people_and_the_keys_are_shown_and_the_rest_is_not(tmp_path: Path) -> None:
    raw = RawCasebook(tmp_path)  # a member, a member, the school
    incident, child, account = an_incident(), a_person(), Account(id=new_id(), platform="ChatNest")
    account = msgspec.structs.replace(account, person_id=PersonId(child.id))
    part = Involvement(id=new_id(), incident_id=IncidentId(incident.id), account_id=account.id, role="alleged")  # type: ignore[arg-type]  # an account's id is text
    with raw.opened() as casebook:
        casebook.commit([incident, child, account, part])
        casebook.commit([an_incident(2), a_contact()])
        casebook.commit([msgspec.structs.replace(child, name="Ellis Q."), a_person("Kai D.")])
        casebook.commit([Access(id=new_id(), what="viewed", incident_id=incident.id)])
        casebook.commit([Access(id=new_id(), what="locked")])
        keys, case = ["keys"] * 3, ["case", "people", "people", "case"]
        assert parts(casebook, incident.id) == [*keys, *case, "", "", "", "", "case", "chain"]
        assert found_by_the_verifier(casebook, incident.id) == []


def test_what_another_case_wrote_about_its_people_is_not_shown(tmp_path: Path) -> None:
    """Of a child that two cases know, each shows what was written in it; a case that wrote nothing, what it found."""
    clock = SettableClock()
    raw, first, second, third = RawCasebook(tmp_path, clock), an_incident(), an_incident(2), an_incident(3)
    child = a_person("Ellis Q.")
    cases = {each.id: IncidentId(each.id) for each in (first, second, third)}

    def save(casebook: Casebook, *values: Entity) -> None:
        clock.forward(timedelta(minutes=1))
        casebook.commit(values)

    def in_part(case: Incident) -> Involvement:
        return Involvement(id=new_id(), incident_id=cases[case.id], person_id=PersonId(child.id), role="target")

    def said(casebook: Casebook, case: Incident) -> list[str]:
        extract = extract_of(casebook, case.id)
        assert found_by_the_verifier(casebook, case.id) == []
        assert check_extract(read_extract(extract_file(extract))).faults == ()
        shown = [each for each in extract.shown.values() if each.part == "people"]
        return [msgspec.json.decode(each.content or "")["entity"]["notes"] for each in shown]

    def noted(words: str) -> Person:
        return msgspec.structs.replace(child, notes=words)

    with raw.opened() as casebook:
        save(casebook, first, noted("first"), in_part(first))
        save(casebook, second, noted("second"), in_part(second))
        save(casebook, noted("alone, after both"))
        save(casebook, third, in_part(third))
    with raw.opened() as casebook:
        save(casebook, Access(id=new_id(), what="viewed", incident_id=first.id))
        save(casebook, noted("while only the first was open"))
        save(casebook, Access(id=new_id(), what="viewed", incident_id=second.id))
        save(casebook, noted("while both were open"))
        assert said(casebook, first) == ["first", "while only the first was open"]
        assert said(casebook, second) == ["second"]
        assert said(casebook, third) == ["alone, after both"]


def test_an_extract_reads_back_as_it_was(tmp_path: Path) -> None:
    raw, incident = RawCasebook(tmp_path), an_incident(summary="é, e\u0301, “quotes”, \u2028 and 🤫")
    with raw.opened() as casebook:
        casebook.commit([incident])
        extract = extract_of(casebook, incident.id)
    assert read_extract(extract_file(extract)) == extract
    with pytest.raises(EnvironmentProblem, match="not an extract"):
        read_extract(b"{}")


def test_there_is_none_of_a_case_that_is_not_there(tmp_path: Path) -> None:
    with RawCasebook(tmp_path).opened() as casebook, pytest.raises(KeyError):
        extract_of(casebook, new_id())


def test_what_was_erased_is_said_to_be_and_its_place_is_proved(tmp_path: Path) -> None:
    raw, incident = RawCasebook(tmp_path), an_incident()
    note = LogEntry(
        id=new_id(), incident_id=IncidentId(incident.id), at=NOW, entry_kind="note", what="About somebody else."
    )
    with raw.opened() as casebook:
        casebook.commit([incident])
        (entry,) = {casebook.commit([note]).last}
        erasure = Erasure(id=new_id(), entries=(entry,), ref=incident.ref, because="It was about somebody else.")
        casebook.commit([erasure], erases=[entry])
        shown = extract_of(casebook, incident.id).shown
        assert (shown[entry].part, shown[entry].content, shown[entry + 1].part) == ("case", None, "record")
        check = verifier.Check(verifier.read(extract_file(extract_of(casebook, incident.id))))
    assert check.faults == []
    assert check.remarks == [f"entry {entry}: what it said was erased; that it stood there is proved"]


def test_what_is_withheld_is_said_to_be_in_every_version_and_its_place_is_proved(tmp_path: Path) -> None:
    raw, incident = RawCasebook(tmp_path), an_incident()
    note = LogEntry(
        id=new_id(), incident_id=IncidentId(incident.id), at=NOW, entry_kind="note", what="Of a hidden file."
    )
    with raw.opened() as casebook:
        casebook.commit([incident])
        entry = casebook.commit([note]).last
        casebook.commit([msgspec.structs.replace(note, what="Of a hidden file, corrected.")])
        file = extract_file(extract_of(casebook, incident.id, {note.id}))
        shown = read_extract(file).shown
    assert [(shown[seq].part, shown[seq].salt, shown[seq].content) for seq in (entry, entry + 1)] == [
        ("withheld", "", None)
    ] * 2
    assert b"hidden" not in file
    check = verifier.Check(verifier.read(file))
    assert check.faults == []
    assert check.remarks == [
        f"entry {seq}: what it said was withheld; that it stood there is proved" for seq in (entry, entry + 1)
    ]
    assert check_extract(read_extract(file)).faults == ()


def test_who_may_sign_is_never_withheld(tmp_path: Path) -> None:
    raw, incident = RawCasebook(tmp_path), an_incident()
    with raw.opened() as casebook:
        casebook.commit([incident])
        extract = extract_of(casebook, incident.id)
    entries = [
        msgspec.structs.replace(each, part="withheld", content=None) if isinstance(each, Shown) else each
        for each in extract.entries
    ]
    forged = extract_file(msgspec.structs.replace(extract, entries=tuple(entries)))
    assert any("is missing" in words for _, words in verifier.Check(verifier.read(forged)).faults)
    assert any("is missing" in words for words in check_extract(read_extract(forged)).faults)


def test_the_erasure_of_another_case_is_not_told(tmp_path: Path) -> None:
    raw, incident, other = RawCasebook(tmp_path), an_incident(), an_incident(2)
    note = LogEntry(id=new_id(), incident_id=IncidentId(other.id), at=NOW, entry_kind="note", what="x")
    with raw.opened() as casebook:
        entry = casebook.commit([incident, other, note]).last
        erasure = Erasure(id=new_id(), entries=(entry,), ref=other.ref, because="retention")
        casebook.commit([erasure, Access(id=new_id(), what="locked")], erases=[entry])
        assert parts(casebook, incident.id) == ["keys"] * 3 + ["case", "", "", "", "chain"]
        assert found_by_the_verifier(casebook, incident.id) == []


@pytest.fixture
def first_format(tmp_path: Path) -> Session:
    """The casebook that the former version wrote, opened by this one."""
    folder = tmp_path / "Thornmoss.casebook"
    with zipfile.ZipFile(SAMPLES / "format-1.zip") as archive:
        archive.extractall(folder)
    return unlock(folder, DSL, SettableClock())


def test_a_casebook_of_the_first_format_is_proved_by_its_bodies(first_format: Session) -> None:
    """Its entries have no digest, so they are shown without content; those that are written now have one."""
    casebook = first_format.casebook
    try:
        (incident,) = casebook.select(Incident, "p.ref = ?", ("OSI-2026-0041",))
        old = casebook.head[0]
        casebook.commit([a_contact(), a_person("Nobody")])
        casebook.commit([Access(id=new_id(), what="extracted", incident_id=incident.id)])
        entries = extract_of(casebook, incident.id).entries
        assert all(isinstance(entry, Shown) for entry in entries[: old - 1])
        assert [isinstance(entry, Shown) for entry in entries[-3:]] == [False, False, True]
        assert found_by_the_verifier(casebook, incident.id) == []
    finally:
        first_format.opened.close()
        first_format.pictures.close()
