"""Screenshots that belong together, in their order, and what the end of one says of the beginning of the next."""

from collections.abc import Mapping, Sequence
from typing import Literal

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.evidence.exhibits import Exhibit

Between = Literal["overlap", "gap", "same", "not known"]
"""What a comparison of their dots suggests; nobody is told that it is so."""


def series_of(case: CaseFile) -> Mapping[str, tuple[Exhibit, ...]]:
    """The series of a case by their names, each in its order; withdrawn exhibits are left out."""
    found: dict[str, list[Exhibit]] = {}
    for exhibit in case.exhibits:
        if exhibit.series and not exhibit.withdrawn:
            found.setdefault(exhibit.series, []).append(exhibit)
    return {
        name: tuple(sorted(found[name], key=lambda each: (each.series_order, each.attached_at, each.number)))
        for name in sorted(found)
    }


def between_in_words(between: Between, first: str, second: str) -> str:
    """What stands between two neighbours of a series; as it looks, and no more than that."""
    match between:
        case "overlap":
            return f"{second} looks like it overlaps with the end of {first}."
        case "gap":
            return f"There may be a gap between {first} and {second}: the end of {first} was not found in {second}."
        case "same":
            return f"{first} and {second} look like the same picture."
    return f"Whether {second} follows {first} cannot be told from the pictures: look at both."


def can_be_compared(first: Exhibit, second: Exhibit) -> bool:
    """Whether both can be drawn beside each other: pictures, and pages of a PDF; not films, sounds or words."""
    return all(
        each.has_file and (each.exhibit_kind == "picture" or (each.media_type == "application/pdf" and each.pages > 0))
        for each in (first, second)
    )


def place_in_series(exhibit: Exhibit, case: CaseFile) -> tuple[int, Sequence[Exhibit]]:
    """Which picture of its series an exhibit is, from 0, and all of them; (-1, ()) when it is in none."""
    pages = series_of(case).get(exhibit.series, ()) if exhibit.series else ()
    ids = [each.id for each in pages]
    return (ids.index(exhibit.id), pages) if exhibit.id in ids else (-1, ())
