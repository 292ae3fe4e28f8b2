"""Which columns of each saved type queries may ask for; the full value always comes from its version.

Times are milliseconds since 1970 in UTC, truth values are 0 and 1. A projection can be rebuilt from versions.
"""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from dslapp.domain.boards.devices import HeldDevice
from dslapp.domain.boards.takedowns import Takedown
from dslapp.domain.case.casework import Action, Decision, LogEntry, Review
from dslapp.domain.case.incident import Incident
from dslapp.domain.case.people import Account, Involvement, Person
from dslapp.domain.entity import Entity
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit, ExhibitLink, ExhibitText
from dslapp.domain.guidance.route import GuidanceAnswer, GuidanceDeparture, GuidanceRun
from dslapp.domain.own_guidance.local_rows import LocalRow
from dslapp.domain.referral.referrals import Referral
from dslapp.domain.school import Contact, CoverPin, Member, Recovery, School
from dslapp.domain.trust.entries import (
    BackupPlace,
    Countersignature,
    Drill,
    Epoch,
    Erasure,
    Moved,
    Neighbour,
    PaperSeal,
    Restored,
    SealCheck,
)

Value = str | int | None


class Projection(NamedTuple):
    """The table of one type: its column names after `id` and `seq`, and how a value fills them."""

    table: str
    columns: tuple[str, ...]
    fill: Callable[[Entity], tuple[Value, ...]]

    @property
    def statement(self) -> str:
        """The insert-or-replace statement, in the order id, seq, columns."""
        names = ("id", "seq", *self.columns)
        updates = ", ".join(f"{name} = excluded.{name}" for name in names[1:])
        places = ", ".join("?" * len(names))
        insert = f"INSERT INTO {self.table} ({', '.join(names)}) VALUES ({places})"
        return f"{insert} ON CONFLICT (id) DO UPDATE SET {updates}"


def milliseconds(moment: datetime | None) -> int | None:
    """Return milliseconds since 1970 in UTC."""
    return None if moment is None else round(moment.timestamp() * 1000)


def _incident(e: Incident) -> tuple[Value, ...]:
    return (
        e.ref, e.status, e.owner, milliseconds(e.logged_at), milliseconds(e.occurred.start), e.headline,
        int(e.safety.staff_concern), int(e.safety.imagery_possible), e.platform, milliseconds(e.closed_at),
        e.review_on.isoformat() if e.review_on else None,
    )  # fmt: skip


def _person(e: Person) -> tuple[Value, ...]:
    return e.name, e.known_as, e.person_kind, e.year_or_job


def _account(e: Account) -> tuple[Value, ...]:
    return e.platform, e.handle.casefold(), e.profile_url, e.person_id


def _involvement(e: Involvement) -> tuple[Value, ...]:
    return e.incident_id, e.person_id, e.account_id, e.role, int(e.withdrawn)


def _exhibit(e: Exhibit) -> tuple[Value, ...]:
    return (
        e.incident_id, e.ref, e.producer, e.number, e.exhibit_kind, e.file_id or None, e.sha256 or None,
        milliseconds(e.attached_at), int(bool(e.still_to_answer)), int(e.withdrawn), e.likeness or None,
        e.part_of or None,
    )  # fmt: skip


def _custody(e: CustodyEvent) -> tuple[Value, ...]:
    return e.incident_id, e.exhibit_id, milliseconds(e.at), e.what


def _log_entry(e: LogEntry) -> tuple[Value, ...]:
    return e.incident_id, milliseconds(e.at), e.entry_kind


def _action(e: Action) -> tuple[Value, ...]:
    return e.incident_id, e.status, milliseconds(e.due), e.owner, e.source, e.source_id


def _decision(e: Decision) -> tuple[Value, ...]:
    return e.incident_id, milliseconds(e.at), e.outcome_code


def _review(e: Review) -> tuple[Value, ...]:
    return e.incident_id, milliseconds(e.at), e.reviewer, e.review_kind


def _run(e: GuidanceRun) -> tuple[Value, ...]:
    return (
        e.incident_id, e.flow, e.title, e.outcome_code, milliseconds(e.started_at), milliseconds(e.ended_at),
        int(e.superseded),
    )  # fmt: skip


def _answer(e: GuidanceAnswer) -> tuple[Value, ...]:
    return e.incident_id, e.run_id, e.number, e.step, int(e.superseded)


def _departure(e: GuidanceDeparture) -> tuple[Value, ...]:
    return e.incident_id, e.number


def _referral(e: Referral) -> tuple[Value, ...]:
    return e.incident_id, e.recipient, e.status, milliseconds(e.started_at), milliseconds(e.sent_at)


def _school(e: School) -> tuple[Value, ...]:
    return (e.name,)


def _member(e: Member) -> tuple[Value, ...]:
    return e.name, e.role, e.initials, int(e.retired)


def _cover_pin(e: CoverPin) -> tuple[Value, ...]:
    return (e.member_id,)


