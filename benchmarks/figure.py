"""One measured figure beside its reference and its goal."""

import statistics
import time
from collections.abc import Callable, Sequence

import msgspec


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """`ours` and `reference` in `unit`; `ratio` is what the goal speaks of, and `met` whether it holds."""

    id: str
    work: str
    ours: float
    reference: float | None
    ratio: float | None
    goal: str
    unit: str
    met: bool


def seconds(act: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def median_of(act: Callable[[], object], rounds: int = 5) -> float:
    """The median duration of several calls, in seconds."""
    return statistics.median(seconds(act) for _ in range(rounds))


def percentile(values: Sequence[float], percent: float) -> float:
    """The value below which `percent` per cent of the measurements lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(len(ordered) * percent / 100))]
