"""A row of the reference data as a person reads it: its title, its lines, where it comes from, when it was checked.

Public: `reference_rows`, which gives the rows of one file in the order of a list, and `not_checked`, which counts those
that nobody has checked for six months.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Literal, NamedTuple, Protocol

import msgspec

from dslapp.domain.guidance.contacts import ContactList, NationalContact
from dslapp.domain.local_time import say_day
from dslapp.domain.reference.checked import check_is_due
from dslapp.domain.reference.glossary import Glossary, Word
from dslapp.domain.reference.legislation import FOR_POLICE, Concerns, Law, LawList, Standing
from dslapp.domain.reference.platforms import ANY_OTHER, AgeLimit, Platform, PlatformList
from dslapp.domain.school import Contact, School

ReferenceFile = Literal["platforms", "legislation", "glossary", "contacts"]

STANDINGS: dict[Standing, str] = {
    "current": "In force",
    "changed": "In force, changed since the old policies",
    "part repealed": "Part of it is no longer law",
    "repealed": "No longer law",
    "new": "New since the old policies",
    "start not known": "Whether it is in force is not known",
}
CONCERNS: dict[Concerns, str] = {
    "children": "cases between children",
    "adults": "cases about an adult",
    "both": "cases between children and cases about an adult",
    "the school": "what the school itself does",
}

KEEP_FIRST = "Keep it first"
"""The line of a platform card that is not shown where an image may be part of it."""


class ReferenceData(Protocol):
    """Where the rows are: the library in force."""

    @property
    def platforms(self) -> PlatformList:
        """The platform cards."""

    @property
    def legislation(self) -> LawList:
        """The acts."""

    @property
    def glossary(self) -> Glossary:
        """The words."""

    @property
    def contacts(self) -> ContactList:
        """Whom to ring."""


class Line(NamedTuple):
    """One thing that a card says; `label` stands above it. `warns`: read it before you do anything."""

    label: str
    words: str
    warns: bool = False


class ReferenceRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row as a list and a card show it. `row` is the row itself; `own`: the school wrote it."""

    file: ReferenceFile
    key: str
    title: str
    about: str
    lines: tuple[Line, ...]
    edition: str
    source: str
    checked_on: date
    check_locally: bool
    row: Platform | Law | Word | NationalContact
    own: bool = False

    def check_is_due(self, today: date) -> bool:
        """Whether nobody has checked it for six months."""
        return check_is_due(self.checked_on, today)

    def fits(self, wanted: str) -> bool:
        """Whether every word of a search occurs in it."""
        said = " ".join((self.title, self.about, *(line.words for line in self.lines))).casefold()
        return all(word in said for word in wanted.casefold().split())


class NotChecked(NamedTuple):
    """How many rows nobody has checked for six months, or ever: the school's own numbers, and by file the others."""

    own_numbers: int
    by_file: dict[ReferenceFile, int]

    @property
    def numbers(self) -> int:
        """Telephone numbers and addresses, own and national."""
        return self.own_numbers + self.by_file.get("contacts", 0)

    @property
    def others(self) -> int:
        """Platform cards, acts and words."""
        return sum(self.by_file.values()) - self.by_file.get("contacts", 0)


def reference_rows(
    data: ReferenceData, file: ReferenceFile, school: School, own: Collection[tuple[str, str]] = ()
) -> tuple[ReferenceRow, ...]:
    """The rows of a file by name; numbers and the platform card for any other stay as they stand in the file.

    `own` are the rows that the school wrote, each as its file and key.
    """
    return tuple(msgspec.structs.replace(row, own=(row.file, row.key) in own) for row in _rows(data, file, school))


def not_checked(data: ReferenceData, own: Sequence[Contact], today: date) -> NotChecked:
    """Count what nobody has checked for six months. An own number counts once it is filled in."""
    files: dict[ReferenceFile, Sequence[Platform | Law | Word | NationalContact]] = {
        "platforms": data.platforms.platforms,
        "legislation": data.legislation.laws,
        "glossary": data.glossary.words,
        "contacts": data.contacts.national,
    }
    filled = [each for each in own if each.phone or each.email or each.out_of_hours]
    return NotChecked(
        sum(each.check_is_due(today) for each in filled),
        {file: sum(check_is_due(row.checked_on, today) for row in rows) for file, rows in files.items()},
    )


