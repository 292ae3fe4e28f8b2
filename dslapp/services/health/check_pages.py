"""Check every page of the open casebook while nobody waits for it."""

from dslapp.casebook.database.page_check import PageCheck
from dslapp.services.session import Session

__all__ = ["PageCheck", "begin_check"]


def begin_check(session: Session) -> PageCheck:
    """A check that `go_on` continues on the casebook's thread until it is done; it raises DamageFound."""
    return PageCheck(session.casebook)
