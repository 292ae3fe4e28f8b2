"""Labels of exhibits: six to a page for label sheets of 99.1 × 93.1 mm, or one large one for a bag or an envelope."""

from collections.abc import Sequence
from datetime import datetime

from dslapp.documents.binder import Binder
from dslapp.documents.faces import BOLD, MONO, REGULAR, Style
from dslapp.documents.page import HEIGHT, WIDTH, Element, Page
from dslapp.documents.strips import Strip, gap, words
from dslapp.domain.evidence.label import ExhibitLabel

_MM = 72 / 25.4
_SIZE = (99.1 * _MM, 93.1 * _MM)
_ACROSS, _DOWN = 2, 3
_BETWEEN = 2.5 * _MM
_PADDING = 10.0
_LARGE = 1.72
"""How much larger the single label is: it fills the width of the page."""
_HOLDER = 17.0
_REF = Style(BOLD, 17, 21)
_CASE = Style(REGULAR, 8.2, 11)
_STRONG = Style(BOLD, 9, 11.6)
_TEXT = Style(REGULAR, 8.2, 10.8)
_SMALL = Style(BOLD, 7.2, 10)
_HASH = Style(MONO, 7.4, 10)
_DATED = "…" * 22
_MARKING = "OFFICIAL – SENSITIVE when completed"


def exhibit_labels(labels: Sequence[ExhibitLabel], *, large: bool, made_at: datetime) -> bytes:
    """The labels as a PDF, in memory: six to a page with thin edges to cut along, or one to a page."""
    binder = Binder()
    width, height = _SIZE
    for start in range(0, len(labels), 1 if large else _ACROSS * _DOWN):
        page = binder.new_page()
        if large:
            left, top = (WIDTH - width * _LARGE) / 2, HEIGHT - 60
            window = (left - 1, top - height * _LARGE - 1, width * _LARGE + 2, height * _LARGE + 2)
            with page.scaled(_LARGE, left, top - height * _LARGE, window):
                _draw(page, labels[start], 0.0, height, binder.root)
            continue
        left = (WIDTH - _ACROSS * width - _BETWEEN) / 2
        top = HEIGHT - (HEIGHT - _DOWN * height) / 2
        for place, label in enumerate(labels[start : start + _ACROSS * _DOWN]):
            down, across = divmod(place, _ACROSS)
            _draw(page, label, left + across * (width + _BETWEEN), top - down * height, binder.root)
    return binder.bind("Exhibit labels", "", "To be cut out and put on the bag or envelope", made_at)


def _draw(page: Page, label: ExhibitLabel, left: float, top: float, root: Element) -> None:
    width, height = _SIZE
    page.box(left, top - height, width, height, 0.4)
    part = Element("Sect", root)
    inner, column = left + _PADDING, width - 2 * _PADDING
    _put(page, words(label.case_ref, _CASE, column, Element("P", part), "right"), inner, top - _PADDING - 5)
    strips = words(f"Exhibit {label.ref}", _REF, column * 0.72, Element("H2", part))[:1]
    strips += [*_most(label.description, _STRONG, column, part, 2), gap(2)]
    strips += _most(f"Captured: {label.captured}", _TEXT, column, part, 2)
    strips += [*_most(f"Place: {label.place}", _TEXT, column, part, 2), gap(2)]
    if label.sha256:
        strips += words("SHA-256 of the file when it was attached", _SMALL, column, Element("P", part))
        strips += [s for row in label.hash_groups for s in words(row, _HASH, column, Element("P", part), "left")]
        strips.append(gap(3))
    strips += [*words(f"{label.statement} {_DATED}", _TEXT, column, Element("P", part)), gap(18)]
    strips += [_line(column), *words("Signature of whoever produces it, date", _SMALL, column, Element("P", part))]
    below = _put(page, strips, inner, top - _PADDING)
    foot = top - height + _PADDING + 6
    heading = words("Held later by: name, signature, date and time", _SMALL, column, Element("P", part))
    below = _put(page, heading, inner, below - 2)
    for number in range(1, int((below - foot) // _HOLDER) + 1):
        page.rule(inner, below - number * _HOLDER, inner + column, below - number * _HOLDER, 0.4)
    _put(page, words(_MARKING, Style(REGULAR, 6, 8), column, None, "centre"), inner, foot - 2)


def _most(text: str, style: Style, width: float, part: Element, lines: int) -> list[Strip]:
    """A text in so many lines at most: what is longer ends with "…"; the record has it whole."""
    shown = text
    while len(words(shown, style, width, None)) > lines:
        shown = shown.rstrip("…").rpartition(" ")[0].rstrip(" ,;:–-") + "…"
    return words(shown, style, width, Element("P", part))


def _line(width: float) -> Strip:
    return Strip(1.0, lambda page, left, top: page.rule(left, top, left + width, top, 0.5))


def _put(page: Page, strips: Sequence[Strip], left: float, top: float) -> float:
    for strip in strips:
        strip.draw_on(page, left, top)
        top -= strip.height
    return top