def platform_row(card: Platform, cards: PlatformList, school: School) -> ReferenceRow:
    """A platform card; where it has no times of its own, those of the school are said."""
    lines = [
        Line("It is gone", card.gone, warns=True),
        Line(KEEP_FIRST, card.keep_first, warns=True),
        Line("How to report it", card.how_to_report),
        Line("Name the rule that it breaks, as the platform calls it today", "; ".join(card.rules_to_cite)),
        Line("From what age", _age(card, cards)),
        Line("A report should be acknowledged", _time(card.acknowledges_within, school.platform_ack)),
        Line("A report should be answered", _time(card.answers_within, school.platform_reply)),
        Line("What it cannot do", card.cannot),
    ]
    return ReferenceRow(
        file="platforms", key=card.key, title=card.name, about=card.kind, lines=_said(lines), edition=cards.edition,
        source=card.source, checked_on=card.checked_on, check_locally=card.check_locally, row=card,
    )  # fmt: skip


def word_row(word: Word, glossary: Glossary) -> ReferenceRow:
    """A word and its meaning."""
    lines = [
        Line("", word.meaning),
        Line("Also called", "; ".join(word.also_called)),
        Line("Not to be confused with", word.not_to_confuse),
    ]
    return ReferenceRow(
        file="glossary", key=word.key, title=word.term, about="; ".join(word.also_called), lines=_said(lines),
        edition=glossary.edition, source=word.source, checked_on=word.checked_on, check_locally=word.check_locally,
        row=word,
    )  # fmt: skip


def _rows(data: ReferenceData, file: ReferenceFile, school: School) -> Sequence[ReferenceRow]:
    match file:
        case "platforms":
            rows = [platform_row(card, data.platforms, school) for card in data.platforms.platforms]
            return [*(row for row in rows if row.key == ANY_OTHER), *_by_name([r for r in rows if r.key != ANY_OTHER])]
        case "legislation":
            return _by_name([_law_row(law, data.legislation) for law in data.legislation.laws])
        case "glossary":
            return _by_name([word_row(word, data.glossary) for word in data.glossary.words])
        case "contacts":
            return [_contact_row(contact, data.contacts) for contact in data.contacts.national]


def _law_row(law: Law, acts: LawList) -> ReferenceRow:
    lines = [
        Line("What the old policy says", law.policy_said),
        Line("Now", law.now),
        Line("What came instead", law.replaced_by),
        Line("Note", law.note),
        Line("Comes up in", CONCERNS[law.concerns]),
        Line(FOR_POLICE, acts.caveat if law.for_police else "", warns=True),
    ]
    return ReferenceRow(
        file="legislation", key=law.key, title=law.act, about=STANDINGS[law.standing], lines=_said(lines),
        edition=acts.edition, source=law.source, checked_on=law.checked_on, check_locally=law.check_locally, row=law,
    )  # fmt: skip


def _contact_row(contact: NationalContact, contacts: ContactList) -> ReferenceRow:
    lines = [
        Line("Telephone", contact.phone),
        Line("Address", contact.address),
        Line("When", contact.when),
        Line("Open", contact.hours),
    ]
    return ReferenceRow(
        file="contacts", key=contact.key, title=contact.label, about=contact.phone or contact.address,
        lines=_said(lines), edition=contacts.edition, source=contact.source, checked_on=contact.checked_on,
        check_locally=contact.check_locally, row=contact,
    )  # fmt: skip


def _said(lines: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.words)


def _by_name(rows: Sequence[ReferenceRow]) -> tuple[ReferenceRow, ...]:
    return tuple(sorted(rows, key=lambda row: row.title.casefold()))


def _age(card: Platform, cards: PlatformList) -> str:
    ages = "; ".join(_limit(limit) for limit in reversed(card.ages))
    return "\n".join(filter(None, (ages, card.age_note, cards.age_note)))


def _limit(limit: AgeLimit) -> str:
    return f"{limit.years} and over" + (f", since {say_day(limit.since)}" if limit.since else "")


def _time(own: str, schools: str) -> str:
    return f"Within {own}." if own else f"Within {schools}: your school’s limit, since no time of its own is known."
