"""Web pages that were saved: HTML as text, MHTML as text with the pictures in it. Never rendered, never fetched."""

import re
from email.message import EmailMessage
from typing import BinaryIO

from dslapp.casebook.reading.email_message import attachments, bytes_of, header, parsed
from dslapp.casebook.reading.file_types import HTML, MHTML
from dslapp.casebook.reading.findings import Findings
from dslapp.casebook.reading.protocol import NotRead
from dslapp.casebook.reading.words import begin, decoded, read_page

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)


def look(source: BinaryIO) -> Findings:
    """Read an HTML file."""
    found = Findings("web page", HTML)
    data = begin(source, found)
    read_page(decoded(data, found, _charset(data)), found)
    return found


def look_at_archive(source: BinaryIO) -> Findings:
    """Read an MHTML file: one page, and the pictures and styles that belong to it."""
    found = Findings("web page", MHTML)
    message = parsed(source)
    found.say("address", header(message, "snapshot-content-location"), "web page, as it was saved")
    found.say("title", header(message, "subject"), "web page, as it was saved")
    date = message["date"]
    found.say("time", f"saved {header(message, 'date')}" if date else "", "web page", getattr(date, "datetime", None))
    pages = [part for part in message.walk() if part.get_content_type() == HTML]
    if pages:
        page = pages[0]
        data = page.get_payload(decode=True)
        read_page(decoded(data if isinstance(data, bytes) else b"", found, page.get_content_charset("")), found)
    for part in _others(message):
        name = part.get_filename() or header(part, "content-location").rsplit("/", 1)[-1]
        found.add_part(name, len(bytes_of(part)), part.get_content_type())
    return found


def take_from_archive(source: BinaryIO, number: int) -> bytes | NotRead:
    """The bytes of one picture or style in an MHTML file."""
    others = _others(parsed(source))
    return bytes_of(others[number]) if 0 <= number < len(others) else NotRead(reason="no such part")


def _others(message: EmailMessage) -> list[EmailMessage]:
    return [part for part in attachments(message) if part.get_content_type() != HTML]


def _charset(data: bytes) -> str:
    """The alphabet that a page says it is written in."""
    said = _CHARSET.search(data[:2048])
    return said[1].decode("ascii") if said else ""
