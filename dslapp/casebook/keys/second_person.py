"""A second member at the same computer: their own passphrase opens their own keys, which sign what they agree to."""

from collections.abc import Iterator
from contextlib import contextmanager

from dslapp.casebook.keys.attempts import note_attempt
from dslapp.casebook.keys.device_keys import DeviceKeyOf
from dslapp.casebook.keys.key_files import read_members
from dslapp.casebook.keys.member_keys import Identity, Slot, WrongPassphrase
from dslapp.casebook.opening import Opened, know_again, slot_that_opens
from dslapp.domain.school import Member


def open_second(opened: Opened, member_id: str, passphrase: str, device_key_of: DeviceKeyOf) -> tuple[Slot, Identity]:
    """Open the slot of another member; a wrong passphrase is noted as at an unlock. Uses no database, takes a second.

    Raises WrongPassphrase or DeviceKeyMissing.
    """
    found = slot_that_opens(read_members(opened.folder), member_id, passphrase, device_key_of)
    if found is None:
        note_attempt(opened.folder, opened.casebook.clock())
        raise WrongPassphrase
    return found


@contextmanager
def signing_as(opened: Opened, second: tuple[Slot, Identity]) -> Iterator[Member]:
    """What is saved inside is signed by the second member, if the journal vouches for them.

    Raises AnotherCasebook or NoMemberAnyMore when it does not.
    """
    casebook, (slot, identity) = opened.casebook, second
    own = casebook.identity
    casebook.identity = identity
    try:
        yield know_again(casebook, slot, opened.keys)
    finally:
        casebook.identity = own
