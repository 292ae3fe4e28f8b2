"""F3 and F4: the power fails at any moment, and the disk fails again while the program recovers from it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pytest

from dslapp.casebook.database.driver import DatabaseError
from dslapp.casebook.keys import member_keys as keys
from dslapp.domain.problems import EnvironmentProblem
from tests.casebooks import SettableClock, make_casebook
from tests.faults.counts import Count, Mutation
from tests.faults.keyring import Keyring, derive_quickly
from tests.faults.power_loss import BEFORE, LIVE, Acknowledged, Judge, Recovered, States, casebook_in
from tests.faults.power_loss_changes import STEPS, STICK, look
from tests.faults.scale import how_many
from tests.faults.shim import run_shimmed, why_not

pytestmark = [pytest.mark.skipif(bool(why_not()), reason=why_not()), pytest.mark.timeout(6 * 3600)]
PARTS = 4
"""Each part logs its own day, and can run beside the others."""
ENOUGH = 300
"""States after which a missing protection must have shown."""

Recorded = Callable[[str], list[Acknowledged]]


@pytest.fixture
def recorded(memory_folder: Path, casebook_as_made: Path) -> Recorded:
    """Call it to log a day on a casebook, with one protection off or none; gives what was acknowledged."""

    def record(protection_off: str) -> list[Acknowledged]:
        for name in (LIVE, BEFORE):
            shutil.copytree(casebook_as_made, memory_folder / name / casebook_as_made.name)
        printed = run_shimmed("tests.faults.power_loss", memory_folder, "record", protection_off)
        return msgspec.convert(printed, list[Acknowledged])

    return record


@dataclass
class Cuts:
    """What many power cuts came to; each state counts once."""

    acknowledged: int = 0
    """Saves that had been acknowledged before the cut, in all states together."""
    undone: int = 0
    """States in which a save was cut short and had to be undone."""
    lost: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)


def after_power_cuts(folder: Path, acknowledged: list[Acknowledged], count: int, seed: int) -> Cuts:
    """Open each of so many disks that a power cut may leave, look for what was acknowledged, and check everything."""
    judge, cuts = Judge(Keyring(casebook_in(folder / BEFORE)), acknowledged), Cuts()
    for number, after in States(folder).sample(count, seed):
        cuts.acknowledged += number
        cuts.undone += any(path.stat().st_size for path in after.glob("*-journal"))
        try:
            lost, damage = judge.lost(after, number), judge.damage(after)
        except (EnvironmentProblem, DatabaseError) as problem:
            lost, damage = [], [str(problem)]
        cuts.lost += [f"after {number}: {each}" for each in lost[:1]]
        cuts.damaged += [f"after {number}: {each}" for each in damage[:1] if not lost]
    return cuts


@pytest.mark.parametrize("part", range(PARTS))
def test_a_power_cut_loses_nothing_that_was_acknowledged(
    memory_folder: Path, recorded: Recorded, seed: int, part: int, counted: Count
) -> None:
    acknowledged, count = recorded("none"), how_many("F3") // PARTS
    cuts = after_power_cuts(memory_folder, acknowledged, count, seed)
    counted("F3", "power loss", count, acknowledged=cuts.acknowledged, lost=len(cuts.lost), silent=len(cuts.damaged))
    assert (cuts.lost, cuts.damaged) == ([], [])
    assert cuts.undone > 0, "no cut came inside a save: they prove nothing"


@pytest.mark.parametrize("part", range(2))
def test_a_power_cut_leaves_a_change_made_or_not_made(
    memory_folder: Path, monkeypatch: pytest.MonkeyPatch, seed: int, part: int, counted: Count
) -> None:
    """Of the passphrase, the members, the keys, a backup, and a restore."""
    monkeypatch.setattr(keys, "_derive", derive_quickly)
    (memory_folder / LIVE / STICK).mkdir(parents=True)
    make_casebook(memory_folder / LIVE / "Thornmoss.casebook", SettableClock())
    shutil.copytree(memory_folder / LIVE, memory_folder / BEFORE)
    run_shimmed("tests.faults.power_loss_changes", memory_folder)
    count = how_many("F3 changes") // 2
    acknowledged, lost, wrong = 0, list[str](), list[str]()
    for number, after in States(memory_folder).sample(count, seed):
        acknowledged += number
        try:
            seen = look(after)
        except (EnvironmentProblem, DatabaseError) as problem:
            wrong.append(f"after {number}: {problem!r}")
            continue
        lost += [f"after {number}: {step}" for step in STEPS[:number] if step not in seen.done]
        wrong += [f"after {number}: {each}" for each in seen.wrong]
    counted("F3", "power loss in a change of keys", count, acknowledged=acknowledged, lost=len(lost), silent=len(wrong))
    assert (lost, wrong) == ([], [])


@pytest.mark.parametrize(
    ("protection_off", "said"),
    [("database", "with synchronous=OFF"), ("files", "without syncing evidence and small files")],
    ids=["database", "files"],
)
def test_the_power_cuts_would_show_a_missing_protection(
    memory_folder: Path, recorded: Recorded, seed: int, protection_off: str, said: str, mutation: Mutation
) -> None:
    acknowledged = recorded(protection_off)
    cuts = after_power_cuts(memory_folder, acknowledged, ENOUGH, seed)
    mutation("F3", said, found=len(cuts.lost) + len(cuts.damaged), count=ENOUGH)


def test_an_error_of_the_disk_during_the_recovery_loses_nothing(
    memory_folder: Path, recorded: Recorded, seed: int, counted: Count
) -> None:
    acknowledged, count = recorded("none"), how_many("F4")
    outcomes = run_shimmed(
        "tests.faults.power_loss", memory_folder, "recover", str(count), str(seed),
        msgspec.json.encode(acknowledged).decode(),
    )  # fmt: skip
    found = msgspec.convert(outcomes, list[Recovered])
    lost = [each for one in found for each in one.lost]
    damaged = [each for one in found for each in one.damage]
    looked_for = sum(one.acknowledged for one in found)
    counted("F4", "I/O error in the recovery", count, acknowledged=looked_for, lost=len(lost), silent=len(damaged))
    assert (lost, damaged) == ([], [])
    assert [each for one in found for each in one.wrong] == []
    assert len(found) == count
