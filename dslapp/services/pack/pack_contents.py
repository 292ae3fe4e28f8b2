"""The files of a pack that are made for it: papers, continuity, the lists, and the pages that say how to check it."""

from collections.abc import Iterator, Sequence
from threading import Event
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from dslapp.domain.boards.devices import HeldDevice
from dslapp.domain.case.cold_read import for_a_pack
from dslapp.domain.case.on_paper import exhibits_with_copies
from dslapp.domain.evidence.custody_words import continuity_of
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit
from dslapp.domain.local_time import say_moment
from dslapp.domain.pack.chosen import (
    CONTINUITY,
    EXTRACT,
    HASHES_FOR_WINDOWS,
    HOW_TO_CHECK,
    MANIFEST,
    MANIFEST_TABLE,
    READ_ME,
    PackedFile,
    kind_in_words,
    sheet_name,
)
from dslapp.domain.pack.first_lines import NOT_GIVEN, known_reference
from dslapp.domain.pack.manifest import Manifest, continuity_table, exhibit_in_pack, manifest_table
from dslapp.domain.plain_page import as_text
from dslapp.domain.referral.content import ExhibitEntry, Fact
from dslapp.domain.school import ROLE_NAMES
from dslapp.domain.statements import Stated
from dslapp.services.pack.gather_pack import PackPlan
from dslapp.services.papers.write_case_file import CaseFileDraft, CasePaper, draw_case_file
from dslapp.services.papers.write_referral import ReferralDraft, draw_referral
from dslapp.services.session import Session

if TYPE_CHECKING:
    from dslapp.documents.document import Provenance

_STILL_TO_COME = 4
"""Files after the page that says how many there are: itself as text and as PDF, and the two lists of sums."""
_RECORD = {
    True: "The file record/extract.json is the signed history of the whole case: each entry with the signature of "
    "whoever wrote it, in a chain in which a change or a gap would show. An expert checks it with "
    "verify_casebook_extract.py, 300 lines of Python that are published with DSL Casebook and use nothing of it: "
    "ask the school for it. Seals on older papers of the school are compared with it there.",
    False: "The signed history of the case is not in this pack. Ask the school for it, as an extract, if it matters "
    "whether the record was changed.",
}
_WORK_ON_COPIES = "Do not open the originals in a program that saves on closing: work on a copy of them."
_PAPERS: dict[str, str] = {
    "one page": "CASE-ON-ONE-PAGE.pdf", "whole file": "CASE-FILE.pdf", "lado": "SUMMARY-FOR-THE-LADO.pdf",
    "police": "SUMMARY-FOR-THE-POLICE.pdf",
}  # fmt: skip
What = Literal["paper", "continuity", "record", "to read"]


class Made(NamedTuple):
    """One file that was made for the pack."""

    path: str
    what: What
    data: bytes
    exhibit: str = ""


def made_files(session: Session, plan: PackPlan, packed: Sequence[PackedFile], cancel: Event | None) -> Iterator[Made]:
    """Each file in its turn; `packed` is what is in the pack by then. Uses no database.

    Raises EvidenceUnsound when a picture of a summary is not the one that was attached.
    """
    from dslapp.documents.continuity_sheet import continuity_pdf

    made = _provenance(plan)
    if plan.paper is not None:
        yield Made(paper_name(plan), "paper", _paper(session, plan, plan.paper, cancel))
    for exhibit in plan.listed:
        name = sheet_name(exhibit.ref, (each.path for each in packed))
        yield Made(name, "continuity", _continuity(plan, exhibit, made), exhibit.ref)
    for number, device in enumerate(_devices(plan), 1):
        sheet = continuity_pdf(plan.case_as_it_leaves, device, made)
        yield Made(f"{CONTINUITY}/device-{number}.pdf", "continuity", sheet)
    in_words = {exhibit.id for exhibit in plan.listed if not exhibit.has_file}
    yield Made(f"{CONTINUITY}/continuity.csv", "continuity", continuity_table(_steps(plan), in_words))
    if plan.extract:
        yield Made(EXTRACT, "record", plan.extract)
    manifest = _manifest(plan, tuple(packed))
    yield Made(MANIFEST, "to read", msgspec.json.format(msgspec.json.encode(manifest), indent=1))
    yield Made(MANIFEST_TABLE, "to read", manifest_table(manifest))
    yield Made(plan.words.notes_file, "to read", _notes(plan, made))
    yield Made(READ_ME, "to read", _read_me(plan, packed))
    yield from _how_to_check(plan, packed, made)
    yield Made(HASHES_FOR_WINDOWS, "to read", _hashes_for_windows(packed))


def paper_name(plan: PackPlan) -> str:
    """How the paper is called in the pack."""
    paper = plan.paper
    return _PAPERS[paper.referral.recipient if isinstance(paper, ReferralDraft) else plan.choice.paper]


