"""From a locked casebook to a sitting, and back."""

import contextlib
from pathlib import Path
from typing import NamedTuple

from dslapp.domain.entity import MemberId, new_id
from dslapp.domain.problems import EnvironmentProblem, Problem
from dslapp.domain.school import Access, Member
from dslapp.services.program import Program
from dslapp.services.session import Session


class Door(NamedTuple):
    """One of those who may open a casebook, as far as anybody at this computer may know."""

    member_id: MemberId
    label: str


def who_may_open(folder: Path) -> tuple[Door, ...]:
    """Whose names the unlock page offers. Raises EnvironmentProblem when there is no sound casebook."""
    from dslapp.casebook.keys.key_files import read_members

    try:
        members = read_members(folder)
    except EnvironmentProblem:
        from dslapp.casebook.backups.restoring import finish_interrupted_restore

        if not finish_interrupted_restore(folder):  # a restore may be half done; else the damage is what it says
            raise
        members = read_members(folder)
    return tuple(Door(MemberId(slot.member), slot.label) for slot in members.slots)


def make_ready() -> None:
    """Load what unlocking needs, while the person is still typing."""
    import dslapp.casebook.opening
    import dslapp.casebook.pictures.reader
    import dslapp.content.library  # noqa: F401


def unlock_casebook(program: Program, folder: Path, who: str, passphrase: str) -> Session:
    """Open the casebook at `folder` as `who` (a door's member id or label, or a name), and note it in the journal.

    Takes about a second, on purpose. Raises EnvironmentProblem: a wrong passphrase, in use elsewhere, damaged,
    or moved to where it must not live.
    Nothing is ever locked for good by wrong passphrases.
    """
    from dslapp.casebook.keys.device_keys import kept_by
    from dslapp.casebook.opening import open_folder
    from dslapp.services.backups.check_place import check_home
    from dslapp.services.pack.tell_unfinished import tell_unfinished_packs

    check_home(folder, program.casebooks)
    opened = open_folder(
        folder, who=who, passphrase=passphrase, clock=program.clock, device_key_of=kept_by(program.credentials)
    )
    try:
        member = opened.casebook.get(Member, opened.casebook.identity.member_id)
        opened.casebook.commit([Access(id=new_id(), what="unlocked")])
        session = Session(opened, member, program.library, program.files, program.clock, program.credentials)
        tell_unfinished_packs(session)
        return session
    except BaseException:
        opened.close()
        raise


def lock_casebook(session: Session, *, backs_up: bool = True) -> None:
    """Note the lock in the journal, remember how the record ends, back it up, and let go of it, whatever happens.

    Without `backs_up` no backup is made: nothing may hold up a computer that falls asleep; the next sitting makes it.
    """
    from dslapp.services.backups.back_up import back_up_if_due
    from dslapp.services.health.anchors import keep_anchor

    try:
        session.casebook.commit([Access(id=new_id(), what="locked")])
        with contextlib.suppress(Problem):  # what was remembered at the unlock still holds
            keep_anchor(session)
        if backs_up:
            back_up_if_due(session, closing=True)
    finally:
        session.opened.close()
