"""One person or account in a case: their part, what is certain, whether parents were told, and what agencies ask."""

from collections.abc import Sequence
from typing import TypeVar

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dslapp.domain.case.case_file import CaseFile, Involved
from dslapp.domain.case.parts import CERTAINTIES, is_child, role_in_words
from dslapp.domain.case.people import InvolvementRole, PersonKind
from dslapp.gui.case_details.form import Group, PartsForm
from dslapp.gui.case_details.parts import (
    ComboPart,
    DayPart,
    LinePart,
    MomentPart,
    Now,
    OnePart,
    StatedPart,
    TextPart,
    TriPart,
)
from dslapp.gui.log_incident.match_line import Match, MatchLine
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.choice import Choice

S = TypeVar("S", bound=msgspec.Struct)

KINDS: dict[PersonKind, str] = {
    "pupil": "Pupil here",
    "former pupil": "Former pupil",
    "other child": "Child from elsewhere",
    "staff": "Works or helps here",
    "parent": "Parent or carer",
    "other adult": "Another adult",
    "unknown": "Not known",
}
_ROLES: tuple[InvolvementRole, ...] = (
    "target", "alleged", "shared", "bystander", "witness", "reporter", "parent", "staff", "other",
)  # fmt: skip
_SURE = tuple(Choice(value, words) for value, words in CERTAINTIES.items())


class PeopleForm(PartsForm):
    """Fills in an `Involved`. Which groups are shown follows from who it is; `name_typed` is for looking up matches."""

    name_typed = Signal(str)
    picked = Signal(str)
    """The id of the person or account that was picked from the matches."""

    def __init__(self, now: Now, parent: QWidget | None = None) -> None:
        self._role = ComboPart("Part in this case", [(role, role_in_words(role)) for role in _ROLES])
        self._kind = ComboPart("&Who are they to the school?", list(KINDS.items()))
        self._owner = ComboPart("Whose account is it said to be?", [("", "Nobody is named")])
        self._told = TriPart("Have parents been told?")
        self._name = LinePart("Full name", "No initials: the LADO and the police ask for the name.")
        self._handle = LinePart("Ha&ndle", "As it is shown, with its @. Display names change; handles can be traced.")
        self._person, self._account = _person(self._name, self._kind, now), _account(self._handle, self._owner, now)
        self._child, self._adult = _child(), _adult()
        self._parents = _parents(self._told, now)
        super().__init__(
            (self._person, self._account, _part(self._role), self._parents, self._child, self._adult), parent
        )
        self.matches = {"person": MatchLine("person"), "account": MatchLine("account")}
        self._person.body.insertWidget(1, self.matches["person"])
        self._account.body.insertWidget(1, self.matches["account"])
        self._wait = Banner("warning")
        self._parents.body.insertWidget(0, self._wait)
        self._value: Involved | None = None
        self._new = False
        self._name.changed.connect(lambda: self.name_typed.emit(self._name.value()))
        self._handle.changed.connect(lambda: self.name_typed.emit(self._handle.value()))
        for line in self.matches.values():
            line.picked.connect(self._picked)
        self.changed.connect(self._show_groups)

    def prepare(self, case: CaseFile, *, new: bool) -> None:
        """Take from the case whose accounts there can be, and what must wait."""
        self._new = new
        people = [each.person for each in case.present if each.person]
        self._owner.offer([("", "Nobody is named"), *((person.id, person.name) for person in people)])
        waits = [lock.reason for lock in case.locks if lock.what == "parents_contacted"]
        self._wait.show_message("warning", "Parents are not told yet.", " ".join(waits))
        self._wait.setVisible(bool(waits))
        for line in self.matches.values():
            line.offer(())

    def fill(self, value: msgspec.Struct) -> None:
        """Show an `Involved`."""
        assert isinstance(value, Involved)
        self._value = value
        super().fill(value)
        self._show_groups()

    def applied_to(self, value: S) -> S:
        """The `Involved` with what the form holds."""
        applied = super().applied_to(value)
        assert isinstance(applied, Involved)
        account = applied.account
        if account is not None and not account.person_id:
            account = msgspec.structs.replace(account, person_id=None)
        return msgspec.structs.replace(applied, account=account)

    def offer(self, matches: Sequence[Match]) -> None:
        """Offer people or accounts who stand in the casebook already, while somebody new is added."""
        if self._new and self._value is not None:
            self.matches["person" if self._value.person else "account"].offer(matches)

    def focus_parents(self) -> None:
        """Go to the question whether parents were told."""
        self._told.control.setFocus()

    def _show_groups(self) -> None:
        assert self._value is not None
        person = self._value.person is not None
        kind: PersonKind = next((each for each in KINDS if each == self._kind.value()), "unknown")
        child = person and is_child(kind)
        self._person.setVisible(person)
        self._account.setVisible(not person)
        self._parents.setVisible(child)
        self._child.setVisible(child)
        self._adult.setVisible(person and kind in ("staff", "other adult"))
        role = self._role.value()
        self._role.offer([(each, role_in_words(each, kind if person else None)) for each in _ROLES])
        self._role.show_value(role)
        self.setFocusProxy((self._name if person else self._handle).control)

    def _picked(self, match: Match | None) -> None:
        self.picked.emit(match.id if match else "")


