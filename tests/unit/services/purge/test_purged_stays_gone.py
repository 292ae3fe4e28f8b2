"""What was purged does not come back with what is put back from a database in quarantine."""

import shutil
from collections.abc import Callable
from pathlib import Path

from dslapp.casebook.journal.verify import verify
from dslapp.casebook.keys.key_files import QUARANTINE
from dslapp.casebook.purging.purged_list import remembered
from dslapp.casebook.purging.purged_record import claimed
from dslapp.domain.case.casework import LogEntry
from dslapp.domain.entity import new_id
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import Exhibit, ExhibitText
from dslapp.services.case.search_everything import search_everything
from dslapp.services.health.put_salvaged_back import PutBack, put_back_from_quarantine, quarantined, say_put_back
from dslapp.services.purge.purge_exhibit import purge_exhibit
from dslapp.services.session import Session
from tests import cases
from tests.purges import POLICE, attach_canary, found_in, traces


def set_aside(session: Session) -> Path:
    """Keep the database as it is now, as a restore and a mending do."""
    folder = session.opened.folder / QUARANTINE / "20261113T165000Z-damaged"
    folder.mkdir(parents=True)
    shutil.copyfile(session.casebook.path, folder / session.casebook.path.name)
    return folder


def put_back(session: Session) -> PutBack:
    [name] = quarantined(session)
    return put_back_from_quarantine(session, name)


def left_of(session: Session, exhibit: Exhibit) -> set[str]:
    """What is left of it outside of the quarantine."""
    shutil.rmtree(session.opened.folder / QUARANTINE)
    return found_in(session.opened.folder, session.opened.keys, traces(exhibit))


def test_words_copies_and_typing_about_what_was_purged_stay_gone(session: Session) -> None:
    exhibit = attach_canary(session)
    before = session.casebook.head[0]
    set_aside(session)
    purge_exhibit(session, exhibit.id, POLICE)
    outcome = put_back(session)
    assert (outcome.records, outcome.gone) == (0, 7)
    assert "7 stay gone: what was purged or erased is never put back." in say_put_back(outcome)
    assert not session.casebook.select(ExhibitText)
    assert not session.casebook.select(Derivative)
    assert session.casebook.get(Exhibit, exhibit.id).exhibit_kind == "imagery not held"
    assert session.casebook.head[0] > before
    assert search_everything(session, "zzyreadwords") == []
    assert verify(session.casebook, session.evidence).faults == ()
    assert left_of(session, exhibit) == set()


def test_what_an_older_backup_does_not_know_of_stays_gone_by_the_list_of_what_was_purged(
    session: Session, reopened: Callable[[], Session]
) -> None:
    case = cases.bare_case(session)
    older = session.casebook.path.read_bytes()
    exhibit = attach_canary(session, case)
    note = LogEntry(id=new_id(), incident_id=case, at=cases.TOLD, entry_kind="note", what="Rang Mrs Pye.")
    session.casebook.commit([note])
    set_aside(session)
    purge_exhibit(session, exhibit.id, POLICE)
    session.opened.close()
    session.casebook.path.write_bytes(older)

    restored = reopened()
    listed = claimed(remembered(restored.opened.folder, restored.opened.keys))
    assert exhibit.file_id in {file.file_id for file in listed}
    assert put_back(restored).gone
    assert restored.casebook.find(Exhibit, exhibit.id) is None
    assert restored.casebook.get(LogEntry, note.id) == note
    assert left_of(restored, exhibit) == set()


def test_an_exhibit_that_was_purged_there_and_has_its_file_here_still_has_to_be_purged(
    session: Session, reopened: Callable[[], Session]
) -> None:
    exhibit = attach_canary(session)
    older = session.casebook.path.read_bytes()
    purge_exhibit(session, exhibit.id, POLICE)
    set_aside(session)
    session.opened.close()
    session.casebook.path.write_bytes(older)

    restored = reopened()
    outcome = put_back(restored)
    assert outcome.by_hand == ("erasure",)
    assert restored.casebook.get(Exhibit, exhibit.id).file_id == exhibit.file_id
    purge_exhibit(restored, exhibit.id, POLICE)
    assert put_back(restored).records == 0
    assert left_of(restored, exhibit) == set()
