"""What a file is, told by its first bytes and never by its name: the kinds beyond pictures."""

import re
from typing import Final

from dslapp.casebook.pictures import formats
from dslapp.casebook.pictures.formats import UNKNOWN, people_call_it

PDF: Final = "application/pdf"
EMAIL: Final = "message/rfc822"
OLE: Final = "application/x-ole-storage"
OUTLOOK: Final = "application/vnd.ms-outlook"
MHTML: Final = "multipart/related"
HTML: Final = "text/html"
TEXT: Final = "text/plain"
ZIP: Final = "application/zip"
OPEN_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
"""What the types of present Office files begin with."""

ENOUGH: Final = 4096
"""How many of a file's first bytes tell what it is."""

_STARTS: Final = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"PK\x05\x06", ZIP),
    (b"PK\x07\x08", ZIP),
    (b"\x1aE\xdf\xa3", "video/x-matroska"),
    (b"OggS", "application/ogg"),
    (b"fLaC", "audio/flac"),
    (b"#!AMR", "audio/amr"),
    (b"ID3", "audio/mpeg"),
    (b"caff", "audio/x-caf"),
    (b"FLV\x01", "video/x-flv"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video/x-ms-asf"),
    (b"\x00\x00\x01\xba", "video/mpeg"),
    (b"\x00\x00\x01\xb3", "video/mpeg"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x1f\x8b", "application/gzip"),
    (b"{\\rtf", "application/rtf"),
    (b"SQLite format 3\0", "application/vnd.sqlite3"),
)
_IN_RIFF: Final = {b"AVI ": "video/x-msvideo", b"WAVE": "audio/wav"}
_QUICKTIME: Final = frozenset({b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})
_SOUND_BRANDS: Final = (b"M4A", b"M4B", b"F4A")
_PEOPLE_CALL_IT: Final = {
    "application/x-7z-compressed": "a 7z archive",
    "application/vnd.rar": "a RAR archive",
    "application/gzip": "a gzip archive",
    "application/rtf": "an RTF document",
    "application/vnd.sqlite3": "a database",
    "application/msword": "a Word document",
    "application/vnd.ms-excel": "an Excel workbook",
    "application/vnd.ms-powerpoint": "a PowerPoint presentation",
    f"{OPEN_OFFICE}wordprocessingml.document": "a Word document",
    f"{OPEN_OFFICE}spreadsheetml.sheet": "an Excel workbook",
    f"{OPEN_OFFICE}presentationml.presentation": "a PowerPoint presentation",
}
_OPENS_LIKE_WORDS: Final = frozenset(
    {formats.BMP, "application/x-msdownload", "application/ogg", "application/vnd.rar"}
    | {"audio/amr", "audio/mpeg", "audio/x-caf", "video/x-flv"}
)
"""They begin with letters that a text may begin with, too: "BMX club", "caffeine". None of them is text throughout."""
_HEADER: Final = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,60}):(?:[ \t]|$)")
_OF_EMAIL: Final = frozenset(
    b"from to date subject received message-id mime-version return-path delivered-to content-type reply-to cc".split()
)
_MPEG1: Final = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_MPEG2: Final = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
"""Kilobits a second of layer III."""
_PAGE: Final = re.compile(rb"<(?:html|head|body)[\s>]|<!doctype html")
_CONTROLS: Final = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1b")


def media_type(start: bytes) -> str:
    """The media type of the file that starts with these bytes; `UNKNOWN` when they say nothing."""
    kind = _of_container(start)
    if kind == UNKNOWN:
        kind = formats.media_type(start[: formats.ENOUGH])
    return _of_text(start) if kind == UNKNOWN or (kind in _OPENS_LIKE_WORDS and _is_text(start)) else kind


def is_film(kind: str) -> bool:
    """Whether the film child is asked about a file of this type."""
    return kind.startswith(("video/", "audio/")) or kind == "application/ogg"


def called(kind: str) -> str:
    """What people call a file of this type, with its article; empty when there is no such word."""
    return _PEOPLE_CALL_IT.get(kind, "") or people_call_it(kind)


def _of_container(start: bytes) -> str:
    for signature, name in _STARTS:
        if start.startswith(signature):
            return name
    if start[:4] == b"RIFF" and start[8:12] in _IN_RIFF:
        return _IN_RIFF[start[8:12]]
    if start[4:8] == b"ftyp" and start[8:11] in _SOUND_BRANDS:
        return "audio/mp4"
    if start[4:8] == b"ftyp" and start[8:12] == b"qt  ":
        return "video/quicktime"
    if start[4:8] in _QUICKTIME and int.from_bytes(start[:4], "big") in range(8, 1 << 31):
        return "video/quicktime"
    if len(start) > 376 and {start[0], start[188], start[376]} == {0x47}:
        return "video/mp2t"
    if _is_mp3(start):
        return "audio/mpeg"
    return UNKNOWN


def _is_mp3(start: bytes) -> bool:
    """Whether a frame of MPEG sound stands at the start, and another one where the first ends."""
    header = int.from_bytes(start[:4], "big")
    if header >> 21 != 0x7FF or header >> 17 & 3 != 1:  # a frame of layer III, which alone is a file of its own
        return False
    version, rate, frequency = header >> 19 & 3, header >> 12 & 15, header >> 10 & 3
    if version == 1 or rate in (0, 15) or frequency == 3:
        return False
    hertz = (44_100, 48_000, 32_000)[frequency] >> {3: 0, 2: 1, 0: 2}[version]
    length = (144 if version == 3 else 72) * (_MPEG1 if version == 3 else _MPEG2)[rate] * 1000 // hertz
    length += header >> 9 & 1
    return start[length : length + 1] == b"\xff" or len(start) <= length


def _of_text(start: bytes) -> str:
    """Tell e-mails, saved web pages and other text apart by how they begin."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return HTML if b"<\0h\0t\0m\0l" in start.lower() else TEXT
    if not _is_text(start):
        return UNKNOWN
    lines = start.removeprefix(b"\xef\xbb\xbf").lstrip().splitlines()
    if lines and lines[0].startswith((b"From ", b">From ")):
        lines = lines[1:]
    names = _header_names(lines)
    if len(names & _OF_EMAIL) >= 2:
        lowered = start.lower()
        saved = b"snapshot-content-location:" in lowered or b"from: <saved by" in lowered
        return MHTML if saved or (b"multipart/related" in lowered and b"from" not in names) else EMAIL
    lowered = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if lowered.startswith(b"<") and _PAGE.search(lowered):
        return HTML
    return TEXT


def _is_text(start: bytes) -> bool:
    """Whether it may be text: a stray control character is no reason against it, a zero byte is."""
    strays = sum(start.count(bytes((each,))) for each in _CONTROLS)
    return bool(start) and b"\0" not in start and strays * 200 <= len(start)


def _header_names(lines: list[bytes]) -> set[bytes]:
    """The names of the header lines at the start, up to the first line that is none."""
    names = set()
    for line in lines:
        header = _HEADER.match(line)
        if header:
            names.add(header[1].lower())
        elif not (line[:1] in (b" ", b"\t") and names):
            break
    return names
