"""Exhibits and their continuity: what was captured, by whom, where and when, and in whose hands it was."""

from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit

from dslapp.domain.entity import Entity, ExhibitId, IncidentId
from dslapp.domain.statements import Stated, When

ExhibitKind = Literal["picture", "imagery not held", "not here yet"]
CustodyAct = Literal["attached", "exported", "printed", "handed over", "hash mismatch", "missing", "checked"]
CaptureMethod = Literal["screenshot", "photo of the screen", "export", "print", "other", ""]


class Exhibit(Entity, frozen=True, kw_only=True):
    """One exhibit. A picture has a file; "imagery not held" and "not here yet" never have one."""

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
    captured_by: str = ""
    device: str = ""
    device_owner: str = ""
    method: CaptureMethod = ""
    received_how: str = ""
    series: str = ""
    series_order: int = 0
    distressing: bool = False
    attached_at: datetime
    attached_by: str
    held_by: str = ""
    """For imagery not held or not here yet: who has the device or file, where, in which state."""
    seen_by: str = ""
    told_to: str = ""
    police_ref: str = ""
    withdrawn: bool = False
    withdrawn_because: str = ""

    @property
    def still_to_answer(self) -> tuple[str, ...]:
        """The exhibit questions that have neither an answer nor a reason: of place, shown time, captured time."""
        if self.exhibit_kind != "picture":
            return ()
        questions: dict[str, Stated | When] = {
            "place": self.place,
            "shown time": self.shown_time,
            "captured": self.captured,
        }
        return tuple(name for name, answer in questions.items() if not answer.answered)

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
