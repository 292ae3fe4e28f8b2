"""How safe the casebook is just now: one finding a subject, in words that anybody understands."""

from collections.abc import Iterable
from typing import Literal, get_args

import msgspec

State = Literal["bad", "attention", "unknown", "good"]
"""From the worst to the best; "unknown" could not be read on this computer, which is no reproach."""

STATES: tuple[State, ...] = ("bad", "attention", "unknown", "good")

CheckKey = Literal[
    "purge", "backups", "drill", "checked", "anchor", "seal", "countersign", "members", "recovery", "contacts", "clock",
    "place", "private", "database", "writable", "space", "disk encryption", "memory", "versions",
]  # fmt: skip
"""What is looked at, in the order in which it is told."""


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """What was found about one subject, and what to do about it now (empty when nothing is to be done)."""

    key: CheckKey
    title: str
    state: State
    words: str
    way_forward: str = ""


def worst_first(checks: Iterable[Check]) -> tuple[Check, ...]:
    """The findings, the worst first; within a state in the order of `CheckKey`."""
    order = get_args(CheckKey)
    return tuple(sorted(checks, key=lambda check: (STATES.index(check.state), order.index(check.key))))


def in_one_sentence(checks: Iterable[Check]) -> str:
    """What stands above the list: how much needs somebody, and how much could not be read."""
    states = [check.state for check in checks]
    bad, attention, unknown = (states.count(state) for state in STATES[:3])
    if bad:
        more = f" {_things(attention, 'more thing')} {'needs' if attention == 1 else 'need'} you." if attention else ""
        return f"{_things(bad)} {'puts' if bad == 1 else 'put'} the record at risk.{more}"
    if attention:
        return f"{_things(attention)} {'needs' if attention == 1 else 'need'} you."
    if unknown:
        return f"Nothing needs you. {_things(unknown)} could not be read on this computer."
    return "Nothing needs you: everything that can be checked is as it should be."


def _things(number: int, called: str = "thing") -> str:
    return f"One {called}" if number == 1 else f"{number} {called}s"
