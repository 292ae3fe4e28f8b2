"""Notes that go with a pack: what each exhibit of a pack is, who can produce it, what is not held, and the receipt.

It is no witness statement: for the police that is a form of their own.
"""

from collections.abc import Sequence

import msgspec

from dslapp.documents.document import (
    Blanks,
    Block,
    Bullets,
    Document,
    ExhibitSchedule,
    Fields,
    Paragraph,
    Provenance,
    Section,
    Signatures,
    Table,
)
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.pack.readers import ReaderWords
from dslapp.domain.referral.content import ExhibitEntry, Fact
from dslapp.domain.statements import Stated

_HOW_KEPT = (
    "Each file was copied byte for byte into an encrypted casebook when the school took it in, and its SHA-256 written "
    "into a signed journal when it was attached. The stored file is never changed: turning and zooming only change the "
    "view. The sum is checked each time the file is shown or leaves; it was checked when this pack was made.",
    "What a file says of itself (a time, a device, a sender) is printed as “read from the file”. The school did not "
    "check it.",
    "A copy with a letter behind its number, such as JH/1-A, was made by the school on purpose: parts were blackened "
    "or cut away. Its own sum stands beside it. The original stays with the school and can be asked for.",
    "Nobody at the school may look at, copy or keep a sexual image of a child. Where there may be one, the exhibit "
    "is in words only, and says who has the device and in which state.",
)

_PRODUCERS = ("Who", "Exhibits", "Who made the screenshot or photo")


class PackNotes(msgspec.Struct, frozen=True, kw_only=True):
    """What the notes say, read from the casebook."""

    words: ReaderWords
    case: str
    recipient: str
    purpose: str
    contact: tuple[Fact, ...]
    packed: tuple[ExhibitEntry, ...]
    in_words: tuple[Exhibit, ...]
    producers: tuple[tuple[str, str, str], ...]
    """Who produces which exhibits: who attached them, references, and who made the screenshot or the photo."""


def notes_on_exhibits(notes: PackNotes, made: Provenance) -> Document:
    """The document."""
    lead: tuple[Block, ...] = (
        Fields(
            (
                *notes.contact,
                Fact("For", Stated(text=notes.recipient)),
                Fact("Why it is given", Stated(text=notes.purpose)),
            )
        ),
        Paragraph(notes.words.statement),
    )
    sections = [
        Section(blocks=lead),
        Section(
            heading="Who can produce what",
            blocks=(Table(_PRODUCERS, (0.27, 0.35, 0.38), notes.producers),),
        ),
    ]
    if notes.packed:
        sections.append(Section(heading="Exhibits in this pack", blocks=(ExhibitSchedule(notes.packed),)))
    if notes.in_words:
        sections.append(Section(heading="Not held by the school", blocks=_not_held(notes.in_words)))
    sections += [
        Section(heading="How the files were kept", blocks=(Bullets(_HOW_KEPT),)),
        Section(heading="Receipt", blocks=_receipt(notes)),
    ]
    return Document(
        title=notes.words.notes_title,
        ref=notes.case,
        subtitle=f"Evidence pack of case {notes.case}. Check it as HOW-TO-CHECK.pdf says before you rely on it.",
        provenance=made,
        sections=tuple(section for section in sections if section.blocks),
    )


def _not_held(exhibits: Sequence[Exhibit]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for exhibit in exhibits:
        told = (
            ("What it would be", exhibit.material), ("Where it was", exhibit.place.text),
            ("How it is to come", exhibit.received_how),
        )  # fmt: skip
        asked = (
            ("Who has it, and locked where", exhibit.held_by), ("Device is on or off", exhibit.power_state),
            ("Who was told (police, LADO), and when", exhibit.told_to), ("Police reference", exhibit.police_ref),
            ("Seen by", exhibit.seen_by), ("Seen because", exhibit.seen_because), ("Witness", exhibit.witness),
        )  # fmt: skip
        head = f"{exhibit.ref}: {exhibit.description or exhibit.exhibit_kind}"
        state = "Not here yet" if exhibit.exhibit_kind == "not here yet" else "Not held: in words"
        facts = [Fact("State", Stated(text=state))]
        facts += [Fact(label, Stated(text=text)) for label, text in told if text.strip()]
        facts += [Fact(label, Stated(text=text.strip() or "Not written yet")) for label, text in asked]
        blocks += [Paragraph(head, strong=True), Fields(tuple(facts))]
    return tuple(blocks)


def _receipt(notes: PackNotes) -> tuple[Block, ...]:
    refs = ", ".join(entry.ref for entry in notes.packed) or "none"
    return (
        Paragraph(f"Received: the evidence pack of case {notes.case} with the exhibits {refs}."),
        Blanks("Check number that the school told  ·  did all sums fit?"),
        Blanks(notes.words.signs),
        Signatures(("Received by", "Handed over by")),
    )
