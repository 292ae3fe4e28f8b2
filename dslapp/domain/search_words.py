"""The form in which words are looked for: without accents, vowel signs and capitals, in every script."""

import unicodedata
from collections.abc import Sequence

_PIECE = 8_000


def plain(text: str) -> str:
    """`text` as it is indexed and as a search is typed: "Wójcik", "WOJCIK" and "wojcik" are one word."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFD", text.casefold()).translate(_MARKS)


def plain_with_places(text: str) -> tuple[str, list[int]]:
    """The same, with the place in `text` from which each of its characters came."""
    found = [(part, place) for place, character in enumerate(text) for part in _plain(character)]
    return "".join(part for part, _ in found), [place for _, place in found]


def first_place(text: str, words: Sequence[str]) -> tuple[int, int] | None:
    """From where to where in `text` the first of `words` (plain already) stands at the beginning of a word, if it does.

    A text is made plain piece by piece until one is found: a chat of years is long, and this is asked at each key.
    """
    wanted = sorted(filter(None, words), key=len, reverse=True)
    if not wanted:
        return None
    before = ""
    for begin in range(0, len(text), _PIECE):
        piece = plain(text[begin : begin + _PIECE])
        found = before + piece
        starts = [(start, -len(word)) for word in wanted if (start := _begins(found, word, 1 if before else 0)) >= 0]
        if starts:
            start, length = min(starts)
            earlier = max(0, begin - _PIECE)
            places = [earlier + place for place in plain_with_places(text[earlier : begin + _PIECE])[1]]
            places = places[len(places) - len(found) :]
            return places[start], places[start - length - 1] + 1
        before = piece[-len(wanted[0]) - 1 :]
    return None


def _begins(found: str, word: str, at: int) -> int:
    """Where `word` first begins a word of `found` from `at` on, or -1."""
    start = found.find(word, at)
    while start > 0 and (found[start - 1].isalnum() or found[start - 1] == "_"):
        start = found.find(word, start + 1)
    return start


def _plain(character: str) -> str:
    """One character without its marks; a letter may become two, a mark alone becomes nothing."""
    return unicodedata.normalize("NFD", character.casefold()).translate(_MARKS)


class _Marks(dict[int, int | None]):
    """What becomes of each character, learnt as it comes: a mark becomes nothing, anything else stays."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.category(chr(code)).startswith("M") else code
        return self[code]


_MARKS = _Marks()
