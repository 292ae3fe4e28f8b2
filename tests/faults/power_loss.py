"""Runs in a child under the shim: saves into a casebook while every write is logged, or opens what a power cut left.

record   <kind of protection that is off, or none>     prints what each acknowledged number stands for
recover  <how many> <seed>                             injects I/O errors into the openings (F4)
"""

import errno
import io
import os
import random
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from dslapp.casebook.database import connection
from dslapp.casebook.journal.verify import verify
from dslapp.casebook.keys.key_files import read_members, write_members
from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import Entity
from dslapp.domain.problems import EnvironmentProblem
from tests.faults.keyring import Keyring, case_with_a_pupil, exhibit
from tests.faults.shim import ANY, Disk, Fault
from tests.faults.write_log import Call, PowerCut, lay_out, read_log

LIVE, BEFORE, LOG, AFTER = "live", "before", "log", "after"
ROUNDS = 3


class Acknowledged(msgspec.Struct, frozen=True):
    """What a number in the log stands for: entities and their kind, or the draft, or the members file."""

    number: int
    entities: tuple[tuple[str, str], ...] = ()
    draft: bool = False
    members: bool = False


class Recovered(msgspec.Struct, frozen=True):
    """What an error of the disk during a recovery came to, after the next opening without one."""

    acknowledged: int
    lost: list[str]
    damage: list[str]
    wrong: list[str]


def casebook_in(folder: Path) -> Path:
    """The one casebook in a folder."""
    return next(folder.glob("*.casebook"))


def record(folder: Path) -> Iterator[Acknowledged]:
    """Do what is done on a day, and log what the disk was asked."""
    live, disk = casebook_in(folder / LIVE), Disk()
    keyring = Keyring(live)
    number = 0
    with disk.written_down(folder / LOG):
        casebook, evidence = keyring.open(), keyring.evidence()
        for _ in range(ROUNDS):
            for size in (300, 90_000):
                number += 1
                changes: list[Entity] = case_with_a_pupil(casebook, number)
                casebook.commit(changes)
                disk.mark(number)
                yield _entities(number, changes)
                number += 1
                case = changes[0]
                assert isinstance(case, Incident)
                attached = [exhibit(case, number, evidence.keep(io.BytesIO(os.urandom(size))))]
                casebook.commit(attached)
                disk.mark(number)
                yield _entities(number, attached)
            number += 1
            casebook.save_draft("one", "incident", f"{number} " + "word " * 2000)
            disk.mark(number)
            yield Acknowledged(number, draft=True)
            number += 1
            write_members(live, msgspec.structs.replace(read_members(live), generation=number))
            disk.mark(number)
            yield Acknowledged(number, members=True)
        casebook.close()


def _entities(number: int, entities: Sequence[Entity]) -> Acknowledged:
    return Acknowledged(number, tuple((each.kind(), each.id) for each in entities))


class States:
    """The disks that a power cut during the record may leave, as many as wanted, each with what was acknowledged."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._calls: list[Call] = list(read_log(folder / LOG))

    def sample(self, count: int, seed: int) -> Iterator[tuple[int, Path]]:
        """The number acknowledged before the cut, and the casebook as the disk then holds it."""
        chance = random.Random(seed)
        after = self._folder / AFTER
        cut = PowerCut(self._folder / LIVE, self._folder / BEFORE)
        done = 0
        for until in sorted(chance.randint(0, len(self._calls)) for _ in range(count)):
            for call in self._calls[done:until]:
                cut.follow(call)
            done = max(done, until)
            shutil.rmtree(after, ignore_errors=True)
            lay_out(cut.disk(chance), after)
            yield cut.acknowledged, casebook_in(after)


class Judge:
    """Says what is wrong with a casebook after a power cut."""

    def __init__(self, keyring: Keyring, acknowledged: list[Acknowledged]) -> None:
        self._keyring = keyring
        self._acknowledged = acknowledged

    def lost(self, folder: Path, number: int) -> list[str]:
        """What was acknowledged up to a number and is not there."""
        casebook = self._keyring.open(folder)
        try:
            known = set(casebook.connection.execute("SELECT entity_type, entity_id FROM version").fetchall())
            drafts = [int(draft.content.split(" ", 1)[0]) for draft in casebook.drafts()]
        finally:
            casebook.close()
        before = [each for each in self._acknowledged if each.number <= number]
        lost = [f"{kind} {id_}" for each in before for kind, id_ in each.entities if (kind, id_) not in known]
        newest_draft = max((each.number for each in before if each.draft), default=0)
        newest_members = max((each.number for each in before if each.members), default=0)
        if max(drafts, default=0) < newest_draft:
            lost.append(f"draft {newest_draft}")
        if newest_members and read_members(folder).generation < newest_members:
            lost.append(f"members file {newest_members}")
        return lost

    def damage(self, folder: Path) -> list[str]:
        """What a check of the whole casebook finds wrong."""
        casebook = self._keyring.open(folder)
        try:
            return [f"{each.where}: {each.what}" for each in verify(casebook, self._keyring.evidence(folder)).faults]
        finally:
            casebook.close()


def recover(folder: Path, count: int, seed: int, acknowledged: list[Acknowledged]) -> Iterator[Recovered]:
    """Let the disk fail once more while the casebook is opened after the cut, then open it again."""
    keyring, disk, chance, struck = Keyring(casebook_in(folder / BEFORE)), Disk(), random.Random(seed), 0
    judge = Judge(keyring, acknowledged)
    while struck < count:
        for number, after in States(folder).sample(count, chance.getrandbits(32)):
            nth = chance.randint(1, 60)
            fault = Fault(
                error=chance.choice((errno.EIO, errno.ENOSPC)), for_good=chance.random() < 0.5,
                torn=chance.random() < 0.3, kinds=ANY,
            )  # fmt: skip
            wrong = []
            with disk.failing(nth, fault):
                try:
                    keyring.open(after).close()
                except EnvironmentProblem:
                    pass
                except Exception as crash:  # noqa: BLE001 - whatever it is, nobody has told the person
                    wrong.append(f"crashed with {crash!r}")
            if not disk.hits:
                continue
            struck += 1
            yield Recovered(number, judge.lost(after, number), judge.damage(after), wrong)
            if struck == count:
                return


def switch_off(protection: str) -> None:
    """Take one protection away, to prove that the test would notice."""
    if protection == "database":
        connection._SETTINGS = tuple(
            (name, "OFF", 0) if name == "synchronous" else (name, value, expected)
            for name, value, expected in connection._SETTINGS
        )
    elif protection == "files":
        os.fsync = lambda fd: None


def main(place: str, act: str, *arguments: str) -> None:
    """Do one of the two, and print what came of it."""
    folder = Path(place)
    if act == "record":
        switch_off(*arguments)
        tell(record(folder))
    else:
        count, seed, acknowledged = arguments
        tell(recover(folder, int(count), int(seed), msgspec.json.decode(acknowledged, type=list[Acknowledged])))


def tell(found: Iterator[msgspec.Struct]) -> None:
    """Print one JSON object a line."""
    for each in found:
        print(msgspec.json.encode(each).decode(), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
