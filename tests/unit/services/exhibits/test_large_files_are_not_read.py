"""Files that would fill the memory are not read whole: not by a machine by itself, and not to draw a copy of them."""

from threading import Event

import msgspec
import pytest

from dslapp.casebook.evidence.files import EvidenceStore
from dslapp.domain.evidence.derivatives import Box
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.long_work import run_here
from dslapp.domain.problems import UserProblem
from dslapp.services.copies.make_copy import copyable, original_page, prepare_copy
from dslapp.services.exhibits.read_by_machine import read_exhibit, read_if_wanted
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.session import Session
from tests.cases import bare_case
from tests.pictures import sample


def as_large_as(session: Session, size: int) -> Exhibit:
    """A scan of so many bytes, by its record; whoever reads it all the same finds a small one."""
    data = sample("gamehall-dark.png")
    exhibit = attach_file(session, bare_case(session), data, ExhibitAnswers(), image_answer="no", name="scan.png")
    large = msgspec.structs.replace(exhibit, size=size)
    session.casebook.commit([large])
    return large


@pytest.fixture
def nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> bytes:
        raise AssertionError("It was read as a whole.")

    monkeypatch.setattr(EvidenceStore, "read", read)


@pytest.mark.usefixtures("nothing_is_read")
def test_a_large_scan_is_not_read_by_a_machine_unless_somebody_asks(session: Session) -> None:
    assert read_if_wanted(session, run_here, as_large_as(session, 33 << 20), Event()) is None


@pytest.mark.usefixtures("nothing_is_read")
def test_what_memory_cannot_hold_is_not_read_by_a_machine_whoever_asks(session: Session) -> None:
    with pytest.raises(UserProblem, match="too large"):
        read_exhibit(session, run_here, as_large_as(session, 300 << 20))


@pytest.mark.usefixtures("nothing_is_read")
def test_no_copy_is_begun_of_what_the_child_would_refuse(session: Session) -> None:
    large = as_large_as(session, 300 << 20)
    with pytest.raises(UserProblem, match="too large for a redacted copy"):
        copyable(session, large.id)
    with pytest.raises(UserProblem, match="too large for a redacted copy"):
        original_page(session, large, 0)
    with pytest.raises(UserProblem, match="too large for a redacted copy"):
        prepare_copy(session, large, [Box(left=1, top=1, width=9, height=9)], "redacted")
