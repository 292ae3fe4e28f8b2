"""The first screen as a value, so that it can be kept as a draft, restored, and judged before it is saved."""

from datetime import datetime
from typing import Literal, NamedTuple

import msgspec

from dslapp.domain.case.incident import AboutWhom, SafetyAnswers, Source

FirstScreenField = Literal["danger", "image", "adult_here", "about", "what", "who", "reporter", "reported_at"]
_ADULTS_HERE = ("adult-here-alleged", "adult-here-affected")
"""The parts of adults who work or help here: either may be whom a concern is about."""


class NamedPerson(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody named on the first screen. `person_id` is set only when the person at the keyboard picked a match."""

    name: str = ""
    part: str = "child-affected"
    """A key of `domain.parts`."""
    person_id: str = ""


class NamedAccount(msgspec.Struct, frozen=True, kw_only=True):
    """An account, whoever it belongs to. `account_id` is set only when a match was picked."""

    platform: str = ""
    handle: str = ""
    account_id: str = ""

    @property
    def given(self) -> bool:
        """Whether there is anything to trace it by."""
        return bool(self.handle.strip())


class IncidentDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What has been typed and chosen on the first screen so far. Times are in UTC."""

    id: str
    began_at: datetime
    safety: SafetyAnswers = SafetyAnswers()
    about: AboutWhom = ""
    what: str = ""
    people: tuple[NamedPerson, ...] = ()
    accounts: tuple[NamedAccount, ...] = ()
    who_unknown_because: str = ""
    reporter_name: str = ""
    reporter_role: str = ""
    reporter_anonymous: bool = False
    source: Source = ""
    reporter_knows: Literal["saw it", "was told", ""] = ""
    reported_at: datetime
    note: str = ""
    """The sealed note in the casebook's inbox from which it was begun, by the name of its file."""

    @property
    def named(self) -> tuple[NamedPerson, ...]:
        """The people with a name; empty rows do not count."""
        return tuple(person for person in self.people if person.name.strip())

    @property
    def named_adults_here(self) -> tuple[str, ...]:
        """The names of adults here whom it may be about."""
        return tuple(person.name.strip() for person in self.named if person.part in _ADULTS_HERE)

    @property
    def says_whom(self) -> bool:
        """Whether it is said which adult here it is about."""
        return bool(self.about or self.named_adults_here)

    @property
    def given_accounts(self) -> tuple[NamedAccount, ...]:
        """The accounts with a handle."""
        return tuple(account for account in self.accounts if account.given)

    @property
    def worth_keeping(self) -> bool:
        """Whether anything was typed or answered at all."""
        return bool(
            self.what.strip() or self.named or self.given_accounts or self.who_unknown_because.strip()
            or self.safety != SafetyAnswers()
        )  # fmt: skip

    @property
    def headline(self) -> str:
        """Its first words, for the list of drafts."""
        words = self.what.split()
        return " ".join(words[:7]) + ("…" if len(words) > 7 else "") if words else "Nothing written yet"


class Missing(NamedTuple):
    """One thing that the first save needs, and how to mend it."""

    field: FirstScreenField
    message: str


def missing(draft: IncidentDraft, now: datetime) -> tuple[Missing, ...]:
    """What keeps the draft from being saved, in the order of the screen: the rest may be "still to do"."""
    found: list[Missing] = []
    if not draft.what.strip():
        found.append(Missing("what", "Write what happened, one sentence is enough for now."))
    if not draft.safety.danger:
        found.append(Missing("danger", "Answer whether anyone could be hurt today. “Not sure” is an answer."))
    if not draft.safety.image:
        found.append(Missing("image", "Answer whether an image may be part of this. “Not sure” is an answer."))
    if not draft.safety.adult_here:
        found.append(Missing("adult_here", "Answer whether it is about an adult here. “Not sure” is an answer."))
    if draft.safety.staff_concern and not draft.says_whom:
        found.append(Missing("about", "Say which adult it is about, or that nobody knows yet."))
    if not (draft.named or draft.given_accounts or draft.who_unknown_because.strip()):
        found.append(
            Missing("who", "Name one person, or an account, or say why nobody is known yet and who will find out.")
        )
    if not draft.reporter_name.strip() and not draft.reporter_anonymous:
        found.append(Missing("reporter", "Write who told you, or tick that they want to stay anonymous."))
    if draft.reported_at > now and draft.reported_at != draft.began_at:  # else the computer's own clock went back
        found.append(Missing("reported_at", "You cannot have been told in the future. Check the date and the time."))
    return tuple(found)
