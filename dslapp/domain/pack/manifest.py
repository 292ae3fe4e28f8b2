"""What a pack says of itself, for machines (manifest.json) and for people (manifest.csv)."""

import csv
import io
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from dslapp.domain.case.case_words import when_in_words
from dslapp.domain.evidence.custody_words import ACT_WORDS
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit, ExhibitKind
from dslapp.domain.local_time import say_moment
from dslapp.domain.pack.chosen import PackedFile

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
InPack = Literal["original", "copy in place of the original", "in words only"]


class SaidInPack(msgspec.Struct, frozen=True, kw_only=True):
    """Something read from the file, unchecked."""

    what: str
    text: str
    source: str


class CopyInPack(msgspec.Struct, frozen=True, kw_only=True):
    """A copy that is in the pack. For whom it was made stays in the record: that may name whom it hides."""

    ref: str
    kind: str
    description: str
    made_at: datetime
    made_by: str
    sha256: str
    file: str = ""


class ExhibitInPack(msgspec.Struct, frozen=True, kw_only=True):
    """One exhibit of the list. What is in `read_from_file` nobody checked."""

    ref: str
    kind: ExhibitKind
    in_pack: InPack
    description: str
    produced_by: str
    original_name: str = ""
    media_type: str = ""
    size: int = 0
    sha256: str = ""
    """Of the file as the school took it in, also where only a copy is in the pack."""
    taken_in_at: datetime
    taken_in_by: str
    captured: str = ""
    captured_by: str = ""
    device: str = ""
    place: str = ""
    shown_time: str = ""
    received_how: str = ""
    part_of: str = ""
    series: str = ""
    held_by: str = ""
    seen_by: str = ""
    seen_because: str = ""
    witness: str = ""
    told_to: str = ""
    police_ref: str = ""
    read_from_file: tuple[SaidInPack, ...] = ()
    distressing: bool = False
    copies: tuple[CopyInPack, ...] = ()
    file: str = ""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """A whole pack. `files` are those that were in it before this list was made; SHA256SUMS names all of them."""

    format: Literal["dsl-casebook/pack/1"] = "dsl-casebook/pack/1"
    case: str
    casebook: str
    school: str
    made_at: datetime
    made_by: str
    recipient: str
    purpose: str
    entry: int
    seal: str
    exhibits: tuple[ExhibitInPack, ...]
    files: tuple[PackedFile, ...]


def exhibit_in_pack(
    exhibit: Exhibit,
    *,
    original: bool,
    copies: Sequence[Derivative],
    files: Iterable[PackedFile],
    description: str,
    part_of: str = "",
) -> ExhibitInPack:
    """What the manifest says of an exhibit; `part_of` is the reference of the exhibit in which it came.

    Of one that goes as a copy it says neither what the original is called nor what it says of itself, nor where it was
    seen, whose device showed it and how it came: that may tell what the copy hides. `description` is what may be
    told of it.
    """
    told = original or not copies
    place_of = {each.sha256: each.path for each in files if each.exhibit == exhibit.ref}
    state: InPack = "original" if original else "copy in place of the original" if copies else "in words only"
    return ExhibitInPack(
        ref=exhibit.ref, kind=exhibit.exhibit_kind, in_pack=state, description=description,
        produced_by=exhibit.attached_by, original_name=exhibit.original_name if told else "",
        media_type=exhibit.media_type, size=exhibit.size, sha256=exhibit.sha256, taken_in_at=exhibit.attached_at,
        taken_in_by=exhibit.attached_by, captured=when_in_words(exhibit.captured), captured_by=exhibit.captured_by,
        device=", ".join(filter(None, (exhibit.method, *((exhibit.device, exhibit.device_owner) if told else ())))),
        place=exhibit.place.in_words() if told else "", shown_time=exhibit.shown_time.in_words() if told else "",
        received_how=exhibit.received_how if told else "", part_of=part_of, series=exhibit.series,
        held_by=exhibit.held_by, seen_by=exhibit.seen_by, seen_because=exhibit.seen_because if told else "",
        witness=exhibit.witness, told_to=exhibit.told_to, police_ref=exhibit.police_ref,
        read_from_file=tuple(
            SaidInPack(what=each.what, text=each.text, source=each.source)
            for each in exhibit.said if told and each.source != "read by machine"
        ),
        distressing=exhibit.distressing or bool(exhibit.blurred_by),
        copies=tuple(
            CopyInPack(
                ref=each.ref, kind=each.derivative_kind, description=each.description,
                made_at=each.made_at, made_by=each.made_by, sha256=each.sha256, file=place_of.get(each.sha256, ""),
            ) for each in copies
        ),
        file=place_of.get(exhibit.sha256, "") if original else "",
    )  # fmt: skip


