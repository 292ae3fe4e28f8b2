"""Members come, change and go by their own rules, and what was done to them waits for a second member."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from dslapp.casebook.journal.second_looks import SecondLook, second_looks
from dslapp.casebook.journal.verify import verify
from dslapp.casebook.keys.member_keys import FLOOR_KDF, WrongPassphrase
from dslapp.casebook.making import create_folder
from dslapp.casebook.opening import SheetOfAnOlderProgram
from dslapp.casebook.store import Casebook, Committed
from dslapp.domain.entity import Entity
from dslapp.domain.problems import EnvironmentProblem, NotAllowed, UserProblem
from dslapp.domain.school import Access, Member, Recovery, Role
from dslapp.services.access import members
from dslapp.services.access.countersign import countersign, disputed, waiting, waits_for_others
from dslapp.services.access.create_casebook import NewMember
from dslapp.services.access.recovery import RecoveryKey, new_recovery_key
from dslapp.services.access.unlock_casebook import unlock_casebook
from dslapp.services.backups.back_up import add_place
from dslapp.services.backups.backup_status import listed_backups
from dslapp.services.health.casebook_checks import casebook_checks
from dslapp.services.program import Program
from dslapp.services.session import Session
from tests.casebooks import (
    DEPUTY,
    DSL,
    FOUNDERS,
    HEAD,
    NEW_PASSPHRASE,
    PASSPHRASES,
    SettableClock,
    make_casebook,
    thornmoss,
)

TAMSIN = NewMember(name="Ms T. Brackwell", role="deputy_dsl", initials="TB", passphrase=NEW_PASSPHRASE)

UnlockAs = Callable[[str], Session]


@pytest.fixture
def key() -> RecoveryKey:
    return new_recovery_key()


@pytest.fixture
def program(tmp_path: Path, clock: SettableClock) -> Program:
    return Program(clock=clock, settings=tmp_path / "settings", casebooks=tmp_path, kdf=FLOOR_KDF)


@pytest.fixture
def folder(tmp_path: Path, clock: SettableClock, key: RecoveryKey) -> Path:
    """A casebook of which the test holds the recovery sheet."""
    return make_casebook(tmp_path / "Sheet.casebook", clock, key)


def id_of(session: Session, name: str) -> str:
    return session.casebook.select(Member, "p.name = ?", (name,))[0].id


def sound(session: Session) -> bool:
    return verify(session.casebook, session.evidence).faults == ()


def test_somebody_new_waits_for_a_second_member_who_is_neither_of_the_two(unlock_as: UnlockAs) -> None:
    session = unlock_as(DSL)
    added = members.add_member(session, TAMSIN)
    assert [each.member.name for each in members.standing(session) if each.waits] == [added.name]
    assert waiting(session) == ()
    assert len(waits_for_others(session)) == 1
    session = unlock_as(HEAD)
    (act,) = waiting(session)
    assert act.what == "Ms T. Brackwell was added as Deputy DSL."
    assert act.who == DSL
    countersign(session, [act.entry], True)
    assert waiting(session) == ()
    assert sound(session)


def test_a_second_member_who_does_not_agree_says_why(unlock_as: UnlockAs) -> None:
    session = unlock_as(DSL)
    members.change_role(session, id_of(session, DEPUTY), "read_only", "Sam is on leave.")
    session = unlock_as(HEAD)
    (act,) = waiting(session)
    with pytest.raises(UserProblem, match="what is not right"):
        countersign(session, [act.entry], False, " ")
    countersign(session, [act.entry], False, "Sam is back on Monday.")
    (said,) = disputed(session)
    assert (said.by, said.note) == (HEAD, "Sam is back on Monday.")


def test_what_was_done_in_one_go_is_countersigned_in_one_save_or_not_at_all(unlock_as: UnlockAs) -> None:
    session = unlock_as(DSL)
    members.remove_member(session, id_of(session, DEPUTY), "Sam left the school.")
    session = unlock_as(HEAD)
    entries = [act.entry for act in waiting(session)]
    assert len(entries) == 2
    with pytest.raises(UserProblem, match="not for you"):
        countersign(session, [*entries, 1], True)
    assert [act.entry for act in waiting(session)] == entries
    assert [said.entry for said in countersign(session, entries, True)] == entries
    assert waiting(session) == ()


def test_what_waits_is_read_once_however_much_it_is(unlock_as: UnlockAs, monkeypatch: pytest.MonkeyPatch) -> None:
    session = unlock_as(DSL)
    for role in ("read_only", "deputy_dsl", "read_only"):
        members.change_role(session, id_of(session, DEPUTY), role, "The governors decided it.")
    read: list[Casebook] = []

    def count(casebook: Casebook) -> tuple[SecondLook, ...]:
        read.append(casebook)
        return second_looks(casebook)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("one read an entry")

    monkeypatch.setattr("dslapp.services.access.countersign.second_looks", count)
    monkeypatch.setattr(Casebook, "history", refuse)
    assert len(second_looks(session.casebook)) == 3
    found = next(check for check in casebook_checks(session) if check.key == "countersign")
    assert found.words.startswith("3 changes")
    assert len(read) == 1


def test_nobody_countersigns_what_they_did_or_what_was_done_to_them(unlock_as: UnlockAs) -> None:
    session = unlock_as(DSL)
    members.change_role(session, id_of(session, DEPUTY), "read_only", "Sam is on leave.")
    entry = waits_for_others(session)[0].entry
    for name in (DSL, DEPUTY):
        session = unlock_as(name)
        with pytest.raises(UserProblem, match="not for you"):
            countersign(session, [entry], True)


def test_the_members_of_the_first_day_wait_for_nobody(session: Session) -> None:
    assert waits_for_others(session) == ()


@pytest.mark.parametrize("name", [DEPUTY])
def test_a_deputy_manages_nobody(unlock_as: UnlockAs, name: str) -> None:
    session = unlock_as(name)
    with pytest.raises(NotAllowed):
        members.add_member(session, TAMSIN)
    with pytest.raises(NotAllowed):
        members.remove_member(session, id_of(session, HEAD), "She left.")


def test_nobody_changes_or_removes_themselves(session: Session) -> None:
    own = session.member.id
    for act in (
        lambda: members.remove_member(session, own, "I leave."),
        lambda: members.change_role(session, own, "read_only", "I leave."),
        lambda: members.enrol_anew(session, own, NEW_PASSPHRASE, "I forgot."),
    ):
        with pytest.raises(UserProblem):
            act()


def test_somebody_who_manages_always_stays(unlock_as: UnlockAs) -> None:
    session = unlock_as(HEAD)
    members.change_role(session, id_of(session, DSL), "deputy_dsl", "A new lead comes.")
    session = unlock_as(DSL)
    assert session.member.role == "deputy_dsl"
    with pytest.raises(NotAllowed):
        members.remove_member(session, id_of(session, HEAD), "She left.")
    assert sound(session)


def test_whoever_was_removed_is_shown_as_having_left_and_can_come_back(
    unlock_as: UnlockAs, clock: SettableClock
) -> None:
    session = unlock_as(DSL)
    deputy = id_of(session, DEPUTY)
    removed = members.remove_member(session, deputy, "Sam left the school.")
    assert removed.epoch == 2
    gone = session.casebook.get(Member, deputy)
    assert (gone.retired, gone.retired_at, gone.retired_because) == (True, clock(), "Sam left the school.")
    with pytest.raises(EnvironmentProblem):
        unlock_as(DEPUTY)
    session = unlock_as(DSL)
    members.enrol_anew(session, deputy, PASSPHRASES[DEPUTY], "Sam came back in January.")
    session = unlock_as(DEPUTY)
    assert not session.member.retired
    assert sound(session)


def test_a_backup_is_made_before_and_after_new_keys(session: Session, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    place = add_place(session, "Blue stick", tmp_path / "stick", "stick")
    removed = members.remove_member(session, id_of(session, DEPUTY), "Sam left the school.")
    assert len(listed_backups(session, place.id)) == 2
    assert [line.split(":")[0] for line in removed.backups_still_open_to_them] == ["Blue stick"]


def test_a_removal_that_is_stopped_before_the_new_keys_changes_nothing(session: Session, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    add_place(session, "Blue stick", tmp_path / "stick", "stick")
    head, stopped = session.casebook.head, Event()
    stopped.set()
    with pytest.raises(EnvironmentProblem, match="Nothing was changed"):
        members.remove_member(session, id_of(session, DEPUTY), "Sam left.", cancelled=stopped)
    with pytest.raises(EnvironmentProblem, match="Nothing was changed"):
        members.issue_new_sheet(session, new_recovery_key(), "The old one was seen.", cancelled=stopped)
    assert session.casebook.head == head


def test_a_backup_that_could_not_be_made_before_new_keys_is_told(session: Session, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    add_place(session, "Blue stick", tmp_path / "stick", "stick")
    (tmp_path / "stick").rename(tmp_path / "drawer")
    removed = members.remove_member(session, id_of(session, DEPUTY), "Sam left the school.")
    assert [each.problem is None for each in removed.backups_before] == [False]


def test_a_weak_or_a_same_passphrase_is_not_taken(session: Session) -> None:
    with pytest.raises(UserProblem):
        members.change_passphrase(session, PASSPHRASES[DSL], "thornmoss1")
    with pytest.raises(UserProblem, match="old one"):
        members.change_passphrase(session, PASSPHRASES[DSL], PASSPHRASES[DSL])


def test_two_members_never_have_one_name(session: Session) -> None:
    with pytest.raises(UserProblem, match="already"):
        members.add_member(
            session, NewMember(name="sam ottrell ", role="read_only", initials="SO", passphrase=NEW_PASSPHRASE)
        )


def test_the_sheet_lets_a_member_in_again_and_is_to_be_replaced(
    program: Program, folder: Path, key: RecoveryKey, clock: SettableClock
) -> None:
    session = unlock_casebook(program, folder, DSL, PASSPHRASES[DSL])
    own = session.member.id
    session.opened.close()
    session = members.recover_with_sheet(program, folder, key.identity, own, NEW_PASSPHRASE)
    assert members.sheet_in_force(session).used_at == clock()
    assert sound(session)
    session.opened.close()
    with pytest.raises(WrongPassphrase):
        unlock_casebook(program, folder, DSL, PASSPHRASES[DSL])
    session = unlock_casebook(program, folder, HEAD, PASSPHRASES[HEAD])
    assert [act.who for act in waiting(session)] == ["the recovery sheet", "the recovery sheet"]
    clock.forward(timedelta(days=1))
    newer = new_recovery_key()
    members.issue_new_sheet(session, newer, "The sheet was used.")
    assert members.sheet_in_force(session).used_at is None
    assert sound(session)
    session.opened.close()
    for old, raises in ((key, True), (newer, False)):
        if raises:
            with pytest.raises(EnvironmentProblem):
                members.recover_with_sheet(program, folder, old.identity, own, PASSPHRASES[DSL])
        else:
            members.recover_with_sheet(program, folder, old.identity, own, PASSPHRASES[DSL]).opened.close()


def test_nobody_is_let_in_by_a_sheet_whose_use_is_not_written_down(
    program: Program, folder: Path, key: RecoveryKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = unlock_casebook(program, folder, DSL, PASSPHRASES[DSL])
    own = session.member
    session.opened.close()
    commit = Casebook.commit

    def refuses_the_sheet(casebook: Casebook, changes: Sequence[Entity], *, reason: str = "") -> Committed:
        if any(isinstance(change, Recovery) for change in changes):
            raise EnvironmentProblem("The disk is full.")
        return commit(casebook, changes, reason=reason)

    monkeypatch.setattr(Casebook, "commit", refuses_the_sheet)
    with pytest.raises(EnvironmentProblem):
        members.recover_with_sheet(program, folder, key.identity, own.id, NEW_PASSPHRASE)
    monkeypatch.undo()
    session = unlock_casebook(program, folder, DSL, PASSPHRASES[DSL])
    assert session.member.signing_key == own.signing_key
    assert members.sheet_in_force(session).used_at is None
    session.opened.close()


def test_a_sheet_of_the_first_version_is_told_apart_from_a_wrong_one(
    program: Program, tmp_path: Path, clock: SettableClock, key: RecoveryKey
) -> None:
    place = tmp_path / "Old.casebook"
    create_folder(
        place, school=thornmoss(), founders=FOUNDERS, recovery_recipient=key.recipient, clock=clock, kdf=FLOOR_KDF
    )
    with pytest.raises(SheetOfAnOlderProgram):
        members.recover_with_sheet(program, place, key.identity, "whoever", NEW_PASSPHRASE)


def test_what_members_do_is_in_the_journal(session: Session) -> None:
    members.change_passphrase(session, PASSPHRASES[DSL], NEW_PASSPHRASE)
    rows = session.casebook.connection.execute("SELECT entity_id FROM version WHERE entity_type = 'access'").fetchall()
    done = {
        version.entity.what
        for (each,) in rows
        for version in session.casebook.history(entity_id=each)
        if isinstance(version.entity, Access)
    }
    assert "passphrase changed" in done


@pytest.mark.parametrize("role", ["dsl", "headteacher", "read_only"])
def test_a_new_role_holds_from_the_next_unlock(unlock_as: UnlockAs, role: Role) -> None:
    session = unlock_as(DSL)
    members.change_role(session, id_of(session, DEPUTY), role, "The governors decided it.")
    assert unlock_as(DEPUTY).member.role == role


def test_whoever_got_a_key_from_somebody_is_not_their_second_person_before_another_agrees(
    unlock_as: UnlockAs, program: Program, casebook_folder: Path
) -> None:
    session = unlock_as(DSL)
    members.add_member(session, TAMSIN)
    members.change_role(session, id_of(session, DEPUTY), "read_only", "Sam is on leave.")
    session.opened.close()
    newcomer = unlock_casebook(program, casebook_folder, TAMSIN.name, NEW_PASSPHRASE)
    assert waiting(newcomer) == (), "the lead may know her passphrase"
    newcomer.opened.close()
    head = unlock_as(HEAD)
    added, _ = waiting(head)
    countersign(head, [added.entry], True)
    head.opened.close()
    newcomer = unlock_casebook(program, casebook_folder, TAMSIN.name, NEW_PASSPHRASE)
    assert [act.what for act in waiting(newcomer)] == ["Sam Ottrell was Deputy DSL and is now Reader."]
    newcomer.opened.close()
    newcomer.pictures.close()
