"""Checks on the reference data: keys that occur once, a source each, nothing repealed offered, one card for a name.

Public: `check_reference`, and for each file `check_platforms`, `check_legislation`, `check_glossary`, `check_contacts`;
no findings means sound.
"""

from collections import Counter
from collections.abc import Sequence

from dslapp.domain.guidance.checks import Finding
from dslapp.domain.guidance.contacts import ContactList
from dslapp.domain.reference.checked import Checked
from dslapp.domain.reference.glossary import Glossary
from dslapp.domain.reference.legislation import LawList
from dslapp.domain.reference.platforms import ANY_OTHER, PlatformList
from dslapp.domain.reference.shown import ReferenceData

_KEEP_IT = "Keep it: it is the card for every platform without one of its own."


def check_reference(data: ReferenceData) -> tuple[Finding, ...]:
    """Check all of it."""
    return (
        *check_platforms(data.platforms), *check_legislation(data.legislation), *check_glossary(data.glossary),
        *check_contacts(data.contacts),
    )  # fmt: skip


def check_platforms(cards: PlatformList) -> tuple[Finding, ...]:
    """Check the platform cards."""
    found = _check_rows("platforms", cards.platforms)
    for card in cards.platforms:
        for name in (card.name, *card.also_called):
            if cards.called(name) is not card:
                found.append(_finding("platforms", card.key, f"another card is called “{name}” too", "Keep it on one."))
        days = [limit.since for limit in card.ages[1:]]
        if None in days or sorted(filter(None, days)) != days:
            found.append(
                _finding("platforms", card.key, "its ages are not in order", "Give each later age its first day.")
            )
    if all(card.key != ANY_OTHER for card in cards.platforms):
        found.append(_finding("platforms", ANY_OTHER, "the card for any other platform is missing", _KEEP_IT))
    return tuple(found)


def check_legislation(acts: LawList) -> tuple[Finding, ...]:
    """Check the acts."""
    found = _check_rows("legislation", acts.laws)
    for law in acts.laws:
        if law.standing == "repealed" and law.for_police:
            found.append(_finding("legislation", law.key, "is repealed and offered", "Take out for_police."))
        if law.standing in ("repealed", "part repealed") and not law.replaced_by:
            found.append(_finding("legislation", law.key, "does not say what came instead", "Add replaced_by."))
    return tuple(found)


def check_glossary(glossary: Glossary) -> tuple[Finding, ...]:
    """Check the words."""
    return tuple(_check_rows("glossary", glossary.words))


def check_contacts(contacts: ContactList) -> tuple[Finding, ...]:
    """Check the numbers that are the same everywhere."""
    found = _check_rows("contacts", contacts.national)
    for contact in contacts.national:
        if not contact.phone and not contact.address:
            found.append(_finding("contacts", contact.key, "has no number and no address", "Add one."))
    for key, times in Counter([*(each.key for each in contacts.local)]).items():
        if times > 1:
            found.append(_finding("contacts", key, "stands twice", "Give each its own key."))
    return tuple(found)


def _check_rows(file: str, rows: Sequence[Checked]) -> list[Finding]:
    found = [
        _finding(file, key, "stands twice", "Give each its own key.")
        for key, times in Counter(row.key for row in rows).items()
        if times > 1
    ]
    found += [_finding(file, row.key, "names no source", "Say where it was found.") for row in rows if not row.source]
    return found


def _finding(file: str, row: str, problem: str, mend: str) -> Finding:
    return Finding(flow=file, step=row, problem=problem, mend=mend)
