"""Each form with the value that it fills in: where that comes from in a case, and which service saves it."""

from collections.abc import Callable
from functools import partial
from typing import Protocol, TypeVar

import msgspec
from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from dslapp.domain.case.case_file import CaseFile, Involved
from dslapp.domain.case.incident import Incident
from dslapp.domain.case.people import Account, Involvement, Person
from dslapp.domain.entity import AccountId, IncidentId, PersonId, new_id
from dslapp.gui.case_details.incident_forms import RiskForm, TimesForm, WordsForm, voice_form
from dslapp.gui.case_details.matrix_form import MatrixForm
from dslapp.gui.case_details.people_form import PeopleForm
from dslapp.gui.desk import Desk
from dslapp.gui.routes import DetailsForm
from dslapp.services.case.amend_incident import amend_incident
from dslapp.services.case.involve_people import involve
from dslapp.services.case.open_details import Details
from dslapp.services.session import Session

S = TypeVar("S", bound=msgspec.Struct)
Save = Callable[[Session], object]

TITLES: dict[DetailsForm, str] = {
    "times": "Times and places",
    "words": "What was said and seen",
    "people": "People and accounts",
    "parents": "People and accounts",
    "matrix": "Matrix and indicators",
    "risk": "Risk and support",
    "voice": "The child’s voice",
}


class Form(Protocol):
    """What every form can do."""

    @property
    def changed(self) -> SignalInstance:
        """Sent when a person changes anything."""

    def fill(self, value: msgspec.Struct) -> None:
        """Show the fields of a value."""

    def applied_to(self, value: S) -> S:
        """The value with what the form holds."""

    def show_problems(self) -> QWidget | None:
        """Say what is wrong beside each part; return the first control."""

    def show_error(self, field: str, text: str) -> QWidget | None:
        """Say `text` beside a field; return its control."""


class IncidentSheet:
    """A form about the incident itself."""

    def __init__(self, form: Form) -> None:
        self.form = form

    def start(self, case: CaseFile, about_id: str) -> Incident:
        """The incident as it stands."""
        if isinstance(self.form, TimesForm):
            self.form.prepare(case)
        return case.incident

    def decode(self, json: bytes) -> Incident:
        """The incident as a draft has it."""
        return msgspec.json.decode(json, type=Incident)

    def save(self, value: msgspec.Struct, reason: str, draft_id: str) -> Save:
        """What saves it."""
        assert isinstance(value, Incident)
        return partial(amend_incident, incident=value, reason=reason, finishes_draft=draft_id)


class PeopleSheet:
    """The form about one person or account in the case; without `about_id` it adds a person."""

    def __init__(self, form: PeopleForm) -> None:
        self.form = form

    def start(self, case: CaseFile, about_id: str) -> Involved:
        """The person or account as it stands in the case, or somebody new."""
        self.form.prepare(case, new=not about_id)
        found = next((each for each in case.present if each.involvement.id == about_id), None)
        return found or new_person(IncidentId(case.incident.id))

    def decode(self, json: bytes) -> Involved:
        """The person or account as a draft has it."""
        return msgspec.json.decode(json, type=Involved)

    def save(self, value: msgspec.Struct, reason: str, draft_id: str) -> Save:
        """What saves it."""
        assert isinstance(value, Involved)
        return partial(
            involve, involvement=value.involvement, person=value.person, account=value.account, reason=reason,
            finishes_draft=draft_id,
        )  # fmt: skip


Sheet = IncidentSheet | PeopleSheet


def make_sheet(name: DetailsForm, desk: Desk, details: Details) -> Sheet:
    """The sheet of that name."""
    match name:
        case "times":
            return IncidentSheet(TimesForm(desk))
        case "words":
            return IncidentSheet(WordsForm())
        case "risk":
            return IncidentSheet(RiskForm())
        case "voice":
            return IncidentSheet(voice_form(desk.now))
        case "matrix":
            return IncidentSheet(MatrixForm(details.indicators, details.laws, details.too_young))
        case "people" | "parents":
            return PeopleSheet(PeopleForm(desk.now))


def new_person(incident_id: IncidentId) -> Involved:
    """Somebody who does not stand in the case yet."""
    person = Person(id=new_id(), name="")
    involvement = Involvement(
        id=new_id(), incident_id=incident_id, person_id=PersonId(person.id), role="target", certainty="confirmed"
    )
    return Involved(involvement=involvement, person=person)


def new_account(incident_id: IncidentId) -> Involved:
    """An account that does not stand in the case yet."""
    account = Account(id=new_id(), platform="")
    involvement = Involvement(
        id=new_id(), incident_id=incident_id, account_id=AccountId(account.id), role="alleged", certainty="unknown"
    )
    return Involved(involvement=involvement, account=account)


def with_known(involved: Involved, known: Person | Account | None) -> Involved:
    """The same part, played by somebody who stands in the casebook already; or by somebody new again, for None."""
    part = involved.involvement
    if involved.person is not None:
        person = known if isinstance(known, Person) else Person(id=new_id(), name=involved.person.name)
        return Involved(involvement=msgspec.structs.replace(part, person_id=PersonId(person.id)), person=person)
    written = involved.account.handle if involved.account else ""
    account = known if isinstance(known, Account) else Account(id=new_id(), platform="", handle=written)
    return Involved(involvement=msgspec.structs.replace(part, account_id=AccountId(account.id)), account=account)