_HEADS = (
    "Exhibit", "What it is", "In this pack", "File", "SHA-256 of the file as taken in", "Bytes", "Name as it came",
    "Taken in", "Taken in by", "Description", "Captured", "Captured by", "Device", "Where it was", "Time shown in it",
    "How it reached the school", "Came in", "Held by", "Read from the file, unchecked", "Distressing",
)  # fmt: skip


def manifest_table(manifest: Manifest) -> bytes:
    """The exhibits as a table for Excel. A cell that Excel would take for a formula begins with an apostrophe."""
    rows: list[tuple[str, ...]] = [_HEADS]
    for each in manifest.exhibits:
        rows.append(
            (
                each.ref, "not held" if each.kind == "imagery not held" else each.kind, each.in_pack, each.file,
                each.sha256, str(each.size or ""), each.original_name,
                say_moment(each.taken_in_at), each.taken_in_by, each.description, each.captured, each.captured_by,
                each.device, each.place, each.shown_time, each.received_how, each.part_of, _held(each),
                "; ".join(f"{said.what}: {said.text} ({said.source})" for said in each.read_from_file),
                "yes" if each.distressing else "",
            )
        )  # fmt: skip
        rows += [
            (
                copy.ref, f"{copy.kind} copy of {each.ref}", "copy", copy.file, copy.sha256, "", "",
                say_moment(copy.made_at), copy.made_by, copy.description, *[""] * (len(_HEADS) - 10),
            )
            for copy in each.copies
        ]  # fmt: skip
    return as_table(rows)


_CONTINUITY = (
    "Exhibit", "When", "What was done", "Written by", "From", "To", "Where", "Purpose", "Seal or bag", "Signed by",
    "File checked, unchanged",
)  # fmt: skip


def step_in_words(step: CustodyEvent, *, has_file: bool) -> str:
    """What was done in a step; of what has no file nothing was attached."""
    if step.what == "attached" and not has_file:
        return "recorded in words"
    return ACT_WORDS.get(step.what, step.what)


def continuity_table(steps: Iterable[tuple[str, CustodyEvent]], in_words: Collection[str] = ()) -> bytes:
    """The continuity of all exhibits as a table; each step with the reference of its exhibit.

    `in_words`: the ids of the exhibits that have no file.
    """
    return as_table(
        [
            _CONTINUITY,
            *(
                (
                    ref, say_moment(step.at), step_in_words(step, has_file=step.exhibit_id not in in_words), step.by,
                    step.from_whom, step.to,
                    "" if step.what == "attached" and step.exhibit_id in in_words else step.where, step.purpose,
                    step.seal, step.signed_by, "yes" if step.hash_checked else "",
                )
                for ref, step in steps
            ),
        ]
    )  # fmt: skip


def as_table(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as CSV that Excel opens with a double click, its marks for UTF-8 and for lines."""
    held = io.StringIO()
    csv.writer(held, lineterminator="\r\n").writerows([[_cell(cell) for cell in row] for row in rows])
    return held.getvalue().encode("utf-8-sig")


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


def _held(each: ExhibitInPack) -> str:
    told = (
        each.held_by, f"seen by {each.seen_by}" if each.seen_by else "", each.seen_because,
        f"witness {each.witness}" if each.witness else "", f"told to {each.told_to}" if each.told_to else "",
        f"police reference {each.police_ref}" if each.police_ref else "",
    )  # fmt: skip
    return "; ".join(filter(None, told))