def _none(e: Entity) -> tuple[Value, ...]:
    return ()


def _contact(e: Contact) -> tuple[Value, ...]:
    return (e.contact_kind,)


def _local_row(e: LocalRow) -> tuple[Value, ...]:
    return e.file, e.row, int(e.withdrawn)


def _countersignature(e: Countersignature) -> tuple[Value, ...]:
    return e.entry, int(e.agrees)


def _seal(e: PaperSeal | SealCheck) -> tuple[Value, ...]:
    return (e.entry,)


def _backup_place(e: BackupPlace) -> tuple[Value, ...]:
    return (int(e.withdrawn),)


def _drill(e: Drill) -> tuple[Value, ...]:
    return e.place, milliseconds(e.at), e.faults


def _restored(e: Restored) -> tuple[Value, ...]:
    return (milliseconds(e.at),)


def _neighbour(e: Neighbour) -> tuple[Value, ...]:
    return e.casebook, e.holds


def _moved(e: Moved) -> tuple[Value, ...]:
    return e.incident_id, e.direction, milliseconds(e.at), e.file_id or None


def _exhibit_text(e: ExhibitText) -> tuple[Value, ...]:
    return e.incident_id, e.exhibit_id, e.how


def _exhibit_link(e: ExhibitLink) -> tuple[Value, ...]:
    return e.incident_id, e.exhibit_id, int(e.withdrawn)


def _derivative(e: Derivative) -> tuple[Value, ...]:
    return e.incident_id, e.exhibit_id, e.ref, e.file_id or None, e.sha256, int(e.withdrawn)


def _held_device(e: HeldDevice) -> tuple[Value, ...]:
    return e.incident_id, e.status, int(e.withdrawn)


def _takedown(e: Takedown) -> tuple[Value, ...]:
    return e.incident_id, e.status, milliseconds(e.look_again), int(e.withdrawn)


def _of(table: str, columns: str, fill: Callable[..., tuple[Value, ...]]) -> Projection:
    return Projection(table, tuple(columns.split()), fill)


PROJECTIONS: dict[type[Entity], Projection] = {
    Incident: _of(
        "incident",
        "ref status owner logged_at occurred_at headline staff_concern imagery platform closed_at review_on",
        _incident,
    ),
    Person: _of("person", "name known_as person_kind year_or_job", _person),
    Account: _of("account", "platform handle profile_url person_id", _account),
    Involvement: _of("involvement", "incident_id person_id account_id role withdrawn", _involvement),
    Exhibit: _of(
        "exhibit",
        "incident_id ref producer number exhibit_kind file_id sha256 attached_at to_answer withdrawn likeness part_of",
        _exhibit,
    ),
    CustodyEvent: _of("custody_event", "incident_id exhibit_id at what", _custody),
    LogEntry: _of("log_entry", "incident_id at entry_kind", _log_entry),
    Action: _of("action", "incident_id status due owner source source_id", _action),
    Decision: _of("decision", "incident_id at outcome_code", _decision),
    Review: _of("review", "incident_id at reviewer review_kind", _review),
    GuidanceRun: _of("guidance_run", "incident_id flow title outcome_code started_at ended_at superseded", _run),
    GuidanceAnswer: _of("guidance_answer", "incident_id run_id number step superseded", _answer),
    GuidanceDeparture: _of("guidance_departure", "incident_id number", _departure),
    Referral: _of("referral", "incident_id recipient status started_at sent_at", _referral),
    School: _of("school", "name", _school),
    Member: _of("member", "name role initials retired", _member),
    CoverPin: _of("cover_pin", "member_id", _cover_pin),
    Recovery: _of("recovery", "", _none),
    Contact: _of("contact", "contact_kind", _contact),
    LocalRow: _of("local_row", "file row withdrawn", _local_row),
    Countersignature: _of("countersignature", "entry agrees", _countersignature),
    Epoch: _of("epoch", "", _none),
    PaperSeal: _of("paper_seal", "entry", _seal),
    SealCheck: _of("seal_check", "entry", _seal),
    BackupPlace: _of("backup_place", "withdrawn", _backup_place),
    Drill: _of("drill", "place at faults", _drill),
    Restored: _of("restored", "at", _restored),
    Neighbour: _of("neighbour", "casebook holds", _neighbour),
    Moved: _of("moved", "incident_id direction at file_id", _moved),
    Erasure: _of("erasure", "", _none),
    ExhibitText: _of("exhibit_text", "incident_id exhibit_id how", _exhibit_text),
    ExhibitLink: _of("exhibit_link", "incident_id exhibit_id withdrawn", _exhibit_link),
    Derivative: _of("derivative", "incident_id exhibit_id ref file_id sha256 withdrawn", _derivative),
    HeldDevice: _of("held_device", "incident_id status withdrawn", _held_device),
    Takedown: _of("takedown", "incident_id status look_again withdrawn", _takedown),
}
"""Every type that queries ask for. Access has no projection: it stands in the history only."""
