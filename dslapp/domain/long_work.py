"""How long work speaks with whoever waits for it: how far it is, and what it leaves to the casebook's own thread."""

from collections.abc import Callable
from typing import Any

Progress = Callable[[int, int], None]
"""Told now and then: steps or bytes done so far, and all of them."""

OnCasebook = Callable[..., Any]
"""Runs work(*arguments, **named) on the casebook's thread and waits for it."""


def run_here(work: Callable[..., Any], *arguments: object, **named: object) -> Any:
    """What stands for `OnCasebook` where everything runs on the casebook's thread."""
    return work(*arguments, **named)
