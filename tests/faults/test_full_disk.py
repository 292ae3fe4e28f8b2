"""A disk that takes no more, at any byte of a save: nothing acknowledged is lost, and saving goes on once it does.

The limit is the system's own on how large a file may grow, so that it is SQLite's very writes that fail.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
import pytest

from dslapp.casebook.journal.verify import verify
from dslapp.domain.case.casework import LogEntry
from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.problems import EnvironmentProblem
from dslapp.services.case.do_casework import add_log_entry
from dslapp.services.case.keep_draft import drafts, keep_draft
from dslapp.services.case.log_incident import begin_draft
from dslapp.services.session import Session
from tests import cases
from tests.faults.counts import Count

if sys.platform == "win32":
    pytest.skip("Windows has no limit on a file's size", allow_module_level=True)

import resource

STEP = 8192
LONG = "What was said in the group chat, line by line. " * 400


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """Let each write past `size` bytes of a file fail, as on a full disk."""
    before, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, hard))


@pytest.fixture
def limits(session: Session) -> list[int]:
    """Sizes from none to more than a save needs: each lets a save fail at another write."""
    return list(range(0, session.casebook.path.stat().st_size + 20 * STEP, STEP))


def entry(case: IncidentId, number: int) -> LogEntry:
    return LogEntry(id=new_id(), incident_id=case, at=cases.TOLD, entry_kind="note", what=f"Entry {number}. {LONG}")


def test_a_full_disk_at_any_byte_of_a_save_loses_nothing(session: Session, limits: list[int], counted: Count) -> None:
    case, saved, refusals = cases.bare_case(session), set[str](), list[EnvironmentProblem]()
    for number, limit in enumerate(limits):
        with no_file_larger_than(limit):
            for _ in range(2):  # once more while the disk is still full, as people do
                try:
                    saved.add(add_log_entry(session, entry(case, number)).id)
                except EnvironmentProblem as problem:
                    refusals.append(problem)
        assert {each.id for each in session.casebook.of_incident(LogEntry, case)} == saved
        assert verify(session.casebook, session.evidence).faults == ()
    counted("F2", "full disk at any byte of a save", len(refusals), acknowledged=len(saved))
    assert len(refusals) > len(limits)
    assert all(problem.way_forward for problem in refusals)
    assert saved


def test_what_was_refused_is_saved_once_there_is_room(session: Session, limits: list[int]) -> None:
    """In the same sitting: nobody has to start the program again, nor type anything again."""
    case = cases.bare_case(session)
    for number, limit in enumerate(limits[::4]):
        wanted = entry(case, number)
        with no_file_larger_than(limit):
            try:
                add_log_entry(session, wanted)
                continue
            except EnvironmentProblem:
                pass
        assert add_log_entry(session, wanted) == wanted
    assert len(session.casebook.of_incident(LogEntry, case)) == len(limits[::4])


def test_the_draft_that_was_kept_before_the_disk_was_full_is_still_there(session: Session, limits: list[int]) -> None:
    draft = msgspec.structs.replace(begin_draft(session), what="The first words.")
    keep_draft(session, draft)
    for limit in limits:
        with no_file_larger_than(limit):
            try:
                keep_draft(session, msgspec.structs.replace(draft, what=f"{limit} more words. {LONG}"))
            except EnvironmentProblem:
                pass  # told in words, as above
            else:
                draft = msgspec.structs.replace(draft, what=f"{limit} more words. {LONG}")
        assert drafts(session)[0].headline == draft.headline
