"""ZIP files, and the Office files that are ZIP files: listed, never unpacked; a WhatsApp export's chat is read."""

import re
import zipfile
from datetime import datetime
from typing import BinaryIO

from dslapp.casebook.reading import chat
from dslapp.casebook.reading.file_types import OPEN_OFFICE, ZIP
from dslapp.casebook.reading.findings import Findings
from dslapp.casebook.reading.protocol import MOST_TAKEN, NotRead
from dslapp.casebook.reading.words import MOST_READ

_OFFICE = (
    ("word/", f"{OPEN_OFFICE}wordprocessingml.document"),
    ("xl/", f"{OPEN_OFFICE}spreadsheetml.sheet"),
    ("ppt/", f"{OPEN_OFFICE}presentationml.presentation"),
)
_CHAT = re.compile(r"(_chat|.*whatsapp.*)\.txt", re.IGNORECASE)
_UNPACKED_HERE = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA})
_ENCRYPTED = 0x1
_MOST_TOGETHER = 4 << 30


def look(source: BinaryIO) -> Findings:
    """List the members; read the chat where it is an export of one."""
    with zipfile.ZipFile(source) as archive:
        members = archive.infolist()
        names = {member.filename for member in members}
        found = _of_office(names) or Findings("file", ZIP)
        for member in members:
            if not member.is_dir() and found.media_type == ZIP:
                found.add_part(member.filename, member.file_size, "", can_be_taken=_can_be_taken(member))
        if any(member.flag_bits & _ENCRYPTED for member in members):
            found.note("locked archive")
        if sum(member.file_size for member in members) > _MOST_TOGETHER:
            found.note("bomb")
        chats = [member for member in members if _is_chat(member)]
        if len(chats) == 1 and found.media_type == ZIP:
            _read_chat(archive, chats[0], found)
    return found


def take(source: BinaryIO, number: int) -> bytes | NotRead:
    """The bytes of one member: as many as it claims, and never more."""
    with zipfile.ZipFile(source) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if not 0 <= number < len(members):
            return NotRead(reason="no such part")
        member = members[number]
        if member.flag_bits & _ENCRYPTED:
            return NotRead(reason="locked")
        with archive.open(member) as stream:
            data = stream.read(MOST_TAKEN + 1)
    return data if len(data) <= MOST_TAKEN else NotRead(reason="too large")


def _of_office(names: set[str]) -> Findings | None:
    if "[Content_Types].xml" in names:
        for folder, media_type in _OFFICE:
            if any(each.startswith(folder) for each in names):
                found = Findings("file", media_type)
                found.note("not opened")
                if any(each.lower().endswith("vbaproject.bin") for each in names):
                    found.note("macro")
                return found
    return None


def _can_be_taken(member: zipfile.ZipInfo) -> bool:
    return (
        not member.flag_bits & _ENCRYPTED and member.file_size <= MOST_TAKEN and member.compress_type in _UNPACKED_HERE
    )


def _is_chat(member: zipfile.ZipInfo) -> bool:
    name = member.filename.replace("\\", "/").rsplit("/", 1)[-1]
    readable = not member.flag_bits & _ENCRYPTED and member.compress_type in _UNPACKED_HERE
    return bool(_CHAT.fullmatch(name)) and readable


def _read_chat(archive: zipfile.ZipFile, member: zipfile.ZipInfo, found: Findings) -> None:
    with archive.open(member) as stream:
        data = stream.read(MOST_READ + 1)
    found.text_cut = len(data) > MOST_READ
    if chat.read(data[:MOST_READ], found):
        found.kind = "chat"
        try:
            made = datetime(*member.date_time)  # noqa: DTZ001 - a ZIP says no zone
        except ValueError:  # month 0: whoever wrote it said no time
            return
        found.say("time", f"exported {made:%Y-%m-%d %H:%M:%S}", "chat export")
