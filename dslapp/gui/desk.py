"""What every page works with, handed over by the composition root."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from dslapp.gui.prompter import Prompter
from dslapp.gui.tasks import TaskRunner

if TYPE_CHECKING:
    from dslapp.services.session import Session


@dataclass(frozen=True)
class Desk:
    """One member at work in one open casebook.

    `session` is passed to services and only touched on the casebook's thread:
    `desk.tasks.submit(service, desk.session, …)`. `now` gives the present in UTC.
    """

    session: "Session"
    tasks: TaskRunner
    prompter: Prompter
    now: Callable[[], datetime]

    def __post_init__(self) -> None:
        """Let what runs on other threads reach the casebook: damage is noted wherever it is seen."""
        self.session.reach_casebook_by(self.tasks.on_casebook)
