"""Children in a case who were younger than a site or app allows, as a hint beside the question that asks it."""

from datetime import date

from dslapp.domain.case.case_file import CaseFile, Involved
from dslapp.domain.local_time import say_day, to_local
from dslapp.domain.reference.platforms import PlatformList, UnderAge, under_age


def day_of(case: CaseFile) -> date:
    """The day on which it happened, or on which it was reported where that is not known."""
    incident = case.incident
    return to_local(incident.occurred.start or incident.reported_to_dsl_at).date()


def too_young(case: CaseFile, cards: PlatformList) -> tuple[tuple[str, UnderAge], ...]:
    """The children by name, each with the platform for which they were too young on the day, once a platform."""
    day, found = day_of(case), {}
    for child in case.children:
        born = child.person.date_of_birth if child.person else None
        for name in _platforms(case, child) if born else ():
            card = cards.called(name)
            hint = under_age(card, born, day) if card and born else None
            if hint:
                found[child.name, hint.platform] = hint
    return tuple((name, hint) for (name, _), hint in found.items())


def ages_in_words(case: CaseFile, cards: PlatformList) -> tuple[str, ...]:
    """Each of them as a sentence: "Mia K. was 9 on Saturday 7 November 2026. Instagram: 13 and over."."""
    on = say_day(day_of(case))
    return tuple(f"{name} was {hint.age} on {on}. {hint.platform}: {hint.minimum} and over." for name, hint in
                 too_young(case, cards))  # fmt: skip


def platforms_of(case: CaseFile) -> tuple[str, ...]:
    """The names of all sites and apps in a case: where it happened, and those of the accounts."""
    names = [case.incident.platform, *(each.account.platform for each in case.present if each.account)]
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))


def _platforms(case: CaseFile, child: Involved) -> tuple[str, ...]:
    """Where it happened, and where the child has an account."""
    own = [
        each.account.platform
        for each in case.present
        if each.account and child.person and each.account.person_id == child.person.id
    ]
    return tuple(filter(None, (case.incident.platform, *own)))
