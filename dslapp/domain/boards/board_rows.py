"""What the boards of kept devices and of takedowns show: one row each, with its case and what is due next."""

from datetime import datetime
from typing import NamedTuple

from dslapp.domain.boards.devices import HeldDevice
from dslapp.domain.boards.takedowns import Takedown


class DeviceRow(NamedTuple):
    """A device, the case that it belongs to, and its next step."""

    device: HeldDevice
    case_ref: str
    next_step: str
    due: datetime | None


class TakedownRow(NamedTuple):
    """Something that is to be taken down, and its case."""

    takedown: Takedown
    case_ref: str
    next_step: str
    due: datetime | None
