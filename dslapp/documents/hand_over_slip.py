"""A slip that says that something was sealed, for whom and when, and neither what it is nor about whom."""

from datetime import datetime

from dslapp.documents.document import Blanks, Document, Fields, Paragraph, Provenance, Section
from dslapp.documents.drawing import draw
from dslapp.domain.local_time import say_moment
from dslapp.domain.referral.content import Fact
from dslapp.domain.statements import Stated


def hand_over_slip(label: str, code: str, at: datetime) -> Document:
    """One page to be kept by whoever sealed a note. `code` is what the reader sees beside the note too."""
    facts = (("Sealed for", label), ("Sealed on", say_moment(at)), ("Code", code))
    return Document(
        title="Sealed and handed over",
        ref="Slip",
        subtitle="Tell them today, by word of mouth, that it waits. Say the code: they see it beside the note.",
        provenance=Provenance(school=""),
        sections=(
            Section(
                blocks=(
                    Fields(tuple(Fact(name, Stated(text=said)) for name, said in facts)),
                    Paragraph("Write no name on this slip, and nothing of what the note says."),
                    Blanks("Who was told that it waits, when, on which number?", 2),
                )
            ),
        ),
    )


def hand_over_slip_pdf(label: str, code: str, at: datetime) -> bytes:
    """The slip as a PDF, in memory."""
    return draw(hand_over_slip(label, code, at))
