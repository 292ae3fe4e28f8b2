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
from dslapp.domain.boards.device_words import device_facts
from dslapp.domain.boards.devices import HeldDevice
from dslapp.domain.case.on_paper import NOT_DESCRIBED
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
)
_NO_IMAGE = (
    "Nobody at the school may look at, copy or keep a sexual image of a child. Where there may be one, the exhibit "
    "is in words only, and says who has the device and in which state."
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
    devices: tuple[HeldDevice, ...] = ()
    """What the school keeps for somebody, where something goes in words only."""
    police_ref: str = ""
    """The police's reference of the case, where it stands elsewhere in it."""
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
        sections.append(Section(heading="Not held by the school", blocks=_not_held(notes)))
    for device in notes.devices:
        sections.append(Section(heading="Device kept", blocks=_device(device)))
    sections += [
        _how_kept(notes),
        Section(heading="Receipt", blocks=_receipt(notes), new_page=True),
    ]
    return Document(
        title=notes.words.notes_title,
        ref=notes.case,
        subtitle=f"Evidence pack of case {notes.case}. Check it as HOW-TO-CHECK.pdf says before you rely on it.",
        provenance=made,
        sections=tuple(section for section in sections if section.blocks),
    )


def _how_kept(notes: PackNotes) -> Section:
    if notes.packed:
        return Section(heading="How the files were kept", blocks=(Bullets((*_HOW_KEPT, _NO_IMAGE)),))
    not_held = any(exhibit.exhibit_kind == "imagery not held" for exhibit in notes.in_words)
    return Section(heading="Why there is no file", blocks=(Paragraph(_NO_IMAGE),) if not_held else ())


def _device(device: HeldDevice) -> tuple[Block, ...]:
    facts = tuple(Fact(label, Stated(text=text)) for label, text in device_facts(device))
    care = "It may hold an image that nobody may look at or copy."
    return (
        Paragraph(device.what, strong=True), Fields(facts), *((Paragraph(care),) if device.holds_imagery else ())
    )  # fmt: skip


def _not_held(notes: PackNotes) -> tuple[Block, ...]:
    blocks: list[Block] = []
    state_of_device, reference = _elsewhere(notes)
    for exhibit in notes.in_words:
        told = (
            ("What it would be", exhibit.material), ("Where it was", exhibit.place.text),
            ("How it is to come", exhibit.received_how),
        )  # fmt: skip
        asked = (
            ("Who has it, and locked where", exhibit.held_by),
            ("Device is on or off", exhibit.power_state or state_of_device),
            ("Who was told (police, LADO), and when", exhibit.told_to),
            ("Police reference", exhibit.police_ref or reference),
            ("Seen by", exhibit.seen_by), ("Seen because", exhibit.seen_because), ("Witness", exhibit.witness),
        )  # fmt: skip
        head = f"{exhibit.ref}: {exhibit.description or NOT_DESCRIBED}"
        state = "Not here yet" if exhibit.exhibit_kind == "not here yet" else "Not held: in words"
        facts = [Fact("State", Stated(text=state))]
        facts += [Fact(label, Stated(text=text)) for label, text in told if text.strip()]
        facts += [Fact(label, Stated(text=text.strip() or f"Not written for {exhibit.ref}")) for label, text in asked]
        blocks += [Paragraph(head, strong=True), Fields(tuple(facts))]
    return tuple(blocks)


def _elsewhere(notes: PackNotes) -> tuple[str, str]:
    """Whether its device is on, and the police's reference, as the case says them where an exhibit does not."""
    states = {device.power_state for device in notes.devices if device.power_state}
    state = f"{states.pop()} (of the device kept)" if len(notes.devices) == len(states) == 1 else ""
    return state, f"{notes.police_ref} (of the case)" if notes.police_ref else ""


def _received(notes: PackNotes) -> str:
    """What whoever signs has had, each as it was given."""
    whole = [entry.ref for entry in notes.packed if not any(copy.in_place for copy in entry.copies)]
    copies = [copy.ref for entry in notes.packed for copy in entry.copies]
    words = [exhibit.ref for exhibit in notes.in_words]
    given = (
        (f"{_plural('original', whole)} {', '.join(whole)}", whole),
        (f"{_plural('copy', copies, 'copies')} {', '.join(copies)} (not the original)", copies),
        (f"described in words only, no file: {', '.join(words)}", words),
    )
    return "; ".join(said for said, refs in given if refs)


def _plural(one: str, refs: Sequence[str], several: str = "") -> str:
    return one if len(refs) == 1 else several or f"{one}s"


def _receipt(notes: PackNotes) -> tuple[Block, ...]:
    return (
        Paragraph(f"Received: the evidence pack of case {notes.case}. In it: {_received(notes)}."),
        Blanks("Check number that the school told  ·  did all sums fit?"),
        Blanks(notes.words.signs),
        Signatures(("Received by", "Handed over by")),
    )
