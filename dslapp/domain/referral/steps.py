"""What was done, what was deliberately not done, who knows and which agencies: the same for every summary."""

import re
from collections.abc import Iterator

from dslapp.domain.case.casework import EntryKind
from dslapp.domain.guidance.flows import LockedThing
from dslapp.domain.local_time import say_moment
from dslapp.domain.referral.referrals import Recipient
from dslapp.domain.referral.sources import ReferralGround, first, text
from dslapp.domain.school import ROLE_NAMES
from dslapp.domain.statements import Stated

_HELD_BACK: dict[LockedThing, str] = {
    "person_spoken_to": "The person concerned has not been spoken to.",
    "parents_contacted": "The parents have not been contacted.",
    "suspension": "Nobody has been suspended.",
    "delete_content": "Nothing has been deleted.",
    "agency_told": "The agency that employs them has not been told.",
    "evidence_files": "No file has been taken in.",
}
_MAY_WE: dict[LockedThing, str] = {
    "person_spoken_to": "Speak to the person concerned",
    "parents_contacted": "Tell the parents",
    "suspension": "Suspend",
    "agency_told": "Tell the agency that employs them",
    "delete_content": "Delete anything, or report it to the platform",
}
_AGENCY_FIELDS = {
    "Police": (
        ("police-at", "police-called-at", "police-rung-at", "emergency-at"),
        ("police-ref", "police-reference", "police-crime-ref", "reference", "emergency-ref"),
    ),
    "Social care": (("csc-at", "social-care-at"), ("csc-ref", "csc-taken-by", "social-care")),
    "LADO": (("lado-rung-at", "lado-advised-at"), ("lado-ref", "lado-spoke-to")),
    "Prevent": (("sent-at",), ("sent-to",)),
}
_SUMMARIES: dict[str, Recipient] = {"Police": "police", "LADO": "lado"}


def not_done(ground: ReferralGround) -> Stated:
    """Decisions not to do something, with their reason; and what the guidance holds back and nobody has done."""
    decided = [
        f"{decision.decision} – {decision.rationale}"
        for decision in ground.case.decisions
        if decision.declined or re.search(r"\bnot\b", decision.decision, re.IGNORECASE)
    ]
    locked = dict.fromkeys(lock.what for lock in ground.case.locks)
    held = [_HELD_BACK[what] for what in locked if what in _HELD_BACK and not _happened(ground, what)]
    return text("\n".join((*decided, *held)))


def may_we(ground: ReferralGround) -> Stated:
    """What the guidance holds back until the agency says that it may be done, as our question."""
    asked = [_MAY_WE[lock.what] for lock in ground.case.locks if lock.what in _MAY_WE and not lock.for_good]
    return text(" ".join(f"{act}?" for act in dict.fromkeys(asked)))


def who_knows(ground: ReferralGround) -> Stated:
    """Who knows, the adult included: as written in the guidance, or what the record says of each."""
    return first(ground.written("who-knows"), text("\n".join(_who_knows(ground))))


def agencies(ground: ReferralGround, *names: str) -> Stated:
    """Which of these agencies were told, when, with what reference, one a line."""
    return text("\n".join(filter(None, (_agency(ground, name) for name in names))))


def asked_of_the_child(ground: ReferralGround) -> Stated:
    """The questions that were put to the child, or that nobody has spoken with them and why.

    While nobody has, the questions of the record were put to somebody else, such as a parent.
    """
    silent = ground.incident.voice.not_spoken_because.strip()
    if silent:
        return text(f"None: nobody here has spoken with the child, because {silent}")
    return first(text(ground.incident.questions_asked), ground.written("childs-words", "childrens-words"))


def _happened(ground: ReferralGround, what: LockedThing) -> bool:
    """Whether the record says that it was done all the same."""
    kinds: dict[LockedThing, EntryKind] = {"person_spoken_to": "spoken to", "parents_contacted": "parents contacted"}
    if any(entry.entry_kind == kinds.get(what) for entry in ground.case.log):
        return True
    match what:
        case "person_spoken_to":
            return any(each.involvement.aware == "yes" for each in ground.accused)
        case "parents_contacted":
            return any(each.involvement.parents_told == "yes" for each in ground.case.present)
        case "suspension":
            return bool(ground.written("suspended-at").text)
        case "agency_told":
            return bool(ground.written("agency-told-at").text)
        case "evidence_files":
            return any(exhibit.file_id for exhibit in ground.case.shown_exhibits)
    return False


def _who_knows(ground: ReferralGround) -> Iterator[str]:
    incident, case = ground.incident, ground.case
    if incident.reporter_name and not incident.reporter_anonymous:
        role = f" ({incident.reporter_role})" if incident.reporter_role else ""
        yield f"{incident.reporter_name}{role}, who told us"
    owner = case.members.get(incident.owner)
    if owner and owner.name != incident.reporter_name:
        yield f"{owner.name} ({ROLE_NAMES[owner.role]})"
    for each in case.present:
        told = each.involvement
        if told.parents_told == "yes":
            when = f", {say_moment(told.parents_told_at)}" if told.parents_told_at else ""
            yield f"{each.name}’s parents{when}"
    for each in ground.accused:
        if each.involvement.aware:
            knows = {"yes": "knows", "no": "does not know", "unsure": "may know"}[each.involvement.aware]
            yield f"{each.name} {knows}"


def _agency(ground: ReferralGround, name: str) -> str:
    times, references = _AGENCY_FIELDS[name]
    told, reference = ground.written(*times), ground.written(*references)
    parts = [f"told {told.text}" if told.text else "", reference.text]
    for referral in ground.case.referrals:
        if referral.recipient == _SUMMARIES.get(name) and referral.sent_at:
            parts.append(f"summary sent {say_moment(referral.sent_at)}")
            parts.append(f"their reference {referral.agency_ref}" if referral.agency_ref else "")
    said = ", ".join(filter(None, parts))
    unknown = told.unknown_because or reference.unknown_because
    return f"{name}: {said}" if said else f"{name}: not known – {unknown}" if unknown else ""
