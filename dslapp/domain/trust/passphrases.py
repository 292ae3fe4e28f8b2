"""Passphrases and passwords: made from words that can be read out, and judged before they are taken."""

import re
import secrets
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources

import msgspec
import zxcvbn

SHORTEST = 15
"""Characters a passphrase of a person's own making must have (security.md, *Keys*)."""

_GUESSABLE_SCORE = 2
"""zxcvbn's score, 0 to 4; at or below this a patient guesser with the file would find it."""

_TELLING = 10
"""Fewer characters than this, besides known and repeated words, make no passphrase strong."""

_WORDS_OF_THE_FIELD = "safeguarding designated headteacher teacher deputy school lead head child dsl lado"
"""Words that a guesser tries for any school."""

_ZXCVBN_LONGEST = 72
_LONGEST = 1_000
_LONGEST_FOR_PDF = 32
_SEPARATOR = "-"


class Strength(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a passphrase is taken, how far the meter goes (0 to 4), and what to tell the person."""

    acceptable: bool
    score: int
    advice: str


@lru_cache(maxsize=1)
def words() -> tuple[str, ...]:
    """The EFF's long list of 7,776 words, without the four that hold a hyphen."""
    listed = resources.files("xkcdpass").joinpath("static", "eff-long").read_text(encoding="utf-8").split()
    return tuple(word for word in listed if word.isalpha())


def four_words() -> str:
    """A passphrase to offer a member: about 51 bits, made expensive to guess by Argon2id."""
    while not strength(password := _joined(4)).acceptable:
        continue
    return password


def five_words() -> str:
    """A password for a document that leaves the school: about 60 bits, since its reader sets the cost of a guess.

    At most 32 characters: some programs that open PDFs (poppler's tools) cut longer passwords off and then refuse.
    """
    while len(password := _joined(5)) > _LONGEST_FOR_PDF:
        continue
    return password


def normal_form(passphrase: str) -> str:
    """The form that keys are made from (NFC), so that it opens whichever keyboard typed it."""
    return unicodedata.normalize("NFC", passphrase)


def strength(passphrase: str, hints: Iterable[str] = ()) -> Strength:
    """Judge a passphrase: at least 15 characters that are hard to guess, which four words made by chance always are.

    `hints` are the words that a guesser would try first: the school, the person's name, their role.
    """
    typed = normal_form(passphrase)
    if len(typed) > _LONGEST:
        return Strength(acceptable=False, score=0, advice=f"Use at most {_LONGEST:,} characters.".replace(",", " "))
    score = _score(typed, hints)
    if len(typed) < SHORTEST:
        missing = SHORTEST - len(typed)
        more = "one more character" if missing == 1 else f"{missing} more characters"
        return Strength(acceptable=False, score=min(score, 1), advice=f"Use {more}, or the four words offered.")
    if score <= _GUESSABLE_SCORE:
        return Strength(
            acceptable=False,
            score=score,
            advice="Too easy to guess. Add words that have nothing to do with you or the school.",
        )
    return Strength(acceptable=True, score=score, advice="Long enough and hard to guess.")


def _joined(count: int) -> str:
    return _SEPARATOR.join(secrets.choice(words()) for _ in range(count))


def _score(typed: str, hints: Iterable[str]) -> int:
    """The score, by zxcvbn, of what is left without words that are known of the person and without repeated ones."""
    parts = sorted(
        (part for hint in (*hints, _WORDS_OF_THE_FIELD) for part in hint.split() if len(part) > 2),
        key=len,
        reverse=True,
    )
    left = typed[:_ZXCVBN_LONGEST]
    for part in parts:
        left = re.sub(re.escape(normal_form(part)), "", left, flags=re.IGNORECASE)
    left = " ".join(dict.fromkeys(re.split(r"[\W_]+", left))).strip()
    score = int(zxcvbn.zxcvbn(left)["score"]) if left else 0
    return score if len(left) >= _TELLING else min(score, 1)
