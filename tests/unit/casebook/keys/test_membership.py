"""Who may open the casebook is changed whole or not at all, and a kill at any step leaves the old state or the new."""

import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from dslapp.casebook import durable_files
from dslapp.casebook.journal.authority import standing
from dslapp.casebook.journal.verify import verify
from dslapp.casebook.keys import membership
from dslapp.casebook.keys.key_files import KEY_FILE, MEMBERS_FILE, read_members
from dslapp.casebook.keys.member_keys import FLOOR_KDF, WrongPassphrase
from dslapp.casebook.keys.membership import change_keys, change_passphrase, enrol
from dslapp.casebook.opening import AnotherCasebook, NoMemberAnyMore, Opened, open_folder
from dslapp.domain.entity import new_id
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.school import Member
from tests.casebooks import DEPUTY, DSL, HEAD, PASSPHRASES, SettableClock

NEW = "marble-anchor-willow-compass"


@pytest.fixture
def opened(casebook_folder: Path, clock: SettableClock) -> Opened:
    return open_folder(casebook_folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=clock)


def member_called(opened: Opened, name: str) -> Member:
    return opened.casebook.select(Member, "p.name = ?", (name,))[0]


def opens(folder: Path, clock: SettableClock, who: str, passphrase: str) -> bool:
    try:
        again = open_folder(folder, who=who, passphrase=passphrase, clock=clock)
    except WrongPassphrase:
        return False
    again.close()
    return True


def newcomer(clock: SettableClock, **fields: object) -> Member:
    values: dict[str, object] = {
        "id": new_id(), "name": "Ms T. Brackwell", "role": "deputy_dsl", "initials": "TB", "signing_key": "",
        "age_recipient": "", "added_at": clock(),
    }  # fmt: skip
    return Member(**{**values, **fields})  # type: ignore[arg-type]  # a test names its fields


def removed(opened: Opened, name: str, clock: SettableClock) -> None:
    gone = msgspec.structs.replace(member_called(opened, name), retired=True, retired_at=clock())
    change_keys(opened, [gone], because="Sam Ottrell left the school.")


def test_a_passphrase_is_changed(opened: Opened, clock: SettableClock) -> None:
    change_passphrase(opened, PASSPHRASES[DSL], NEW, FLOOR_KDF)
    opened.close()
    assert not opens(opened.folder, clock, DSL, PASSPHRASES[DSL])
    assert opens(opened.folder, clock, DSL, NEW)
    assert opens(opened.folder, clock, HEAD, PASSPHRASES[HEAD])


def test_a_passphrase_is_not_changed_by_somebody_who_does_not_know_it(opened: Opened, clock: SettableClock) -> None:
    with pytest.raises(WrongPassphrase):
        change_passphrase(opened, "a guess at it that is wrong", NEW, FLOOR_KDF)
    opened.close()
    assert opens(opened.folder, clock, DSL, PASSPHRASES[DSL])


def test_somebody_new_gets_in_and_signs_with_a_key_of_their_own(opened: Opened, clock: SettableClock) -> None:
    enrol(opened, newcomer(clock), NEW, reason="She joined in November.", kdf=FLOOR_KDF)
    opened.close()
    assert opens(opened.folder, clock, "Ms T. Brackwell", NEW)


def test_a_forgotten_passphrase_ends_the_range_of_the_old_key(opened: Opened, clock: SettableClock) -> None:
    before = member_called(opened, HEAD)
    enrol(opened, before, NEW, reason="She forgot her passphrase.", kdf=FLOOR_KDF)
    after = member_called(opened, HEAD)
    opened.close()
    assert after.id == before.id
    assert after.signing_key != before.signing_key
    assert not opens(opened.folder, clock, HEAD, PASSPHRASES[HEAD])
    assert opens(opened.folder, clock, HEAD, NEW)


def test_nobody_enrols_themselves_anew(opened: Opened, clock: SettableClock) -> None:
    """A key of one's own choice must come from somebody else, or whoever sits at the keyboard could make one."""
    enrol(opened, member_called(opened, DSL), NEW, reason="I forgot it.", kdf=FLOOR_KDF)
    faults = [fault.what for fault in verify(opened.casebook, opened.evidence).faults]
    assert "it gives a member another key" in faults
    opened.close()


def test_whoever_was_removed_opens_nothing_any_more_and_all_else_stays(opened: Opened, clock: SettableClock) -> None:
    old = opened.keys
    entries = opened.casebook.head[0]
    removed(opened, DEPUTY, clock)
    assert opened.casebook.head[0] == entries + 2
    assert not (opened.folder / old.database).exists()
    assert opened.keys.key != old.key
    assert opened.keys.evidence[:-1] == old.evidence
    assert verify(opened.casebook, opened.evidence).faults == ()
    opened.close()
    assert not opens(opened.folder, clock, DEPUTY, PASSPHRASES[DEPUTY])
    assert opens(opened.folder, clock, HEAD, PASSPHRASES[HEAD])
    assert opens(opened.folder, clock, DSL, PASSPHRASES[DSL])