def _person(name: LinePart, kind: ComboPart, now: Now) -> Group:
    return Group(
        "Who",
        {
            "person.name": name,
            "person.known_as": LinePart("Known as"),
            "person.person_kind": kind,
            "person.date_of_birth": DayPart("&Date of birth", now, "The true one. Leave it empty if it is not known."),
            "person.birth_unknown_because": LinePart("If the date of birth is not known: why, and who will find out?"),
            "person.sex": LinePart("Sex or gender, as recorded"),
            "person.year_or_job": LinePart("Year and form, or &job"),
            "person.address": TextPart("Address", lines=2),
            "person.phone": LinePart("Telephone"),
            "person.email": LinePart("E-mail"),
            "person.ethnicity": LinePart("Ethnicity, if a form asks for it"),
        },
        paired=True,
    )


def _part(role: ComboPart) -> Group:
    return Group(
        "In this case",
        {
            "involvement.role": role,
            "involvement.certainty": OnePart("How &certain is it?", _SURE),
            "involvement.certainty_reason": LinePart("How is that known?"),
            "involvement.aware": TriPart("Do they know of the allegation or referral?"),
            "involvement.note": TextPart("Anything else about their part", lines=2),
        },
        "A part in another case is never carried over.",
    )


def _parents(told: TriPart, now: Now) -> Group:
    return Group(
        "Parents",
        {
            "involvement.parents_told": told,
            "involvement.parents_told_at": MomentPart("When were they told?", now),
            "involvement.parents_told_by": LinePart("By whom?"),
            "involvement.parents_not_told_because": TextPart(
                "If not told: what makes it unsafe, or who asked you to wait?", lines=2
            ),
        },
    )


def _child() -> Group:
    return Group(
        "What agencies ask about a child",
        {
            "person.parents": TextPart("Parents and who has parental responsibility", lines=2),
            "person.social_worker": LinePart("Social worker: name, authority, status"),
            "person.send": LinePart("SEND, EHCP"),
            "person.languages": LinePart("Languages, interpreter"),
            "person.upn": LinePart("UPN"),
            "person.religion": LinePart("Religion, if a form asks for it"),
        },
        paired=True,
    )


def _adult() -> Group:
    return Group(
        "What the LADO asks about an adult",
        {
            "person.employer": LinePart("Employer, agency"),
            "person.employment_basis": LinePart("Basis", "Permanent, temporary, agency, volunteer."),
            "person.employment_started": LinePart("Started on"),
            "person.dbs": LinePart("DBS date and number"),
            "person.registration": LinePart("Professional registration"),
            "person.work_elsewhere": StatedPart("Other work with children"),
            "person.own_children": StatedPart("Own children, or cares for children"),
            "person.earlier_concerns": StatedPart("Earlier and low-level concerns, with dates"),
        },
        paired=True,
    )


def _account(handle: LinePart, owner: ComboPart, now: Now) -> Group:
    return Group(
        "The account",
        {
            "account.handle": handle,
            "account.platform": LinePart("Site or app"),
            "account.display_name": LinePart("Name it shows", "Never a fact about who it is."),
            "account.profile_url": LinePart("Address of the profile", "To the last character."),
            "account.user_id": LinePart("User number, if it can be seen"),
            "account.seen_on": DayPart("Seen on", now),
            "account.person_id": owner,
            "account.link_certainty": OnePart("How certain is that?", _SURE),
            "account.link_reason": LinePart("How is that known?"),
        },
        paired=True,
    )
