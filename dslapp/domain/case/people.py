"""People, their accounts, and the part that each plays in one incident. A role is never inherited by linking."""

from datetime import date, datetime
from typing import Literal

from dslapp.domain.entity import AccountId, Entity, IncidentId, PersonId
from dslapp.domain.statements import Certainty, Stated, TriState

PersonKind = Literal["pupil", "former pupil", "staff", "parent", "other adult", "other child", "unknown"]
InvolvementRole = Literal[
    "target", "alleged", "shared", "bystander", "witness", "reporter", "parent", "staff", "other"
]  # fmt: skip


class Person(Entity, frozen=True, kw_only=True):
    """A child or an adult (records.md C.3). Adults carry what the LADO asks for (referral-forms.md D.1)."""

    name: str
    known_as: str = ""
    person_kind: PersonKind = "pupil"
    date_of_birth: date | None = None
    birth_unknown_because: str = ""
    sex: str = ""
    year_or_job: str = ""
    upn: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    parents: str = ""
    languages: str = ""
    ethnicity: str = ""
    religion: str = ""
    send: str = ""
    social_worker: str = ""
    employer: str = ""
    employment_basis: str = ""
    employment_started: str = ""
    dbs: str = ""
    registration: str = ""
    work_elsewhere: Stated = Stated()
    own_children: Stated = Stated()
    earlier_concerns: Stated = Stated()
    notes: str = ""

    def search_text(self) -> str:
        """The names and numbers by which the person may be looked for."""
        return "\n".join(filter(None, (self.name, self.known_as, self.year_or_job, self.phone, self.email, self.notes)))


class Account(Entity, frozen=True, kw_only=True):
    """An online account as its own thing. A display name is never written as a fact about who it is."""

    platform: str
    handle: str = ""
    display_name: str = ""
    profile_url: str = ""
    user_id: str = ""
    seen_on: date | None = None
    person_id: PersonId | None = None
    link_certainty: Certainty = "unknown"
    link_reason: str = ""

    def search_text(self) -> str:
        """The handle, names and addresses of the account."""
        return "\n".join(filter(None, (self.platform, self.handle, self.display_name, self.profile_url, self.user_id)))


class Involvement(Entity, frozen=True, kw_only=True):
    """One person or one account in one incident, in one role."""

    incident_id: IncidentId
    person_id: PersonId | None = None
    account_id: AccountId | None = None
    role: InvolvementRole
    certainty: Certainty = "believed"
    certainty_reason: str = ""
    note: str = ""
    parents_told: TriState = ""
    parents_told_at: datetime | None = None
    parents_told_by: str = ""
    parents_not_told_because: str = ""
    aware: TriState = ""
    """Does this person know of the allegation or referral?"""
    withdrawn: bool = False
    """Taken out of the case by an amendment; the history keeps it."""
