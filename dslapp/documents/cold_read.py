"""The cold-read page on paper: the twelve points by which somebody who never saw the case understands it."""

from dslapp.documents.document import Document, Point, Points, Provenance, Section
from dslapp.domain.case.cold_read import ColdPoint, ColdRead
from dslapp.domain.local_time import say_moment
from dslapp.domain.referral.content import Fact
from dslapp.domain.statements import Stated


def cold_read_page(page: ColdRead, made: Provenance) -> Document:
    """The document."""
    return Document(
        title=page.headline or "The case on one page",
        ref=page.ref,
        subtitle=f"{page.ref} as it stood on {say_moment(page.as_of)}. Led by {page.owner}.",
        provenance=made,
        sections=(Section(blocks=(cold_points(page),)),),
    )


def cold_points(page: ColdRead) -> Points:
    """The twelve points as a block, for this page and for the head of a case file."""
    return Points(tuple(Point(point.number, point.heading, _facts(point)) for point in page.points))


def _facts(point: ColdPoint) -> tuple[Fact, ...]:
    facts: list[Fact] = []
    for line in point.lines:
        unknown = line.kind == "not known"
        reason = line.text.removeprefix("not known – ")
        value = Stated(unknown_because=reason) if unknown else Stated(text=line.text)
        own_label = line.label.removeprefix("Overdue:")
        label = f"OVERDUE. {own_label}".strip() if line.kind == "overdue" else line.label
        facts.append(Fact(label, value, exact_words=line.kind == "quote"))
    return tuple(facts)
