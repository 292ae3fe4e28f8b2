"""A matter on its way from one casebook to another: everything that stands in it, and the receipt that comes back."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal, TypeVar

import msgspec

from dslapp.domain.boards.devices import HeldDevice
from dslapp.domain.boards.takedowns import Takedown
from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.casework import Action, Decision, LogEntry
from dslapp.domain.case.incident import Incident
from dslapp.domain.case.people import Account, Involvement, Person
from dslapp.domain.entity import Entity, IncidentId, MemberId, new_id
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit, ExhibitText
from dslapp.domain.guidance.route import GuidanceAnswer, GuidanceDeparture, GuidanceRun
from dslapp.domain.referral.referrals import Referral

E = TypeVar("E", bound=msgspec.Struct)
V = TypeVar("V", bound=Entity)
Moment = Annotated[datetime, msgspec.Meta(tz=True)]

_REVIEWS = {"question": "asked", "decision": "decided", "sign-off": "signed off"}


class Matter(msgspec.Struct, frozen=True, kw_only=True):
    """One case as it stands, for the members of another casebook. Its history goes beside it, as a signed extract."""

    format: Literal["dsl-casebook/matter/1"] = "dsl-casebook/matter/1"
    id: str
    casebook: str
    """The casebook for whose members it is sealed."""
    from_casebook: str
    from_label: str
    from_recipient: str
    """The inbox to which the receipt is sealed."""
    entries: tuple[int, int]
    """The first and last journal entry of the case over there."""
    reason: str
    moved_by: str
    moved_at: Moment
    incident: Incident
    people: tuple[Person, ...] = ()
    accounts: tuple[Account, ...] = ()
    involvements: tuple[Involvement, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    custody: tuple[CustodyEvent, ...] = ()
    texts: tuple[ExhibitText, ...] = ()
    derivatives: tuple[Derivative, ...] = ()
    devices: tuple[HeldDevice, ...] = ()
    takedowns: tuple[Takedown, ...] = ()
    log: tuple[LogEntry, ...] = ()
    actions: tuple[Action, ...] = ()
    decisions: tuple[Decision, ...] = ()
    runs: tuple[GuidanceRun, ...] = ()
    answers: tuple[GuidanceAnswer, ...] = ()
    departures: tuple[GuidanceDeparture, ...] = ()
    referrals: tuple[Referral, ...] = ()
    once_possible: bool = False
    """Some version of the case spoke of a naked image, whatever the last one says."""

    @property
    def files(self) -> tuple[Exhibit | Derivative, ...]:
        """The exhibits that have a file, and the copies that were made of them."""
        everything: tuple[Exhibit | Derivative, ...] = (*self.exhibits, *self.derivatives)
        return tuple(each for each in everything if each.file_id)

    def values(self) -> Iterator[Entity]:
        """Everything but the incident itself."""
        yield from (
            *self.people, *self.accounts, *self.involvements, *self.exhibits, *self.custody, *self.texts,
            *self.derivatives, *self.devices, *self.takedowns, *self.log, *self.actions,
            *self.decisions, *self.runs, *self.answers, *self.departures, *self.referrals,
        )  # fmt: skip


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """What a matter is made of, signed by the member who hands it over. Its files stand in it by their SHA-256."""

    format: Literal["dsl-casebook/matter-proof/1"] = "dsl-casebook/matter-proof/1"
    matter: str
    """SHA-256 of the matter as it was sealed, 64 hexadecimal digits."""
    extract: str
    """SHA-256 of its history."""
    key: str = ""
    """The Ed25519 public key of the member who handed it over."""
    signature: str = ""


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """A member of the other casebook says that the matter is in its record. Signed by their key."""

    format: Literal["dsl-casebook/matter-receipt/1"] = "dsl-casebook/matter-receipt/1"
    matter: str
    digest: str
    """Of the proof that came with it: what was taken in is what was handed over, and nothing else."""
    from_casebook: str
    """The casebook that gave the matter away, and reads this."""
    casebook: str
    label: str
    old_ref: str
    ref: str
    """The matter's reference in its new casebook."""
    taken_at: Moment
    key: str = ""
    """The Ed25519 public key of the member who took it in."""
    signature: str = ""


def handed_over(matter: str, casebook: str, digest: str) -> str:
    """How the record names what was handed over: which matter, to which casebook, made of what."""
    return f"matter {matter} to {casebook}, SHA-256 {digest}"


