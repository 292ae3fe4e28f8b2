"""E-mails as they are sent (.eml): who, to whom, when and by which way, the words, and the files attached.

Read by Python's own e-mail package. What is taken out of one is what was attached, byte for byte.
"""

import email
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import BinaryIO, Final

from dslapp.casebook.reading.file_types import EMAIL
from dslapp.casebook.reading.findings import Findings
from dslapp.casebook.reading.protocol import MOST_TAKEN, NotRead
from dslapp.casebook.reading.words import decoded, read_page
from dslapp.domain.evidence.exhibits import FileSource

_AS_IT_CAME = policy.default.clone(refold_source="none", max_line_length=0)
_MOST_PARSED = 100 << 20
_SOURCE: Final = "e-mail header"
_SHOWN = ("From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Date", "Subject", "Message-ID", "In-Reply-To")
_MOST_RECEIVED = 30
_LONGEST_HEADER = 8000
"""Characters that the library's parser of headers is given; its time grows with their square."""
_MOST_PARTS = 20_000


def look(source: BinaryIO) -> Findings:
    """Read the headers, the words and the list of what is attached."""
    found = Findings("e-mail", EMAIL)
    message = _headers_alone(source)
    read_headers(message, found)
    if _size(source) > _MOST_PARSED:
        found.note("large e-mail")
        return found
    try:
        message = parsed(source)
        _read_words(message, found)
        for part in attachments(message):
            _add(part, found)
            if found.late:
                found.note("more attachments")
                break
        if message.defects:
            found.note("defects")
    except MemoryError:
        found.note("large e-mail")
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError):
        found.note("damaged e-mail")
    return found


def take(source: BinaryIO, number: int) -> bytes | NotRead:
    """The bytes of one attachment."""
    files = attachments(parsed(source))
    if not 0 <= number < len(files):
        return NotRead(reason="no such part")
    data = bytes_of(files[number])
    return data if len(data) <= MOST_TAKEN else NotRead(reason="too large")


def parsed(source: BinaryIO) -> EmailMessage:
    """The whole message."""
    source.seek(0)
    return email.message_from_binary_file(source, policy=_AS_IT_CAME)


def header(message: EmailMessage, name: str) -> str:
    """One header in words; empty when it is not there. A broken or endless one is given as it stands."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    if len(raw) > _LONGEST_HEADER:
        return raw[:_LONGEST_HEADER]
    try:
        return str(message[name] or "")
    except Exception:  # noqa: BLE001 - the library's parser of headers fails in many ways
        return raw


def read_headers(message: EmailMessage, found: Findings, source: FileSource = _SOURCE) -> None:
    """Say what the headers say, and put them before the words."""
    found.say("from", header(message, "from"), source)
    for name in ("to", "cc"):
        found.say("to", header(message, name), source)
    sent = header(message, "date")
    found.say("time", f"sent {sent}" if sent else "", source, _moment(sent))
    found.say("subject", header(message, "subject"), source)
    lines = [f"{name}: {' '.join(header(message, name).split())}" for name in _SHOWN if name in message]
    for way in _received(message)[:_MOST_RECEIVED]:
        stamp = way.rpartition(";")[2].strip()
        found.say("time", f"received {stamp}: {way.rpartition(';')[0]}", "e-mail header, Received", _moment(stamp))
        lines.append(f"Received: {way}")
    found.read("\n".join(lines) + "\n\n" if lines else "")


def attachments(message: EmailMessage) -> list[EmailMessage]:
    """Each file in a message, in the order in which they stand: all but its own words. Messages in it stay whole."""
    files: list[EmailMessage] = []
    ahead = [message]
    while ahead and len(files) < _MOST_PARTS:
        part = ahead.pop()
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            ahead.extend(each for each in reversed(list(part.iter_parts())) if isinstance(each, EmailMessage))
        elif not _is_words(part):
            files.append(part)
    return files


def bytes_of(part: EmailMessage) -> bytes:
    """What was attached, as it was before it was sent."""
    if part.get_content_type() == EMAIL and part.is_multipart():
        inner = part.get_payload(0)
        return inner.as_bytes(policy=_AS_IT_CAME) if isinstance(inner, EmailMessage) else b""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _is_words(part: EmailMessage) -> bool:
    return (
        part.get_content_type() in ("text/plain", "text/html")
        and part.get_content_disposition() != "attachment"
        and not part.get_filename()
    )


def _read_words(message: EmailMessage, found: Findings) -> None:
    """The words of the message itself: of what is there twice, as plain text and as HTML, the plain text."""
    ahead = [message]
    while ahead and not (found.full or found.late):
        part = ahead.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            inner = [each for each in part.iter_parts() if isinstance(each, EmailMessage)]
            if part.get_content_type() == "multipart/alternative":
                plain = [each for each in inner if each.get_content_type() == "text/plain"]
                inner = plain[:1] or inner[-1:]
            ahead.extend(reversed(inner))
        elif _is_words(part):
            data = part.get_payload(decode=True)
            text = decoded(data if isinstance(data, bytes) else b"", found, _charset(part))
            if part.get_content_type() == "text/html":
                read_page(text, found)
            else:
                found.read(text.replace("\r\n", "\n").strip() + "\n\n")


def _add(part: EmailMessage, found: Findings) -> None:
    kind, name = part.get_content_type(), ""
    try:
        name = part.get_filename() or ""
    except Exception:  # noqa: BLE001 - as with headers
        found.note("damaged name")
    payload = part.get_payload()
    if kind == EMAIL and isinstance(payload, list):
        size = len(bytes_of(part))
        inner = payload[0] if payload else None
        name = name or (f"{header(inner, 'subject')}.eml" if isinstance(inner, EmailMessage) else "")
    else:
        text = payload if isinstance(payload, str) else ""
        size = _unpacked(text) if header(part, "content-transfer-encoding").strip().lower() == "base64" else len(text)
    found.add_part(name, size, kind, can_be_taken=size <= MOST_TAKEN)


def _unpacked(text: str) -> int:
    """How many bytes base64 stands for."""
    packed = len(text) - text.count("\n") - text.count("\r")
    return max(0, packed * 3 // 4 - text[-4:].count("="))


def _charset(part: EmailMessage) -> str:
    try:
        return part.get_content_charset("")
    except Exception:  # noqa: BLE001 - as with headers
        return ""


def _headers_alone(source: BinaryIO) -> EmailMessage:
    source.seek(0)
    start = source.read(1 << 20)
    end = min((at for at in (start.find(b"\n\n"), start.find(b"\r\n\r\n")) if at >= 0), default=len(start))
    return email.message_from_bytes(start[:end], policy=_AS_IT_CAME)


def _received(message: EmailMessage) -> list[str]:
    return [" ".join(str(value).split()) for key, value in message.raw_items() if key.lower() == "received"]


def _moment(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None


def _size(source: BinaryIO) -> int:
    return source.seek(0, 2)
