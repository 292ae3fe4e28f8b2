"""A second member agrees at the same computer: with their own passphrase, and without ending the sitting."""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from dslapp.casebook.keys.device_keys import kept_by
from dslapp.casebook.keys.member_keys import Identity, Slot, WrongPassphrase
from dslapp.casebook.keys.second_person import open_second, signing_as
from dslapp.domain.problems import UserProblem
from dslapp.domain.school import Member
from dslapp.services.access.countersign import Looks
from dslapp.services.session import Session


class SecondPerson(NamedTuple):
    """Who agrees, and their passphrase."""

    member_id: str
    passphrase: str


OpenedSecond = tuple[Slot, Identity]


def seconds_for(session: Session) -> tuple[Member, ...]:
    """The members who can be the second person for what the one at the keyboard does."""
    able = Looks(session).seconds_for(session.member.id)
    return tuple(member for member in session.casebook.select(Member) if member.id in able)


def open_keys_of(session: Session, second: SecondPerson) -> OpenedSecond:
    """Open the second person's keys. Uses no database: runs on the thread for files, since it takes a second.

    Raises UserProblem for the field "passphrase", or what the computer's key store says.
    """
    try:
        return open_second(session.opened, second.member_id, second.passphrase, kept_by(session.credentials))
    except WrongPassphrase:
        raise UserProblem(
            "This is not the passphrase of the second person.", "They type it themselves.", field="passphrase"
        ) from None


@contextmanager
def as_second(session: Session, second: OpenedSecond) -> Iterator[Session]:
    """A sitting of the second person inside this one: what is saved with it bears their signature."""
    with signing_as(session.opened, second) as member:
        yield dataclasses.replace(session, member=member)
