"""The sealed note on paper: for supply staff, a power cut, or when no computer may be used."""

from dslapp.documents.document import Blanks, Bullets, Document, Paragraph, Provenance, Section, Signatures, TickGrid
from dslapp.documents.drawing import draw

_TO_WHOM = (
    "About a child: to the designated safeguarding lead (DSL).",
    "About an adult who works or helps here, or about the DSL: to the headteacher.",
    "About the headteacher: to the chair of governors. Don’t tell the headteacher.",
    "You can’t reach them, or are not sure: ring the LADO or children’s social care. Anybody may.",
)


def note_form(school: str) -> Document:
    """One page to be filled in by hand, put into an envelope and handed over."""
    return Document(
        title="Sealed note",
        ref="Sealed note",
        subtitle="Could anyone be hurt today? If yes, or you can’t be sure, ring 999 now. This will wait.",
        provenance=Provenance(school=school),
        sections=(
            Section(
                blocks=(
                    Blanks("Your name, your role, how to reach you (leave it empty to stay anonymous)"),
                    Blanks("Date and time now  ·  When was it said or seen, and who told you?"),
                    Blanks("The child"),
                    Blanks("The adult who works or helps here, if it is about one"),
                    Blanks(
                        "What was said or seen? The exact words, even rude or unclear ones. Then what you asked.", 8
                    ),
                    TickGrid(
                        ("Yes", "No", "Not sure"),
                        ("Danger today?", "Sexual image?"),
                        frozenset(),
                    ),
                    Paragraph(
                        "A naked or sexual image of anyone: don’t look at it, copy it or ask for it. Words are enough."
                    ),
                    Blanks("What was done already, and who was rung, when?", 2),
                )
            ),
            Section(
                heading="Put it into an envelope, sign across the flap, and hand it over yourself",
                blocks=(Bullets(_TO_WHOM), Signatures(("Written by", "Received with the flap unbroken by"))),
            ),
        ),
    )


def note_form_pdf(school: str) -> bytes:
    """The form as a PDF, in memory."""
    return draw(note_form(school))
