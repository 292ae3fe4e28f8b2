"""A whole case as it was read in one go: the incident, everything that belongs to it, and its history."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property

import msgspec

from dslapp.domain.boards.devices import HeldDevice
from dslapp.domain.boards.takedowns import Takedown
from dslapp.domain.case.casework import Action, Decision, LogEntry, Review
from dslapp.domain.case.incident import Incident
from dslapp.domain.case.people import Account, Involvement, Person, PersonKind
from dslapp.domain.entity import Entity
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit, ExhibitLink, ExhibitText
from dslapp.domain.evidence.lock import EvidenceLock, locks_in
from dslapp.domain.guidance.reading import ActiveLock
from dslapp.domain.guidance.route import GuidanceAnswer, GuidanceDeparture, GuidanceRun
from dslapp.domain.referral.referrals import Referral
from dslapp.domain.roles import Act, may
from dslapp.domain.school import Access, Member

CHILDREN: frozenset[PersonKind] = frozenset({"pupil", "former pupil", "other child"})
"""The kinds of person who are children here; an ex-pupil counts as one (scenarios.md, 7)."""


class Involved(msgspec.Struct, frozen=True, kw_only=True):
    """One person or account with the part that it plays in this case."""

    involvement: Involvement
    person: Person | None = None
    account: Account | None = None

    @property
    def name(self) -> str:
        """The name as written, or the account's handle on its platform."""
        if self.person:
            return self.person.name
        return account_in_words(self.account) if self.account else "Not named"

    @property
    def is_child(self) -> bool:
        """Whether this is a child, as far as the record says."""
        return self.person is not None and self.person.person_kind in CHILDREN


class HistoryEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the journal that concerns this case: a value as it was saved then, by whom, when and why."""

    seq: int
    number: int
    """Which version of that value it is, from 1."""
    at: datetime
    actor: str
    action: str
    reason: str
    entity: Entity
    session_id: str = ""
    """The sitting in which it was saved."""


class EarlierIncident(msgspec.Struct, frozen=True, kw_only=True):
    """Another incident with one of the same people or accounts, or one that was linked by hand."""

    incident: Incident
    shared: tuple[Involved, ...] = ()
    """The people and accounts that are in both, with the part they play there."""


class CaseFile(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Everything that stands in one case, each list oldest first. Withdrawn involvements and exhibits are included."""

    incident: Incident
    involved: tuple[Involved, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    custody: tuple[CustodyEvent, ...] = ()
    texts: tuple[ExhibitText, ...] = ()
    derivatives: tuple[Derivative, ...] = ()
    """These three of the exhibits of other cases that are shown here, too."""
    links: tuple[ExhibitLink, ...] = ()
    linked: tuple[Exhibit, ...] = ()
    """Exhibits of other cases that are shown in this one, too."""
    also_in: Mapping[str, tuple[str, ...]] = {}
    """By an exhibit's id, the other cases in which it is: their references, or that one is restricted."""
    devices: tuple[HeldDevice, ...] = ()
    takedowns: tuple[Takedown, ...] = ()
    log: tuple[LogEntry, ...] = ()
    actions: tuple[Action, ...] = ()
    decisions: tuple[Decision, ...] = ()
    runs: tuple[GuidanceRun, ...] = ()
    answers: tuple[GuidanceAnswer, ...] = ()
    departures: tuple[GuidanceDeparture, ...] = ()
    referrals: tuple[Referral, ...] = ()
    reviews: tuple[Review, ...] = ()
    history: tuple[HistoryEntry, ...] = ()
    earlier: tuple[EarlierIncident, ...] = ()
    locks: tuple[ActiveLock, ...] = ()
    """What the guidance says must not be done yet."""
    members: Mapping[str, Member] = {}
    """By id, former members included."""
    read_by: str = ""
    """The id of the member who reads it."""
    lado_label: str = "LADO (Designated Officer)"

    def name_of(self, person_or_id: str) -> str:
        """The name of a member by id; any other text is a name already. Empty stays empty."""
        member = self.members.get(person_or_id)
        return member.name if member else person_or_id

    def reader_may(self, act: Act) -> bool:
        """Whether the member who reads it may do `act`."""
        reader = self.members.get(self.read_by)
        return reader is not None and may(reader.role, act)

    @property
    def present(self) -> tuple[Involved, ...]:
        """The people and accounts that were not taken out again."""
        return tuple(each for each in self.involved if not each.involvement.withdrawn)

    @property
    def children(self) -> tuple[Involved, ...]:
        """The children in this case, the children affected first."""
        children = [each for each in self.present if each.is_child]
        return tuple(sorted(children, key=lambda each: each.involvement.role != "target"))

    @property
    def shown_exhibits(self) -> tuple[Exhibit, ...]:
        """The exhibits that were not withdrawn, those of other cases that belong here, too, at the end."""
        return tuple(exhibit for exhibit in self.every_exhibit if not exhibit.withdrawn)

    @property
    def every_exhibit(self) -> tuple[Exhibit, ...]:
        """All of this case, and those of other cases that are shown here."""
        return (*self.exhibits, *self.linked)

    @cached_property
    def evidence_locks(self) -> Mapping[str, EvidenceLock]:
        """The exhibits that may not be shown, exported, copied or packed just now, by their id."""
        return locks_in(self.custody)

    @property
    def open_actions(self) -> tuple[Action, ...]:
        """What is still to be done, the most pressing first; what has no date comes last."""
        waiting = [action for action in self.actions if action.status == "open"]
        return tuple(sorted(waiting, key=lambda a: (a.due is None, a.due or a.created_at)))

    @property
    def next_due(self) -> Action | None:
        """The open action with the nearest due time."""
        return next((action for action in self.open_actions if action.due), None)

    @property
    def needs_second_person(self) -> bool:
        """Whether one person alone may not close it: a mandatory route, an adult here, an image, a departure."""
        incident = self.incident
        return bool(
            incident.classification.mandatory_routes
            or incident.safety.staff_concern
            or incident.safety.imagery_possible
            or self.departures
        )

    @property
    def last_sign_off(self) -> Review | None:
        """The last sign-off of the headteacher or chair."""
        return next((review for review in reversed(self.reviews) if review.review_kind == "sign-off"), None)

    @property
    def last_entry(self) -> int:
        """The number of the newest journal entry that changed this case; looking at it does not count."""
        return max((h.seq for h in self.history if not isinstance(h.entity, Access)), default=0)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What the ids in this case are called: members, people, accounts, exhibits, linked cases."""
        return {
            **{member.id: member.name for member in self.members.values()},
            **{each.person.id: each.person.name for each in self.involved if each.person},
            **{each.account.id: account_in_words(each.account) for each in self.involved if each.account},
            **{exhibit.id: exhibit.ref for exhibit in self.every_exhibit},
            **{other.incident.id: other.incident.ref for other in self.earlier},
        }

    @cached_property
    def _first(self) -> Mapping[str, HistoryEntry]:
        first: dict[str, HistoryEntry] = {}
        for entry in self.history:
            first.setdefault(entry.entity.id, entry)
        return first

    def recorded_at(self, entity_id: str) -> datetime | None:
        """When a value was first written down, which may be long after what it tells."""
        entry = self._first.get(entity_id)
        return entry.at if entry else None

    def recorded_by(self, entity_id: str) -> str:
        """The name of whoever first wrote it down; empty when that is not known."""
        entry = self._first.get(entity_id)
        return self.name_of(entry.actor) if entry else ""

    def versions_of(self, entity_id: str) -> tuple[HistoryEntry, ...]:
        """All versions of one value, oldest first."""
        return tuple(entry for entry in self.history if entry.entity.id == entity_id)


def account_in_words(account: Account) -> str:
    """An account by its handle and platform; a display name only where there is no handle, and marked as one."""
    handle = account.handle or (f"shown as “{account.display_name}”" if account.display_name else account.profile_url)
    return " on ".join(filter(None, (handle or "an account", account.platform)))
