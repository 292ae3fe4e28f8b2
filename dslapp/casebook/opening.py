"""Opens a casebook: the lock, the member's slot, the keys, the database, the evidence."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock
from pyrage import x25519

from dslapp.casebook.backups.restore_note import sign_restore
from dslapp.casebook.backups.restoring import finish_interrupted_restore
from dslapp.casebook.database.connection import damage_told, open_database
from dslapp.casebook.database.former_format import keep_former_format
from dslapp.casebook.evidence.files import EvidenceStore
from dslapp.casebook.folder_lock import let_go, take_lock
from dslapp.casebook.journal.authority import standing
from dslapp.casebook.journal.entries import hash_of
from dslapp.casebook.keys.attempts import note_attempt, sign_attempts
from dslapp.casebook.keys.device_keys import DeviceKeyMissing, DeviceKeyOf, no_device_key
from dslapp.casebook.keys.key_files import CasebookKeys, MembersFile, read_keys, read_members
from dslapp.casebook.keys.member_keys import Identity, Slot, WrongPassphrase, identity_of_sheet, unwrap
from dslapp.casebook.purging.purges import finish_purges, learn_hidden
from dslapp.casebook.reconciling import finish_what_was_cut_short
from dslapp.casebook.store import Casebook
from dslapp.casebook.stray_files import set_strays_aside, sign_strays
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.school import Member, Recovery


class AnotherCasebook(EnvironmentProblem):
    """What opened is not the casebook, or not the role, that the member's own sealed slot names."""

    def __init__(self) -> None:
        super().__init__(
            "This is not the casebook that you opened before, or somebody has changed who you are in it.",
            "Nothing was written into it. Keep the folder as it is, and ring whoever looks after your computers.",
        )


class NoMemberAnyMore(EnvironmentProblem):
    """The slot opens, and the journal says that its member has left."""

    def __init__(self) -> None:
        super().__init__(
            "You are not a member of this casebook any more.", "Ask the designated safeguarding lead if that is wrong."
        )


class SheetNotInForce(EnvironmentProblem):
    """The recovery sheet was replaced by a newer one."""

    def __init__(self) -> None:
        super().__init__(
            "This recovery sheet is not the one in force: a newer one was issued.",
            "Use the newest sheet, or ask another member to let you in again.",
        )


class SheetOfAnOlderProgram(EnvironmentProblem):
    """The recovery sheet opens the keys, and was issued before sheets could let anybody in."""

    def __init__(self) -> None:
        super().__init__(
            "This recovery sheet was issued by an older version of this program: it cannot let a member in again.",
            "Ask another member to let you in, or open the casebook by the steps on the sheet. Then make a new sheet.",
        )


@dataclass
class Opened:
    """Everything of one unlocked casebook. `close` lets go of it all; new keys take the place of `keys`."""

    folder: Path
    casebook: Casebook
    evidence: EvidenceStore
    lock: FileLock
    keys: CasebookKeys
    member: Member | None
    """Who opened it, as the journal vouches for them; None with the recovery sheet."""

    def close(self) -> None:
        """Close the database and give up the lock."""
        try:
            self.casebook.close()
        finally:
            let_go(self.folder, self.lock)


@damage_told()
def open_folder(
    folder: Path,
    *,
    who: str,
    passphrase: str,
    clock: Callable[[], datetime],
    notes_attempts: bool = True,
    device_key_of: DeviceKeyOf = no_device_key,
) -> Opened:
    """Open a casebook as the member `who`: a slot's id or label, or the member's name.

    `notes_attempts`: write the failed unlocks since last time into the journal; not into one that may be damaged.
    `device_key_of` is asked where a member's passphrase is tied to a computer's key store.
    Raises WrongPassphrase (noted for the next unlock to sign), or EnvironmentProblem when it is in use or damaged.
    """
    finish_interrupted_restore(folder)
    members = read_members(folder)
    lock = take_lock(folder, clock())
    try:
        slot, identity, keys = keys_of(folder, members, who, passphrase, clock(), device_key_of)
        set_strays_aside(folder, folder / keys.database, keys.key, clock())
        keep_former_format(folder / keys.database, keys.key)
        casebook = Casebook(
            folder / keys.database, keys.key, casebook_id=members.casebook, identity=identity, clock=clock
        )
        try:
            member = know_again(casebook, slot, keys)
            evidence = evidence_of(folder, keys)
            learn_hidden(casebook, evidence, folder, keys)
            if notes_attempts:
                with contextlib.suppress(OSError):  # a disk that takes nothing now is met again at the first save
                    keys = finish_what_was_cut_short(
                        folder, casebook, keys, slot=slot, passphrase=passphrase, device_key_of=device_key_of
                    )
                sign_attempts(folder, casebook)
                sign_strays(folder, casebook)
                sign_restore(folder, casebook, member)
                finish_purges(folder, casebook, evidence, keys)
        except BaseException:
            casebook.close()
            raise
        return Opened(folder, casebook, evidence, lock, keys, member)
    except BaseException:
        let_go(folder, lock)
        raise


