"""Values in words: the text, or that it is not known and why; and the label before it."""

from dslapp.documents import type_scale
from dslapp.documents.faces import Style
from dslapp.documents.page import Element
from dslapp.documents.strips import Strip, text
from dslapp.domain.referral.content import Fact
from dslapp.domain.statements import Stated

_QUOTES = "“”\"‘’'„«»"


def stated(value: Stated, known: Style, not_known: Style) -> list[tuple[str, Style]]:
    """A value in words: the text, or that it is not known and why, never nothing."""
    if value.text.strip():
        return [(value.text, known)]
    return [(f"Not known – {value.unknown_because.strip() or 'the school has not answered this yet'}", not_known)]


def quoted(words: str) -> str:
    """Somebody's words in quotation marks, unless they were written with them."""
    words = words.strip()
    return words if words[:1] in _QUOTES and words[-1:] in _QUOTES else f"“{words}”"


def led(label: str) -> str:
    """A label before its value: with a colon, unless it is a question already."""
    return label if label.endswith(("?", ":", ".")) else f"{label}:"


def labelled(fact: Fact, width: float, parent: Element) -> list[Strip]:
    """A fact of a first page: its label and its value in one paragraph."""
    if fact.exact_words and fact.value.text.strip():
        value = [(quoted(fact.value.text), type_scale.POINT_WORDS)]
    else:
        value = stated(fact.value, type_scale.POINT, type_scale.POINT_NOT_KNOWN)
    label = f"{led(fact.label)} " if fact.label else ""
    return text([(label, type_scale.POINT_LABEL), *value], width, Element("P", parent), aligned="left")
