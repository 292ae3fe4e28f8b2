"""Show what has left the school of a case, and take the word that something of it went to the wrong person."""

import msgspec

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.casework import Action, LogEntry
from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.leaving_names import says_something
from dslapp.domain.pack.astray import (
    AGAIN_DUE,
    DELETED_DUE,
    DPO_DUE,
    ICO_DUE,
    ICO_HOURS,
    RING_DUE,
    WentAstray,
    ring_first,
)
from dslapp.domain.pack.what_left import ASTRAY, PACK, LeftSchool, what_left
from dslapp.domain.problems import UserProblem
from dslapp.domain.school import Contact, short_lado
from dslapp.domain.working_days import end_of_working_day
from dslapp.services.case.read_case import load_case, read_case
from dslapp.services.session import Session


class WhatLeft(msgspec.Struct, frozen=True, kw_only=True):
    """What left of a case, and who looks after personal data."""

    case: CaseFile
    left: tuple[LeftSchool, ...]
    dpo: str
    """The data protection officer with the number; empty where nobody is entered."""
    lado: str
    """The LADO as the school's authority calls it, with the numbers."""


def show_what_left(session: Session, incident_id: str) -> WhatLeft:
    """Read it; once a sitting the look at the case is noted."""
    case = read_case(session, incident_id)
    dpo = next((each for each in session.casebook.select(Contact) if each.contact_kind == "dpo"), None)
    said = ", ".join(filter(None, (dpo.name, dpo.phone, dpo.email))) if dpo else ""
    return WhatLeft(case=case, left=what_left(case, session.clock()), dpo=said, lado=_lado(session))


def _lado(session: Session) -> str:
    found = {each.contact_kind: each.phone for each in session.casebook.select(Contact) if each.phone}
    late = found.get("lado_out_of_hours")
    numbers = ", ".join(filter(None, (found.get("lado"), f"out of hours {late}" if late else "")))
    return f"the {short_lado(session.school.lado_label)} ({numbers or 'no number is saved: see the council’s website'})"


def note_astray(session: Session, incident_id: str, astray: WentAstray) -> tuple[Action, ...]:
    """Put it on the record, and make an action of each step with its time.

    Raises UserProblem with `field` where it is not said who got it, whether they may tell the one it is about, or
    what happened, or the time is still to come. Where they may, nobody is asked to contact them.
    """
    session.require("log and change the record")
    if not says_something(astray.who):
        raise UserProblem("Say who got it.", "A name, or the address it went to.", field="who")
    if not says_something(astray.happened):
        raise UserProblem("Say in words what happened.", field="happened")
    if not astray.may_tell:
        raise UserProblem("Answer this first: it decides whether anybody may contact them.", field="may_tell")
    if astray.aware_at > session.clock():
        raise UserProblem("This time is still to come.", "Check the date and the time.", field="aware")
    incident = IncidentId(session.casebook.get(Incident, incident_id).id)
    what, who = astray.what.strip().rstrip("."), astray.who.strip()
    key = f"{ASTRAY}{astray.key}"
    noticed = LogEntry(
        id=new_id(), incident_id=incident, at=astray.aware_at, entry_kind="event", who=session.member.name,
        what=f"Noticed that this went to the wrong person, {who}: {what}. {astray.happened.strip()}",
        source_id=key, went_to=who,
    )  # fmt: skip
    everything = what_left(load_case(session, incident_id), session.clock())
    left = next((each for each in everything if each.key == astray.key), None)
    if left is None:
        raise UserProblem("Nothing of this case left like that.", "Choose it on the list of what left.")
    if left.astray:
        raise UserProblem("This is on the record already, with its actions.", "See them in the case.")
    tell_nobody = (
        f"Ring {ring_first(_lado(session))}: something of this case went to {who}, who may tell the person whom it is "
        f"about. Don’t contact {who}", astray.aware_at, RING_DUE,
    )  # fmt: skip
    in_writing = (
        f"Get it in writing from {who} that it was deleted and not passed on",
        end_of_working_day(astray.aware_at, working_days=1), DELETED_DUE,
    )  # fmt: skip
    again = (f"Make the pack again for {left.to}, with a new password", session.clock(), AGAIN_DUE)
    may_ask = astray.may_tell == "no"
    to_do = (
        *(() if may_ask else (tell_nobody,)),
        (f"Tell the data protection officer that something of this case went to {who}", astray.aware_at, DPO_DUE),
        ("Has the data protection officer decided whether the ICO must be told? Write what was decided and why",
         astray.aware_at + ICO_HOURS, ICO_DUE),
        *((in_writing,) if may_ask else ()),
        *((again,) if left.to and left.what.startswith(PACK) else ()),
    )  # fmt: skip
    actions = tuple(
        Action(
            id=new_id(), incident_id=incident, what=words, owner=session.member.id, due=due, due_in_words=in_words,
            source_id=key, clock_from=astray.aware_at, created_at=session.clock(),
        )
        for words, due, in_words in to_do
    )  # fmt: skip
    ended = _receipt_not_asked_for(session, left.receipt_action, who)
    session.casebook.commit([noticed, *actions, *ended], reason="Something went to the wrong person.")
    return actions


def _receipt_not_asked_for(session: Session, action_id: str, who: str) -> list[Action]:
    """The action for the receipt, ended: whoever it was meant for never had it."""
    if not action_id:
        return []
    waiting = session.casebook.get(Action, action_id)
    note = f"It went to {who}: there is no receipt to get."
    return [msgspec.structs.replace(waiting, status="dropped", finished_at=session.clock(), finished_note=note)]
