"""The pages of a pack that are not about its exhibits: how to check it, from a text that stands beside it as well."""

from collections.abc import Sequence
from itertools import groupby

from dslapp.documents.document import Block, Bullets, Document, Paragraph, Provenance, Section, Typed
from dslapp.domain.plain_page import PagePart

_APART = "What this does not prove"
"""It is to be read as one."""


def plain_document(parts: Sequence[PagePart], ref: str, made: Provenance) -> Document:
    """A page of plain words, its first part the title."""
    sections: list[Section] = []
    heading: str = ""
    waiting: list[PagePart] = []
    for part in (*parts[1:], PagePart(kind="heading", text="")):
        if part.kind != "heading":
            waiting.append(part)
            continue
        if waiting:
            sections.append(Section(heading=heading, blocks=_blocks(waiting), new_page=heading == _APART))
        heading, waiting = part.text, []
    return Document(title=parts[0].text, ref=ref, provenance=made, marking="", sections=tuple(sections))


def _blocks(parts: Sequence[PagePart]) -> tuple[Block, ...]:
    """Points become one list; a step stays a paragraph with its number, since lines to type stand between steps."""
    blocks: list[Block] = []
    for kind, group in groupby(parts, key=lambda part: part.kind):
        if kind == "point":
            blocks.append(Bullets(tuple(part.text for part in group)))
        else:
            blocks += [Typed(part.text) if kind == "typed" else Paragraph(part.mark + part.text) for part in group]
    return tuple(blocks)
