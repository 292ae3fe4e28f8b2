"""The device key: a second secret beside the passphrase, kept by one computer's own key store."""

import os
from collections.abc import Callable

from dslapp.casebook.keys.credentials import CredentialStore, CredentialsUnavailable
from dslapp.casebook.keys.member_keys import Slot, device_of
from dslapp.domain.problems import EnvironmentProblem

DeviceKeyOf = Callable[[str, Slot], bytes]
"""Gives the device key that a slot of a casebook names. Raises DeviceKeyMissing."""
_BYTES = 32


class DeviceKeyMissing(EnvironmentProblem):
    """The slot is tied to a computer's key store, and the key is not there."""

    def __init__(self) -> None:
        super().__init__(
            "Your passphrase works only together with a key that one computer keeps for you, and it is not here.",
            "Open the casebook on the computer on which you switched that on. If its key is lost, another member lets "
            "you in again, or you use the recovery sheet.",
        )


def no_device_key(casebook: str, slot: Slot) -> bytes:
    """For where no key store is asked. Raises DeviceKeyMissing."""
    raise DeviceKeyMissing


def kept_by(store: CredentialStore | None) -> DeviceKeyOf:
    """Ask a computer's key store for device keys."""

    def device_key(casebook: str, slot: Slot) -> bytes:
        if store is None:
            raise DeviceKeyMissing
        try:
            kept = bytes.fromhex(store.read(device_item(casebook, slot.member), may_ask=True) or "")
        except (CredentialsUnavailable, ValueError):
            raise DeviceKeyMissing from None
        if device_of(kept) != slot.device:
            raise DeviceKeyMissing
        return kept

    return device_key


def keep_new_device_key(store: CredentialStore, casebook: str, member: str) -> bytes:
    """Make a device key and have the store keep it. Raises CredentialsUnavailable when it does not."""
    device_key = os.urandom(_BYTES)
    store.write(device_item(casebook, member), device_key.hex(), may_ask=True)
    return device_key


def device_item(casebook: str, member: str) -> str:
    """The name under which a key store keeps a member's device key."""
    return f"dsl-casebook/device/{casebook}/{member}"
