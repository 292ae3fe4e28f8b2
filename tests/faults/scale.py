"""How many faults of each kind a run injects: the one place that reads FAULTS=quick|short|long.

`make test` runs quick, `make faults` short (the counts of docs/reliability.md), `make faults-long` long.
"""

import os
from typing import Literal, get_args

Scale = Literal["quick", "short", "long"]
SCALE = os.environ.get("FAULTS", "quick")
if SCALE not in get_args(Scale):
    raise ValueError(f"FAULTS={SCALE} is none of {', '.join(get_args(Scale))}")

# quick, short, long
_COUNTS: dict[str, tuple[int, int, int]] = {
    "F1 saves": (40, 200, 5_000),
    "F1 others": (10, 50, 700),
    "F1 packs": (3, 30, 300),
    "F3": (150, 3_000, 100_000),
    "F3 changes": (40, 400, 10_000),
    "F4": (30, 300, 10_000),
    "F5": (60, 1_000, 50_000),
    "F5 salvage": (10, 60, 2_000),
    "F6": (40, 400, 5_000),
    "F8": (40, 500, 20_000),
    "F9": (12, 60, 600),
    "F12": (5, 50, 500),
    "F17": (1, 7, 180),  # seconds for each of 15 parsers
    "F22": (4, 20, 200),
    "F23 attacks": (10, 200, 2_000),
    "F23 bit flips": (100, 2_000, 20_000),
    "F23 journals": (60, 500, 5_000),
}


def how_many(fault: str) -> int:
    """Say how often a fault is injected in this run; a new kind of fault gets its line above."""
    return _COUNTS[fault][get_args(Scale).index(SCALE)]
