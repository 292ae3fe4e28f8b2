"""What is erased is gone from every list and page of the database, and the journal still holds."""

import pytest

from dslapp.casebook.damage.encrypted_pages import EncryptedPages
from dslapp.casebook.database.search import search
from dslapp.casebook.journal.verify import Fault, verify
from dslapp.domain.case.casework import LogEntry
from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.trust.entries import Erasure
from dslapp.services.session import Session
from tests import cases

WORDS = "quixotically unmistakable"


@pytest.fixture
def case(session: Session) -> IncidentId:
    case = cases.bare_case(session)
    session.casebook.commit([note(case)])
    session.casebook.save_draft("a form", "details", f'{{"incident": "{case}", "words": "{WORDS}"}}')
    return case


def note(case: IncidentId) -> LogEntry:
    return LogEntry(id=new_id(), incident_id=case, at=cases.TOLD, entry_kind="note", what=WORDS)


def entries_of(session: Session, case: IncidentId) -> tuple[int, ...]:
    return tuple(version.seq for version in session.casebook.history(incident_id=case))


def erase(session: Session, entries: tuple[int, ...]) -> Erasure:
    erasure = Erasure(id=new_id(), entries=entries, ref="OSI-2026-0001", because="It was logged in the wrong casebook.")
    session.casebook.commit([erasure], erases=entries)
    return erasure


def faults(session: Session) -> tuple[Fault, ...]:
    return verify(session.casebook, session.evidence).faults


def test_what_was_erased_is_nowhere_and_the_chain_holds(session: Session, case: IncidentId) -> None:
    entries = entries_of(session, case)
    erase(session, entries)
    assert session.casebook.find(Incident, case) is None
    assert session.casebook.history(incident_id=case) == []
    assert search(session.casebook, WORDS) == []
    assert session.casebook.drafts() == []
    assert faults(session) == ()


def words_in_pages(session: Session) -> bool:
    with EncryptedPages(session.casebook.path, session.opened.keys.key) as pages:
        return any(b"quixotically" in (page or b"") for _, page in pages.each())


def test_no_page_of_the_database_keeps_the_words(session: Session, case: IncidentId) -> None:
    """Every page is decrypted, free ones too: SQLite's secure delete has overwritten what was let go."""
    assert words_in_pages(session)
    erase(session, entries_of(session, case))
    assert not words_in_pages(session)


def test_an_erasure_that_nobody_signed_for_is_found(session: Session, case: IncidentId) -> None:
    entries = entries_of(session, case)
    session.casebook.commit([], erases=entries[-1:])
    assert [fault.what for fault in faults(session)] == ["what it committed to is missing"]


def test_one_version_goes_and_the_others_stay(session: Session, case: IncidentId) -> None:
    incident = session.casebook.get(Incident, case)
    session.casebook.commit([incident], reason="A second version.")
    first = entries_of(session, case)[0]
    erase(session, (first,))
    assert session.casebook.get(Incident, case) == incident
    assert faults(session) == ()


def test_what_comes_back_after_it_was_erased_goes_on_counting(session: Session, case: IncidentId) -> None:
    incident = session.casebook.get(Incident, case)
    erase(session, entries_of(session, case))
    session.casebook.commit([incident], reason="It came back.")
    assert [version.number for version in session.casebook.history(entity_id=case)] == [2]
    assert faults(session) == ()


def test_a_version_cannot_be_deleted_otherwise(session: Session, case: IncidentId) -> None:
    with pytest.raises(Exception, match="never changed"):
        session.casebook.connection.execute("DELETE FROM version WHERE seq = ?", (entries_of(session, case)[0],))


@pytest.mark.parametrize("table", ["journal", "version"])
def test_a_row_is_not_replaced_either(session: Session, case: IncidentId, table: str) -> None:
    connection = session.casebook.connection
    row = connection.execute(f"SELECT * FROM {table} WHERE seq = ?", (entries_of(session, case)[0],)).fetchone()
    with pytest.raises(Exception, match="never changed"):
        connection.execute(f"INSERT OR REPLACE INTO {table} VALUES ({', '.join('?' * len(row))})", row)


def test_what_was_erased_and_put_back_is_found(session: Session, case: IncidentId) -> None:
    connection = session.casebook.connection
    seq = entries_of(session, case)[-1]
    row = connection.execute("SELECT * FROM version WHERE seq = ?", (seq,)).fetchone()
    erase(session, (seq,))
    connection.execute(f"INSERT INTO version VALUES ({', '.join('?' * len(row))})", row)
    assert "what was erased is there again" in [fault.what for fault in faults(session)]
