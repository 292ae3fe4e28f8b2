"""Which exhibits are locked, kept for the sitting so that every thread can ask; and the act that lifts a lock."""

from collections.abc import Collection, Iterable

from dslapp.casebook.evidence.files import EvidenceUnsound
from dslapp.casebook.rows.exhibit_rows import ever_unsound
from dslapp.domain.entity import ExhibitId, new_id
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit
from dslapp.domain.evidence.lock import locks_in, refuse
from dslapp.domain.leaving_names import says_something
from dslapp.domain.long_work import OnCasebook, run_here
from dslapp.domain.problems import UserProblem
from dslapp.services.session import Session


def learn_locks(session: Session) -> None:
    """Read what is locked in the whole casebook, when a sitting begins. On the casebook's thread."""
    for exhibit_id in ever_unsound(session.casebook):
        renew_lock(session, exhibit_id)


def renew_lock(session: Session, exhibit_id: str) -> None:
    """Read again whether an exhibit is locked, after a step of its continuity. On the casebook's thread."""
    steps = session.casebook.select(CustodyEvent, "p.exhibit_id = ?", (exhibit_id,), order="p.seq")
    note_locks(session, {exhibit_id}, steps)


def note_locks(session: Session, exhibit_ids: Collection[str], custody: Iterable[CustodyEvent]) -> None:
    """Keep what all steps of the continuity of these exhibits say, in the order of the record."""
    locked = locks_in(custody)
    for exhibit_id in exhibit_ids:
        if exhibit_id in locked:
            session.locks[exhibit_id] = locked[exhibit_id]
        else:
            session.locks.pop(exhibit_id, None)


def refuse_locked(session: Session, exhibit: Exhibit) -> None:
    """Raise ExhibitLocked where the exhibit is locked. Any thread: asked before its bytes are used for anything."""
    refuse(exhibit, session.locks.get(exhibit.id))


def lift_lock(session: Session, exhibit: Exhibit, because: str, on_casebook: OnCasebook = run_here) -> None:
    """Say why a locked exhibit may be used again; its file is checked once more and must be what was attached.

    Runs on the thread for files, with `on_casebook` for what is written. Raises UserProblem with `field` without a
    reason, EvidenceUnsound while the file is damaged: bring it back first.
    """
    on_casebook(session.require, "log and change the record")
    if not says_something(because):
        raise UserProblem("Write what had happened, and why it may be used again.", field="because")
    check = session.evidence.check(exhibit.file_id, exhibit.sha256)
    if check.state != "sound":
        raise EvidenceUnsound(check, exhibit.ref)
    on_casebook(_note_lifted, session, exhibit, because.strip())


def _note_lifted(session: Session, exhibit: Exhibit, because: str) -> None:
    session.casebook.commit(
        [
            CustodyEvent(
                id=new_id(), incident_id=exhibit.incident_id, exhibit_id=ExhibitId(exhibit.id), at=session.clock(),
                what="lock lifted", by=session.member.name, purpose=because, hash_checked=True,
            )
        ],
        reason=because,
    )  # fmt: skip
    renew_lock(session, exhibit.id)
