"""Devices that the school keeps for somebody, such as a locked-away phone, and where each of them is."""

from datetime import datetime
from typing import Literal

from dslapp.domain.entity import Entity, IncidentId
from dslapp.domain.evidence.exhibits import PowerState

DeviceStatus = Literal["kept here", "with the police", "returned", "elsewhere"]


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
    holds_imagery: bool = False
    """It may hold an image that nobody may look at or copy."""
    noted_at: datetime
    noted_by: str
    withdrawn: bool = False
    withdrawn_because: str = ""

    def search_text(self) -> str:
        """What it is, whose, and its number."""
        return "\n".join(filter(None, (self.what, self.owner, self.serial, self.seal)))
