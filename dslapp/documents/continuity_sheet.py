"""The continuity of an exhibit or a device on paper: every hand that it went through, and lines for the next ones."""

from collections.abc import Iterator

from dslapp.documents.document import Block, Document, Fields, Paragraph, Provenance, Section, Table
from dslapp.documents.drawing import draw
from dslapp.domain.boards.device_words import device_facts
from dslapp.domain.boards.devices import HeldDevice
from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.case_words import when_in_words
from dslapp.domain.evidence.custody_words import continuity_of, withdrawn_in_words
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit
from dslapp.domain.local_time import say_moment
from dslapp.domain.pack.manifest import step_in_words
from dslapp.domain.referral.content import Fact
from dslapp.domain.statements import Stated

_HEADS = ("When", "What", "From, to, where", "Seal, signature, file check", "What for", "Written by")
_SHARES = (0.14, 0.11, 0.24, 0.21, 0.17, 0.13)
_BY_HAND = 7
_PROVES = (
    "“File checked, unchanged” means: the stored file was read again, and its SHA-256 was that of the file as it was "
    "attached. It shows that the file has not changed since then; it does not show that what it shows is true, or "
    "what happened to it before. The journal of the casebook holds each line with the moment at which it was written."
)


def continuity_sheet(case: CaseFile, subject: Exhibit | HeldDevice, made: Provenance) -> Document:
    """All steps of one exhibit or device, and room to go on by hand."""
    is_exhibit = isinstance(subject, Exhibit)
    name = f"exhibit {subject.ref}" if isinstance(subject, Exhibit) else "a device that was kept"
    facts = _of_exhibit(subject, case) if isinstance(subject, Exhibit) else _of_device(subject)
    shown = tuple(Fact(label, Stated(text=text)) for label, text in facts if text.strip())
    lock = case.evidence_locks.get(subject.id) if is_exhibit else None
    locked: tuple[Block, ...] = (Paragraph(lock.in_words(), strong=True),) if lock else ()
    steps = continuity_of(case, subject.id)
    blank = ("\n ", "", "", "", "", "")
    return Document(
        title=f"Continuity of {name}", ref=case.incident.ref, provenance=made,
        subtitle="Who had it, from whom, where, and whether its file was still the same.",
        sections=(
            Section(blocks=(Fields(shown), *locked)),
            Section(heading="So far", blocks=_so_far(steps, subject)),
            Section(
                heading="From here on, by hand",
                blocks=(
                    Paragraph("One line for each change of hands, signed by whoever takes it. Send us a copy."),
                    Table(_HEADS, _SHARES, (blank,) * _BY_HAND),
                ),
            ),
        ),
    )  # fmt: skip


def _so_far(steps: tuple[CustodyEvent, ...], subject: Exhibit | HeldDevice) -> tuple[Block, ...]:
    """Where there is no file, nothing is said of sums."""
    without_file = isinstance(subject, Exhibit) and not subject.has_file
    table: tuple[Block, ...] = (custody_table(steps, without_file=without_file),) if steps else ()
    if without_file:
        return (*table, Paragraph("No file: this exhibit is in words only. From here on, by hand."))
    return (*table, Paragraph(_PROVES))


def continuity_pdf(case: CaseFile, subject: Exhibit | HeldDevice, made: Provenance) -> bytes:
    """The sheet as a PDF, in memory."""
    return draw(continuity_sheet(case, subject, made))


def custody_table(steps: tuple[CustodyEvent, ...], *, without_file: bool = False) -> Table:
    """Steps of continuity, one a row."""
    return Table(_HEADS, _SHARES, tuple(_row(step, without_file=without_file) for step in steps))


def kept_and_reported(case: CaseFile) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """The sections of the case file on continuity, kept devices, and what was to be taken down; none that is empty."""
    blocks: list[Block] = []
    for exhibit in case.exhibits:
        steps = continuity_of(case, exhibit.id)
        if steps:
            lock = case.evidence_locks.get(exhibit.id)
            gone = withdrawn_in_words(case, exhibit)
            named = ": ".join(filter(None, (f"Exhibit {exhibit.ref}", gone)))
            heading = ". ".join(filter(None, (named, lock.in_words() if lock else "")))
            blocks += [Paragraph(heading, strong=True), custody_table(steps, without_file=not exhibit.has_file)]
    if blocks:
        yield "Continuity of the exhibits", tuple(blocks)
    devices = [each for each in case.devices if not each.withdrawn]
    if devices:
        shown: list[Block] = []
        for device in devices:
            shown += [Paragraph(device.what, strong=True)]
            shown += [Fields(tuple(Fact(label, Stated(text=text)) for label, text in _of_device(device) if text))]
            shown += [custody_table(continuity_of(case, device.id))]
        yield "Devices kept", tuple(shown)
    takedowns = [each for each in case.takedowns if not each.withdrawn]
    if takedowns:
        rows = tuple(
            (
                "\n".join(filter(None, (each.where, each.address, each.what))),
                "\n".join(report.in_words() for report in each.reports) or "Not reported",
                "\n".join(check.in_words() for check in each.checks),
                each.status.capitalize() + (f"\n{each.closed_because}" if each.closed_because else ""),
            )
            for each in takedowns
        )  # fmt: skip
        table = Table(("What and where", "Reported", "Looked, or asked", "Now"), (0.3, 0.3, 0.24, 0.16), rows)
        yield "Taken down, or to be", (table,)


def _row(step: CustodyEvent, *, without_file: bool) -> tuple[str, ...]:
    where = f"kept in: {step.where}" if step.what == "received" and step.where else step.where
    if without_file and step.what == "attached":  # who has it stands above: that is not where the school put it
        where = ""
    to = f"taken in by {step.to}" if step.what == "received" else f"to {step.to}"
    whose = "by" if step.what == "looked into" else "from"
    hands = [f"{whose} {step.from_whom}" if step.from_whom else "", to if step.to else "", where]
    proof = [
        f"seal or bag {step.seal}" if step.seal else "",
        f"signed by {step.signed_by}" if step.signed_by else "",
        "file checked, unchanged" if step.hash_checked else "",
    ]
    return (
        say_moment(step.at),
        step_in_words(step, has_file=not without_file).capitalize(),
        "\n".join(filter(None, hands)),
        "\n".join(filter(None, proof)),
        step.purpose,
        step.by,
    )


def _of_exhibit(exhibit: Exhibit, case: CaseFile) -> tuple[tuple[str, str], ...]:
    size = f"{exhibit.original_name or 'no name'}, {exhibit.size:,} bytes" if exhibit.has_file else ""
    gone = withdrawn_in_words(case, exhibit)
    groups = [exhibit.sha256[start : start + 8] for start in range(0, len(exhibit.sha256), 8)]
    return (
        ("Exhibit", exhibit.ref), ("Withdrawn", gone.removeprefix("withdrawn ")),
        ("What it shows", exhibit.description), ("Case", case.incident.ref),
        ("Produced by" if exhibit.has_file else "Recorded in words by", case.name_of(exhibit.attached_by)),
        ("Captured", when_in_words(exhibit.captured) if exhibit.has_file else ""),
        ("Who has it", exhibit.held_by), ("File", size), ("SHA-256", " ".join(groups)),
    )  # fmt: skip


def _of_device(device: HeldDevice) -> tuple[tuple[str, str], ...]:
    return (
        ("Device", device.what), *device_facts(device),
        ("Care", "It may hold an image that nobody may look at or copy." if device.holds_imagery else ""),
    )  # fmt: skip
