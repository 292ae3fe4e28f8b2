"""Checks the whole casebook and notes in the journal that it was checked."""

from collections.abc import Callable

from dslapp.casebook.verify import Fault, Verified, verify
from dslapp.domain.entity import new_id
from dslapp.domain.evidence import Exhibit
from dslapp.domain.school import Access
from dslapp.services.session import Session

__all__ = ["Fault", "Verified", "verify_casebook"]


def verify_casebook(session: Session, progress: Callable[[int, int], None] = lambda done, total: None) -> Verified:
    """Walk the journal, every version, list and search row, and every exhibit's file; say what was found.

    `progress` gets how many entries and exhibits are done, of how many.
    """
    entries = session.casebook.head[0]
    total = entries + len(session.casebook.select(Exhibit, "p.file_id IS NOT NULL"))

    def report(what: str, done: int) -> None:
        progress(done if what == "journal" else entries + done, total)

    found = verify(session.casebook, session.evidence, progress=report)
    outcome = "sound" if not found.faults else f"{len(found.faults)} faults"
    session.casebook.commit([Access(id=new_id(), what="verified", detail=f"{found.entries} entries, {outcome}")])
    return found
