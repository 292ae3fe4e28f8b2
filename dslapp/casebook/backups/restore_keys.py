"""Who may restore a backup: a member by passphrase, whoever has the recovery sheet, or the person at the keyboard."""

from typing import NamedTuple

import msgspec
from pyrage import x25519

from dslapp.casebook.journal.authority import standing
from dslapp.casebook.keys.device_keys import DeviceKeyMissing, DeviceKeyOf, no_device_key
from dslapp.casebook.keys.key_files import CasebookKeys, MembersFile
from dslapp.casebook.keys.member_keys import Identity, WrongPassphrase, identity_of_sheet
from dslapp.casebook.opening import AnotherCasebook, NoMemberAnyMore, SheetNotInForce, slot_that_opens
from dslapp.casebook.store import Casebook
from dslapp.domain.problems import EnvironmentProblem, NotAllowed
from dslapp.domain.roles import may


class NotInThisBackup(EnvironmentProblem):
    """The backup's keys were not sealed to whoever wants to restore it."""

    def __init__(self) -> None:
        super().__init__(
            "This backup cannot be opened by you: it was made before you were a member, or before this recovery sheet "
            "was issued.",
            "Use a newer backup, or ask somebody who was a member on that day.",
        )


class Passphrase(NamedTuple):
    """A member restores: who they are, as on the unlock page, and their passphrase."""

    who: str
    passphrase: str
    device_key_of: DeviceKeyOf = no_device_key


class Sheet(NamedTuple):
    """Somebody restores with the recovery sheet: its age identity."""

    age_identity: str


class AtTheKeyboard(NamedTuple):
    """The member whose casebook is open restores it; it is closed by then, and its lock still held."""

    identity: Identity


Key = Passphrase | Sheet | AtTheKeyboard


def who_restores(key: Key, members: MembersFile, live: MembersFile | None) -> tuple[Identity | None, x25519.Identity]:
    """Whoever restores: as a member of the backup's day, with the passphrase of that day or of today."""
    if isinstance(key, Sheet):
        return None, x25519.Identity.from_str(key.age_identity)
    if isinstance(key, AtTheKeyboard):
        return key.identity, key.identity.age
    opened = None
    refusal: DeviceKeyMissing | None = None
    for each in filter(None, (members, live)):
        try:
            opened = opened or slot_that_opens(each, key.who, key.passphrase, key.device_key_of)
        except DeviceKeyMissing as problem:
            refusal = problem
    if opened is None:
        raise refusal or WrongPassphrase
    slot, identity = opened
    if live is not None and slot.member not in {each.member for each in live.slots}:
        raise NoMemberAnyMore
    return identity, identity.age


def with_present_passphrases(members: MembersFile, live: MembersFile | None) -> MembersFile:
    """The backup's members, each with the passphrase that they have now, where their keys are still the same.

    A slot vouches for itself: one that somebody forged opens with no passphrase at all.
    """
    now = {(slot.member, slot.signing_key): slot for slot in (live.slots if live else ())}
    slots = tuple(now.get((slot.member, slot.signing_key), slot) for slot in members.slots)
    return msgspec.structs.replace(members, slots=slots)


def refuse_stranger(
    copy: Casebook, keys: CasebookKeys, identity: Identity | None, age_identity: x25519.Identity
) -> None:
    """Raise unless the journal of the staged database vouches for whoever restores it, and their role includes it."""
    authority, _ = standing(copy.connection)
    if identity is None:
        if authority.recovery is None or authority.recovery.recipient != str(age_identity.to_public()):
            raise SheetNotInForce
        return
    if copy.first_entry != identity.first_entry or identity.first_evidence not in ("", keys.first_evidence):
        raise AnotherCasebook
    member = authority.members.get(identity.member_id)
    if member is None or member.signing_key != identity.public_key:
        raise NotInThisBackup
    if member.retired:
        raise NoMemberAnyMore
    if not may(member.role, "restore a backup"):
        raise NotAllowed(
            f"As {member.name} you cannot restore a backup.", "Ask the designated safeguarding lead to do it."
        )


def sheet_that_signs(copy: Casebook, key: Sheet) -> Identity | None:
    """What the sheet signs its restore with; None for one of an older program, which the record cannot know."""
    recovery = standing(copy.connection)[0].recovery
    if recovery is None:
        return None
    identity = identity_of_sheet(key.age_identity, recovery.id, copy.first_entry)
    return identity if identity.public_key == recovery.signing_key else None
