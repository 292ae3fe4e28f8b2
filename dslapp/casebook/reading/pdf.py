"""What a PDF says of itself, its words, its pages and the files in it. PDFium has no JavaScript here: nothing runs."""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, BinaryIO

import pypdfium2  # type: ignore[import-untyped]  # ships no types
from pypdfium2 import raw

from dslapp.casebook.pictures.protocol import MOST_SHOWN, Pixels
from dslapp.casebook.reading.file_types import PDF
from dslapp.casebook.reading.findings import Findings
from dslapp.casebook.reading.protocol import MOST_PARTS, MOST_TAKEN, NotRead

_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-])(\d\d)'?(\d\d)?)?")


def look_less(source: BinaryIO) -> Findings:
    """Read what it says of itself alone, after its words or the files in it were too much for the child."""
    return look(source, less=True)


def look(source: BinaryIO, *, less: bool = False) -> Findings:
    """Read all that is cheap, and as many words as there is time for."""
    found = Findings("document", PDF)
    try:
        document = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        if not _is_locked(error):
            raise
        found.note("locked pdf")
        return found
    found.pages = len(document)
    _read_about(document, found)
    if less:
        found.note("pdf too much")
        return found
    _list_parts(document, found)
    if raw.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0:
        found.note("script")
    _read_words(document, found)
    return found


def take(source: BinaryIO, number: int) -> bytes | NotRead:
    """The bytes of one embedded file."""
    document = pypdfium2.PdfDocument(source)
    if not 0 <= number < document.count_attachments():
        return NotRead(reason="no such part")
    data = bytes(document.get_attachment(number).get_data())
    return data if len(data) <= MOST_TAKEN else NotRead(reason="too large")


def draw_page(source: BinaryIO, number: int, scale: float) -> tuple[Pixels | NotRead, bytes]:
    """One page at `scale` dots a point."""
    try:
        document = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        if not _is_locked(error):
            raise
        return NotRead(reason="locked"), b""
    if not 0 <= number < len(document):
        return NotRead(reason="no such part"), b""
    wide, high = (round(side * scale) for side in document.get_page_size(number))
    if not 0 < wide * high <= MOST_SHOWN:
        return NotRead(reason="too many dots"), b""
    bitmap = document[number].render(scale=scale, rev_byteorder=True, may_draw_forms=False)
    row, width = bitmap.stride, bitmap.width * 3
    dots = memoryview(bitmap.buffer)
    body = b"".join(dots[at : at + width] for at in range(0, row * bitmap.height, row))
    return Pixels(width=bitmap.width, height=bitmap.height), body


def _is_locked(error: Any) -> bool:
    return bool(error.err_code == raw.FPDF_ERR_PASSWORD)


def _read_about(document: Any, found: Findings) -> None:
    about = document.get_metadata_dict(skip_empty=True)
    found.say("title", about.get("Title"), "PDF")
    found.say("from", about.get("Author"), "PDF")
    for key, word in (("CreationDate", "made"), ("ModDate", "changed")):
        if key in about:
            at, text = _moment(about[key])
            found.say("time", f"{word} {text}", "PDF", at)


def _moment(text: str) -> tuple[datetime | None, str]:
    """A date of a PDF as a moment, where it says its zone, and in words."""
    parts = _DATE.match(text.strip())
    if parts is None:
        return None, text
    year, *rest = (int(part) for part in parts.groups(default="0")[:6])
    month, day, hour, minute, second = (rest[0] or 1, rest[1] or 1, *rest[2:])
    universal, sign, hours, minutes = parts.groups()[6:]
    try:
        local = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - the zone follows, where there is one
        zone = None
        if universal:
            zone = UTC
        elif sign:
            offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
            zone = timezone(offset if sign == "+" else -offset)
    except ValueError:
        return None, text
    words = f"{local:%Y-%m-%d %H:%M:%S}"
    if zone is None:
        return None, words
    return local.replace(tzinfo=zone), f"{words} {'UTC' if zone is UTC else local.replace(tzinfo=zone).strftime('%z')}"


def _list_parts(document: Any, found: Findings) -> None:
    count = document.count_attachments()
    for number in range(min(count, MOST_PARTS)):
        try:
            attachment = document.get_attachment(number)
            size = _size_of(attachment)
            found.add_part(attachment.get_name(), size, "", can_be_taken=0 < size <= MOST_TAKEN)
        except Exception:  # noqa: BLE001 - one broken entry hides no other
            found.add_part("", 0, "", can_be_taken=False)
    if count > MOST_PARTS:
        found.note("files listed", count, MOST_PARTS)


def _size_of(attachment: Any) -> int:
    from ctypes import c_ulong

    size = c_ulong()
    known = raw.FPDFAttachment_GetFile(attachment.raw, None, 0, size)
    return size.value if known else 0


def _read_words(document: Any, found: Findings) -> None:
    for number in range(found.pages):
        if found.full or found.late:
            found.text_cut = True
            if found.late:
                found.note("pages read", number, found.pages)
            return
        try:
            page = document[number]
            words = page.get_textpage().get_text_bounded()
            page.close()
        except pypdfium2.PdfiumError:
            found.note("page damaged", number + 1)
            continue
        found.read(words.replace("\r\n", "\n").strip() + "\n\n" if words.strip() else "")
