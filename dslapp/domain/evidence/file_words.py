"""What a file is, in the words of whoever attaches it: its kind, its size, how many pages, how long."""

from dslapp.domain.evidence.exhibits import Exhibit, ExhibitKind
from dslapp.domain.evidence.file_facts import FileFacts
from dslapp.domain.local_time import say_moment

_NAMES = {
    "image/png": "Picture (PNG)",
    "image/jpeg": "Picture (JPEG)",
    "image/webp": "Picture (WebP)",
    "image/heic": "Picture (HEIC)",
    "image/gif": "Picture (GIF)",
    "image/tiff": "Picture (TIFF)",
    "image/bmp": "Picture (BMP)",
    "application/pdf": "PDF",
    "application/zip": "ZIP archive",
    "application/x-7z-compressed": "7z archive",
    "application/vnd.rar": "RAR archive",
    "application/vnd.ms-outlook": "E-mail (Outlook)",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel workbook",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint",
    "application/msword": "Word document",
    "application/vnd.ms-excel": "Excel workbook",
    "application/rtf": "RTF document",
    "text/plain": "Text",
    "video/mp4": "Film (MP4)",
}
_KINDS: dict[ExhibitKind, str] = {
    "picture": "Picture",
    "document": "Document",
    "e-mail": "E-mail",
    "chat": "Chat export",
    "web page": "Saved web page",
    "film": "Film",
    "sound": "Sound",
    "file": "File",
    "imagery not held": "Not held: in words",
    "not here yet": "Not here yet",
}
_HEAD = {"from": "From", "to": "To", "time": "Sent", "subject": "Subject"}
ICONS: dict[ExhibitKind, str] = {
    "picture": "image",
    "document": "file-text",
    "e-mail": "mail",
    "chat": "message-square",
    "web page": "globe",
    "film": "film",
    "sound": "music",
    "file": "archive",
    "imagery not held": "ban",
    "not here yet": "hourglass",
}
"""The icon that stands for each kind where it has no picture."""


def kind_in_words(kind: ExhibitKind, media_type: str = "") -> str:
    """The kind of a file: "PDF", "Film (MP4)", "E-mail"; of a chat or web page that, whatever its form is."""
    if kind in ("chat", "web page"):
        return _KINDS[kind]
    return _NAMES.get(media_type, _KINDS[kind])


def facts_in_words(facts: FileFacts, size: int) -> str:
    """What was looked at, in a line: "PDF, 3 pages, 412 KB"."""
    parts = [kind_in_words(facts.kind, facts.media_type), *_measures(facts.pages, facts.length_s)]
    if facts.width and facts.height:
        parts.append(f"{facts.width:,} × {facts.height:,} dots")
    if facts.parts:
        number = len(facts.parts)
        parts.append("one file in it" if number == 1 else f"{number:,} files in it")
    return ", ".join([*parts, size_in_words(size)])


def exhibit_in_words(exhibit: Exhibit) -> str:
    """The kind of an exhibit with its pages or its length."""
    kind = kind_in_words(exhibit.exhibit_kind, exhibit.media_type)
    return ", ".join([kind, *_measures(exhibit.pages, exhibit.length_s)])


def head_of_email(exhibit: Exhibit) -> tuple[str, ...]:
    """Who wrote an e-mail to whom, when, and about what, as its header says; nothing for any other kind."""
    if exhibit.exhibit_kind != "e-mail":
        return ()
    first: dict[str, str] = {}
    for each in exhibit.said:
        first.setdefault(each.what, say_moment(each.at) if each.what == "time" and each.at else each.text)
    return tuple(f"{label}: {first[what]}" for what, label in _HEAD.items() if first.get(what))


def size_in_words(size: int) -> str:
    """A size in the unit that people read: "412 KB" or "3.4 MB"."""
    return f"{size / 1e6:,.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000)):,} KB"


def length_in_words(seconds: float) -> str:
    """The length of a film as a player shows it: "0:42", "1:02:03"."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _measures(pages: int, length_s: float) -> list[str]:
    said = []
    if pages:
        said.append("1 page" if pages == 1 else f"{pages:,} pages")
    if length_s:
        said.append(f"{length_in_words(length_s)} long")
    return said
