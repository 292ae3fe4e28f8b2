"""What a new version changes: an empty field is *completed*; what was written is *changed*, and that needs a reason."""

from typing import NamedTuple, TypeVar

import msgspec

from dslapp.domain.statements import Stated, When

S = TypeVar("S", bound=msgspec.Struct)

FIELD_WORDS: dict[str, str] = {
    "occurred": "when it happened",
    "first_disclosed_at": "when the child first told somebody",
    "reported_to_dsl_at": "when the DSL was told",
    "safety.danger": "the answer about danger today",
    "safety.image": "the answer about a naked or sexual image",
    "safety.adult_here": "the answer about an adult who works here",
    "place_type": "where it happened",
    "platform": "the site or app",
    "app_area": "the place in the app",
    "url": "the web address",
    "reporter_name": "who told us",
    "reporter_role": "who told us",
    "reporter_anonymous": "whether they want to stay anonymous",
    "source": "where it came from",
    "summary": "what happened",
    "exact_words": "the child’s own words",
    "words_used": "the words that were used",
    "questions_asked": "the questions that were asked",
    "observed": "what was seen",
    "hearsay": "what was heard from others",
    "hearsay_source": "who it was heard from",
    "opinion": "the opinion",
    "opinion_basis": "what the opinion rests on",
    "voice": "the child’s wishes",
    "classification": "the matrix and indicators",
    "risk": "the risks",
    "cpoms_ref": "the CPOMS reference",
    "file_location": "where the file is kept",
    "linked_incidents": "linked incidents",
    "not_known": "what is not known yet",
    "support": "the support given",
    "review_on": "the review date",
    "lessons": "the lessons",
    "name": "the name",
    "known_as": "the name they are known by",
    "person_kind": "who they are to the school",
    "date_of_birth": "the date of birth",
    "handle": "the handle",
    "person_id": "whose account it is",
    "link_certainty": "how certain it is whose account it is",
    "role": "the part they play",
    "certainty": "how certain it is",
    "parents_told": "whether parents were told",
}
"""A field, or the group that it stands in, as the history names it."""


class Change(NamedTuple):
    """One field that differs: its dotted name, and whether it only fills what was empty."""

    field: str
    completed: bool

    def in_words(self) -> str:
        """The field as a person would call it."""
        return FIELD_WORDS.get(self.field) or FIELD_WORDS.get(self.field.split(".")[0]) or self.field.replace("_", " ")


def changes(before: S, after: S) -> tuple[Change, ...]:
    """Return every field in which `after` differs from `before`, in the order of the fields."""
    return tuple(_changes(before, after, ""))


def rewritten(before: S, after: S) -> tuple[Change, ...]:
    """Return the changes that have to be explained: what was written goes away or becomes something else."""
    return tuple(change for change in changes(before, after) if not change.completed)


def changed_words(found: tuple[Change, ...]) -> str:
    """The fields in words, each once: "the matrix and indicators, the risks"."""
    return ", ".join(dict.fromkeys(change.in_words() for change in found))


def _changes(before: msgspec.Struct, after: msgspec.Struct, prefix: str) -> list[Change]:
    found: list[Change] = []
    for name in before.__struct_fields__:
        old, new = getattr(before, name), getattr(after, name)
        if old == new:
            continue
        if isinstance(old, msgspec.Struct) and not isinstance(old, When | Stated):
            found += _changes(old, new, f"{prefix}{name}.")
        else:
            found.append(Change(prefix + name, _completes(old, new)))
    return found


def _completes(old: object, new: object) -> bool:
    """Whether nothing that was written goes away: it was empty, or not known, or the list only grows."""
    if isinstance(old, When) and isinstance(new, When):
        return not old.answered or (old.precision == "unknown" and new.answered and new.precision != "unknown")
    if isinstance(old, Stated) and isinstance(new, Stated):
        return not old.answered or (not old.text.strip() and bool(new.text.strip()))
    if isinstance(old, tuple) and isinstance(new, tuple):
        return set(old) <= set(new)
    return not old or old == "unknown"