@damage_told()
def open_with_sheet(folder: Path, *, age_identity: str, clock: Callable[[], datetime]) -> Opened:
    """Open a casebook with the recovery sheet's age identity; what is written then is signed by the sheet.

    Raises EnvironmentProblem when the sheet is not the one in force, or the casebook is in use or damaged.
    """
    finish_interrupted_restore(folder)
    members = read_members(folder)
    lock = take_lock(folder, clock())
    try:
        identity = x25519.Identity.from_str(age_identity)
        keys = read_keys(folder, identity, casebook=members.casebook)
        set_strays_aside(folder, folder / keys.database, keys.key, clock())
        sheet, first_entry = _sheet_in_force(folder, keys)
        if sheet is None or sheet.recipient != str(identity.to_public()):
            raise SheetNotInForce
        own = identity_of_sheet(age_identity, sheet.id, first_entry)
        if sheet.signing_key != own.public_key:
            raise SheetOfAnOlderProgram
        casebook = Casebook(folder / keys.database, keys.key, casebook_id=members.casebook, identity=own, clock=clock)
        evidence = evidence_of(folder, keys)
        learn_hidden(casebook, evidence, folder, keys)
        return Opened(folder, casebook, evidence, lock, keys, None)
    except BaseException:
        let_go(folder, lock)
        raise


def _sheet_in_force(folder: Path, keys: CasebookKeys) -> tuple[Recovery | None, str]:
    with contextlib.closing(open_database(folder / keys.database, keys.key)) as connection:
        row = connection.execute("SELECT body FROM journal WHERE seq = 1").fetchone()
        return standing(connection)[0].recovery, hash_of(row[0]).hex() if row else ""


def keys_of(
    folder: Path, members: MembersFile, who: str, passphrase: str, now: datetime, device_key_of: DeviceKeyOf
) -> tuple[Slot, Identity, CasebookKeys]:
    """The slot that is meant, what was in it, and the keys of the casebook.

    Raises WrongPassphrase, which is noted for the next unlock to sign, DeviceKeyMissing, or EnvironmentProblem when
    the keys cannot be read.
    """
    opens = slot_that_opens(members, who, passphrase, device_key_of)
    if opens is None:
        note_attempt(folder, now)
        raise WrongPassphrase
    slot, identity = opens
    return slot, identity, read_keys(folder, identity.age, casebook=members.casebook)


def slot_that_opens(
    members: MembersFile, who: str, passphrase: str, device_key_of: DeviceKeyOf = no_device_key
) -> tuple[Slot, Identity] | None:
    """The slot that is meant and opens, with what was in it.

    Raises DeviceKeyMissing when none opens, and the likeliest could not be tried.
    """
    missing: dict[str, DeviceKeyMissing] = {}
    candidates = _candidates(members, who)
    for slot in candidates:
        try:
            device_key = device_key_of(members.casebook, slot) if slot.device else b""
            identity = unwrap(slot, casebook=members.casebook, passphrase=passphrase, device_key=device_key)
        except WrongPassphrase:
            continue
        except DeviceKeyMissing as problem:
            missing[slot.member] = problem
            continue
        if who in (slot.member, slot.label) or identity.name.casefold() == who.casefold():
            return slot, identity
    if candidates and candidates[0].member in missing:
        raise missing[candidates[0].member]
    return None


def know_again(casebook: Casebook, slot: Slot, keys: CasebookKeys) -> Member:
    """Refuse another casebook put in the place of this one, and whoever the journal does not vouch for.

    Keys can be sealed to a member by anybody, and whoever reads the journal's key can write into it: so it is the
    signed entries about members that count, from the first entry that the sealed slot names. It names the first of the
    evidence keys as well: what outside the casebook remembers of it is sealed with that one.
    """
    if casebook.identity.first_evidence not in ("", keys.first_evidence):
        raise AnotherCasebook
    authority, _ = standing(casebook.connection)
    member = authority.members.get(slot.member)
    if casebook.first_entry != casebook.identity.first_entry or member is None:
        raise AnotherCasebook
    keys_fit = (member.signing_key, member.age_recipient) == (slot.signing_key, slot.recipient)
    if not keys_fit or member != casebook.find(Member, member.id):
        raise AnotherCasebook
    if member.retired:
        raise NoMemberAnyMore
    return member


def _candidates(members: MembersFile, who: str) -> list[Slot]:
    exact = [slot for slot in members.slots if who in (slot.member, slot.label)]
    if exact:
        return exact
    initials = "".join(word[0] for word in who.split() if word).upper()
    return sorted(members.slots, key=lambda slot: not slot.label.endswith(f"· {initials}"))


def evidence_of(folder: Path, keys: CasebookKeys) -> EvidenceStore:
    """The evidence files of a casebook: new ones are sealed to the newest identity, old ones open with theirs."""
    identities = [x25519.Identity.from_str(each) for each in keys.evidence]
    return EvidenceStore(folder / "evidence", [identities[-1].to_public()], identities)
