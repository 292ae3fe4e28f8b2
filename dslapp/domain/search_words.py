"""The form in which words are looked for: without accents, vowel signs and capitals, in every script."""

import unicodedata


def plain(text: str) -> str:
    """`text` as it is indexed and as a search is typed: "Wójcik", "WOJCIK" and "wojcik" are one word."""
    if text.isascii():
        return text.lower()
    return "".join(part for character in text for part in _plain(character))


def plain_with_places(text: str) -> tuple[str, list[int]]:
    """The same, with the place in `text` from which each of its characters came."""
    found = [(part, place) for place, character in enumerate(text) for part in _plain(character)]
    return "".join(part for part, _ in found), [place for _, place in found]


def _plain(character: str) -> str:
    """One character without its marks; a letter may become two, a mark alone becomes nothing."""
    parts = unicodedata.normalize("NFD", character.casefold())
    return "".join(part for part in parts if not unicodedata.category(part).startswith("M"))
