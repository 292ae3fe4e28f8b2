"""Note in the journal that somebody let the screen be recorded or shared for a while, and when that ended."""

from datetime import timedelta

from dslapp.domain.case.case_words import count_of
from dslapp.domain.entity import new_id
from dslapp.domain.school import Access
from dslapp.services.session import Session

SHARED_FOR = timedelta(minutes=30)
"""The switch turns itself off."""


def note_sharing_begun(session: Session) -> None:
    """Before the first window is let into a capture."""
    minutes = count_of(round(SHARED_FOR.total_seconds() / 60), "minute")
    _note(session, f"windows may be recorded for {minutes}")


def note_sharing_ended(session: Session) -> None:
    """Once every window is excluded again."""
    _note(session, "windows are excluded from recording again")


def _note(session: Session, detail: str) -> None:
    session.casebook.commit([Access(id=new_id(), what="screen shared", detail=detail)])
