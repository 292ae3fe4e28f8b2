"""The part that somebody plays in an incident, in the glossary's words: role and kind of person in one choice."""

from typing import NamedTuple

from dslapp.domain.case.people import InvolvementRole, PersonKind
from dslapp.domain.statements import Certainty


class Part(NamedTuple):
    """One choice of "who is this?": the role in this incident, the kind of person it usually is, and the words."""

    key: str
    role: InvolvementRole
    person_kind: PersonKind
    label: str


PARTS: tuple[Part, ...] = (
    Part("child-affected", "target", "pupil", "Child affected"),
    Part("child-alleged", "alleged", "pupil", "Child alleged to have caused harm"),
    Part("former-pupil-alleged", "alleged", "former pupil", "Former pupil alleged to have caused harm"),
    Part("adult-here-alleged", "alleged", "staff", "Adult here: it is about them"),
    Part("adult-here-affected", "target", "staff", "Adult here: affected"),
    Part("parent-alleged", "alleged", "parent", "Parent or carer alleged to have caused harm"),
    Part("adult-alleged", "alleged", "other adult", "Another adult alleged to have caused harm"),
    Part("unknown-alleged", "alleged", "unknown", "Somebody unknown, alleged to have caused harm"),
    Part("child-shared", "shared", "pupil", "Child who passed it on"),
    Part("former-pupil-affected", "target", "former pupil", "Former pupil affected"),
    Part("child-elsewhere-affected", "target", "other child", "Child from elsewhere affected"),
    Part("child-elsewhere-alleged", "alleged", "other child", "Child from elsewhere alleged to have caused harm"),
    Part("bystander", "bystander", "pupil", "Child who saw it (bystander)"),
    Part("witness", "witness", "pupil", "Witness"),
    Part("reporter", "reporter", "other adult", "Person who told us"),
    Part("parent", "parent", "parent", "Parent or carer"),
    Part("staff", "staff", "staff", "Member of staff who deals with it"),
    Part("other", "other", "other adult", "Somebody else"),
)
"""In the order in which they are offered."""

BY_KEY: dict[str, Part] = {part.key: part for part in PARTS}

_CHILDREN: frozenset[PersonKind] = frozenset({"pupil", "former pupil", "other child"})

_ROLES: dict[InvolvementRole, tuple[str, str]] = {
    "target": ("Child affected", "Adult affected"),
    "alleged": ("Child alleged to have caused harm", "Adult alleged to have caused harm"),
    "shared": ("Child who passed it on", "Adult who passed it on"),
    "bystander": ("Child who saw it", "Adult who saw it"),
    "witness": ("Witness", "Witness"),
    "reporter": ("Person who told us", "Person who told us"),
    "parent": ("Parent or carer", "Parent or carer"),
    "staff": ("Member of staff", "Member of staff"),
    "other": ("Somebody else", "Somebody else"),
}

CERTAINTIES: dict[Certainty, str] = {
    "confirmed": "Confirmed",
    "admitted": "Admitted",
    "believed": "Believed",
    "unknown": "Not known",
}


def is_child(person_kind: PersonKind) -> bool:
    """Whether a child or young person is meant; a former pupil under 18 counts (S1 L88; scenarios.md, 7)."""
    return person_kind in _CHILDREN


def role_in_words(role: InvolvementRole, person_kind: PersonKind | None = "pupil") -> str:
    """The role as shown: never "offender". An account, or somebody unknown, is neither child nor adult."""
    if person_kind in (None, "unknown"):
        return {"alleged": "Alleged to have caused harm", "target": "Affected", "shared": "Passed it on"}.get(
            role, _ROLES[role][1]
        )
    child, adult = _ROLES[role]
    return child if is_child(person_kind) else adult
