"""A pack: what of a case is chosen for it, how it is called, and what may not go into it."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Literal, NamedTuple

import msgspec

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.lock import EvidenceLock, locks_in
from dslapp.domain.pack.readers import PackReader

PackForm = Literal["zip", "age", "folder"]
FORM_WORDS: dict[PackForm, str] = {
    "zip": "an encrypted ZIP file, for 7-Zip",
    "age": "a file encrypted with age, with the file of its key",
    "folder": "a folder without encryption",
}
ENDINGS: dict[PackForm, str] = {"zip": ".zip", "age": ".tar.age", "folder": ""}

SUMS, HASHES_FOR_WINDOWS = "SHA256SUMS", "HASHES-FOR-WINDOWS.txt"
MANIFEST, MANIFEST_TABLE = "manifest.json", "manifest.csv"
READ_ME, HOW_TO_CHECK = "READ-ME-FIRST.txt", "HOW-TO-CHECK"
ORIGINALS, COPIES, CONTINUITY, RECORD = "originals", "copies", "continuity", "record"
EXTRACT = f"{RECORD}/extract.json"

_HARMLESS = {
    "image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/heic": "heic", "image/heif": "heif",
    "image/gif": "gif", "image/tiff": "tif", "image/bmp": "bmp", "application/pdf": "pdf", "message/rfc822": "eml",
    "application/vnd.ms-outlook": "msg", "text/plain": "txt", "text/csv": "csv", "application/zip": "zip",
    "video/mp4": "mp4", "video/quicktime": "mov", "video/webm": "webm", "video/x-matroska": "mkv",
    "video/x-msvideo": "avi", "video/3gpp": "3gp", "audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/wav": "wav",
    "audio/x-wav": "wav", "audio/ogg": "ogg", "audio/aac": "aac", "audio/flac": "flac", "audio/amr": "amr",
    "audio/opus": "opus", "video/ogg": "ogv",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}  # fmt: skip
"""Endings by which Windows opens a file and runs nothing in it; every other file ends in .bin."""

_PLAIN = {
    ord("–"): "-", ord("—"): "-", ord("‘"): "'", ord("’"): "'", ord("“"): '"', ord("”"): '"', ord("…"): "...",
    ord("·"): "|", 0xA0: " ", **dict.fromkeys(range(768, 880)),
}  # fmt: skip
"""What stands in plain text for what is nicer on paper; accents go once they stand apart from their letters."""
_HEX_GROUP = 4
_ALOUD = {
    "a": "A for Alpha", "b": "B for Bravo", "c": "C for Charlie", "d": "D for Delta", "e": "E for Echo",
    "f": "F for Foxtrot",
}  # fmt: skip
_CHECK_DIGITS = 16


class PackChoice(msgspec.Struct, frozen=True, kw_only=True):
    """What goes into a pack: nothing that was not chosen by its id."""

    exhibits: tuple[str, ...] = ()
    """Whose original goes; of those without a file, the words."""
    copies: tuple[str, ...] = ()
    """Copies that go, beside their original or in its place."""
    paper: str = ""
    """"one page", "whole file", or the id of a referral whose summary goes; empty for none."""
    with_extract: bool = False
    """Whether the signed history of the whole case goes, too, with every name in it."""
    reader: PackReader = "police"
    """Whom it is for decides its words."""
    recipient: str = ""
    purpose: str = ""
    crime_ref: str = ""
    """Their own number of it: the police's crime, URN or incident number."""
    ring_tonight: str = ""
    """Whom they can ring outside school hours: a name and a number."""
    form: PackForm = "zip"
    plain_because: str = ""


class PackLine(NamedTuple):
    """One exhibit as it may be chosen."""

    exhibit: Exhibit
    copies: tuple[Derivative, ...]
    refused: str
    """Why its original may not go, in a sentence; empty when it may."""


class PackedFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a pack."""

    path: str
    size: int
    sha256: str
    what: Literal["original", "copy", "paper", "continuity", "record", "to read"]
    exhibit: str = ""
    """The reference of the exhibit that it is, or of which it is a copy."""


def pack_lines(
    case: CaseFile, of_others: Collection[Exhibit] = (), restricted: Collection[str] = ()
) -> tuple[PackLine, ...]:
    """The exhibits of a case that may be chosen, in their order; withdrawn ones are not among them.

    For those that belong to other cases: all exhibits of these cases, and which of the cases are restricted.
    """
    locked, tainted = locks_in(case.custody), _tainted((*case.exhibits, *of_others))
    return tuple(_line(exhibit, case, locked, tainted, restricted) for exhibit in case.shown_exhibits)


def hides_something(originals: Iterable[str], hidden_in: Iterable[str]) -> bool:
    """Whether a copy goes in place of its original: of exhibits whose original goes, and of those that a copy is of."""
    return not set(hidden_in) <= set(originals)


def _tainted(exhibits: Collection[Exhibit]) -> frozenset[str]:
    """The e-mails and archives in which a file lies that must not be here: whoever unpacks them has it."""
    come_in = {exhibit.id: exhibit.part_of for exhibit in exhibits}
    found: set[str] = set()
    for exhibit in exhibits:
        outer = exhibit.part_of if exhibit.shut_away_by or not exhibit.has_file else ""
        while outer and outer not in found:
            found.add(outer)
            outer = come_in.get(outer, "")
    return frozenset(found)


def _line(
    exhibit: Exhibit, case: CaseFile, locked: Mapping[str, EvidenceLock], tainted: Collection[str],
    restricted: Collection[str],
) -> PackLine:  # fmt: skip
    refused = _refused(exhibit, locked)
    if exhibit.incident_id in restricted:
        refused = "It belongs to a restricted case: make a pack of that case."
    if exhibit.id in tainted:
        refused = "A file lies in it that must not be here: the police take it from the device."
    usable = exhibit.has_file and not refused
    copies = (
        each for each in case.derivatives
        if usable and each.exhibit_id == exhibit.id and not each.withdrawn and each.made_for_somebody
    )  # fmt: skip
    return PackLine(exhibit, tuple(copies), refused)


def _refused(exhibit: Exhibit, locked: Mapping[str, EvidenceLock]) -> str:
    if exhibit.id in locked:
        return locked[exhibit.id].in_words()
    if exhibit.has_file and not exhibit.file_id:
        return "Its file is not here any more."
    return ""


def kind_in_words(exhibit: Exhibit) -> str:
    """What it is, as a line of a pack says it."""
    return "not held" if exhibit.exhibit_kind == "imagery not held" else exhibit.exhibit_kind


def packed_ref(ref: str) -> str:
    """A reference as a file's name on any computer: "JH/1" becomes "JH-1"."""
    return re.sub(r"[^A-Za-z0-9-]+", "-", ref).strip("-") or "exhibit"


def packed_name(folder: str, ref: str, media_type: str, taken: Iterable[str] = ()) -> str:
    """The name of an exhibit's file in a pack: its reference, and an ending by which nothing is run."""
    ending = _HARMLESS.get(media_type.partition(";")[0].strip().lower(), "bin")
    return f"{_free_stem(folder, ref, taken)}.{ending}"


def sheet_name(ref: str, taken: Iterable[str] = ()) -> str:
    """The name of an exhibit's continuity in a pack."""
    return f"{_free_stem(CONTINUITY, ref, taken)}.pdf"


def _free_stem(folder: str, ref: str, taken: Iterable[str]) -> str:
    stem, number, used = packed_ref(ref), 1, frozenset(name.rpartition(".")[0].casefold() for name in taken)
    while f"{folder}/{stem}".casefold() in used:  # "A.B/1" and "A B/1" would be one name
        number += 1
        stem = f"{packed_ref(ref)}-{number}"
    return f"{folder}/{stem}"


def pack_name(case_ref: str, day: date, form: PackForm) -> str:
    """How a pack is called: by the case's reference and the day, never by a name."""
    return f"Pack {packed_ref(case_ref)} {day.isoformat()}{ENDINGS[form]}"


def check_number(sums_sha256: str) -> str:
    """The first characters of the SHA-256 of the list of sums, in groups to be read out: "3f2a 91bc 77d0 4e12"."""
    digits = sums_sha256[:_CHECK_DIGITS]
    return " ".join(digits[at : at + _HEX_GROUP] for at in range(0, len(digits), _HEX_GROUP))


def said_aloud(number: str) -> str:
    """A check number as it is told by telephone, so that no letter is heard as another: "3, F for Foxtrot, 2 …"."""
    groups = ([_ALOUD.get(digit, digit) for digit in group] for group in number.split())
    return " · ".join(", ".join(group) for group in groups)


def same_check_number(typed: str, sums_sha256: str) -> bool:
    """Whether a number that somebody typed is the check number, or the whole sum."""
    digits = re.sub(r"[\s-]+", "", typed).lower()
    return len(digits) >= _CHECK_DIGITS and sums_sha256.startswith(digits)


def sums_text(files: Iterable[PackedFile]) -> str:
    """The list that `sha256sum -c` reads."""
    return "".join(f"{each.sha256}  {each.path}\n" for each in files)


def plain_ascii(text: str) -> str:
    """Text that any program on any computer shows alike: dashes and quotes plain, accents dropped."""
    return unicodedata.normalize("NFKD", text).translate(_PLAIN).encode("ascii", "replace").decode()
