"""What is shown when a name or a handle is typed that stands in the casebook already."""

from typing import NamedTuple

from dslapp.domain.people import InvolvementRole, PersonKind


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


class Elsewhere(NamedTuple):
    """Another case in which the same account stands. Its role there says nothing about its role here."""

    incident_id: str
    ref: str
    headline: str
    role: InvolvementRole
