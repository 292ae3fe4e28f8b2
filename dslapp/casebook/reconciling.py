"""Makes the small files agree with the journal after a change of members or keys that was cut short.

The journal says who the members are; the key file names the database in force. Everything else follows from the two.
"""

import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import msgspec

from dslapp.casebook.durable_files import remove_if_there
from dslapp.casebook.journal.authority import Authority, standing
from dslapp.casebook.keys.device_keys import DeviceKeyOf, no_device_key
from dslapp.casebook.keys.key_files import CasebookKeys, heal, put_aside, read_members, write_keys, write_members
from dslapp.casebook.keys.member_keys import Slot, unwrap, wrap
from dslapp.casebook.making import slot_label
from dslapp.casebook.store import Casebook
from dslapp.domain.school import Member
from dslapp.domain.trust.entries import Epoch

_DATABASE = re.compile(r"casebook-([1-9][0-9]*)\.db(-journal|\.part|\.part-journal)?")


def recipients_of(authority: Authority) -> list[str]:
    """To whom the keys are to be sealed: every active member and the recovery sheet in force, by the journal."""
    sheet = [authority.recovery.recipient] if authority.recovery is not None else []
    return [*(member.age_recipient for member in authority.active), *sheet]


def finish_what_was_cut_short(
    folder: Path,
    casebook: Casebook,
    keys: CasebookKeys,
    *,
    slot: Slot,
    passphrase: str,
    device_key_of: DeviceKeyOf = no_device_key,
) -> CasebookKeys:
    """Heal the small files and bring them to what the journal says; return the keys in force.

    Only after a sound opening, by `slot` and its `passphrase`, and the device key where the slot has one: a role that
    was changed since is sealed into the slot here. Raises OSError when the disk refuses: then the next opening tries
    again.
    """
    heal(folder, casebook.identity.age, casebook=casebook.id)
    authority, _ = standing(casebook.connection)
    seal_anew = partial(
        _sealed_anew, casebook=casebook.id, keys=keys, passphrase=passphrase, device_key_of=device_key_of
    )
    is_bound = bool(casebook.identity.first_evidence)
    _renew_slots(folder, keys, authority.members, slot, is_bound, seal_anew)
    wanted = recipients_of(authority)
    if keys.sealed_to and set(keys.sealed_to) != set(wanted):
        write_keys(folder, keys, wanted)
        keys = msgspec.structs.replace(keys, sealed_to=tuple(wanted))
    _put_databases_away(folder, casebook, keys)
    return keys


def _renew_slots(
    folder: Path,
    keys: CasebookKeys,
    members: dict[str, Member],
    slot: Slot,
    is_bound: bool,
    seal_anew: Callable[[Slot, Member], Slot],
) -> None:
    """Take away the slots of nobody; seal into the slot that was just opened a changed role, and the casebook's keys.

    `is_bound`: it names the first evidence key already.
    """
    file = read_members(folder)
    kept: list[Slot] = []
    for each in file.slots:
        member = members.get(each.member)
        if member is None or member.retired or member.signing_key != each.signing_key:
            continue
        is_as_it_was = (each.role, each.label) == (member.role, slot_label(member.role, member.initials))
        if each == slot and not (is_bound and is_as_it_was):
            each = seal_anew(each, member)
        kept.append(each)
    if tuple(kept) != file.slots or file.inbox_recipient != keys.inbox_recipient:
        replace_slots(folder, kept, keys)


def replace_slots(folder: Path, slots: Sequence[Slot], keys: CasebookKeys) -> None:
    """Write the members file with these slots, as its next generation."""
    file = read_members(folder)
    write_members(
        folder,
        msgspec.structs.replace(
            file, generation=file.generation + 1, slots=tuple(slots), inbox_recipient=keys.inbox_recipient
        ),
    )


def _sealed_anew(
    slot: Slot, member: Member, *, casebook: str, keys: CasebookKeys, passphrase: str, device_key_of: DeviceKeyOf
) -> Slot:
    device_key = device_key_of(casebook, slot) if slot.device else b""
    identity = unwrap(slot, casebook=casebook, passphrase=passphrase, device_key=device_key)
    return wrap(
        msgspec.structs.replace(identity, first_evidence=keys.first_evidence), casebook=casebook, role=member.role,
        label=slot_label(member.role, member.initials), passphrase=passphrase, kdf=slot.kdf, device_key=device_key,
    )  # fmt: skip


def _put_databases_away(folder: Path, casebook: Casebook, keys: CasebookKeys) -> None:
    """Remove the database of an epoch that has ended; keep one that nobody can account for, in quarantine."""
    ended = any(epoch.number == keys.epoch for epoch in casebook.select(Epoch))
    for path in folder.glob("casebook-*.db*"):
        found = _DATABASE.fullmatch(path.name)
        if found is None or int(found[1]) == keys.epoch:
            continue
        if int(found[1]) < keys.epoch and ended:
            remove_if_there(path)
        else:
            put_aside(path, int(found[1]))
