"""Who may open the casebook, changed on disk: slots, sealed keys, new epochs; each change is whole or not made.

The order is always such that one step makes the change count, the commit to the journal or the replacing of the key
file; what is left over by a kill before or after that step is put right at the next opening (`reconciling`).
"""

import contextlib
from collections.abc import Iterator, Sequence
from threading import Event

import msgspec

from dslapp.casebook.database.connection import UNDONE
from dslapp.casebook.database.copying import copy_database
from dslapp.casebook.durable_files import remove_if_there
from dslapp.casebook.journal.authority import standing
from dslapp.casebook.keys.device_keys import DeviceKeyOf, no_device_key
from dslapp.casebook.keys.key_files import CasebookKeys, first_copy, heal, keys_of_next_epoch, read_members, write_keys
from dslapp.casebook.keys.member_keys import STANDARD_KDF, Kdf, Slot, new_identity, unwrap, wrap
from dslapp.casebook.making import slot_label
from dslapp.casebook.opening import Opened, evidence_of
from dslapp.casebook.reconciling import recipients_of, replace_slots
from dslapp.domain.entity import Entity, new_id
from dslapp.domain.long_work import Progress
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.school import Access, Member
from dslapp.domain.trust.entries import Epoch


class NotAllWritten(EnvironmentProblem):
    """The disk did not take all of a change: it is made or not, and the next opening shows which."""

    def __init__(self) -> None:
        super().__init__(
            "The disk did not take all of this change to who may open the casebook.",
            "Make room on the disk or close other programs. Then lock the casebook and unlock it again: it shows "
            "whether the change was made. Where a new passphrase does not open it, the old one does.",
        )


@contextlib.contextmanager
def _told_in_words() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NotAllWritten from error


@_told_in_words()
def change_passphrase(
    opened: Opened, old: str, new: str, kdf: Kdf = STANDARD_KDF, *, device_key_of: DeviceKeyOf = no_device_key
) -> None:
    """Seal the member's own identity with another passphrase, and the same device key if there is one.

    Raises WrongPassphrase unless `old` opens it.
    """
    own = own_slot(opened)
    device_key = device_key_of(opened.casebook.id, own) if own.device else b""
    _seal_own(opened, own, (old, device_key), (new, device_key), kdf)
    opened.casebook.commit([Access(id=new_id(), what="passphrase changed")])


@_told_in_words()
def tie_to_computer(opened: Opened, passphrase: str, device_key: bytes) -> None:
    """From now on the member's passphrase opens the casebook only together with `device_key`.

    Raises WrongPassphrase.
    """
    own = own_slot(opened)
    _seal_own(opened, own, (passphrase, b""), (passphrase, device_key), own.kdf)
    opened.casebook.commit([Access(id=new_id(), what="device key on")])


@_told_in_words()
def untie_from_computer(opened: Opened, passphrase: str, device_key: bytes) -> None:
    """From now on the member's passphrase is enough again. Raises WrongPassphrase."""
    own = own_slot(opened)
    _seal_own(opened, own, (passphrase, device_key), (passphrase, b""), own.kdf)
    opened.casebook.commit([Access(id=new_id(), what="device key off")])


def own_slot(opened: Opened) -> Slot:
    """The slot of the member who opened it."""
    return next(slot for slot in read_members(opened.folder).slots if slot.member == opened.casebook.identity.member_id)


def _seal_own(opened: Opened, own: Slot, old: tuple[str, bytes], new: tuple[str, bytes], kdf: Kdf) -> None:
    """Seal the identity in `own`, which opens with the passphrase and device key `old`, with those of `new`."""
    file = read_members(opened.folder)
    identity = unwrap(own, casebook=file.casebook, passphrase=old[0], device_key=old[1])
    sealed = wrap(
        identity, casebook=file.casebook, role=own.role, label=own.label, passphrase=new[0],
        kdf=_not_weaker(own.kdf, kdf), device_key=new[1],
    )  # fmt: skip
    replace_slots(opened.folder, [sealed if slot == own else slot for slot in file.slots], opened.keys)


