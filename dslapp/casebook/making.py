"""Makes the folder of a new casebook with its first members: complete, or not at all."""

import shutil
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from dslapp.casebook.durable_files import move_into_place
from dslapp.casebook.keys.key_files import MembersFile, new_keys, write_keys, write_members
from dslapp.casebook.keys.member_keys import STANDARD_KDF, Kdf, new_identity, wrap
from dslapp.casebook.store import Casebook
from dslapp.domain.entity import Entity, new_id
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.school import ROLE_NAMES, Member, Recovery, Role, School


class Founder(NamedTuple):
    """A member from the first day."""

    name: str
    role: Role
    initials: str
    passphrase: str


def create_folder(
    folder: Path,
    *,
    school: School,
    founders: Sequence[Founder],
    recovery_recipient: str,
    recovery_signing_key: str = "",
    clock: Callable[[], datetime],
    kdf: Kdf = STANDARD_KDF,
) -> None:
    """Make a casebook with its first members at `folder`, complete or not at all.

    Raises EnvironmentProblem when something of that name is there already, or the disk refuses.
    """
    if folder.exists():
        raise EnvironmentProblem(f"There is already something called {folder.name}.", "Choose another name or folder.")
    building = folder.with_name(folder.name + ".new")
    try:
        shutil.rmtree(building, ignore_errors=True)  # left by a start that was cut short: nobody holds its keys
        building.mkdir(mode=0o700, parents=True)
        (building / "evidence").mkdir(mode=0o700)
        sheet = Recovery(id=new_id(), recipient=recovery_recipient, issued_at=clock(), signing_key=recovery_signing_key)
        _fill(building, school, founders, sheet, clock, kdf)
        move_into_place(building, folder)
    except BaseException as error:
        shutil.rmtree(building, ignore_errors=True)
        if isinstance(error, OSError):
            raise EnvironmentProblem(
                "The casebook could not be made there: the disk did not take it.", "Choose another folder."
            ) from error
        raise


def _fill(
    building: Path,
    school: School,
    founders: Sequence[Founder],
    sheet: Recovery,
    clock: Callable[[], datetime],
    kdf: Kdf,
) -> None:
    casebook_id = new_id()
    keys = new_keys(casebook_id)
    identities = [new_identity(new_id(), founder.name) for founder in founders]
    now = clock()
    members: list[Entity] = [
        Member(
            id=identity.member_id, name=founder.name, role=founder.role, initials=founder.initials,
            signing_key=identity.public_key, age_recipient=identity.recipient, added_at=now,
        )
        for founder, identity in zip(founders, identities, strict=True)
    ]  # fmt: skip
    database = Casebook(
        building / keys.database, keys.key, casebook_id=casebook_id, identity=identities[0], clock=clock, create=True
    )
    try:
        database.commit([*members, school, sheet], reason="The casebook was created.")
        first_entry = database.first_entry
    finally:
        database.close()
    slots = tuple(
        wrap(
            msgspec.structs.replace(identity, first_entry=first_entry, first_evidence=keys.first_evidence),
            casebook=casebook_id, role=founder.role, label=slot_label(founder.role, founder.initials),
            passphrase=founder.passphrase, kdf=kdf,
        )
        for founder, identity in zip(founders, identities, strict=True)
    )  # fmt: skip
    write_members(
        building, MembersFile(casebook=casebook_id, generation=1, inbox_recipient=keys.inbox_recipient, slots=slots)
    )
    write_keys(building, keys, [*(identity.recipient for identity in identities), sheet.recipient])


def slot_label(role: Role, initials: str) -> str:
    """What the unlock page shows for a member: readable by anybody at this computer, so no full name."""
    return f"{ROLE_NAMES[role]} · {initials}"
