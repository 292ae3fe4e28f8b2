"""What is shown when a name or a handle is typed that stands in the casebook already."""

from typing import NamedTuple

from dslapp.domain.case.people import InvolvementRole, PersonKind


class PersonMatch(NamedTuple):
    """Somebody of that name. `cases` are the references of the newest three cases, as text."""

    id: str
    name: str
    known_as: str
    person_kind: PersonKind
    year_or_job: str
    cases: str

    def in_words(self) -> str:
        """The person on one line, so that two of the same name can be told apart."""
        return " · ".join(filter(None, (self.name, self.year_or_job or self.person_kind, self.cases)))


class AccountMatch(NamedTuple):
    """An account with that handle."""

    id: str
    platform: str
    handle: str
    cases: str

    def in_words(self) -> str:
        """The account on one line."""
        shown = f"{self.handle} on {self.platform}" if self.platform else self.handle
        return f"{shown} · {self.cases}" if self.cases else shown


class KnownPerson(NamedTuple):
    """One person in the list of everybody. `newest` is the reference of the newest case."""

    id: str
    name: str
    known_as: str
    person_kind: PersonKind
    year_or_job: str
    cases: int
    newest: str


class KnownAccount(NamedTuple):
    """One account in the list of everybody; `owner` is whose it is said to be, if anybody's."""

    id: str
    platform: str
    handle: str
    profile_url: str
    owner: str
    cases: int
    newest: str


class Everybody(NamedTuple):
    """The people and accounts of all cases."""

    people: tuple[KnownPerson, ...]
    accounts: tuple[KnownAccount, ...]


class PartInCase(NamedTuple):
    """The part that a person or an account plays in one case."""

    incident_id: str
    ref: str
    headline: str
    status: str
    role: InvolvementRole
