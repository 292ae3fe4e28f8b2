"""Runs in a child under the shim: changes keys and members, backs up and restores, while every write is logged.

Each step is acknowledged with its number; `look` says what a casebook after a power cut holds of them.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from dslapp.casebook.backups.of_open import back_up_open
from dslapp.casebook.backups.place import BackupHome
from dslapp.casebook.backups.pool import Pace
from dslapp.casebook.backups.restore_from import restore
from dslapp.casebook.backups.restore_keys import Passphrase
from dslapp.casebook.backups.writing import check_snapshot
from dslapp.casebook.journal.verify import verify
from dslapp.casebook.keys import member_keys as key_derivation
from dslapp.casebook.keys.member_keys import FLOOR_KDF, WrongPassphrase
from dslapp.casebook.keys.membership import change_keys, change_passphrase, enrol
from dslapp.casebook.opening import Opened, open_folder
from dslapp.domain.entity import new_id
from dslapp.domain.school import Member
from dslapp.domain.trust.entries import Epoch, Restored
from tests.casebooks import DEPUTY, DSL, PASSPHRASES
from tests.faults.keyring import case_with_a_pupil, derive_quickly, now
from tests.faults.power_loss import LIVE, LOG, casebook_in
from tests.faults.shim import Disk

NEW_WORDS = "granite-teapot-willow-anchor"
ADA = "Ada Fenwright"
STICK = "stick"
STEPS = ("passphrase", "new member", "new keys", "backup", "save", "restore")
"""In this order; the number that is acknowledged counts them from 1."""


def record(folder: Path) -> None:
    """Take all the steps."""
    disk, live = Disk(), casebook_in(folder / LIVE)
    with disk.written_down(folder / LOG):
        for number, _ in enumerate(steps(live), 1):
            disk.mark(number)


def steps(live: Path) -> Iterator[None]:
    """Do one step after the other; each is acknowledged when this yields."""
    opened = unlock(live, PASSPHRASES[DSL])
    change_passphrase(opened, PASSPHRASES[DSL], NEW_WORDS, FLOOR_KDF)
    yield
    ada = Member(
        id=new_id(), name=ADA, role="deputy_dsl", initials="AF", signing_key="", age_recipient="", added_at=now()
    )
    enrol(opened, ada, PASSPHRASES[DEPUTY], reason="She starts on Monday.", kdf=FLOOR_KDF)
    yield
    gone = next(each for each in opened.casebook.select(Member) if each.name == DEPUTY)
    change_keys(opened, [msgspec.structs.replace(gone, retired=True, retired_at=now())], because="He left.")
    yield
    home = BackupHome(live.parent / STICK, opened.casebook.id)
    home.make()
    back_up_open(opened, home, now=now(), pace=Pace())
    yield
    opened.casebook.commit(case_with_a_pupil(opened.casebook, 2))
    yield
    opened.close()
    found = home.newest()
    assert found is not None
    restore(live, home, found, Passphrase(DSL, NEW_WORDS), reason="A trial.", clock=now)
    yield


def unlock(folder: Path, words: str) -> Opened:
    return open_folder(folder, who=DSL, passphrase=words, clock=now)


@dataclass(frozen=True)
class Seen:
    """What a start after the power cut shows."""

    done: frozenset[str]
    """The steps that are there."""
    wrong: list[str]


def look(folder: Path) -> Seen:
    """Open a casebook after a power cut as its people would, and see which steps are there."""
    done, wrong = set(), []
    for words in (PASSPHRASES[DSL], NEW_WORDS):
        try:
            opened = unlock(folder, words)
        except WrongPassphrase:
            continue
        if words == NEW_WORDS:
            done.add("passphrase")
        wrong += [f"{each.where}: {each.what}" for each in verify(opened.casebook, opened.evidence).faults]
        members = {each.name: each for each in opened.casebook.select(Member)}
        epochs = len(opened.casebook.select(Epoch))
        if members[DEPUTY].retired != bool(epochs) or opened.keys.epoch != epochs + 1:
            wrong.append("members and keys are of two minds")
        restored = bool(opened.casebook.select(Restored))
        cases = opened.casebook.connection.execute("SELECT count(*) FROM incident").fetchone()[0]
        found = {"new member": ADA in members, "new keys": bool(epochs), "save": cases or restored, "restore": restored}
        done |= {step for step, there in found.items() if there}
        home = BackupHome(folder.parent / STICK, opened.casebook.id)
        opened.close()
        listed = home.listed() if home.is_there else ()
        for each in listed:
            check_snapshot(each.folder)  # raises where a backup that counts is not whole
        done |= {"backup"} if listed else set()
        return Seen(frozenset(done), wrong)
    return Seen(frozenset(), ["neither passphrase opens it"])


if __name__ == "__main__":
    key_derivation._derive = derive_quickly
    record(Path(sys.argv[1]))
