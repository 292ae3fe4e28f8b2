"""Exhibits and their continuity: what was captured, by whom, where and when, and in whose hands it was."""

from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from dslapp.domain.entity import Entity, ExhibitId, IncidentId
from dslapp.domain.statements import Stated, When

ExhibitKind = Literal[
    "picture", "document", "e-mail", "chat", "web page", "film", "sound", "file", "imagery not held", "not here yet"
]
CustodyAct = Literal[
    "attached", "exported", "printed", "handed over", "received", "hash mismatch", "missing", "checked", "purged",
    "lock lifted", "shut away", "let out", "looked into",
]  # fmt: skip
CaptureMethod = Literal[
    "screenshot", "photo of the screen", "screen recording", "export", "print", "sent to us as it was", "forwarded",
    "downloaded", "other", "",
]  # fmt: skip
Material = Literal["image of a child", "intimate image of an adult", "terrorist material", ""]
PowerState = Literal["on", "off", "flight mode", "not known", ""]
WITHOUT_FILE: frozenset[ExhibitKind] = frozenset({"imagery not held", "not here yet"})
SaidOf = Literal["time", "device", "from", "to", "subject", "handle", "address", "title", "clock"]
FileSource = Literal[
    "EXIF", "PDF", "e-mail header", "e-mail header, Received", "Outlook message", "Office file", "chat export",
    "film or sound", "web page", "web page, as it was saved",
]  # fmt: skip
"""Where in a file something is read that it says of itself."""
SaidSource = FileSource | Literal["read by machine"]


class SaidByFile(msgspec.Struct, frozen=True, kw_only=True):
    """Something that a file says of itself or shows: read from it, unchecked, and no fact about the world."""

    what: SaidOf
    text: str
    """As the file has it, such as "2026:11:13 08:52:11" or "@moved.away.example"."""
    source: SaidSource
    """Where it was read, in words."""
    at: datetime | None = None
    """Of a time: the moment in UTC, where the file says its zone."""


class Exhibit(Entity, frozen=True, kw_only=True):
    """One exhibit. "Imagery not held" and "not here yet" never have a file, every other kind always has one."""

    incident_id: IncidentId
    ref: str
    """Initials of the producer and a running number, e.g. JH/1; never reused (records.md C.4)."""
    producer: str
    number: int
    exhibit_kind: ExhibitKind = "picture"
    description: str = ""
    file_id: str = ""
    original_name: str = ""
    size: int = 0
    sha256: str = ""
    stored_sha256: str = ""
    media_type: str = ""
    width: int = 0
    height: int = 0
    read_from_file: str = ""
    """What the file says of itself (EXIF time, device): read from the file, not a fact."""
    said: tuple[SaidByFile, ...] = ()
    """The same piece by piece, to be offered where a question asks for it."""
    pages: int = 0
    length_s: float = 0.0
    """Of a film or a sound, in seconds."""
    likeness: str = ""
    """A perceptual hash of a picture, 16 hexadecimal digits: near numbers look alike."""
    part_of: str = ""
    """The exhibit (an e-mail, an archive) in which this file came."""
    place: Stated = Stated()
    """The site or app, the account, and where in it: the whole address where there is one."""
    platform: str = ""
    account: str = ""
    app_area: str = ""
    url: str = ""
    """The four parts of `place` where they were asked for one by one."""
    shown_time: Stated = Stated()
    """The time exactly as the picture shows it, such as "21:41" or "2 h"."""
    captured: When = When()
    captured_clock: str = ""
    """By which clock, and how far it was out where somebody checked it."""
    captured_by: str = ""
    device: str = ""
    device_owner: str = ""
    method: CaptureMethod = ""
    received_how: str = ""
    series: str = ""
    series_order: int = 0
    distressing: bool = False
    blurred_by: str = ""
    """Who said that nobody should see it without need; then it is blurred for everyone."""
    blurred_because: str = ""
    shut_away_by: str = ""
    """Who said that it must not be here: from then on its file is shown, copied and read to nobody; it is withdrawn."""
    attached_at: datetime
    attached_by: str
    held_by: str = ""
    """For imagery not held or not here yet: who has the device or file, where, in which state."""
    material: Material = ""
    """What the imagery that is not held, or must not be here, would be, as far as anybody said."""
    power_state: PowerState = ""
    """Of the device that holds it."""
    seen_by: str = ""
    seen_because: str = ""
    witness: str = ""
    """Who was there when it was seen, or when the device was put away."""
    told_to: str = ""
    police_ref: str = ""
    police_said: Literal["leave it", "no advice", ""] = ""
    """Of one that is hidden because it must not be here: what the police said last, while it stays."""
    withdrawn: bool = False
    withdrawn_because: str = ""

    @property
    def has_file(self) -> bool:
        """Whether its file is kept here."""
        return self.exhibit_kind not in WITHOUT_FILE

    @property
    def nobody_told(self) -> bool:
        """Whether it is something that must never be held and the record does not say that anybody was told."""
        return self.exhibit_kind == "imagery not held" and not self.withdrawn and not self.told_to.strip()

    @property
    def still_to_answer(self) -> tuple[str, ...]:
        """The questions of an exhibit that have neither an answer nor a reason, in the order in which they are asked.

        Every count of open questions comes from here.
        """
        if not self.has_file:
            return ()
        answered = {
            "place": self.place.answered,
            "shown time": self.shown_time.answered,
            "captured": self.captured.answered,
            "by whom": bool(self.captured_by.strip()),
            "how it reached us": bool(self.received_how.strip()),
            "what it shows": bool(self.description.strip()),
        }
        return tuple(name for name, is_answered in answered.items() if not is_answered)

    def search_text(self) -> str:
        """The reference, what it shows and where it was."""
        return "\n".join(filter(None, (self.ref, self.description, self.original_name, self.place.text, self.held_by)))


