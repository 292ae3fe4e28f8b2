"""The one table of counts that a run of faults ends with."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Protocol, Self

COUNTED, MUTATION = "counted fault", "mutation check"
"""The names under which a test's report carries them."""


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What one kind of fault came to."""

    fault: str
    """Its number in docs/reliability.md, e.g. "F3"."""
    what: str
    count: int
    acknowledged: int = 0
    lost: int = 0
    silent: int = 0
    """Damage that nothing noticed, a half-done change, or a record kept twice."""
    plaintext: int = 0

    def __add__(self, other: Self) -> "Counted":
        """Both together: parts of one line."""
        numbers = ("count", "acknowledged", "lost", "silent", "plaintext")
        return Counted(
            fault=self.fault, what=self.what, **{name: getattr(self, name) + getattr(other, name) for name in numbers}
        )

    def as_property(self) -> dict[str, object]:
        """As it travels from the process that ran the test to the one that prints."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class MutationCheck:
    """A run with a protection switched off: a test that then finds nothing proves nothing."""

    fault: str
    what: str
    found: int
    count: int

    def as_property(self) -> dict[str, object]:
        """As it travels from the process that ran the test to the one that prints."""
        return asdict(self)


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
    lines: dict[tuple[str, str], Counted] = {}
    for row in rows:
        key = (row.fault, row.what)
        lines[key] = lines[key] + row if key in lines else row
    ordered = sorted(lines.values(), key=lambda row: (_number(row.fault), row.what))
    width = max((len(row.what) for row in ordered), default=5)
    text = [f"{'id':4} {'fault':{width}} {'count':>8} {'acknowledged':>13} {'lost':>5} {'silent':>7} {'plaintext':>10}"]
    for row in ordered:
        text.append(
            f"{row.fault:4} {row.what:{width}} {row.count:8,} {row.acknowledged:13,} {row.lost:5,} {row.silent:7,} "
            f"{row.plaintext:10,}"
        )
    for check in sorted(mutations, key=lambda each: _number(each.fault)):
        text.append(f"{MUTATION}: {check.fault} {check.what}: found {check.found:,} of {check.count:,}, as it must")
    lost, silent, plaintext = (sum(getattr(row, name) for row in ordered) for name in ("lost", "silent", "plaintext"))
    text.append(f"{lost:,} acknowledged saves lost, {silent:,} silent damage, {plaintext:,} plaintext hits")
    return "\n".join(text)


def _number(fault: str) -> tuple[int, str]:
    found = re.search(r"\d+", fault)
    return (int(found[0]) if found else 0, fault)
