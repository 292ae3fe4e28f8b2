"""A kept device in words: what stands on its card and on paper, and what of its taking goes into its continuity."""

from dslapp.domain.boards.devices import HeldDevice, HowTaken
from dslapp.domain.local_time import say_moment

NOT_WRITTEN = "Not written yet"
NOBODY_LOOKED = "Nobody, as far as is written"


def device_facts(device: HeldDevice) -> tuple[tuple[str, str], ...]:
    """What is recorded of a device, each with its label; where the advice on searching asks, a gap says so."""
    taken = device.how_taken
    looked = f"{taken.looked_into_by}: {taken.looked_into_because}" if taken.looked_into_by else NOBODY_LOOKED
    found = (
        ("Whose", device.owner), ("IMEI or serial number", device.serial), ("On or off", device.power_state),
        ("Where it is", f"{device.status}: {device.kept_where}"), ("Seal or bag", device.seal),
        ("Taken in", f"{say_moment(device.taken_at)}, by {device.taken_by}"), ("Why it is kept", device.taken_because),
        ("Under which power, or with whose agreement", taken.under or NOT_WRITTEN),
        ("Searched for by", taken.searched_by), ("Who else was there", taken.present or NOT_WRITTEN),
        ("Parents told", taken.parents_told or NOT_WRITTEN), ("Looked into by", looked),
    )  # fmt: skip
    return tuple((label, said) for label, said in found if said.strip())


def taking_in_words(because: str, taken: HowTaken) -> str:
    """Why and how it was taken, for the first step of its continuity."""
    searched = f"searched for by {taken.searched_by}" if taken.searched_by else ""
    there = f"{taken.present} was there" if taken.present else ""
    return "; ".join(filter(None, (because, taken.under, searched, there)))
