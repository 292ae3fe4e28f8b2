"""Checks the casebook's pages while nobody waits for anything; says nothing unless there is damage."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from dslapp.gui.tasks import TaskRunner

if TYPE_CHECKING:
    from dslapp.services.session import Session

FIRST_AFTER_MS = 30_000
AGAIN_AFTER_MS = 10_000
"""After being stopped by other work."""


class PageWatch(QObject):
    """One check a sitting, on the casebook's thread, in the gaps between other work. Damage is told by DamageWatch."""

    def __init__(self, tasks: TaskRunner, session: "Session", parent: QObject | None = None) -> None:
        super().__init__(parent)
        from dslapp.services.health.check_pages import begin_check

        self._tasks, self._check = tasks, begin_check(session)
        self.is_done = False
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self.go_on)
        self.timer.start(FIRST_AFTER_MS)

    def go_on(self) -> None:
        """Check until it is done or other work comes."""
        if not self._tasks.is_ended:
            self._tasks.in_the_gaps(self._check.go_on, done=self._went)

    def _went(self, done: bool) -> None:
        self.is_done = done
        if not done:
            self.timer.start(AGAIN_AFTER_MS)
