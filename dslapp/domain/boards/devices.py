"""Devices that the school keeps for somebody, such as a locked-away phone, and where each of them is."""

from datetime import datetime
from typing import Literal

import msgspec

from dslapp.domain.entity import Entity, IncidentId
from dslapp.domain.evidence.exhibits import PowerState

DeviceStatus = Literal["kept here", "with the police", "returned", "elsewhere"]


class HowTaken(msgspec.Struct, frozen=True, kw_only=True):
    """By what right a device was taken, who was there, who was told, and who looked into it. Empty: not written yet.

    Source: Department for Education, "Searching, screening and confiscation: advice for schools" (July 2022; read in
    commentaries, not at its source: check locally): a search without agreement is made with a second member of staff
    there and is recorded with who searched, who was present, why, and what followed; parents are told as soon as
    possible; what is on a device is looked into with a good reason only, and never an indecent image. Two people look
    into a device (records.md C.4).
    """

    under: str = ""
    """The power under which it was taken, or whose agreement there was."""
    searched_by: str = ""
    """Who searched a person or a bag for it, if anybody did."""
    present: str = ""
    """The second person who was there."""
    parents_told: str = ""
    """By whom and when; or why they were not."""
    looked_into_by: str = ""
    """Who looked into what is on it, with whom, and when."""
    looked_into_because: str = ""


class HeldDevice(Entity, frozen=True, kw_only=True):
    """A device that was handed in or taken; each change of hands is a step of continuity with its `device_id`."""

    incident_id: IncidentId
    what: str
    """Make, model and colour, as anybody would know it again."""
    serial: str = ""
    """IMEI or serial number, where it can be read without using the device."""
    owner: str = ""
    power_state: PowerState = ""
    kept_where: str = ""
    """Which safe or cabinet, and who has its key."""
    seal: str = ""
    status: DeviceStatus = "kept here"
    taken_at: datetime
    taken_by: str
    taken_because: str = ""
    how_taken: HowTaken = HowTaken()
    holds_imagery: bool = False
    """It may hold an image that nobody may look at or copy."""
    noted_at: datetime
    noted_by: str
    withdrawn: bool = False
    withdrawn_because: str = ""

    def search_text(self) -> str:
        """What it is, whose, and its number."""
        return "\n".join(filter(None, (self.what, self.owner, self.serial, self.seal)))
