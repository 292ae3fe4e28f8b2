"""A second member sees what was done to members, keys and copies, and agrees, or says that it is not right."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from dslapp.casebook.journal.second_looks import SecondLook, second_looks
from dslapp.domain.entity import new_id
from dslapp.domain.problems import UserProblem
from dslapp.domain.school import Member, Recovery
from dslapp.domain.trust.entries import Countersignature
from dslapp.domain.trust.trust_words import say_act
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


class Looks:
    """All that is to be countersigned, and who may do so: read once for all that is asked of it."""

    def __init__(self, session: Session) -> None:
        self.all = second_looks(session.casebook)
        """Oldest first."""
        self.unsigned = tuple(look for look in self.all if not look.countersignatures)
        self._active = {member.id for member in session.casebook.select(Member) if not member.retired}

    def second_people(self, look: SecondLook) -> set[str]:
        """The ids of the members who can be the second person: neither who did it, nor whom it is about.

        Nor whoever got their key from the one who did it, before somebody else has agreed to that: the one who gives a
        key out may know its passphrase. Where nobody else is there, they have to do.
        """
        return self.seconds_for(look.version.actor) - look.about or self._active - {look.version.actor} - look.about

    def seconds_for(self, actor: str) -> set[str]:
        """The ids of those who can be the second person for what that member does and that is about nobody here."""
        able = self._active - {actor}
        return able - self._let_in_by(actor) or able

    def _let_in_by(self, actor: str) -> set[str]:
        return {
            look.version.entity.id
            for look in self.all
            if look.version.actor == actor
            and _gives_a_key(look)
            and not any(said.agrees for _, said in look.countersignatures)
        }


def waiting(session: Session, looks: Looks | None = None) -> tuple[Waiting, ...]:
    """What waits for the countersignature of the member at the keyboard, oldest first."""
    looks = looks or Looks(session)
    return tuple(_waiting(session, look) for look in looks.unsigned if session.member.id in looks.second_people(look))


def waits_for_others(session: Session, looks: Looks | None = None) -> tuple[Waiting, ...]:
    """What this member did and a second member has not seen yet; empty where there is no second member."""
    looks = looks or Looks(session)
    own = (look for look in looks.unsigned if look.version.actor == session.member.id)
    return tuple(_waiting(session, look) for look in own if looks.second_people(look))


def disputed(session: Session, looks: Looks | None = None) -> tuple[Disputed, ...]:
    """What a second member said is not right, and nobody has changed since, oldest first."""
    return tuple(
        Disputed(look.version.seq, say_act(look.before, look.version.entity), _name(session, by), said.note)
        for look in (looks or Looks(session)).all
        for by, said in look.countersignatures
        if not said.agrees
        and session.casebook.get(type(look.version.entity), look.version.entity.id) == look.version.entity
    )


def countersign(session: Session, entries: Sequence[int], agrees: bool, note: str = "") -> tuple[Countersignature, ...]:
    """Say of entries that one agrees, or that they are not right and why: of all in one save, or of none.

    Raises UserProblem when one does not wait for this member, or a "not right" has no words.
    """
    session.require("countersign")
    looks = Looks(session)
    me = session.member.id
    chosen = [each for each in looks.all if each.version.seq in entries and me in looks.second_people(each)]
    if not chosen or len(chosen) < len(entries):
        raise UserProblem("This is not for you to countersign.", "Ask another member.")
    if any(look.countersignatures for look in chosen):
        raise UserProblem("Somebody has countersigned this already.")
    if not agrees and len(note.strip()) < 3:
        raise UserProblem("Write what is not right.", field="note")
    said = tuple(
        Countersignature(
            id=new_id(), entry=look.version.seq, entry_hash=look.entry_hash, agrees=agrees, note=note.strip()
        )
        for look in chosen
    )
    session.casebook.commit(said)
    return said


def unsigned_acts_about(session: Session) -> frozenset[str]:
    """The ids of members about whom something was done that nobody has countersigned, where somebody could."""
    looks = Looks(session)
    about = (look for look in looks.unsigned if isinstance(look.version.entity, Member))
    return frozenset(look.version.entity.id for look in about if looks.second_people(look))


def _gives_a_key(look: SecondLook) -> bool:
    before, after = look.before, look.version.entity
    return isinstance(after, Member) and (not isinstance(before, Member) or before.signing_key != after.signing_key)


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
