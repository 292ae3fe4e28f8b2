"""Where a referral's answers come from: the case as it stands, the school, and what was written in the guidance."""

from collections.abc import Callable, Iterable
from datetime import datetime

import msgspec

from dslapp.domain.case.birth_dates import is_made_up
from dslapp.domain.case.case_file import CaseFile, Involved
from dslapp.domain.case.case_words import certainty_in_words, when_in_words
from dslapp.domain.case.incident import Incident
from dslapp.domain.case.people import Account, Person
from dslapp.domain.guidance.indicators import IndicatorList
from dslapp.domain.guidance.told_in_guidance import told_in_guidance
from dslapp.domain.local_time import say_day, say_moment
from dslapp.domain.school import ROLE_NAMES, Contact, Member, School
from dslapp.domain.statements import Stated, TriState

_TRI_STATE = {"yes": "Yes", "no": "No", "unsure": "Not sure", "": ""}
PLACES = {
    "school": "in school", "journey": "on the way to or from school", "home": "at home", "other": "elsewhere",
    "online": "online only", "": "",
}  # fmt: skip


class ReferralGround(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a referral is made from."""

    case: CaseFile
    school: School
    contacts: tuple[Contact, ...]
    indicators: IndicatorList
    member: Member
    """Who refers."""
    now: datetime

    @property
    def incident(self) -> Incident:
        """The incident of the case."""
        return self.case.incident

    @property
    def accused(self) -> tuple[Involved, ...]:
        """Who is said to have caused harm: people and accounts."""
        return tuple(each for each in self.case.present if each.involvement.role in ("alleged", "shared"))

    @property
    def accused_adults(self) -> tuple[Person, ...]:
        """The adults about whom the LADO is asked: staff before anybody else who is said to have caused harm.

        Where a member of staff is both targeted and accused, the accusation may stand in what was done to them.
        """
        adults = tuple(each.person for each in self.accused if each.person and not each.is_child)
        staff = tuple(person for person in adults if person.person_kind == "staff")
        if not staff and self.incident.safety.adult_here == "both":
            affected = (each.person for each in self.affected if each.person)
            staff = tuple(person for person in affected if person.person_kind == "staff")
        return staff or adults

    @property
    def affected(self) -> tuple[Involved, ...]:
        """Who was harmed or targeted."""
        return tuple(each for each in self.case.present if each.involvement.role == "target")

    @property
    def affected_children(self) -> tuple[Person, ...]:
        """Of them, the children."""
        return tuple(each.person for each in self.affected if each.person and each.is_child)

    @property
    def accounts(self) -> tuple[tuple[Account, Involved], ...]:
        """The online accounts in the case."""
        return tuple((each.account, each) for each in self.case.present if each.account)

    def contact(self, kind: str) -> Contact | None:
        """The school's own number for an agency or a person."""
        return next((contact for contact in self.contacts if contact.contact_kind == kind), None)

    def written(self, *fields: str) -> Stated:
        """What was last written in the guidance under one of these field ids, answers taken back left out."""
        found = Stated()
        for answer in self.case.answers:
            for recorded in answer.recorded if not answer.superseded else ():
                if recorded.field in fields:
                    found = recorded.stated
        return found

    def answered(self, flow: str, step: str) -> tuple[str, ...]:
        """The answers given at a step, in the words as shown."""
        given = [a for a in self.case.answers if (a.flow, a.step) == (flow, step) and not a.superseded]
        return given[-1].answers_shown if given else ()

    @property
    def places(self) -> str:
        """Where it happened: kind of place, platform, where in it, address."""
        incident = self.incident
        parts = (PLACES[incident.place_type], incident.platform, incident.app_area, incident.url)
        return ", ".join(part for part in parts if part)

    @property
    def dates(self) -> Stated:
        """When it happened, or why that is not known."""
        when = self.incident.occurred
        return as_known(when_in_words(when), when.unknown_because) if when.answered else Stated()

    @property
    def offences(self) -> tuple[str, ...]:
        """The ticked indicators in their own words, for the reader to decide; never codes."""
        words: dict[str, str] = {}
        for indicator in self.indicators.indicators:
            words[indicator.code] = indicator.label
            words |= {part.code: f"{indicator.label} {part.label}" for part in indicator.parts}
        ticked = self.incident.classification.indicators
        return tuple(words[code] for code in ticked if code in words)

    @property
    def referrer(self) -> str:
        """Who refers and how to reach them."""
        school = self.school
        parts = (
            f"{self.member.name}, {ROLE_NAMES[self.member.role]}", school.name, school.address, school.phone,
            school.email,
        )  # fmt: skip
        return "; ".join(part for part in parts if part)

    @property
    def done(self) -> str:
        """What was done, one line each with its time: from the log, then what the guidance recorded of agencies."""
        lines = [
            f"{say_moment(entry.at)}: {entry.what}" + (f" ({entry.who})" if entry.who else "")
            for entry in self.case.log
        ]
        told = told_in_guidance(self.case, "police", "social care", "lado", "adviser", "platform", "parents")
        return "\n".join([*lines, *(f"{each.when}: {each.words}" for each in told)])


def text(words: str) -> Stated:
    """A stated text; empty words mean: not answered yet."""
    return Stated(text=words.strip())


def as_known(words: str, unknown_because: str) -> Stated:
    """A text, or the reason for its absence."""
    return Stated(unknown_because=unknown_because) if unknown_because.strip() else text(words)


def first(*answers: Stated) -> Stated:
    """The first that is answered."""
    return next((answer for answer in answers if answer.answered), Stated())


def each(people: Iterable[Person], say: Callable[[Person], str]) -> Stated:
    """What is said of several people, one a line, named when there is more than one."""
    found = [(person.name, say(person)) for person in people]
    if len(found) == 1:
        return text(found[0][1])
    return text("\n".join(f"{name}: {words}" for name, words in found if words))


def each_stated(people: Iterable[Person], say: Callable[[Person], Stated]) -> Stated:
    """As `each`, for answers that may be "not known" with a reason: those are kept when there is one person."""
    found = list(people)
    return say(found[0]) if len(found) == 1 else each(found, lambda person: say(person).text)


def birth(person: Person) -> Stated:
    """The true date of birth, or why it is not known; never a made-up one."""
    if person.date_of_birth is not None and not is_made_up(person.date_of_birth):
        return text(say_day(person.date_of_birth).split(" ", 1)[1])
    return Stated(unknown_because=person.birth_unknown_because)


def in_words(state: TriState) -> str:
    """Yes, no, not sure, or nothing."""
    return _TRI_STATE[state]


def named(involved: Iterable[Involved]) -> str:
    """Names with what they are and how certain that is, one a line."""
    lines = []
    for part in involved:
        about = ", ".join(filter(None, (part.person.year_or_job if part.person else "", certainty_in_words(part))))
        lines.append(f"{part.name} ({about})")
    return "\n".join(lines)


def parents_told(involved: Iterable[Involved]) -> Stated:
    """Whether each child's parents were told: when and by whom, or why not."""
    lines = []
    for part in involved:
        told = part.involvement
        if told.parents_told == "yes":
            when = f", {say_moment(told.parents_told_at)}" if told.parents_told_at else ""
            by = f", by {told.parents_told_by}" if told.parents_told_by else ""
            lines.append(f"{part.name}: told{when}{by}")
        elif told.parents_told == "no" or told.parents_not_told_because:
            lines.append(f"{part.name}: not told – {told.parents_not_told_because or 'reason not written yet'}")
    return text("\n".join(lines))