def place_in_words(platform: str, account: str, app_area: str, url: str) -> str:
    """The parts of a place in one line: "ChatNest · @moved.away.example · direct message · https://…"."""
    return " · ".join(part.strip() for part in (platform, account, app_area, url) if part.strip())


def is_bare_address(url: str) -> bool:
    """Whether an address names a site only: nobody can find one post by it (records.md C.4)."""
    text = url.strip()
    if not text or " " in text:
        return False
    parts = urlsplit(text if "://" in text else f"//{text}")
    return bool(parts.netloc) and not (parts.path.strip("/") or parts.query or parts.fragment)


class CustodyEvent(Entity, frozen=True, kw_only=True):
    """One step of an exhibit's continuity: taken in, shown, exported, handed over, checked."""

    incident_id: IncidentId
    exhibit_id: ExhibitId
    at: datetime
    what: CustodyAct
    by: str
    to: str = ""
    where: str = ""
    purpose: str = ""
    hash_checked: bool = False
    from_whom: str = ""
    seal: str = ""
    """The number of the seal or bag."""
    signed_by: str = ""
    """Who signed for it on paper."""
    device_id: str = ""
    """The device that changed hands, where it is one; then `exhibit_id` is empty."""


class ExhibitText(Entity, frozen=True, kw_only=True):
    """The words of an exhibit's file, by which it is found. One value an exhibit and way of reading."""

    incident_id: IncidentId
    exhibit_id: ExhibitId
    how: Literal["text of the file", "read by machine", "written down by us"]
    """By machine: seen by a recognition program in a picture, and unchecked. By us: what is said in a recording."""
    text: str
    cut: bool = False
    """The file has more words than are kept here."""
    unread: tuple[str, ...] = ()
    """What was seen and could not be read, in words: "writing in another script", "3 lines too small"."""
    program: str = ""
    """What read it, with its version."""
    by: str = ""
    at: datetime | None = None
    """Who wrote it down, and when."""

    def search_text(self) -> str:
        """All of it."""
        return self.text


class ExhibitLink(Entity, frozen=True, kw_only=True):
    """An exhibit of another case that belongs to this one, too: one original, no second copy."""

    incident_id: IncidentId
    """The case in which it is shown as well."""
    exhibit_id: ExhibitId
    because: str
    linked_at: datetime
    linked_by: str
    withdrawn: bool = False
    withdrawn_because: str = ""
