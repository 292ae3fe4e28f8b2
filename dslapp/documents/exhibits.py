"""The exhibit schedule: for each exhibit all that proves what it is."""

from dslapp.documents import type_scale
from dslapp.documents.document import ExhibitSchedule
from dslapp.documents.page import Element
from dslapp.documents.stated_words import stated
from dslapp.documents.strips import Strip, beside, gap, rule, text, together, words
from dslapp.domain.referral.content import ExhibitEntry

_REFERENCE = 62.0
_DONE = {"redacted": "parts blackened by the school", "cropped": "cut by the school to one part"}


def schedule(block: ExhibitSchedule, measure: float, root: Element) -> list[Strip]:
    """All exhibits, each kept on one page."""
    strips: list[Strip] = []
    for entry in block.entries:
        strips += together([*_exhibit(entry, measure, root), rule(measure, 0.4)])
    return strips


def _exhibit(entry: ExhibitEntry, measure: float, root: Element) -> list[Strip]:
    part = Element("Sect", root)
    indent, width = _REFERENCE, measure - _REFERENCE
    ref = words(entry.ref, type_scale.STRONG, indent - 8, Element("H3", part))
    body = words(entry.description, type_scale.STRONG, width, Element("P", part))
    if entry.kind:
        body += words(entry.kind, type_scale.TABLE, width, Element("P", part))
    facts = [
        ("Captured: ", entry.captured_when), ("Where: ", entry.captured_where), ("By: ", entry.captured_by),
        ("Time shown: ", entry.shown_time),
    ]  # fmt: skip
    for label, value in facts if entry.sha256 else ():
        spans = stated(value, type_scale.TABLE, type_scale.TABLE_NOT_KNOWN)
        body += text([(label, type_scale.TABLE_STRONG), *spans], width, Element("P", part), aligned="left")
    if entry.sha256:
        given = f"{entry.original_name or 'no name'}, {entry.size:,} bytes"
        held_back = f"not given with this; the school holds it ({entry.size:,} bytes)"
        original = held_back if any(copy.in_place for copy in entry.copies) else given
        spans = [("Original: ", type_scale.TABLE_STRONG), (original, type_scale.TABLE)]
        body += text(spans, width, Element("P", part), aligned="left")
        body += text([("SHA-256 ", type_scale.HEAD), (entry.sha256, type_scale.HASH)], width, Element("P", part))
    if entry.read_from_file:
        spans = [("Read from the file, unchecked: ", type_scale.TABLE_STRONG), (entry.read_from_file, type_scale.TABLE)]
        body += text(spans, width, Element("P", part), aligned="left")
    if entry.words:
        begins = f"“{entry.words}{' …' if entry.words_cut else ''}”"
        spans = [("It begins: ", type_scale.TABLE_STRONG), (begins, type_scale.TABLE_WORDS)]
        body += text(spans, width, Element("P", part), aligned="left")
    if entry.written:
        spans = [("What is said: ", type_scale.TABLE_STRONG), (entry.written, type_scale.TABLE)]
        body += text(spans, width, Element("P", part), aligned="left")
    for copy in entry.copies:
        place = "in place of the original" if copy.in_place else "beside the original"
        done = _DONE.get(copy.kind, copy.kind)
        said = f"{done}, {place}" + (f": {copy.description}" if copy.description and not copy.in_place else "")
        spans = [(f"Copy {copy.ref}: ", type_scale.TABLE_STRONG), (said, type_scale.TABLE)]
        body += text(spans, width, Element("P", part), aligned="left")
        spans = [("SHA-256 of the copy ", type_scale.HEAD), (copy.sha256, type_scale.HASH)]
        body += text(spans, width, Element("P", part))
    if entry.also_in:
        spans = [("Also in: ", type_scale.TABLE_STRONG), (entry.also_in, type_scale.TABLE)]
        body += text(spans, width, Element("P", part), aligned="left")
    if entry.held:
        spans = [("Held: ", type_scale.TABLE_STRONG), (entry.held, type_scale.TABLE)]
        body += text(spans, width, Element("P", part), aligned="left")
    return [gap(3), *beside([(0.0, ref), (indent, body)]), gap(3)]
