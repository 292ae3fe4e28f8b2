"""Checks the whole casebook and notes in the journal that it was checked."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import msgspec

from dslapp.casebook.database.connection import DamagedDatabase
from dslapp.casebook.database.driver import DatabaseError
from dslapp.casebook.database.rebuilding import rebuild
from dslapp.casebook.journal.verify import TABLES_DIFFER, Fault, Verified, check_files, verify
from dslapp.casebook.keys.device_keys import kept_by
from dslapp.casebook.opening import AnotherCasebook, Opened, open_folder
from dslapp.casebook.store import Casebook
from dslapp.domain.entity import new_id
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.long_work import OnCasebook, run_here
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.school import Access, Member
from dslapp.domain.trust.entries import Moved
from dslapp.services.health.anchors import AnchorReport, anchor_report, look_at_anchors
from dslapp.services.program import Program
from dslapp.services.session import Session

__all__ = ["Fault", "Verified", "verify_casebook", "verify_folder"]


class CheckStopped(EnvironmentProblem):
    """Somebody stopped the check: nothing is noted, since not everything was looked at."""

    def __init__(self) -> None:
        super().__init__("The check was stopped before everything was looked at.", "Nothing was changed.")


def verify_casebook(
    session: Session,
    on_casebook: OnCasebook | None = None,
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,
    cancel: Event | None = None,
) -> Verified:
    """Walk the journal, every version, list and search row, and every exhibit's file; say what was found.

    Runs on the thread for files with `on_casebook`, so that nobody who saves waits while the files are decrypted.
    `progress` gets how many entries and files are done, of how many. Raises CheckStopped.
    """
    ask = on_casebook or run_here
    entries, files = ask(_how_many, session.casebook)

    def look(done: int) -> None:
        if cancel is not None and cancel.is_set():
            raise CheckStopped
        progress(done, entries + files)

    record = ask(verify, session.casebook, session.evidence, progress=lambda what, done: look(done), with_files=False)
    faults = check_files(record.files, session.evidence, lambda done: look(entries + done))
    return ask(_note, session, record._replace(faults=(*record.faults, *faults)))  # type: ignore[no-any-return]  # of `_note`


def _how_many(casebook: Casebook) -> tuple[int, int]:
    """Entries, and files that the record names."""
    with_a_file = "p.file_id IS NOT NULL"
    kinds: tuple[type[Exhibit | Derivative | Moved], ...] = (Exhibit, Derivative, Moved)
    return casebook.head[0], sum(len(casebook.select(kind, with_a_file)) for kind in kinds)


def _note(session: Session, found: Verified) -> Verified:
    if any(fault.where == "database" and fault.what != TABLES_DIFFER for fault in found.faults):
        session.casebook.stop_saving()  # a damaged file takes no more writing, not even this entry
    outcome = "sound" if not found.faults else f"{len(found.faults)} faults"
    session.casebook.commit([Access(id=new_id(), what="verified", detail=f"{found.entries} entries, {outcome}")])
    return _with_anchors(found, anchor_report(session))


def verify_folder(program: Program, folder: Path, who: str, passphrase: str, *, anew: bool = False) -> Verified:
    """Check a casebook that may be damaged: without a sitting, and without writing into one that is not sound.

    `anew`: make the lists and the search anew from the versions first, if nothing but them is hit; what is found
    afterwards is returned. Raises EnvironmentProblem when it cannot be opened for a reason that says nothing of its
    soundness.
    """
    try:
        opened = open_folder(
            folder, who=who, passphrase=passphrase, clock=program.clock, notes_attempts=False,
            device_key_of=kept_by(program.credentials),
        )  # fmt: skip
    except AnotherCasebook as other:
        return Verified(0, 0, 0, 0, (Fault("casebook", other.message),))
    except (DamagedDatabase, DatabaseError, msgspec.DecodeError) as damage:
        return Verified(0, 0, 0, 0, (Fault("database", f"it cannot be opened ({type(damage).__name__})"),))
    try:
        found, done = verify(opened.casebook, opened.evidence), ""
        if anew and all(fault.in_lists for fault in found.faults):
            rebuild(opened.casebook)
            found, done = verify(opened.casebook, opened.evidence), "lists and search made anew; "
        if not found.faults:
            detail = f"{done}{found.entries} entries, sound"
            opened.casebook.commit([Access(id=new_id(), what="verified", detail=detail)])
            return _with_anchors(found, look_at_anchors(_session_of(program, opened)))
        return found
    finally:
        opened.close()


def _session_of(program: Program, opened: Opened) -> Session:
    member = opened.casebook.get(Member, opened.casebook.identity.member_id)
    return Session(opened, member, program.library, program.files, program.clock, program.credentials)


def _with_anchors(found: Verified, report: AnchorReport) -> Verified:
    """Remark what speaks against the record from outside it: its entries may be sound, and not the ones left here."""
    judged = report.judged
    if judged.is_clear:
        return found
    return found._replace(remarks=(*found.remarks, Fault("outside", f"{judged.title}. {judged.meaning}")))