def _paper(session: Session, plan: PackPlan, paper: CaseFileDraft | ReferralDraft, cancel: Event | None) -> bytes:
    if isinstance(paper, CaseFileDraft):
        kind: CasePaper = "one page" if plan.choice.paper == "one page" else "whole file"
        alone = msgspec.structs.replace(paper.case, also_in={})  # nobody outside is told in which other cases it is
        packed = tuple(exhibit.ref for exhibit in plan.listed)
        page = for_a_pack(paper.page, plan.choice.purpose.strip())
        return draw_case_file(msgspec.structs.replace(paper, case=alone, page=page, packed=packed), kind)
    whole = {exhibit.id for exhibit in plan.originals}
    copies = tuple(copy for copy in plan.copies if copy.exhibit_id not in whole)  # nobody sees what a copy hides
    entries = exhibits_with_copies(plan.case, plan.listed, copies, whole)
    narrowed = msgspec.structs.replace(
        paper, exhibits=plan.listed, copies=copies, content=msgspec.structs.replace(paper.content, exhibits=entries)
    )
    return draw_referral(session, narrowed, cancel=cancel)


def _provenance(plan: PackPlan) -> "Provenance":
    from dslapp.documents.document import Provenance

    return Provenance(
        school=plan.school.name, made_by=plan.member.name, made_at=plan.now, entry=plan.entry, seal=plan.seal
    )


def _steps(plan: PackPlan) -> list[tuple[str, CustodyEvent]]:
    named = [(each.ref, each.id) for each in plan.listed]
    named += [(f"device {number}", each.id) for number, each in enumerate(_devices(plan), 1)]
    return [(name, step) for name, id_ in named for step in continuity_of(plan.case_as_it_leaves, id_)]


def _devices(plan: PackPlan) -> tuple[HeldDevice, ...]:
    """The devices that the school keeps, where something goes in words only: it may be on one of them."""
    return tuple(each for each in plan.case.devices if plan.in_words and not each.withdrawn)


def _continuity(plan: PackPlan, exhibit: Exhibit, made: "Provenance") -> bytes:
    from dslapp.documents.continuity_sheet import continuity_pdf

    entry = _entry(plan, exhibit)
    named = msgspec.structs.replace(exhibit, description=entry.description, original_name=entry.original_name)
    return continuity_pdf(plan.case_as_it_leaves, named, made)


def _entry(plan: PackPlan, exhibit: Exhibit) -> ExhibitEntry:
    """What may be told of an exhibit: where a copy goes in its place, not what the copy hides."""
    whole = {each.id for each in plan.originals}
    return exhibits_with_copies(plan.case, (exhibit,), plan.copies, whole)[0]


def _manifest(plan: PackPlan, packed: tuple[PackedFile, ...]) -> Manifest:
    whole = {exhibit.id for exhibit in plan.originals}
    refs = {exhibit.id: exhibit.ref for exhibit in plan.case.every_exhibit}
    return Manifest(
        case=plan.case.incident.ref, casebook=plan.casebook, school=plan.school.name, made_at=plan.now,
        made_by=plan.member.name, recipient=plan.choice.recipient.strip(), purpose=plan.choice.purpose.strip(),
        entry=plan.entry, seal=plan.seal,
        exhibits=tuple(
            exhibit_in_pack(
                exhibit, original=exhibit.id in whole, copies=plan.copies_of(exhibit), files=packed,
                part_of=refs.get(exhibit.part_of, ""), description=_entry(plan, exhibit).description,
            ) for exhibit in plan.listed
        ),
        files=packed,
    )  # fmt: skip


def _notes(plan: PackPlan, made: "Provenance") -> bytes:
    from dslapp.documents.drawing import draw
    from dslapp.documents.pack_notes import PackNotes, notes_on_exhibits

    with_file = [exhibit for exhibit in plan.listed if exhibit.has_file]
    whole = {exhibit.id for exhibit in plan.originals}
    producers: dict[tuple[str, str], list[str]] = {}
    for exhibit in with_file:
        who = plan.case.name_of(exhibit.attached_by)
        producers.setdefault((who, exhibit.captured_by or "Not written yet"), []).append(exhibit.ref)
    told_of = [
        (
            "Nobody at the school holds it", exhibit.ref,
            f"{plan.case.name_of(exhibit.attached_by)} can say what was told. Who has it: "
            f"{exhibit.held_by or 'not written yet'}",
        )
        for exhibit in plan.listed if not exhibit.has_file
    ]  # fmt: skip
    told = (
        *_first_told(plan), ("School", plan.school.name), ("Address", plan.school.address),
        ("Telephone", plan.school.phone), ("E-mail", plan.school.email),
        ("Ask for", f"{plan.member.name}, {ROLE_NAMES[plan.member.role]}"),
    )  # fmt: skip
    notes = PackNotes(
        words=plan.words, case=plan.case.incident.ref, recipient=plan.choice.recipient.strip(),
        purpose=plan.choice.purpose.strip(),
        contact=tuple(Fact(label, Stated(text=text)) for label, text in told if text.strip()),
        packed=exhibits_with_copies(plan.case, with_file, plan.copies, whole), in_words=plan.in_words,
        devices=_devices(plan), police_ref=known_reference(plan.case, "police"),
        producers=(*((who, ", ".join(refs), made_by) for (who, made_by), refs in producers.items()), *told_of),
    )  # fmt: skip
    return draw(notes_on_exhibits(notes, made))


