"""The pages of a pack that are not about its exhibits: how to check it, from a text that stands beside it as well."""

from collections.abc import Sequence
from itertools import groupby

from dslapp.documents.document import (
    Block,
    Bullets,
    Document,
    ExhibitSchedule,
    Paragraph,
    Provenance,
    Section,
    Table,
    Typed,
)
from dslapp.domain.plain_page import PagePart
from dslapp.domain.referral_content import ExhibitEntry


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
            sections.append(Section(heading=heading, blocks=_blocks(waiting)))
        heading, waiting = part.text, []
    return Document(title=parts[0].text, ref=ref, provenance=made, marking="", sections=tuple(sections))


def _blocks(parts: Sequence[PagePart]) -> tuple[Block, ...]:
    """Points become one list; a step stays a paragraph with its number, since lines to type stand between steps."""
    blocks: list[Block] = []
    for kind, group in groupby(parts, key=lambda part: part.kind):
        if kind == "point":
            blocks.append(Bullets(tuple(part.text for part in group)))
        else:
            blocks += [
                Typed(part.text) if kind == "typed" else Paragraph(part.mark + part.text) for part in group
            ]
    return tuple(blocks)


def continuity_document(
    entry: ExhibitEntry, case: str, steps: Sequence[tuple[str, str]], made: Provenance
) -> Document:
    """The continuity of one exhibit: what it is, then each step with its moment, in words."""
    return Document(
        title=f"Continuity of exhibit {entry.ref}",
        ref=entry.ref,
        subtitle=f"Case {case}. Every step since the school took it in, from a signed journal.",
        provenance=made,
        sections=(
            Section(blocks=(ExhibitSchedule((entry,)),)),
            Section(heading="Steps", blocks=(Table(("When", "What was done"), (0.28, 0.72), tuple(steps)),)),
            Section(
                heading="From here on",
                blocks=(Table(("When", "From", "To", "Where, seal, signature"), (0.2, 0.25, 0.25, 0.3), _EMPTY),),
            ),
        ),
    )


_EMPTY = (("\n\n", "", "", ""),) * 4
"""Rows to write on: the paper goes on where the school's record ends."""
