"""A second member sees what was done to members, keys and copies, and agrees, or says that it is not right."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from dslapp.casebook.second_looks import SecondLook, second_looks
from dslapp.domain.entity import new_id
from dslapp.domain.problems import UserProblem
from dslapp.domain.school import Member, Recovery
from dslapp.domain.trust import Countersignature
from dslapp.domain.trust_words import say_act
from dslapp.services.session import Session


class Waiting(NamedTuple):
    """Something that somebody else did and nobody has countersigned."""

    entry: int
    what: str
    """In a sentence: "Sam Ottrell was added as Deputy DSL."."""
    because: str
    who: str
    at: datetime


class Disputed(NamedTuple):
    """Something of which a second member said that it is not right."""

    entry: int
    what: str
    by: str
    note: str


def waiting(session: Session) -> tuple[Waiting, ...]:
    """What waits for the countersignature of the member at the keyboard, oldest first."""
    looks = second_looks(session.casebook)
    return tuple(
        _waiting(session, look)
        for look in looks
        if not look.countersignatures and session.member.id not in _partial(look, looks)
    )


def waits_for_others(session: Session) -> tuple[Waiting, ...]:
    """What this member did and a second member has not seen yet; empty where there is no second member."""
    members = [member for member in session.casebook.select(Member) if not member.retired]
    looks = second_looks(session.casebook)
    return tuple(
        _waiting(session, look)
        for look in looks
        if not look.countersignatures and look.version.actor == session.member.id
        if any(member.id not in _partial(look, looks) for member in members)
    )


def disputed(session: Session) -> tuple[Disputed, ...]:
    """What a second member said is not right, and nobody has changed since, oldest first."""
    return tuple(
        Disputed(look.version.seq, say_act(look.before, look.version.entity), _name(session, by), said.note)
        for look in second_looks(session.casebook)
        for by, said in look.countersignatures
        if not said.agrees
        and session.casebook.get(type(look.version.entity), look.version.entity.id) == look.version.entity
    )


def countersign(session: Session, entry: int, agrees: bool, note: str = "") -> Countersignature:
    """Say of an entry that one agrees, or that it is not right and why.

    Raises UserProblem when it does not wait for this member, or a "not right" has no words.
    """
    session.require("countersign")
    looks = second_looks(session.casebook)
    look = next((each for each in looks if each.version.seq == entry), None)
    if look is None or session.member.id in _partial(look, looks):
        raise UserProblem("This is not for you to countersign.", "Ask another member.")
    if look.countersignatures:
        raise UserProblem("Somebody has countersigned this already.")
    if not agrees and len(note.strip()) < 3:
        raise UserProblem("Write what is not right.", field="note")
    said = Countersignature(id=new_id(), entry=entry, entry_hash=look.entry_hash, agrees=agrees, note=note.strip())
    session.casebook.commit([said])
    return said


def unsigned_acts_about(session: Session) -> frozenset[str]:
    """The ids of members about whom something was done that nobody has countersigned, where somebody could."""
    members = [member for member in session.casebook.select(Member) if not member.retired]
    looks = second_looks(session.casebook)
    return frozenset(
        look.version.entity.id
        for look in looks
        if isinstance(look.version.entity, Member) and not look.countersignatures
        if any(member.id not in _partial(look, looks) for member in members)
    )


def _partial(look: SecondLook, looks: Sequence[SecondLook]) -> set[str]:
    """Who cannot be the second person: whoever did it, and whom it is about; for the sheet, whoever came in by it."""
    done_by_same = [
        each for each in looks if each.version.actor == look.version.actor
        and each.version.session_id == look.version.session_id
    ]  # fmt: skip
    about = [look, *done_by_same] if isinstance(look.version.entity, Recovery) else [look]
    return {look.version.actor, *(each.version.entity.id for each in about if isinstance(each.version.entity, Member))}


def _waiting(session: Session, look: SecondLook) -> Waiting:
    version = look.version
    return Waiting(
        version.seq, say_act(look.before, version.entity), version.reason, _name(session, version.actor), version.at
    )


def _name(session: Session, member_id: str) -> str:
    member = session.casebook.find(Member, member_id)
    if member is not None:
        return member.name
    return "the recovery sheet" if session.casebook.find(Recovery, member_id) is not None else "somebody"
