"""Draws a document: fills pages with strips, then puts the head and the foot on each."""

from dslapp.documents import type_scale
from dslapp.documents.binder import Binder
from dslapp.documents.document import Document
from dslapp.documents.faces import Style
from dslapp.documents.first_page import key_box
from dslapp.documents.lines import text_width
from dslapp.documents.page import HEIGHT, WIDTH, Element, Page
from dslapp.documents.strips import Strip, gap, joined, words
from dslapp.documents.typesetting import MEASURE, set_section
from dslapp.domain.local_time import say_moment

_LEFT = (WIDTH - MEASURE) / 2
_TOP = HEIGHT - 54.0
_BOTTOM = 52.0
_HEAD_LINE = HEIGHT - 43.0
_FOOT_LINE = 44.0


def draw(document: Document) -> bytes:
    """The document as a PDF, in memory. Raises UserProblem when a picture can't go in as it is."""
    binder = Binder()
    flow = _Flow(binder)
    flow.place(_opening(document, binder.root))
    for section in document.sections:
        flow.place(set_section(section, binder.root))
    for page in binder.pages:
        _furnish(page, len(binder.pages), document)
    made = document.provenance
    return binder.bind(f"{document.title} – {document.ref}", made.school, document.subtitle, made.made_at)


def fits_first_page(document: Document) -> bool:
    """Whether the title, the frame and the first section stand on the first page."""
    strips = _opening(document, root := Element("Document"))
    strips += set_section(document.sections[0], root)
    return sum(strip.height for strip in strips) <= _TOP - _BOTTOM


class _Flow:
    """Puts strips under one another and begins a new page when one is full."""

    def __init__(self, binder: Binder) -> None:
        self._binder = binder
        self._page = binder.new_page()
        self._top = _TOP

    def place(self, strips: list[Strip]) -> None:
        """Put strips on as many pages as they need."""
        group: list[Strip] = []
        for strip in strips:
            group.append(strip)
            if not strip.keep_with_next:
                self._place_group(group)
                group = []
        self._place_group(group)

    def _place_group(self, group: list[Strip]) -> None:
        """Put a group on one page if a page can hold it; white space never begins a page."""
        inked = next((index for index, strip in enumerate(group) if not strip.blank), len(group))
        height = sum(strip.height for strip in group)
        must_move = inked < len(group) and (group[inked].new_page or height <= _TOP - _BOTTOM < height + self._used)
        for index, strip in enumerate(group):
            moves = (must_move and index == inked) or self._top - strip.height < _BOTTOM
            if strip.blank and (moves or not self._used or (must_move and index < inked)):
                continue
            if moves and self._used:
                self._page, self._top = self._binder.new_page(), _TOP
                for head in strip.header:
                    self._draw(head)
            self._draw(strip)

    @property
    def _used(self) -> float:
        return _TOP - self._top

    def _draw(self, strip: Strip) -> None:
        if strip.fill is not None:
            strip = strip.fill(self._top - _BOTTOM)
        if strip.bookmark:
            self._binder.bookmark(strip.bookmark, self._page, self._top + 4)
        strip.draw_on(self._page, _LEFT, self._top)
        self._top -= strip.height


def _opening(document: Document, root: Element) -> list[Strip]:
    strips = words(document.title, type_scale.TITLE, MEASURE, Element("H1", root))
    if document.subtitle:
        strips += words(document.subtitle, type_scale.SUBTITLE, MEASURE, Element("P", root))
    strips = joined([*strips, gap(5)])
    if document.key_box is not None:
        strips += [*key_box(document.key_box, MEASURE, root), gap(7)]
    return strips


def _furnish(page: Page, count: int, document: Document) -> None:
    """Marking, school and reference at the head; page, maker, moment and seal at the foot."""
    made = document.provenance
    head, strong, foot = type_scale.FURNITURE, type_scale.FURNITURE_STRONG, type_scale.FURNITURE
    side = MEASURE / 3
    _put(page, words(_one_line(made.school, head, side), head, side, None), _LEFT, HEIGHT - 30)
    _put(page, words(document.marking, strong, side, None, "centre"), _LEFT + side, HEIGHT - 30)
    _put(page, words(_one_line(document.ref, head, side), head, side, None, "right"), _LEFT + 2 * side, HEIGHT - 30)
    page.rule(_LEFT, _HEAD_LINE, _LEFT + MEASURE, _HEAD_LINE, 0.4)
    page.rule(_LEFT, _FOOT_LINE, _LEFT + MEASURE, _FOOT_LINE, 0.4)
    moment = say_moment(made.made_at) if made.made_at else ""
    said = ", ".join(filter(None, (_one_line(made.made_by, foot, MEASURE * 0.4), moment)))
    _put(page, words(f"Made by {said}" if said else "", foot, MEASURE * 0.8, None), _LEFT, _FOOT_LINE - 3)
    number = f"Page {page.index + 1} of {count}"
    _put(page, words(number, strong, MEASURE * 0.2, None, "right"), _LEFT + MEASURE * 0.8, _FOOT_LINE - 3)
    if made.entry is not None:
        seal = f"Journal entry {made.entry}" + (f" · seal {made.seal}" if made.seal else "")
        _put(page, words(seal, foot, MEASURE, None), _LEFT, _FOOT_LINE - 13)


def _one_line(said: str, style: Style, width: float) -> str:
    """A name short enough for the head of a page; it stands whole elsewhere."""
    while len(said) > 1 and text_width(said, style) > width - 6:
        said = said.rstrip("… ")[:-1].rstrip() + "…"
    return said


def _put(page: Page, strips: list[Strip], left: float, top: float) -> None:
    for strip in strips:
        strip.draw_on(page, left, top)
        top -= strip.height
