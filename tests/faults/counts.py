"""The one table of counts that a run of faults ends with."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Protocol, Self, TypeVar

COUNTED, MUTATION = "counted fault", "mutation check"
"""The names under which a test's report carries them."""


@dataclass(frozen=True, kw_only=True)
class _Line:
    """A line of the table: the fault's number in docs/reliability.md, e.g. "F3", and what it is."""

    fault: str
    what: str
    count: int

    def __add__(self, other: Self) -> Self:
        """Both together: numbers are added, words are the same."""
        mine, others = asdict(self), asdict(other)
        return replace(self, **{name: mine[name] + others[name] for name in mine if name not in ("fault", "what")})

    def as_property(self) -> dict[str, object]:
        """As it travels from the process that ran the test to the one that prints."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class Counted(_Line):
    """What one kind of fault came to."""

    acknowledged: int = 0
    lost: int = 0
    silent: int = 0
    """Damage that nothing noticed, a half-done change, or a record kept twice."""
    plaintext: int = 0


@dataclass(frozen=True, kw_only=True)
class MutationCheck(_Line):
    """A run with a protection switched off: a test that then finds nothing proves nothing."""

    found: int


Row = TypeVar("Row", bound=_Line)


class Count(Protocol):
    """What the fixture `counted` gives to a test."""

    def __call__(
        self,
        fault: str,
        what: str,
        count: int,
        *,
        acknowledged: int = 0,
        lost: int = 0,
        silent: int = 0,
        plaintext: int = 0,
    ) -> None:
        """Put a line into the table."""


class Mutation(Protocol):
    """What the fixture `mutation` gives to a test."""

    def __call__(self, fault: str, what: str, *, found: int, count: int) -> None:
        """Put a mutation check under the table; fails the test when it found nothing."""


def table(rows: Iterable[Counted], mutations: Iterable[MutationCheck]) -> str:
    """The table as text, one line a kind of fault, with the sum of what must be nought at its end."""
    lines = sorted(_added_up(rows), key=lambda row: (_number(row.fault), row.what))
    width = max((len(row.what) for row in lines), default=5)
    text = [f"{'id':4} {'fault':{width}} {'count':>8} {'acknowledged':>13} {'lost':>5} {'silent':>7} {'plaintext':>10}"]
    for row in lines:
        text.append(
            f"{row.fault:4} {row.what:{width}} {row.count:8,} {row.acknowledged:13,} {row.lost:5,} {row.silent:7,} "
            f"{row.plaintext:10,}"
        )
    for check in sorted(_added_up(mutations), key=lambda check: (_number(check.fault), check.what)):
        text.append(f"{MUTATION}: {check.fault} {check.what}: found {check.found:,} of {check.count:,}, as it must")
    lost, silent, plaintext = (sum(getattr(row, name) for row in lines) for name in ("lost", "silent", "plaintext"))
    text.append(f"{lost:,} acknowledged saves lost, {silent:,} silent damage, {plaintext:,} plaintext hits")
    return "\n".join(text)


def _added_up(rows: Iterable[Row]) -> list[Row]:
    """Rows of the same number and words as one."""
    lines: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = (row.fault, row.what)
        lines[key] = lines[key] + row if key in lines else row
    return list(lines.values())


def _number(fault: str) -> tuple[int, str]:
    found = re.search(r"\d+", fault)
    return (int(found[0]) if found else 0, fault)