def _first_told(plan: PackPlan) -> list[tuple[str, str]]:
    """What they look for first."""
    told = (
        ("Ring tonight", plan.choice.ring_tonight.strip() or NOT_GIVEN),
        (plan.words.reference, plan.choice.crime_ref.strip()),
    )
    return [(label, text) for label, text in told if text]


def _read_me(plan: PackPlan, packed: Sequence[PackedFile]) -> bytes:
    from dslapp.content.pack_texts import pack_text

    files = {each.path for each in packed}
    contents = [
        (plan.words.notes_file, "what is what, who can produce it, the receipt"),
        (paper_name(plan) if plan.paper else "", "the case in words"),
        ("originals", "the files as the school took them in, untouched"),
        ("copies", "copies with parts blackened or cut away on purpose"),
        ("continuity", "for each exhibit and each device kept, what was done with it and by whom"),
        ("record", "the signed history of the case, for an expert"),
        ("manifest.csv", "all exhibits as a table for Excel; manifest.json says the same to a program"),
        ("HOW-TO-CHECK.pdf", "how to check that nothing was changed, and what that does not prove"),
        ("SHA256SUMS", "the sums of all files; HASHES-FOR-WINDOWS.txt has the same"),
    ]
    there = files | {path.partition("/")[0] for path in files} | {"HOW-TO-CHECK.pdf", "SHA256SUMS"}
    exhibits = [f"* {exhibit.ref}: {kind_in_words(exhibit)}, {_state(plan, exhibit)}" for exhibit in plan.listed]
    return as_text(
        pack_text(
            "read-me-first",
            {
                "school": plan.school.name, "case": plan.case.incident.ref, "recipient": plan.choice.recipient.strip(),
                "ring": "\n".join(f"{label}: {text}" for label, text in _first_told(plan)),
                "at": say_moment(plan.now), "by": plan.member.name, "role": ROLE_NAMES[plan.member.role],
                "contents": "\n".join(f"* {name}: {what}" for name, what in contents if name in there),
                "exhibits": "\n".join(exhibits), "notes": plan.words.notes_file, "keeps": plan.words.keeps,
                "on_image": plan.words.on_image,
                "originals": _WORK_ON_COPIES if plan.originals else "",
            },
        )
    )  # fmt: skip


def _state(plan: PackPlan, exhibit: Exhibit) -> str:
    copies = ", ".join(copy.ref for copy in plan.copies_of(exhibit))
    whole = exhibit in plan.originals
    if not exhibit.has_file:
        return "in words only, see the notes"
    said = "original" if whole else f"copy {copies} in place of the original"
    if whole and copies:
        said += f", and copy {copies}"
    return said + (" - distressing" if exhibit.distressing or exhibit.blurred_by else "")


def _how_to_check(plan: PackPlan, packed: Sequence[PackedFile], made: "Provenance") -> Iterator[Made]:
    from dslapp.content.pack_texts import pack_text
    from dslapp.documents.drawing import draw
    from dslapp.documents.pack_pages import plain_document

    example = next((each.path for each in packed if each.what in ("original", "copy")), MANIFEST)
    values = {
        "files": str(len(packed) + _STILL_TO_COME), "example": example.replace("/", "\\"),
        "record": _RECORD[bool(plan.extract)],
    }  # fmt: skip
    page = pack_text("how-to-check", values)
    yield Made(f"{HOW_TO_CHECK}.txt", "to read", as_text(page))
    yield Made(f"{HOW_TO_CHECK}.pdf", "to read", draw(plain_document(page, plan.case.incident.ref, made)))


def _hashes_for_windows(packed: Sequence[PackedFile]) -> bytes:
    lines = ["What certutil -hashfile FILE SHA256 and Get-FileHash show for each file of this pack.", ""]
    for each in packed:
        lines += [each.path.replace("/", "\\"), f"    {each.sha256}", ""]
    return "\r\n".join(lines).encode("ascii")
