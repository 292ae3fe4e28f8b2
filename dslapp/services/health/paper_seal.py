"""The weekly paper seal: shown, written into the bound book by hand, and later asked for."""

from datetime import date

from dslapp.casebook.journal.anchors import found_entry
from dslapp.casebook.journal.seal_checks import checks_that_count
from dslapp.domain.entity import new_id
from dslapp.domain.local_time import to_local
from dslapp.domain.problems import UserProblem
from dslapp.domain.roles import may
from dslapp.domain.school import Access
from dslapp.domain.trust.entries import PaperSeal, SealCheck
from dslapp.domain.trust.paper_seals import SealChecked, SealStatus, SealToWrite, due_on, plain_seal
from dslapp.services.session import Session


def seal_status(session: Session) -> SealStatus:
    """When a seal was last written down, and when the next is due."""
    session.require("read the record")
    last, first = _last_seal(session), found_entry(session.casebook, 1)
    today = _today(session)
    due = due_on(last, to_local(first.at).date() if first else today)
    checks = checks_that_count(session.casebook)
    return SealStatus(
        last=last,
        due_on=due,
        is_due=today >= due,
        last_check_fits=all(each.fits for each in checks) if checks else None,
    )


def seal_is_due_for(session: Session) -> bool:
    """Whether the person at the keyboard is one who keeps the seal, and it is time."""
    return may(session.member.role, "keep the paper seal") and seal_status(session).is_due


def seal_to_write(session: Session) -> SealToWrite:
    """The seal of the record as it stands now, for the book; that it was shown is noted."""
    session.require("keep the paper seal")
    committed = session.casebook.commit([Access(id=new_id(), what="seal shown")])
    found = found_entry(session.casebook, committed.last)
    assert found is not None, "it was committed just now"
    return SealToWrite(entry=committed.last, seal=found.seal, day=_today(session))


def record_seal(session: Session, entry: int, seal: str, *, book: str = "") -> SealStatus:
    """Put on record that the seal of an entry stands in the book. Raises UserProblem when it is not that entry's."""
    session.require("keep the paper seal")
    found = found_entry(session.casebook, entry)
    if found is None or found.seal != plain_seal(seal):
        raise UserProblem(f"That is not the seal of entry {entry}.", "Show the seal again and copy it.", field="seal")
    session.casebook.commit(
        [PaperSeal(id=new_id(), entry=entry, seal=found.seal, written_on=_today(session), book=book.strip())]
    )
    return seal_status(session)


def check_seal(session: Session, entry: int, typed: str) -> SealChecked:
    """Compare a seal from the book, or from the foot of any PDF, with the journal, and put the answer on record.

    Raises UserProblem when what was typed is no seal at all: then nothing was compared.
    """
    session.require("check the record")
    seal = plain_seal(typed)
    if not seal:
        raise UserProblem(
            "That is not a whole seal.", "It has twelve letters and digits, in three groups of four.", field="seal"
        )
    head = session.casebook.head[0]
    found = found_entry(session.casebook, entry)
    fits = found is not None and found.seal == seal
    in_book = session.casebook.select(PaperSeal, "p.entry = ?", (entry,), order="p.seq DESC", limit=1)
    session.casebook.commit([SealCheck(id=new_id(), entry=entry, typed=seal, fits=fits)])
    return SealChecked(entry=entry, head=head, fits=fits, in_book=in_book[0] if in_book else None)


def _last_seal(session: Session) -> PaperSeal | None:
    found = session.casebook.select(PaperSeal, order="p.entry DESC", limit=1)
    return found[0] if found else None


def _today(session: Session) -> date:
    return to_local(session.clock()).date()
