"""In which casebook a concern may be written: never in one that the person whom it is about can open.

A casebook is the unit of access (docs/decisions/compartments.md). `places` says for one concern which casebooks may be
offered, each with its reason, and why the others may not.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dslapp.domain.case.incident import AboutWhom, SafetyAnswers
from dslapp.domain.names import bare_initials, may_be_same_person, may_have_initials
from dslapp.domain.school import ROLE_NAMES, Holds, Role

HOLDS_IN_WORDS: dict[Holds, str] = {
    "pupils": "pupils",
    "staff": "concerns about staff",
    "head": "concerns about the headteacher",
}
ABOUT_IN_WORDS: dict[AboutWhom, str] = {
    "staff": "A member of staff, a volunteer, contractor or governor",
    "dsl": "The DSL or a deputy",
    "head": "The headteacher",
    "chair": "The chair of governors",
    "not known": "Nobody knows yet, or it could be the headteacher",
}

_FITS: dict[AboutWhom, tuple[Holds, ...]] = {
    "staff": ("staff", "head"),
    "dsl": ("staff", "head"),
    "head": ("head",),
    "chair": ("staff",),
    "not known": ("head",),
}
"""Which casebooks a concern about each belongs in, the best first (KCSIE Part four: who is the case manager)."""
_ROLES_OF: dict[AboutWhom, frozenset[Role]] = {
    "staff": frozenset(),
    "dsl": frozenset({"dsl", "deputy_dsl"}),
    "head": frozenset({"headteacher"}),
    "chair": frozenset({"chair_of_governors"}),
    "not known": frozenset({"headteacher", "dsl", "deputy_dsl"}),
}


class Opener(NamedTuple):
    """Somebody who can open a casebook, as far as it is known: of another casebook only role and initials are."""

    role: Role
    name: str = ""
    initials: str = ""


class Compartment(NamedTuple):
    """One casebook: what it is called, what it holds, who can open it."""

    casebook: str
    label: str
    holds: Holds
    openers: tuple[Opener, ...]


class Subject(NamedTuple):
    """The adult here whom a concern is about: what they are, and what they are called. Empty: no such adult."""

    about: frozenset[AboutWhom] = frozenset()
    names: tuple[str, ...] = ()
    initials: frozenset[str] = frozenset()
    """Of whoever has such a role in any known casebook, without a figure: in another one they may have another role."""

    def among(self, known: Iterable[Compartment]) -> "Subject":
        """The same, with the initials by which the openers of known casebooks tell who it may be."""
        openers = (opener for place in known for opener in place.openers)
        meant = (opener.initials for opener in openers if opener.initials and self.is_(opener))
        return self._replace(initials=frozenset(bare_initials(each) for each in meant))

    def is_(self, opener: Opener) -> bool:
        """Whether somebody who can open a casebook is, or may be, the one whom it is about."""
        return (
            any(opener.role in _ROLES_OF[party] for party in self.about if party)
            or bare_initials(opener.initials) in self.initials
            or any(_may_be(name, opener) for name in self.names)
        )


class Place(NamedTuple):
    """A casebook that may be offered, or may not, with the reason in words."""

    casebook: str
    label: str
    reason: str


class Places(NamedTuple):
    """Where a concern may go, the best place first, and which casebooks are out of the question."""

    here: Place | None
    """This casebook, when the concern may be written in it."""
    elsewhere: tuple[Place, ...] = ()
    refused: tuple[Place, ...] = ()

    @property
    def belongs_elsewhere(self) -> bool:
        """Whether nothing of it may be kept in this casebook."""
        return self.here is None


def subject_of(
    safety: SafetyAnswers,
    about: AboutWhom,
    names: Iterable[str],
    *,
    headteacher: str = "",
    chair: str = "",
    dsls: Iterable[str] = (),
) -> Subject:
    """Whom a concern is about, from the answers of the first screen, the adults who are named, and the school's own.

    `dsls` are the names of the DSL and deputies, who may open another casebook in another role. Not sure counts as yes.
    Without a word on who it is, it may be anybody: the headteacher too.
    """
    if not safety.staff_concern:
        return Subject()
    named = tuple(name.strip() for name in names if name.strip())
    parties: set[AboutWhom] = {about} if about else {"staff"} if named else {"not known"}
    own: dict[AboutWhom, tuple[str, ...]] = {"head": (headteacher,), "chair": (chair,), "dsl": tuple(dsls)}
    parties |= {
        party for party, known in own.items() if any(may_be_same_person(name, each) for name in named for each in known)
    }
    meant = parties | ({"head", "dsl"} if "not known" in parties else set())
    also = (name for party, known in own.items() if party in meant for name in known if name.strip())
    return Subject(frozenset(parties), tuple(dict.fromkeys((*named, *also))))


def places(here: Compartment, neighbours: Sequence[Compartment], subject: Subject) -> Places:
    """Where a concern about `subject` may go, when `here` is open and `neighbours` can be sealed to."""
    if not subject.about:
        return Places(Place(here.casebook, here.label, "It is about no adult who works or helps here."))
    subject, fitting = subject.among((here, *neighbours)), _fitting(subject)
    elsewhere: list[tuple[int, Place]] = []
    refused: list[Place] = []
    for other in neighbours:
        why_not = _why_not(other, subject, fitting)
        if why_not:
            refused.append(Place(other.casebook, other.label, why_not))
        else:
            reason = f"It holds {HOLDS_IN_WORDS[other.holds]}, and nobody opens it whom this is about."
            elsewhere.append((fitting.index(other.holds), Place(other.casebook, other.label, reason)))
    offered = tuple(place for _, place in sorted(elsewhere, key=lambda each: each[0]))
    best = any(place.holds == fitting[0] and not _why_not(place, subject, fitting) for place in neighbours if fitting)
    stay = _why_here(here, subject, fitting, kept_apart=best)
    if stay:
        return Places(Place(here.casebook, here.label, stay), offered, tuple(refused))
    opened = _opened_by_subject(here, subject)
    why_not = _KEPT_APART if subject.about == {"staff"} and not opened else _why_not(here, subject, fitting)
    refused.insert(0, Place(here.casebook, here.label, why_not))
    return Places(None, offered, tuple(refused))


def places_for_note(known: Sequence[Compartment], subject: Subject) -> Places:
    """For which of the known casebooks somebody may leave a note who has none of them open, the best first."""
    if not subject.about:
        order = sorted(known, key=lambda place: ("pupils", "staff", "head").index(place.holds))
        return Places(None, tuple(Place(each.casebook, each.label, "") for each in order))
    subject, fitting = subject.among(known), _fitting(subject)
    found = [(each, _why_not(each, subject, fitting)) for each in known]
    offered = [each for each, why_not in found if not why_not]
    offered.sort(key=lambda each: fitting.index(each.holds))
    if not offered and subject.about == {"staff"}:
        offered = [each for each in known if not _opened_by_subject(each, subject)]
    chosen = {each.casebook for each in offered}
    return Places(
        None,
        tuple(Place(each.casebook, each.label, f"It holds {HOLDS_IN_WORDS[each.holds]}.") for each in offered),
        tuple(Place(each.casebook, each.label, why_not) for each, why_not in found if each.casebook not in chosen),
    )


_KEPT_APART = "The school has a casebook for this: concerns about staff are kept apart from the pupils’."
UNTIL_THEN = (
    "No casebook for concerns about staff is known here. It stays restricted in this one until there is one: make it "
    "soon, then move this case."
)


def _why_here(here: Compartment, subject: Subject, fitting: Sequence[Holds], *, kept_apart: bool) -> str:
    """Why it may be written in this casebook; empty when it may not."""
    if _opened_by_subject(here, subject):
        return ""
    if here.holds in fitting:
        return f"This casebook holds {HOLDS_IN_WORDS[here.holds]}, and nobody opens it whom this is about."
    if subject.about == {"staff"} and not kept_apart:
        return UNTIL_THEN
    return ""


def _why_not(place: Compartment, subject: Subject, fitting: Sequence[Holds]) -> str:
    opener = _opened_by_subject(place, subject)
    if opener:
        return f"{opener} can open it, and this is about them or may be."
    if place.holds not in fitting:
        return f"It holds {HOLDS_IN_WORDS[place.holds]}: this does not belong there."
    return ""


def _fitting(subject: Subject) -> tuple[Holds, ...]:
    """What a casebook must hold to take it: where several adults are meant, what fits them all."""
    fits = [_FITS[party] for party in subject.about if party]
    return tuple(holds for holds in ("staff", "head") if all(holds in each for each in fits))


def _opened_by_subject(place: Compartment, subject: Subject) -> str:
    """The first of those who can open a casebook who is, or may be, whom the concern is about; empty: nobody is."""
    for opener in place.openers:
        if subject.is_(opener):
            return opener.name or f"{ROLE_NAMES[opener.role]} {opener.initials}".strip()
    return ""


def _may_be(name: str, opener: Opener) -> bool:
    return may_be_same_person(name, opener.name) if opener.name else may_have_initials(name, opener.initials)
