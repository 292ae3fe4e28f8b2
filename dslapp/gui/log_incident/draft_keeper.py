"""Keeps what is being typed: at most two seconds are ever lost, also while somebody types without a pause."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from dslapp.domain.local_time import say_day, say_time, to_local
from dslapp.domain.problems import Problem
from dslapp.gui.tasks import TaskRunner

KEEP_AFTER_MS = 1000
"""From the first word that is not kept yet; typing on does not put it off. Writing takes its share of two seconds."""

KeepWork = tuple[Callable[..., datetime], tuple[Any, ...]]
"""A service that keeps something, and its arguments."""


class DraftKeeper(QObject):
    """Call `changed` at every change; it calls `save` soon after, on the casebook's thread.

    `work` returns the service and its arguments for what is on the screen now, or None when nothing is worth keeping.
    `kept` carries when it was kept (UTC); `failed` the Problem that stood in the way, after which it tries again.
    """

    kept = Signal(object)
    failed = Signal(object)

    def __init__(self, tasks: TaskRunner, work: Callable[[], KeepWork | None], parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._work = tasks, work
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER_MS)
        self._timer.timeout.connect(self.keep_now)

    @property
    def waiting(self) -> bool:
        """Whether something was changed that has not been handed over yet."""
        return self._timer.isActive()

    def changed(self) -> None:
        """Something was typed or chosen."""
        if not self._timer.isActive():
            self._timer.start()

    def keep_now(self) -> None:
        """Hand over what is on the screen, without waiting for the pause."""
        self._timer.stop()
        if self._tasks.is_ended:
            return  # the casebook is locked; what was typed was kept before, when the page was left
        work = self._work()
        if work is not None:
            service, arguments = work
            self._tasks.submit(service, *arguments, done=self._kept, failed=self._failed)

    def flush(self) -> None:
        """Keep what was changed, if anything was; before the page is left or locked."""
        if self._timer.isActive():
            self.keep_now()

    def forget(self) -> None:
        """What is on the screen was saved for good, or thrown away."""
        self._timer.stop()

    def _kept(self, at: datetime) -> None:
        self.kept.emit(at)

    def _failed(self, problem: Problem) -> None:
        self.failed.emit(problem)
        self.changed()


def when_kept(at: datetime, now: datetime) -> str:
    """When the draft was kept: the time of day, and the day too unless it was today."""
    day = to_local(at).date()
    return say_time(at) if day == to_local(now).date() else f"{say_day(day)}, {say_time(at)}"