def matter_of(
    case: CaseFile, *, to: str, from_casebook: str, from_label: str, from_recipient: str, reason: str, by: str,
    at: datetime,
) -> Matter:  # fmt: skip
    """A case as it is sealed: members by their names. Reviews become lines of the chronology, since nobody there wrote
    them.
    """
    own = [entry.seq for entry in case.history if entry.entity.about_incident() == case.incident.id]
    case = _without_other_cases(case)
    involved = case.involved
    matter = Matter(
        id=new_id(), casebook=to, from_casebook=from_casebook, from_label=from_label, from_recipient=from_recipient,
        entries=(min(own), max(own)), reason=reason, moved_by=by, moved_at=at, incident=case.incident,
        people=tuple({each.person.id: each.person for each in involved if each.person}.values()),
        accounts=tuple({each.account.id: each.account for each in involved if each.account}.values()),
        involvements=tuple(each.involvement for each in involved), exhibits=case.exhibits, custody=case.custody,
        texts=case.texts, derivatives=case.derivatives, devices=case.devices, takedowns=case.takedowns,
        log=(*case.log, *_reviews(case)),
        actions=tuple(msgspec.structs.replace(each, asked_by=None) for each in case.actions),
        decisions=case.decisions, runs=case.runs, answers=case.answers, departures=case.departures,
        referrals=case.referrals,
    )  # fmt: skip
    names = {member.id: member.name for member in case.members.values()}
    return msgspec.convert(_renamed(msgspec.to_builtins(matter), names), type=Matter)


def _without_other_cases(case: CaseFile) -> CaseFile:
    """The same without what belongs to exhibits of other cases that are shown in it."""

    def of_it(values: tuple[V, ...]) -> tuple[V, ...]:
        return tuple(value for value in values if value.about_incident() == case.incident.id)

    return msgspec.structs.replace(
        case, custody=of_it(case.custody), texts=of_it(case.texts), derivatives=of_it(case.derivatives)
    )


def renewed(matter: Matter, *, ref: str, member: MemberId, at: datetime) -> Matter:
    """The same under ids of this casebook, so that nothing that came from outside takes the place of anything here.

    The incident is led and logged by the member who takes it in; when it was reported to the school stays.
    """
    ids = {value.id: new_id() for value in (matter.incident, *matter.values())}
    fresh = msgspec.convert(_under_ids(msgspec.to_builtins(matter), ids), type=Matter)
    incident = msgspec.structs.replace(
        fresh.incident, ref=ref, owner=member, logged_by=member, logged_at=at, linked_incidents=(), restricted=True
    )
    known = {person.id for person in fresh.people}
    accounts = tuple(
        each if each.person_id in known else msgspec.structs.replace(each, person_id=None) for each in fresh.accounts
    )
    incident_id = IncidentId(incident.id)
    belongs = {name: _all_of(getattr(fresh, name), incident_id) for name in _OF_INCIDENT}
    return msgspec.structs.replace(fresh, incident=incident, accounts=accounts, **belongs)


def stub_of(incident: Incident, *, label: str, ref: str, said: str, at: datetime) -> Incident:
    """What stays where the matter came from: its reference, and where it went."""
    return Incident(
        id=incident.id, ref=incident.ref, status="closed", owner=incident.owner, logged_at=incident.logged_at,
        logged_by=incident.logged_by, reported_to_dsl_at=incident.reported_to_dsl_at, closed_at=at, restricted=True,
        summary=f"Moved to “{label}” {said}.", outcome=f"Its reference there is {ref}.",
    )  # fmt: skip


_OF_INCIDENT = (
    "involvements", "exhibits", "custody", "texts", "derivatives", "devices", "takedowns", "log", "actions",
    "decisions", "runs", "answers", "departures", "referrals",
)  # fmt: skip

_ID_FIELDS = frozenset(
    {
        "id",
        "incident_id",
        "person_id",
        "account_id",
        "exhibit_id",
        "run_id",
        "source_id",
        "exhibits",
        "part_of",
        "device_id",
    }
)
"""Fields that name something in the matter; the exhibits of a referral are ids."""


def _all_of(values: tuple[Any, ...], incident_id: IncidentId) -> tuple[Any, ...]:
    """Values that stand in this incident and in no other, whatever a hostile file says."""
    return tuple(msgspec.structs.replace(value, incident_id=incident_id) for value in values)


def _renamed(value: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, dict):
        return {key: _renamed(each, ids) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_renamed(each, ids) for each in value]
    return value


def _under_ids(value: Any, ids: Mapping[str, str], *, named: bool = False) -> Any:
    """The same with other ids, in the fields that hold ids and nowhere else: words stay as they were written."""
    if isinstance(value, str):
        return ids.get(value, value) if named else value
    if isinstance(value, dict):
        return {key: _under_ids(each, ids, named=key in _ID_FIELDS) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_under_ids(each, ids, named=named) for each in value]
    return value


def _reviews(case: CaseFile) -> Iterator[LogEntry]:
    for review in case.reviews:
        reviewer = case.name_of(review.reviewer)
        said = " ".join(filter(None, (review.text, f"Reason: {review.rationale}" if review.rationale else "")))
        yield LogEntry(
            id=review.id, incident_id=review.incident_id, at=review.at, entry_kind="note", who=reviewer,
            what=f"Review before it was moved here: {_REVIEWS[review.review_kind]}. {said}".strip(),
        )  # fmt: skip
