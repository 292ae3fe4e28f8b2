"""What a matter that comes from outside may hold: anything beyond it would harm the casebook that takes it in."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import msgspec

from dslapp.domain.matters.moved_matter import Matter

LARGEST_NUMBER = 1_000_000
_LARGEST_OF: dict[str, int] = {"size": 10**12, "entries": 10**12}
"""Bytes of a file, and journal entries."""
YEARS = range(1900, 2101)
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def beyond_limits(matter: Matter) -> str:
    """What of a matter no casebook can hold, in words; empty when nothing is."""
    return next(_faults(matter), "")


def is_in_a_usual_year(moment: date) -> bool:
    """Whether a day or moment can be shown and counted with everywhere: from 1900 to 2100, a moment with its zone."""
    return moment.year in YEARS and not (isinstance(moment, datetime) and moment.tzinfo is None)


def _faults(matter: Matter) -> Iterator[str]:
    ids = [matter.id, *(value.id for value in (matter.incident, *matter.values()))]
    if not all(_ID.fullmatch(each) for each in (*ids, matter.from_casebook)):
        yield "Something in it has no proper number."
    if max(Counter(ids).values()) > 1:
        yield "Two things in it have the same number."
    if not _named_in(matter) <= {None, *ids}:
        yield "It names somebody or something that is not in it."
    if any(exhibit.number < 1 for exhibit in matter.exhibits):
        yield "An exhibit in it has no number."
    yield from _in_values(msgspec.to_builtins(matter, builtin_types=(datetime, date)), LARGEST_NUMBER)


def _named_in(matter: Matter) -> set[str | None]:
    """The people, accounts and exhibits that stand in its other values."""
    return {
        *(each.person_id for each in matter.involvements),
        *(each.account_id for each in matter.involvements),
        *(each.exhibit_id for each in matter.custody),
    }


def _in_values(value: Any, largest: int) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _in_values(each, _LARGEST_OF.get(key, largest))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _in_values(each, largest)
    elif isinstance(value, int) and not 0 <= value <= largest:
        yield "A number in it is too large."
    elif isinstance(value, date) and not is_in_a_usual_year(value):
        yield f"A date in it is before {YEARS.start} or after {YEARS.stop - 1}, or has no time zone."