@_told_in_words()
def enrol(
    opened: Opened, member: Member, passphrase: str, *, reason: str, kdf: Kdf = STANDARD_KDF,
    also: Sequence[Entity] = (),
) -> Member:  # fmt: skip
    """Give a new member, or one who forgot the passphrase, an identity; return the member with its public keys.

    The commit makes it count, with what is `also` saved: until then the new slot opens nothing, and the old one, if
    there is one, still does.
    """
    casebook, file = opened.casebook, read_members(opened.folder)
    identity = msgspec.structs.replace(
        new_identity(member.id, member.name), first_entry=casebook.first_entry,
        first_evidence=opened.keys.first_evidence,
    )  # fmt: skip
    enrolled = msgspec.structs.replace(
        member, signing_key=identity.public_key, age_recipient=identity.recipient, retired=False, retired_at=None,
        retired_because="",
    )  # fmt: skip
    label = slot_label(enrolled.role, enrolled.initials)
    slot = wrap(identity, casebook=file.casebook, role=enrolled.role, label=label, passphrase=passphrase, kdf=kdf)
    authority, _ = standing(casebook.connection)
    _seal(opened, [*recipients_of(authority), identity.recipient])
    replace_slots(opened.folder, [*file.slots, slot], opened.keys)
    casebook.commit([enrolled, *also], reason=reason)
    with contextlib.suppress(OSError):  # the next opening does it
        _agree_with_journal(opened)
    return enrolled


@_told_in_words()
def change_keys(
    opened: Opened,
    changes: Sequence[Entity],
    *,
    because: str,
    progress: Progress = lambda done, total: None,
    cancelled: Event | None = None,
) -> Epoch:
    """Begin a new epoch: save `changes` in a copy under new keys, and seal those to whoever is a member then.

    Replacing the key file makes it count; before that the casebook is as it was, and nothing of the copy is left.
    Raises EnvironmentProblem when it could not be done.
    """
    casebook, old = opened.casebook, opened.keys
    keys = keys_of_next_epoch(old)
    target, before = opened.folder / keys.database, casebook.path
    remove_if_there(target)  # a copy that was cut short, which no key file ever named
    copy_database(casebook, target, keys.key, progress=progress, cancelled=cancelled)
    had = casebook.select(Epoch)
    epoch = Epoch(id=had[0].id if had else new_id(), number=keys.epoch, because=because)
    try:
        casebook.continue_in(target, keys.key)
        casebook.commit([*changes, epoch], reason=because)
        authority, _ = standing(casebook.connection)
        write_keys(opened.folder, keys, recipients_of(authority))
    except BaseException:
        if not _stands_after_all(opened, keys):
            raise
    authority, _ = standing(casebook.connection)
    opened.keys = msgspec.structs.replace(keys, sealed_to=tuple(recipients_of(authority)))
    hidden, opened.evidence = opened.evidence, evidence_of(opened.folder, opened.keys)
    opened.evidence.hide_as(hidden)
    with contextlib.suppress(OSError):  # the next opening does it
        _agree_with_journal(opened)
        for rest in ("", "-journal", UNDONE):
            remove_if_there(before.with_name(before.name + rest))
    return epoch


def _stands_after_all(opened: Opened, new: CasebookKeys) -> bool:
    """After an error, let the key file's first copy say which database is in force; the other one must not be lost.

    Where neither can be made sure of, the casebook is closed: nothing may be saved into a database that a power cut
    could put out of force.
    """
    casebook, old = opened.casebook, opened.keys
    found = first_copy(opened.folder, casebook.identity.age, casebook=casebook.id)
    try:
        if found is not None and found.database == old.database:
            casebook.continue_in(opened.folder / old.database, old.key)
            with contextlib.suppress(OSError):
                heal(opened.folder, casebook.identity.age, casebook=casebook.id)
                remove_if_there(opened.folder / new.database)
            return False
        if found is not None:
            write_keys(opened.folder, new, found.sealed_to)
            return True
    except BaseException:
        casebook.close()
        raise
    casebook.close()
    return False


def _agree_with_journal(opened: Opened) -> None:
    """Leave only the slots and recipients of whom the journal knows as a member."""
    authority, _ = standing(opened.casebook.connection)
    kept = [slot for slot in read_members(opened.folder).slots if _is_of_a_member(slot, authority.members)]
    replace_slots(opened.folder, kept, opened.keys)
    if set(opened.keys.sealed_to) != set(wanted := recipients_of(authority)):
        _seal(opened, wanted)


def _is_of_a_member(slot: Slot, members: dict[str, Member]) -> bool:
    member = members.get(slot.member)
    return member is not None and not member.retired and member.signing_key == slot.signing_key


def _seal(opened: Opened, recipients: Sequence[str]) -> None:
    write_keys(opened.folder, opened.keys, recipients)
    opened.keys = msgspec.structs.replace(opened.keys, sealed_to=tuple(recipients))


def _not_weaker(had: Kdf, wanted: Kdf) -> Kdf:
    return wanted if wanted.memory_kib >= had.memory_kib else had
