"""Hints while somebody types: they never block, and never touch words that stand in quotation marks."""

import re
from typing import NamedTuple

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)|«[^»]*»")
_INITIALS = re.compile(r"\b(?:[A-Z]\.\s?){2,}|\b[A-Z]\.[A-Z]\b")
_ENOUGH_WORDS = 12

_FIELD_WORDS: dict[str, str] = {
    r"alleged offenders?|offenders?|perpetrators?": "child (or adult) alleged to have caused harm",
    r"child porn(?:ography)?|kiddie porn": "indecent image of a child",
    r"sexting|sext": "nude or semi-nude image",
    r"peer[- ]on[- ]peer": "child-on-child",
    r"social services": "children’s social care",
    r"radicali[sz]ed": "susceptible to radicalisation",
    r"attention[- ]seeking|promiscuous|lifestyle choice": "what you saw and heard: these words blame a child",
}
_COMPILED = {re.compile(rf"\b(?:{words})\b", re.IGNORECASE): instead for words, instead in _FIELD_WORDS.items()}


class Hint(NamedTuple):
    """One hint: `about` says which check it is, `text` is what is shown."""

    about: str
    text: str


def gentle_checks(text: str) -> tuple[Hint, ...]:
    """Return what a careful colleague would say of `text`; nothing while it is still short."""
    own = _QUOTED.sub(" ", text)
    hints: list[Hint] = []
    if _INITIALS.search(own):
        hints.append(Hint("initials", "Write full names, not initials: the LADO and the police will ask for them."))
    for pattern, instead in _COMPILED.items():
        found = pattern.search(own)
        if found:
            hints.append(Hint("words", f"Rather than “{found[0]}”, write: {instead}."))
    if own == text and len(text.split()) >= _ENOUGH_WORDS:
        hints.append(
            Hint("quotes", "If you know the child’s own words, put them in quotation marks, even rude or unclear ones.")
        )
    return tuple(hints)


def quoted_words(text: str) -> str:
    """The passages in quotation marks, one a line without the marks: likely the child's own words."""
    return "\n".join(found[0][1:-1].strip() for found in _QUOTED.finditer(text) if found[0][1:-1].strip())
