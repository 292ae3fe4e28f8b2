"""Number exhibits: under initials that are one person's alone, with a number that was never used."""

from typing import NamedTuple

from dslapp.casebook.rows.exhibit_rows import next_number, who_attached
from dslapp.domain.evidence.producers import reference, told_apart
from dslapp.domain.school import Member
from dslapp.services.session import Session


class Numbered(NamedTuple):
    """What a new exhibit is called."""

    ref: str
    producer: str
    number: int


def number_next(session: Session) -> Numbered:
    """The next reference of whoever is at the keyboard; nobody has it until its exhibit is saved."""
    pattern = session.school.exhibit_pattern
    producer = producer_of(session, session.member.name, session.member.initials)
    number = next_number(session.casebook, producer, pattern)
    return Numbered(reference(pattern, producer, number), producer, number)


def producer_of(session: Session, name: str, initials: str) -> str:
    """The initials under which this person's exhibits are numbered here: their own, unless they are another's too.

    They are another's when a member has them who was there before, even one who has left, or when exhibits carry them
    that somebody else attached, here or in a casebook from which they came. Then a figure tells both apart: JH2.
    """
    found, taken = initials, set[str]()
    while _is_anothers(session, name, found):
        taken.add(found)
        found = told_apart(initials, taken)
    return found


def _is_anothers(session: Session, name: str, initials: str) -> bool:
    """Whether another member has these initials, of several the first one, or exhibits that only others attached."""
    members, own = session.casebook.select(Member), _plain(name)
    have = sorted((each.added_at, each.id, each.name) for each in members if _plain(each.initials) == _plain(initials))
    if have and _plain(have[0][2]) != own:
        return True
    attached_by = {_plain(each) for each in who_attached(session.casebook, initials)}
    mine = {own, *(each.id for each in members if _plain(each.name) == own)}
    return bool(attached_by) and not attached_by & mine


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()
