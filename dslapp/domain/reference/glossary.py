"""The words of the field: what each means in short, what else it is called, what it is not.

Public: `Glossary` (the data), and `words_in`, which finds the words that a text uses.
"""

import re
from datetime import date

import msgspec


class Word(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One word. `spoken` are the spellings by which a text is searched for it, beside the term itself.

    `capitals`: it is meant only where it is written with a capital, as Prevent is.
    """

    key: str
    term: str
    meaning: str
    also_called: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    capitals: bool = False
    not_to_confuse: str = ""
    source: str
    checked_on: date
    check_locally: bool = False

    @property
    def spellings(self) -> tuple[str, ...]:
        """Everything by which a text may mention it."""
        return (self.term, *self.spoken)


class Glossary(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All words."""

    edition: str
    words: tuple[Word, ...]


def words_in(glossary: Glossary, text: str) -> tuple[Word, ...]:
    """The words that `text` uses, in the order in which they first come; in abbreviations capitals count."""
    found: list[tuple[int, Word]] = []
    for word in glossary.words:
        places = [place for spelling in word.spellings if (place := _place(spelling, text, word.capitals)) >= 0]
        if places:
            found.append((min(places), word))
    return tuple(word for _, word in sorted(found, key=lambda each: each[0]))


def _place(spelling: str, text: str, capitals: bool) -> int:
    exact = capitals or any(letter.isupper() for letter in spelling[1:])
    found = re.search(rf"(?<!\w){re.escape(spelling)}(?:s|es)?(?!\w)", text, 0 if exact else re.IGNORECASE)
    return found.start() if found else -1