def test_a_kept_copy_of_the_old_small_files_lets_nobody_back_in(opened: Opened, clock: SettableClock) -> None:
    kept = {name: (opened.folder / name).read_bytes() for name in (MEMBERS_FILE, f"{MEMBERS_FILE}.b")}
    removed(opened, DEPUTY, clock)
    opened.close()
    for name, data in kept.items():
        (opened.folder / name).write_bytes(data)
    with pytest.raises(EnvironmentProblem, match="not sealed to you"):
        open_folder(opened.folder, who=DEPUTY, passphrase=PASSPHRASES[DEPUTY], clock=clock)
    assert opens(opened.folder, clock, DSL, PASSPHRASES[DSL])
    assert {slot.label[-2:] for slot in read_members(opened.folder).slots} == {"JH", "RQ"}


def test_a_changed_role_is_sealed_in_at_the_next_unlock(opened: Opened, clock: SettableClock) -> None:
    opened.casebook.commit([msgspec.structs.replace(member_called(opened, DEPUTY), role="read_only")])
    opened.close()
    assert opens(opened.folder, clock, DEPUTY, PASSPHRASES[DEPUTY])
    assert "Reader · SO" in {slot.label for slot in read_members(opened.folder).slots}
    assert opens(opened.folder, clock, DEPUTY, PASSPHRASES[DEPUTY])


def test_a_second_copy_that_was_written_ahead_is_put_back(opened: Opened, clock: SettableClock) -> None:
    opened.close()
    second = opened.folder / f"{KEY_FILE}.b"
    second.write_bytes(b"age-encryption.org/v1\nof an epoch that never began")
    assert opens(opened.folder, clock, DSL, PASSPHRASES[DSL])
    assert second.read_bytes() == (opened.folder / KEY_FILE).read_bytes()


class Killed(BaseException):
    """Stands in for the power cut: nothing after it runs but what the operating system does."""


ACTS: dict[str, Callable[[Opened, SettableClock], object]] = {
    "passphrase": lambda opened, clock: change_passphrase(opened, PASSPHRASES[DSL], NEW, FLOOR_KDF),
    "enrol": lambda opened, clock: enrol(opened, newcomer(clock), NEW, reason="New.", kdf=FLOOR_KDF),
    "enrol anew": lambda opened, clock: enrol(
        opened, member_called(opened, DEPUTY), NEW, reason="Forgotten.", kdf=FLOOR_KDF
    ),
    "remove": lambda opened, clock: removed(opened, DEPUTY, clock),
}


@pytest.mark.parametrize("act", ACTS)
def test_cut_short_at_any_file_it_is_as_before_or_as_wanted(
    act: str, casebook_folder: Path, clock: SettableClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every replacing and removing of a file is one step; the folder is looked at as it was at that very moment."""
    moments: list[Path] = []

    def photograph() -> None:
        moment = tmp_path / f"moment-{len(moments)}.casebook"
        shutil.copytree(casebook_folder, moment)
        moments.append(moment)

    real_move, real_remove = durable_files.move_into_place, durable_files.remove_if_there

    def move(source: Path, target: Path) -> None:
        photograph()
        real_move(source, target)

    def remove(path: Path) -> None:
        if path.exists():
            photograph()
        real_remove(path)

    opened = open_folder(casebook_folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=clock)
    for module in (durable_files, membership, __import__("dslapp.casebook.database.copying", fromlist=["copying"])):
        for name, act_instead in (("move_into_place", move), ("remove_if_there", remove)):
            if hasattr(module, name):
                monkeypatch.setattr(module, name, act_instead)
    ACTS[act](opened, clock)
    monkeypatch.undo()
    opened.close()
    assert len(moments) >= 2
    for moment in moments:
        _deputy_is_in_or_out(moment, clock)
        assert opens(moment, clock, DSL, PASSPHRASES[DSL]) or (act == "passphrase" and opens(moment, clock, DSL, NEW))
        databases = list(moment.glob("casebook-*.db"))
        assert len(databases) == 1, moment


def _deputy_is_in_or_out(folder: Path, clock: SettableClock) -> None:
    opened = open_folder(folder, who=HEAD, passphrase=PASSPHRASES[HEAD], clock=clock)
    authority, wrong = standing(opened.casebook.connection)
    assert verify(opened.casebook, opened.evidence).faults == ()
    opened.close()
    assert wrong == ()
    active = {member.name: member for member in authority.active}
    slots = {slot.member: slot for slot in read_members(folder).slots}
    assert {member.id for member in active.values()} == set(slots)
    if DEPUTY in active:
        assert opens(folder, clock, DEPUTY, PASSPHRASES[DEPUTY]) or opens(folder, clock, DEPUTY, NEW)
    else:
        with pytest.raises((WrongPassphrase, NoMemberAnyMore, AnotherCasebook)):
            open_folder(folder, who=DEPUTY, passphrase=PASSPHRASES[DEPUTY], clock=clock)
