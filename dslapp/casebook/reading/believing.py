"""What is believed of what a child says of a file: clean words, bounded, of the family that the file's start told.

A child was overpowered by the file that it read, perhaps: it speaks of that file and of nothing else.
"""

import re
from datetime import UTC, datetime

from dslapp.casebook.pictures.protocol import PictureFacts
from dslapp.casebook.reading.file_types import EMAIL, HTML, MHTML, OLE, OPEN_OFFICE, OUTLOOK, PDF, TEXT, ZIP, is_film
from dslapp.casebook.reading.notes import in_words
from dslapp.casebook.reading.problems import NotReadable
from dslapp.casebook.reading.protocol import MOST_TEXT, Found
from dslapp.domain.evidence.exhibits import ExhibitKind, SaidByFile
from dslapp.domain.evidence.file_facts import FileFacts, FilePart
from dslapp.domain.seen_words import clean, file_name, one_line

_MOST_WORDS = 2000
_FAMILIES: dict[str, tuple[frozenset[ExhibitKind], frozenset[str]]] = {
    PDF: (frozenset({"document"}), frozenset({PDF})),
    EMAIL: (frozenset({"e-mail"}), frozenset({EMAIL})),
    OLE: (
        frozenset({"e-mail", "file"}),
        frozenset(
            {OLE, OUTLOOK, "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"}
        ),
    ),
    MHTML: (frozenset({"web page"}), frozenset({MHTML})),
    HTML: (frozenset({"web page"}), frozenset({HTML})),
    TEXT: (frozenset({"document", "chat"}), frozenset({TEXT})),
    ZIP: (
        frozenset({"file", "chat"}),
        frozenset(
            {ZIP, *(f"{OPEN_OFFICE}{each}" for each in (
                "wordprocessingml.document", "spreadsheetml.sheet", "presentationml.presentation",
            ))}
        ),
    ),
}  # fmt: skip
"""By what the program itself saw in the first bytes: the kinds and the media types that the child may tell."""
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9.+_-]{0,60}/[a-z0-9][a-z0-9.+_-]{0,90}")


def facts_of(found: Found, body: bytes, seen: str) -> FileFacts:
    """What the child told of a file of the media type `seen`, as the rest of the program has it.

    Raises NotReadable when its text is no text, or when it says of the file that it is something else altogether.
    """
    kinds, types = _family(seen)
    if found.kind not in kinds or found.media_type not in types:
        raise NotReadable("damaged")
    try:
        text = body[: found.text_size].decode()
    except UnicodeDecodeError:
        raise NotReadable("damaged") from None
    said = (
        SaidByFile(what=it.what, text=one_line(it.text, _MOST_WORDS), source=it.source, at=it.at) for it in found.said
    )
    return FileFacts(
        kind=found.kind, media_type=found.media_type, width=found.width, height=found.height, frames=found.frames,
        pages=found.pages, length_s=found.length_s, text=clean(text)[:MOST_TEXT],
        text_cut=found.text_cut or len(text) > MOST_TEXT, likeness=found.likeness, poster=body[found.text_size :],
        notes=tuple(in_words(each, found.media_type) for each in found.notes),
        said=tuple(each for each in said if each.text),
        parts=tuple(
            FilePart(
                number=it.number, name=file_name(it.name) or f"part {it.number + 1}", size=it.size,
                media_type=it.media_type if _MEDIA_TYPE.fullmatch(it.media_type) else "",
                can_be_taken=it.can_be_taken,
            )
            for it in found.parts
        ),
    )  # fmt: skip


def facts_of_picture(facts: PictureFacts, seen: str) -> FileFacts:
    """What the picture child told of a picture of the media type `seen`."""
    if facts.media_type != seen:
        raise NotReadable("damaged")
    said = []
    taken, device = one_line(facts.exif_taken_at, _MOST_WORDS), one_line(facts.exif_device, _MOST_WORDS)
    if taken:
        said.append(SaidByFile(what="time", text=taken, source="EXIF", at=_with_zone(taken)))
    if device:
        said.append(SaidByFile(what="device", text=device, source="EXIF"))
    many = f"There are {facts.frames:,} pictures in this file; the first is shown."
    return FileFacts(
        kind="picture", media_type=seen, width=facts.width, height=facts.height, frames=facts.frames,
        likeness=facts.likeness, said=tuple(said), notes=(many,) if facts.frames > 1 else (),
    )  # fmt: skip


def _family(seen: str) -> tuple[frozenset[ExhibitKind], frozenset[str]]:
    if not is_film(seen):
        return _FAMILIES[seen]
    types = {"video/ogg", "audio/ogg"} if seen == "application/ogg" else {seen, seen.replace("video/mp4", "audio/mp4")}
    return frozenset({"film", "sound"}), frozenset(types)


def _with_zone(taken: str) -> datetime | None:
    """The moment in UTC, where the camera noted its zone."""
    try:
        return datetime.strptime(taken, "%Y-%m-%d %H:%M:%S %z").astimezone(UTC)
    except (ValueError, OverflowError):
        return None
