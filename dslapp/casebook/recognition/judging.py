"""What of that which the machine saw is kept as text, and what is said to be unread: nothing is guessed."""

import unicodedata
from collections.abc import Sequence

import msgspec

from dslapp.casebook.recognition.protocol import GAP, SeenLine
from dslapp.domain.case.case_words import count_of

SURE_ENOUGH = 0.90
"""Of a line on average. Writing that the models know scores 0.96 and more, other scripts mostly below 0.8."""
LETTER_SURE_ENOUGH = 0.5
SMALLEST = 15
"""Dots that a line must be high: below, figures are read wrongly with great certainty."""
UNREAD = "[unread]"
"""Stands in the text for something drawn in a line that is no letter the machine knows."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """The words that were read, a line each, and sentences about what was not."""

    text: str
    unread: tuple[str, ...]


def judge(seen: Sequence[SeenLine]) -> Reading:
    """Keep what is sure; count the rest."""
    kept: list[str] = []
    small = doubtful = gaps = 0
    for line in seen:
        text = _clean(line.text)
        words = text.replace(GAP, "").strip()
        if line.height < SMALLEST:
            small += 1
        elif not words or not _is_sure(line, words):
            doubtful += 1
        else:
            kept.append(text.replace(GAP, f" {UNREAD} ").strip() if GAP in text else text.strip())
            gaps += GAP in text
    text = "\n".join(" ".join(line.split()) for line in kept)
    return Reading(text=text, unread=tuple(_sentences(text, small, doubtful, gaps)))


def _sentences(text: str, small: int, doubtful: int, gaps: int) -> list[str]:
    said = []
    if doubtful:
        said.append(f"{count_of(doubtful, 'line')} could not be read: perhaps another script, emoji or a drawing.")
    if small:
        said.append(f"{count_of(small, 'line')} {'is' if small == 1 else 'are'} too small to be read safely.")
    if gaps:
        said.append(f"In {count_of(gaps, 'line')} something was not read: {UNREAD} stands where it is.")
    if any(letter.isalpha() and _script(letter) == "LATIN" and not letter.isascii() for letter in text):
        said.append("Letters with accents, strokes or tails, as in Polish, may be read wrongly.")
    return said


def _is_sure(line: SeenLine, words: str) -> bool:
    return line.sure >= SURE_ENOUGH and line.least_sure >= LETTER_SURE_ENOUGH and not _is_mixture(words)


def _is_mixture(words: str) -> bool:
    """Whether letters of alphabets stand together that look alike: then one of them was guessed."""
    scripts = {_script(letter) for letter in words if letter.isalpha()}
    return bool(scripts & {"GREEK", "COPTIC", "CYRILLIC"}) and len(scripts) > 1


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _clean(text: str) -> str:
    """The text without control characters and without marks that change the direction of writing."""
    return "".join(letter for letter in text if letter == GAP or unicodedata.category(letter)[0] != "C")
