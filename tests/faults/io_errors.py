"""Runs in a child under the shim: one act of a person, again and again, while the disk fails at the n-th call.

The person tries once more while the disk still fails, then again once it works, in the same sitting and without
looking first. Prints what came of it, one JSON object for each kind of fault.
"""

import errno
import json
import shutil
import sys
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path

from dslapp.casebook.keys import member_keys as keys
from dslapp.domain.problems import EnvironmentProblem
from tests.faults.acts import ACTS, Act
from tests.faults.keyring import Keyring, derive_quickly
from tests.faults.scale import SCALE
from tests.faults.shim import Disk, Fault

FAULTS = (
    Fault(error=errno.EIO),
    Fault(error=errno.ENOSPC, for_good=True, torn=True),
    Fault(error=errno.EIO, torn=True),
    Fault(error=errno.EIO, for_good=True),
    Fault(error=errno.EIO, for_good=True, torn=True),
    Fault(error=errno.ENOSPC),
    Fault(error=errno.ENOSPC, torn=True),
    Fault(error=errno.ENOSPC, for_good=True),
    Fault(error=errno.EACCES),
    Fault(error=errno.EACCES, for_good=True),
    Fault(error=errno.EINTR),  # never for good: it says "ask again", and everybody asks again for ever
)
TRIES = 2
"""How often the person tries while the disk still fails."""


@dataclass(kw_only=True)
class Outcome:
    """What came of one act under one kind of fault, at every call at which it could strike."""

    act: str
    fault: str
    count: int = 0
    acknowledged: int = 0
    survived: int = 0
    """How often it was there although an error was told."""
    lost: int = 0
    silent: int = 0
    wrong: list[str] = field(default_factory=list)


def said(fault: Fault) -> str:
    """The fault in words."""
    how = ("for good" if fault.for_good else "once") + (", half written" if fault.torn else "")
    return f"{errno.errorcode[fault.error]} {how}"


def attempt(act: Act, wrong: list[str]) -> tuple[bool, str]:
    """Do it once: whether it was acknowledged, and what the person was told if not."""
    try:
        act.do()
        return True, ""
    except act.tells as told:
        if isinstance(told, EnvironmentProblem) and not told.way_forward:
            wrong.append(f"told without a way forward: {told}")
        return False, str(told)
    except Exception as crash:  # noqa: BLE001 - whatever it is, nobody has told the person
        wrong.append(f"crashed with {crash!r}")
        return False, ""


def judge(act: Act, disk: Disk, nth: int, fault: Fault, outcome: Outcome, *, tries: int) -> bool:
    """Let one call fail and see what is there afterwards; whether the fault struck at all.

    Whoever tries only once gives up then: the program is closed and started anew.
    """
    wrong: list[str] = []
    acknowledged, told = False, ""
    with disk.failing(nth, fault):
        for _ in range(tries):
            acknowledged, said_now = attempt(act, wrong)
            told += said_now
            if acknowledged:
                break
    outcome.acknowledged += acknowledged
    if tries == 1:
        act.end()
    times = act.times_there()
    if acknowledged and times != 1:
        outcome.lost += 1
        wrong.append("acknowledged, and not there")
    if not acknowledged and times:
        outcome.survived += 1
        if act.says_truly and "look whether" not in told:
            wrong.append(f"there, although told: {told}")
    if not acknowledged and not attempt(act, wrong)[0]:
        wrong.append("could not be done once the disk worked again")
    act.end()
    if (times := act.times_there()) != 1:
        wrong.append(f"in the end it is there {times} times")
    found = act.faults()
    outcome.silent += bool(found) or times > 1
    outcome.wrong += [f"{outcome.act}, {outcome.fault}, call {nth}: {each}" for each in wrong + found]
    return disk.hits > 0


def run(folder: Path, name: str, fault: Fault) -> Outcome:
    """Let the n-th call of an act fail, from the first call until there are no more."""
    outcome, disk = Outcome(act=name, fault=said(fault)), Disk()
    first = folder / "first"
    keyring = Keyring(next(first.glob("*.casebook")))
    for nth in count(1):
        struck = False
        for tries in (TRIES, 1) if ACTS[name].changes_files else (TRIES,):
            again = folder / "again"
            shutil.rmtree(again, ignore_errors=True)
            shutil.copytree(first, again)
            keyring.folder = again / keyring.folder.name
            act = ACTS[name](keyring)
            try:
                struck = judge(act, disk, nth, fault, outcome, tries=tries)
            except Exception as crash:  # noqa: BLE001 - a casebook that cannot be used any more, in whatever way
                struck = True
                outcome.silent += 1
                outcome.wrong.append(f"{name}, {said(fault)}, call {nth}: afterwards {crash!r}")
            finally:
                act.end()
            outcome.count += struck
        if not struck:
            return outcome
    raise AssertionError("calls do not end")


def main(folder: str, name: str) -> None:
    """Print the outcome of each kind of fault."""
    tried = {"quick": 1, "short": ACTS[name].faults_tried, "long": None}[SCALE]
    for fault in FAULTS[:tried]:
        print(json.dumps(asdict(run(Path(folder), name, fault))), flush=True)


if __name__ == "__main__":
    keys._derive = derive_quickly
    main(*sys.argv[1:])
