"""Runs in a child under the shim: a second backup, again and again, while its place fails at the n-th call.

Only the place fails; the casebook is on another disk. Prints what came of it, one JSON object for each kind of fault.
"""

import errno
import json
import shutil
import sys
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from itertools import count
from pathlib import Path

from filelock import FileLock

from dslapp.casebook.backups.of_open import back_up_open
from dslapp.casebook.backups.place import BackupHome, Found
from dslapp.casebook.backups.pool import Pace
from dslapp.casebook.backups.writing import check_snapshot
from dslapp.casebook.opening import Opened
from dslapp.domain.problems import EnvironmentProblem
from tests.faults.keyring import Keyring, now
from tests.faults.scale import SCALE
from tests.faults.shim import ANY, Disk, Fault

FAULTS = {
    "full": Fault(error=errno.ENOSPC, for_good=True, torn=True),
    "unplugged": Fault(error=errno.EIO, for_good=True, kinds=ANY),
    "read-only": Fault(error=errno.EROFS, for_good=True),
    "locked for a moment": Fault(error=errno.EACCES),
    "failing once": Fault(error=errno.EIO, torn=True),
    "failing once when read": Fault(error=errno.EIO, kinds=ANY),
}
STEP = {"quick": 9, "short": 1, "long": 1}[SCALE]
"""Every call is tried in `make faults`; `make test` tries each ninth."""


@dataclass(kw_only=True)
class Outcome:
    """What came of a backup under one kind of fault, at every call at which it could strike."""

    fault: str
    count: int = 0
    acknowledged: int = 0
    lost: int = 0
    silent: int = 0
    wrong: list[str] = field(default_factory=list)


class BackingUp:
    """The second backup of a casebook at a place that holds the first one."""

    def __init__(self, place: Path, casebook: Path) -> None:
        self.keyring = Keyring(casebook)
        self.place = place
        self.first, self.again = place / "first", place / "again"
        self.opened = Opened(
            casebook, self.keyring.open(), self.keyring.evidence(), FileLock(casebook / "not taken here"),
            self.keyring.keys, None,
        )  # fmt: skip
        self.had = everything(self.first)

    @property
    def home(self) -> BackupHome:
        return BackupHome(self.again, self.keyring.keys.casebook)

    def set_up(self) -> None:
        shutil.rmtree(self.again, ignore_errors=True)
        shutil.copytree(self.first, self.again)

    def do(self) -> None:
        back_up_open(self.opened, self.home, now=now(), pace=Pace())

    def whole(self, found: Found) -> list[str]:
        """What is wrong with a backup that counts."""
        manifest = check_snapshot(found.folder).manifest
        return [
            f"{file.path} of {found.name} is not as its manifest says"
            for file in manifest.pool
            if sha256((self.home.folder / file.path).read_bytes()).hexdigest() != file.sha256
        ]


def everything(folder: Path) -> dict[str, str]:
    """Every file of a place, by its SHA-256."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def judge(work: BackingUp, disk: Disk, nth: int, outcome: Outcome) -> bool:
    """Let one call fail and look at what is there afterwards; whether the fault struck at all."""
    wrong: list[str] = []
    acknowledged = False
    with disk.failing(nth, FAULTS[outcome.fault]):
        try:
            work.do()
            acknowledged = True
        except EnvironmentProblem as told:
            if not told.way_forward:
                wrong.append(f"told without a way forward: {told}")
        except Exception as crash:  # noqa: BLE001 - whatever it is, nobody has told the person
            wrong.append(f"crashed with {crash!r}")
    now_there = everything(work.again)
    if lost := [name for name, digest in work.had.items() if now_there.get(name) != digest]:
        outcome.lost += 1
        wrong.append(f"the backup before lost {lost}")
    there = work.home.listed()
    if acknowledged and len(there) != 2:
        outcome.lost += 1
        wrong.append("acknowledged, and not there")
    for found in there:
        try:
            wrong += work.whole(found)
        except EnvironmentProblem as problem:
            outcome.silent += 1
            wrong.append(f"{found.name} counts and is not whole: {problem}")
    outcome.acknowledged += acknowledged
    try:
        work.do()
        if left := [name for name in everything(work.again) if ".part" in name]:
            wrong.append(f"left behind: {left}")
    except Exception as crash:  # noqa: BLE001 - it must work once the place does
        wrong.append(f"could not be made once the place worked again: {crash!r}")
    outcome.wrong += [f"{outcome.fault}, call {nth}: {each}" for each in wrong]
    return disk.hits > 0


def main(place: str, casebook: str) -> None:
    """Print the outcome of each kind of fault."""
    work, disk = BackingUp(Path(place), Path(casebook)), Disk()
    for name in FAULTS:
        outcome = Outcome(fault=name)
        for nth in count(1, STEP):
            work.set_up()
            if not judge(work, disk, nth, outcome):
                break
            outcome.count += 1
        print(json.dumps(asdict(outcome)), flush=True)
    work.opened.casebook.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
