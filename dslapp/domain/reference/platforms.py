"""Platform cards: how to report something on a site or app, which rule to cite, from what age it may be used.

Public: `PlatformList` (the data), `minimum_age_on` and `under_age`, which compares a child's age with a platform's.
"""

from datetime import date

import msgspec

from dslapp.domain.case.birth_dates import age_on


class AgeLimit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The age from which a platform may be used, and the day from which that holds; without one, since long ago."""

    years: int
    since: date | None = None


class Platform(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One site, app or way of sending. How it is reported is said in words: menus change every few months.

    `ages` in their order; none means that the platform has no limit, or that nobody knows one. Without
    `acknowledges_within` and `answers_within` the school's own limits count. `gone`: it was shut, and since when.
    """

    key: str
    name: str
    also_called: tuple[str, ...] = ()
    kind: str
    ages: tuple[AgeLimit, ...] = ()
    age_note: str = ""
    how_to_report: str
    rules_to_cite: tuple[str, ...] = ()
    keep_first: str
    acknowledges_within: str = ""
    answers_within: str = ""
    cannot: str = ""
    gone: str = ""
    source: str
    checked_on: date
    check_locally: bool = False

    def is_called(self, name: str) -> bool:
        """Whether a person who wrote `name` meant this one."""
        written = _plain(name)
        return bool(written) and written in {_plain(each) for each in (self.name, *self.also_called)}


class PlatformList(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All cards. `age_note` stands with every minimum age."""

    edition: str
    age_note: str
    platforms: tuple[Platform, ...]

    def called(self, name: str) -> Platform | None:
        """The card of the platform that was written down as `name`; None if there is none of its own."""
        return next((each for each in self.platforms if each.is_called(name)), None)

    def card(self, name: str) -> Platform | None:
        """The card of that platform, else the one for any other."""
        return self.called(name) or next((each for each in self.platforms if each.key == ANY_OTHER), None)


ANY_OTHER = "any-other"
"""The key of the card for a platform without one of its own."""


class UnderAge(msgspec.Struct, frozen=True, kw_only=True):
    """A child who was younger than a platform allows."""

    platform: str
    age: int
    minimum: int


def minimum_age_on(platform: Platform, day: date) -> int | None:
    """The age that the platform asked for on that day, or None."""
    held = [limit for limit in platform.ages if limit.since is None or limit.since <= day]
    return held[-1].years if held else None


def under_age(platform: Platform, born: date, day: date) -> UnderAge | None:
    """Say so if somebody born on that day was too young for the platform on `day`; a hint, never a finding."""
    minimum, age = minimum_age_on(platform, day), age_on(born, day)
    if minimum is None or age >= minimum:
        return None
    return UnderAge(platform=platform.name, age=age, minimum=minimum)


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
