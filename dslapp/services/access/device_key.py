"""Ties a member's passphrase to this computer: alone it then opens nothing, here or from a copied folder."""

import contextlib
from collections.abc import Iterator
from typing import NamedTuple

from pyrage import x25519

from dslapp.casebook.keys.credentials import CredentialsUnavailable
from dslapp.casebook.keys.device_keys import device_item, keep_new_device_key, kept_by
from dslapp.casebook.keys.member_keys import WrongPassphrase
from dslapp.casebook.keys.membership import own_slot, tie_to_computer, untie_from_computer
from dslapp.domain.problems import UserProblem
from dslapp.services.access.members import sheet_in_force
from dslapp.services.access.read_recovery_sheet import read_recovery_sheet
from dslapp.services.session import Session


class DeviceKeyStatus(NamedTuple):
    """Whether the member's passphrase is tied to this computer."""

    is_on: bool
    key_store: str
    """What the computer's key store is called; empty where there is none."""


def device_key_status(session: Session) -> DeviceKeyStatus:
    """How it stands for the member at the keyboard."""
    store = session.credentials
    return DeviceKeyStatus(bool(own_slot(session.opened).device), store.name if store is not None else "")


def turn_device_key_on(session: Session, passphrase: str, sheet: str) -> DeviceKeyStatus:
    """Have this computer keep a key without which the member's passphrase opens nothing.

    `sheet` is the recovery sheet as typed: whoever has it cannot be locked out for good. Raises UserProblem for the
    fields "sheet" and "passphrase", and EnvironmentProblem when the key store does not keep the key.
    """
    read = read_recovery_sheet(sheet)
    if not read.identity:
        raise UserProblem(read.advice, field="sheet")
    if str(x25519.Identity.from_str(read.identity).to_public()) != sheet_in_force(session).recipient:
        raise UserProblem(
            "This is a whole key, but not the one of the recovery sheet in force.", "Fetch the newest sheet.",
            field="sheet",
        )  # fmt: skip
    status = device_key_status(session)
    if status.is_on:
        raise UserProblem("It is switched on already.")
    if session.credentials is None:
        raise CredentialsUnavailable("none")
    member = session.casebook.identity.member_id
    device_key = keep_new_device_key(session.credentials, session.casebook.id, member)
    try:
        with _own_passphrase():
            tie_to_computer(session.opened, passphrase, device_key)
    except BaseException:
        _forget(session)
        raise
    return device_key_status(session)


def turn_device_key_off(session: Session, passphrase: str) -> DeviceKeyStatus:
    """Let the passphrase be enough again. Raises UserProblem for the field "passphrase"."""
    slot = own_slot(session.opened)
    if not slot.device:
        raise UserProblem("It is switched off already.")
    device_key = kept_by(session.credentials)(session.casebook.id, slot)
    with _own_passphrase():
        untie_from_computer(session.opened, passphrase, device_key)
    _forget(session)
    return device_key_status(session)


def _forget(session: Session) -> None:
    if session.credentials is not None:
        with contextlib.suppress(CredentialsUnavailable):  # what is left there opens nothing
            session.credentials.forget(
                device_item(session.casebook.id, session.casebook.identity.member_id), may_ask=True
            )


@contextlib.contextmanager
def _own_passphrase() -> Iterator[None]:
    try:
        yield
    except WrongPassphrase:
        raise UserProblem(
            "This is not your passphrase.", "Type the one that you unlocked with.", field="passphrase"
        ) from None
