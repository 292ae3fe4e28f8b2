"""E-mails as Outlook saves them (.msg), and the other files of the same container: old Word and Excel."""

import email
from email import policy
from typing import Any, BinaryIO, Final

from olefile import OleFileIO
from oxmsg import Message
from oxmsg.storage import Storage

from dslapp.casebook.reading.email_message import read_headers
from dslapp.casebook.reading.file_types import OLE, OUTLOOK
from dslapp.casebook.reading.findings import Findings
from dslapp.casebook.reading.protocol import MOST_TAKEN, NotRead
from dslapp.casebook.reading.words import read_page

_MOST_READ = 100 << 20
_PROPERTIES = "__properties_version1.0"
_OFFICE = (
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("Book", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("EncryptedPackage", OLE),
)
_DISPLAY_NAME, _DISPLAY_TO, _DISPLAY_CC, _DELIVERED = 0x3001, 0x0E04, 0x0E03, 0x0E06
_SOURCE: Final = "Outlook message"


def look(source: BinaryIO) -> Findings:
    """Read an Outlook message; say of any other file in this container what it is, without opening it."""
    with OleFileIO(source) as container:
        if not container.exists(_PROPERTIES):
            return _office(container)
        if source.seek(0, 2) > _MOST_READ:
            found = Findings("e-mail", OUTLOOK)
            found.note("large message")
            return found
        message = Message(Storage.from_ole(container))
    found = Findings("e-mail", OUTLOOK)
    _read_headers(message, found)
    _read_words(message, found)
    for attachment in message.attachments:
        _add(attachment, found)
    return found


def take(source: BinaryIO, number: int) -> bytes | NotRead:
    """The bytes of one attachment."""
    with OleFileIO(source) as container:
        files = Message(Storage.from_ole(container)).attachments
    data = files[number].file_bytes if 0 <= number < len(files) else None
    if data is None:
        return NotRead(reason="no such part")
    return data if len(data) <= MOST_TAKEN else NotRead(reason="too large")


def _office(container: Any) -> Findings:
    for stream, media_type in _OFFICE:
        if container.exists(stream):
            found = Findings("file", media_type)
            found.note("locked office" if media_type == OLE else "not opened")
            about = container.get_metadata()
            found.say("title", _words(about.title), "Office file")
            found.say("from", _words(about.author), "Office file")
            for word, moment in (("made", about.create_time), ("changed", about.last_saved_time)):
                if moment:
                    found.say("time", f"{word} {moment:%Y-%m-%d %H:%M:%S}", "Office file")
            return found
    found = Findings("file", OLE)
    found.note("office")
    return found


def _words(value: object) -> str:
    return value.decode("cp1252", "replace") if isinstance(value, bytes) else ""


def _read_headers(message: Message, found: Findings) -> None:
    """The headers it came with, or, of a message that was sent from this Outlook, what it notes in their place."""
    about = message.properties
    headers = email.message_from_string(_transport_headers(message), policy=policy.default)
    if "from" in headers:
        read_headers(headers, found, "e-mail header")
        return
    sent, delivered = message.sent_date, about.date_prop_value(_DELIVERED)
    people = {
        "From": message.sender or "",
        "To": about.str_prop_value(_DISPLAY_TO) or _recipients(message),
        "Cc": about.str_prop_value(_DISPLAY_CC) or "",
    }
    found.say("from", people["From"], _SOURCE)
    found.say("to", people["To"], _SOURCE)
    found.say("to", people["Cc"], _SOURCE)
    if sent:
        found.say("time", f"sent {sent:%Y-%m-%d %H:%M:%S} UTC", _SOURCE, sent)
    if delivered:
        found.say("time", f"received {delivered:%Y-%m-%d %H:%M:%S} UTC", _SOURCE, delivered)
    found.say("subject", message.subject, _SOURCE)
    when = f"Date: {sent:%Y-%m-%d %H:%M:%S} UTC\n" if sent else ""
    lines = [f"{name}: {value}" for name, value in people.items() if value]
    found.read("\n".join((*lines, f"{when}Subject: {message.subject}", "", "")))


def _transport_headers(message: Message) -> str:
    transport_headers = 0x007D
    return message.properties.str_prop_value(transport_headers) or ""


def _recipients(message: Message) -> str:
    return "; ".join(f"{each.name} <{each.email_address}>" for each in message.recipients)


def _read_words(message: Message, found: Findings) -> None:
    try:
        if message.body:
            found.read(message.body.replace("\r\n", "\n").strip() + "\n")
        elif html := message.html_body:
            read_page(html, found)
        else:
            found.note("formatted")
    except (KeyError, LookupError, ValueError):
        found.note("damaged words")


def _add(attachment: Any, found: Findings) -> None:
    short_name = 0x3704
    try:
        about = attachment.properties
        name = attachment.file_name or about.str_prop_value(short_name) or about.str_prop_value(_DISPLAY_NAME) or ""
        data = attachment.file_bytes
        can_be_taken = data is not None and len(data) <= MOST_TAKEN
        found.add_part(name, len(data or b""), attachment.mime_type or "", can_be_taken=can_be_taken)
        if data is None:
            found.note("inner message")
    except (KeyError, ValueError, LookupError, TypeError):
        found.add_part("", 0, "", can_be_taken=False)
