"""What a member who holds the database's key writes by hand, beyond what the program lets them, is not believed.

Each test is an attack that an earlier version took for sound.
"""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from dslapp.casebook.journal.authority import standing
from dslapp.casebook.journal.second_looks import second_looks
from dslapp.casebook.journal.verify import verify
from dslapp.casebook.keys.key_files import KEY_FILE, CasebookKeys, keys_of_next_epoch, write_keys
from dslapp.casebook.keys.member_keys import new_identity
from dslapp.casebook.keys.membership import change_keys
from dslapp.casebook.opening import AnotherCasebook, open_folder
from dslapp.domain.entity import Entity, new_id
from dslapp.domain.school import Member, Recovery
from dslapp.domain.trust.entries import Countersignature
from dslapp.services.access.countersign import countersign, waits_for_others
from dslapp.services.access.members import change_role
from dslapp.services.session import Session
from tests.casebooks import DEPUTY, DSL, HEAD, PASSPHRASES, SettableClock

UnlockAs = Callable[[str], Session]


def member_called(session: Session, name: str) -> Member:
    return session.casebook.select(Member, "p.name = ?", (name,))[0]


def faults(session: Session) -> list[str]:
    return [fault.what for fault in verify(session.casebook, session.evidence).faults]


def written_by_hand(session: Session, *values: Entity) -> list[str]:
    """Commit past every service and say what verifying finds."""
    session.casebook.commit(values)
    return faults(session)


def test_nobody_has_the_keys_sealed_to_themselves_under_anothers_name(unlock_as: UnlockAs) -> None:
    session = unlock_as(DSL)
    head = member_called(session, HEAD)
    mine = msgspec.structs.replace(head, age_recipient=new_identity("x", "x").recipient)
    assert "it lets somebody else open the casebook in a member's name" in written_by_hand(session, mine)
    assert standing(session.casebook.connection)[0].members[head.id] == head


def test_the_recovery_sheet_never_bears_a_members_number(unlock_as: UnlockAs) -> None:
    """Else whoever issues a sheet could sign in a member's name."""
    session = unlock_as(HEAD)
    own = new_identity("x", "x")
    forged = Recovery(
        id=member_called(session, DSL).id, recipient=own.recipient, issued_at=session.clock(),
        signing_key=own.public_key,
    )  # fmt: skip
    with pytest.raises(ValueError, match="never a recovery"):
        session.casebook.commit([forged])
    second = msgspec.structs.replace(forged, id=new_id())
    assert "it stands under another one's number" in written_by_hand(session, second)
    assert standing(session.casebook.connection)[0].recovery != second


def test_a_dispute_is_not_taken_back_by_anybody(unlock_as: UnlockAs) -> None:
    session = unlock_as(HEAD)
    change_role(session, member_called(session, DEPUTY).id, "read_only", "Sam is on leave.")
    entry = waits_for_others(session)[0].entry
    session = unlock_as(DSL)
    (said,) = countersign(session, [entry], False, "Sam is not on leave.")
    session = unlock_as(DEPUTY)
    found = written_by_hand(session, msgspec.structs.replace(said, agrees=True, note=""))
    assert "it changes what is written once" in found
    (look,) = second_looks(session.casebook)
    assert [each.agrees for _, each in look.countersignatures] == [False]


def test_whom_it_is_about_is_no_second_person_however_it_was_written(unlock_as: UnlockAs) -> None:
    session = unlock_as(HEAD)
    change_role(session, member_called(session, DEPUTY).id, "dsl", "A new lead.")
    (look,) = second_looks(session.casebook)
    session = unlock_as(DEPUTY)
    own = Countersignature(id=new_id(), entry=look.version.seq, entry_hash=look.entry_hash, agrees=True)
    session.casebook.commit([own])
    (look,) = second_looks(session.casebook)
    assert look.countersignatures == ()


def test_the_first_entries_end_with_the_recovery_sheet(unlock_as: UnlockAs) -> None:
    """Whatever follows is judged by its author's role, also in the first sitting."""
    session = unlock_as(DSL)
    founders = standing(session.casebook.connection)[0].founders
    assert founders == session.casebook.head[0]
    session = unlock_as(DEPUTY)
    puppet = new_identity(new_id(), "Ms Puppet")
    added = Member(
        id=puppet.member_id, name=puppet.name, role="dsl", initials="MP", signing_key=puppet.public_key,
        age_recipient=puppet.recipient, added_at=session.clock(),
    )  # fmt: skip
    assert "its author's role does not write this" in written_by_hand(session, added)
    assert puppet.member_id not in standing(session.casebook.connection)[0].members


def test_one_number_is_never_of_two_kinds(session: Session) -> None:
    with pytest.raises(ValueError, match="is a member and never a countersignature"):
        session.casebook.commit([Countersignature(id=session.member.id, entry=1, entry_hash="0" * 64, agrees=True)])


def test_a_slot_that_is_sealed_to_somebody_else_opens_nothing(casebook_folder: Path, clock: SettableClock) -> None:
    opened = open_folder(casebook_folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=clock)
    had = opened.casebook.select(Member, "p.name = ?", (DSL,))[0]
    opened.casebook.connection.execute("UPDATE member SET name = 'Somebody else' WHERE id = ?", (had.id,))
    opened.close()
    opened = open_folder(casebook_folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=clock)
    opened.close()  # the name in the list is not what counts
    opened = open_folder(casebook_folder, who=HEAD, passphrase=PASSPHRASES[HEAD], clock=clock)
    forged = msgspec.structs.replace(had, age_recipient=new_identity("x", "x").recipient)
    opened.casebook.commit([forged])
    opened.close()
    with pytest.raises(AnotherCasebook):
        open_folder(casebook_folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=clock)


def test_keys_of_a_later_epoch_are_put_aside_and_not_lost(casebook_folder: Path, clock: SettableClock) -> None:
    """Somebody puts back the first copy and the database of last month: this month's can still be opened."""
    kept = {path.name: path.read_bytes() for path in casebook_folder.iterdir() if path.is_file()}
    opened = open_folder(casebook_folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=clock)
    change_keys(opened, [], because="A laptop was lost.")
    later, head = opened.keys, opened.casebook.head
    opened.close()
    for name in (KEY_FILE, "casebook-1.db"):
        (casebook_folder / name).write_bytes(kept[name])
    open_folder(casebook_folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=clock).close()
    aside = casebook_folder / "quarantine" / "epoch-2"
    assert {path.name for path in aside.iterdir()} >= {KEY_FILE, "casebook-2.db"}
    for path in aside.iterdir():
        path.rename(casebook_folder / path.name)
    opened = open_folder(casebook_folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=clock)
    assert (opened.keys.key, opened.casebook.head[0]) == (later.key, head[0])
    opened.close()


def test_a_key_file_whose_epoch_is_not_its_databases_is_not_taken(casebook_folder: Path, clock: SettableClock) -> None:
    opened = open_folder(casebook_folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=clock)
    keys, recipients = opened.keys, opened.keys.sealed_to
    opened.close()
    crooked: CasebookKeys = msgspec.structs.replace(keys_of_next_epoch(keys), database=keys.database, key=keys.key)
    write_keys(casebook_folder, crooked, recipients)
    with pytest.raises(Exception, match="key file"):
        open_folder(casebook_folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=clock)
    assert (casebook_folder / keys.database).is_file()
