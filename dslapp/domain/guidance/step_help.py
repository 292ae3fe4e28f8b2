"""What helps somebody who is stuck at a step of the guidance: its words explained, and the platform that it is about.

Public: `StepHelp` (what there is to help with), `CaseHelp` (what is known of the case), `help_for`.
"""

import msgspec

from dslapp.domain.case.ages import ages_in_words, platforms_of
from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.guidance.flows import Step, answers_of
from dslapp.domain.reference.glossary import Glossary, Word, words_in
from dslapp.domain.reference.platforms import Platform, PlatformList
from dslapp.domain.school import School

ABOUT_PLATFORMS = frozenset({"content-removal", "cyberbullying"})
"""The flows in which the platform's card comes before the words."""
LEVEL = "level"
"""The fact that says how serious it is; where it is asked, the local names of the levels help."""


class StepHelp(msgspec.Struct, frozen=True, kw_only=True):
    """The words, the platform cards and the school's settings, read once for a walk."""

    glossary: Glossary
    platforms: PlatformList
    school: School


class CaseHelp(msgspec.Struct, frozen=True, kw_only=True):
    """What the case says: the sites and apps named in it, children under their age, and whether an image may be."""

    named: tuple[str, ...] = ()
    too_young: tuple[str, ...] = ()
    imagery_possible: bool = False


class HelpShown(msgspec.Struct, frozen=True, kw_only=True):
    """The help for one step. `named` are the cards of the platforms in the case, `levels` the local threshold names."""

    words: tuple[Word, ...]
    named: tuple[Platform, ...]
    too_young: tuple[str, ...]
    levels: tuple[str, ...]
    platforms_first: bool
    imagery_possible: bool


def case_help(case: CaseFile, cards: PlatformList) -> CaseHelp:
    """What is known of a case that helps at any step."""
    return CaseHelp(
        named=platforms_of(case),
        too_young=ages_in_words(case, cards),
        imagery_possible=case.incident.safety.imagery_possible,
    )


def help_for(there: StepHelp, known: CaseHelp, flow: str, step: Step, *, imagery_possible: bool = False) -> HelpShown:
    """The help for one step of a flow; `imagery_possible` if the walk has come upon an image since the first screen."""
    cards = [there.platforms.card(name) for name in known.named]
    asks_level = any(LEVEL in answer.sets for answer in answers_of(step))
    return HelpShown(
        words=words_in(there.glossary, _text(step)),
        named=tuple(dict.fromkeys(card for card in cards if card is not None)),
        too_young=known.too_young,
        levels=levels_in_words(there.school) if asks_level else (),
        platforms_first=flow in ABOUT_PLATFORMS,
        imagery_possible=known.imagery_possible or imagery_possible,
    )


def levels_in_words(school: School) -> tuple[str, ...]:
    """The names of the local threshold levels that the school has written, numbered from the least serious."""
    return tuple(f"{number}. {name}" for number, name in enumerate(school.threshold_levels, 1) if name)


def _text(step: Step) -> str:
    answers = answers_of(step)
    fields = (*step.record, *(field for answer in answers for field in answer.record))
    parts = (
        step.text, *step.points, step.why, *(lock.reason for lock in step.locks),
        *(f"{answer.label}. {answer.note}" for answer in answers), *(field.label for field in fields),
    )  # fmt: skip
    return "\n".join(parts)
