"""G1 and G2: random walks through the shipped guidance in this process, and `guidance walk` as a command.

A random walk begins in triage or in any flow and takes random answers until nothing is left to ask, or for 60 steps.
Its reference makes the values that a walk must hand out at each step, and does nothing else.
"""

import random
import subprocess
import sys
from datetime import UTC, datetime

from benchmarks.figure import Figure, median_of, seconds
from dslapp.bootstrap import own_command
from dslapp.content.guidance import load_library
from dslapp.domain.guidance.flows import Library, answers_of
from dslapp.domain.guidance.path import AnswerGiven, Position, Slot, Visit, Walk
from dslapp.domain.guidance.walk import advance, current_step, start

_FRIDAY = datetime(2026, 11, 13, 16, 50, tzinfo=UTC)
_WALKS, _STEPS = 1_000, 60
_GOAL_A_SECOND, _GOAL_MS = 1_000, 150
_COMMAND = ("guidance", "walk", "triage", "--answers", "no,no,none,bullying", "--at", "2026-11-13T16:50")


def run() -> list[Figure]:
    """Walk a thousand times, and start the command as often as a median needs."""
    library, chance = load_library(), random.Random(1)
    steps = sum(_walk(library, chance) for _ in range(50))  # warms up what is made once
    steps = 0

    def walks() -> None:
        nonlocal steps
        steps = sum(_walk(library, chance) for _ in range(_WALKS))

    taken = seconds(walks)
    bare = seconds(lambda: [_bare_step() for _ in range(steps)])
    ours = median_of(lambda: _command([*own_command(), *_COMMAND])) * 1000
    imports = median_of(lambda: _command([sys.executable, "-c", "import msgspec, typer"])) * 1000
    return [
        Figure(
            id="G1", work=f"random walks through the guidance, {steps / _WALKS:.0f} steps each", ours=_WALKS / taken,
            reference=_WALKS / bare, ratio=taken / bare, goal=f"≥ {_GOAL_A_SECOND} a second", unit="/s",
            met=_WALKS / taken >= _GOAL_A_SECOND,
        ),
        Figure(
            id="G2", work="guidance walk triage, over Python with its libraries", ours=ours, reference=imports,
            ratio=ours / imports, goal=f"≤ {_GOAL_MS} ms beyond", unit="ms", met=ours - imports <= _GOAL_MS,
        ),
    ]  # fmt: skip


def _walk(library: Library, chance: random.Random) -> int:
    flow = chance.choice(["triage", chance.choice(sorted(library.flows))])
    walk = start(library, flow, at=_FRIDAY)
    for steps in range(_STEPS):
        step = current_step(library, walk)
        if step is None or walk.current is None:
            return steps
        options = answers_of(step)
        chosen = (chance.choice(options).id,) if options else ()
        walk = advance(library, walk, walk.current, chosen, {}, at=_FRIDAY)
    return _STEPS


def _bare_step() -> Walk:
    event = AnswerGiven(flow="a", step="b", at=_FRIDAY)
    visit = Visit(flow="a", step="b", status="answered", at=_FRIDAY, event=0)
    return Walk(events=(event,), slots=(Slot(event=0),), path=(visit,), position=Position())


def _command(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
