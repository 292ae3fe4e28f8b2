"""The sealed note on paper: for supply staff, a power cut, when no computer may be used, or none may take it."""

from dslapp.documents.document import (
    Blanks,
    Block,
    Bullets,
    Document,
    Fields,
    Paragraph,
    Provenance,
    Section,
    Signatures,
    TickGrid,
)
from dslapp.documents.drawing import draw
from dslapp.domain.matters.sealed_note import SealedNote, note_lines
from dslapp.domain.referral.content import Fact
from dslapp.domain.statements import Stated

_TO_WHOM = (
    "About a child: to the designated safeguarding lead (DSL).",
    "About an adult who works or helps here, or about the DSL: to the headteacher.",
    "About the headteacher: to the chair of governors. Don’t tell the headteacher.",
    "You can’t reach them, or are not sure: ring the LADO or children’s social care. Anybody may.",
)
_NUMBERS = Blanks("Their numbers: LADO  ·  children’s social care  ·  chair of governors")
_RUNG = Blanks("What was done already, and who was rung, on which number, when?", 2)
_EMPTY: tuple[Block, ...] = (
    Blanks("Your name, your role, how to reach you (leave it empty to stay anonymous)"),
    Blanks("Date and time now  ·  When was it said or seen, and who told you?"),
    Blanks("The child"),
    Blanks("The adult who works or helps here, if it is about one"),
    Blanks("What was said or seen? The exact words, even rude or unclear ones. Then what you asked.", 7),
    TickGrid(("Yes", "No", "Not sure"), ("Danger today?", "Sexual image?"), frozenset()),
    Paragraph("A naked or sexual image of anyone: don’t look at it, copy it or ask for it. Words are enough."),
    _RUNG,
    _NUMBERS,
)


def note_form(school: str, note: SealedNote | None = None) -> Document:
    """One page to be put into an envelope and handed over: empty, or with what somebody wrote and may not keep here."""
    return Document(
        title="Sealed note",
        ref="Sealed note",
        subtitle="Could anyone be hurt today? If yes, or you can’t be sure, ring 999 now. This will wait.",
        provenance=Provenance(school=school),
        sections=(
            Section(blocks=_EMPTY if note is None else _written(note)),
            Section(
                heading="Put it into an envelope, sign across the flap, and hand it over yourself",
                blocks=(
                    Bullets(_TO_WHOM),
                    Signatures(("Written by (if you wish)", "Received with the flap unbroken by")),
                ),
            ),
        ),
    )


def _written(note: SealedNote) -> tuple[Block, ...]:
    """What was typed, then lines for what was not."""
    words = "What was said or seen"
    facts = tuple(Fact(label, Stated(text=said), exact_words=label == words) for label, said in note_lines(note))
    return (Fields(facts), _RUNG, _NUMBERS)


def note_form_pdf(school: str, note: SealedNote | None = None) -> bytes:
    """The form as a PDF, in memory."""
    return draw(note_form(school, note))
