"""Verifying who wrote: an entry is good only from a member whose role writes such entries and who has not left."""

from pathlib import Path
from typing import get_args

import msgspec
import pytest

from dslapp.casebook.journal.verify import Fault, verify
from dslapp.casebook.keys.member_keys import new_identity
from dslapp.domain.entity import ExhibitId, new_id
from dslapp.domain.evidence.exhibits import CustodyAct, CustodyEvent
from dslapp.domain.school import Access, Member
from tests.unit.casebook.raw_casebook import RawCasebook, a_person, an_exhibit, an_incident, member_of


def test_what_a_role_does_not_write_is_found_although_it_is_signed(tmp_path: Path) -> None:
    """A head who amends the record past the program; the DSL before and after is not at fault."""
    raw, incident = RawCasebook(tmp_path), an_incident()
    head = new_identity(new_id(), "R. Quillan")
    with raw.opened() as casebook:
        casebook.commit([member_of(head, "headteacher"), incident])
    with raw.opened(head) as casebook:
        casebook.commit([Access(id=new_id(), what="viewed")])
        amended = casebook.commit([msgspec.structs.replace(incident, summary="Nothing much.")])
    with raw.opened() as casebook:
        faults = verify(casebook, raw.evidence).faults
    assert faults == (Fault(f"journal entry {amended.last}", "its author's role does not write this"),)


@pytest.mark.parametrize("step", get_args(CustodyAct))
def test_who_only_reads_takes_no_step_but_those_of_looking(tmp_path: Path, step: CustodyAct) -> None:
    """Nobody can have a lock lifted, or an exhibit handed over, in the name of a role that may not do it."""
    raw, incident = RawCasebook(tmp_path), an_incident()
    reader = new_identity(new_id(), "S. Ferris")
    exhibit = an_exhibit(incident)
    with raw.opened() as casebook:
        casebook.commit([member_of(reader, "read_only"), incident, exhibit])
    with raw.opened(reader) as casebook:
        event = CustodyEvent(
            id=new_id(), incident_id=exhibit.incident_id, exhibit_id=ExhibitId(exhibit.id), at=casebook.clock(),
            what=step, by="S. Ferris",
        )  # fmt: skip
        written = casebook.commit([event])
        faults = verify(casebook, raw.evidence).faults
    allowed = step in ("hash mismatch", "missing", "checked")
    said = Fault(f"journal entry {written.last}", "its author's role does not take this step of continuity")
    assert (said in faults) == (not allowed)


def test_what_a_former_member_writes_is_found(tmp_path: Path) -> None:
    raw = RawCasebook(tmp_path)
    with raw.opened() as casebook:
        deputy = casebook.get(Member, raw.deputy.member_id)
        casebook.commit([msgspec.structs.replace(deputy, retired=True)])
    with raw.opened(raw.deputy) as casebook:
        late = casebook.commit([a_person()])
        assert verify(casebook, raw.evidence).faults == (
            Fault(f"journal entry {late.last}", "its author had left by then"),
        )


def test_an_exhibit_that_was_given_another_file_or_number_is_found(tmp_path: Path) -> None:
    raw, incident = RawCasebook(tmp_path), an_incident()
    exhibit = an_exhibit(incident)
    with raw.opened() as casebook:
        casebook.commit([incident, exhibit])
        other = casebook.commit([msgspec.structs.replace(exhibit, number=8, ref="JH/8")])
        assert verify(casebook, raw.evidence).faults == (
            Fault(f"journal entry {other.last}", "it gives an exhibit another number"),
        )
