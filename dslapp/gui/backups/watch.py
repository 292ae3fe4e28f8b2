"""Makes the backups and proofs that are due while somebody works, without being asked."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from dslapp.gui.desk import Desk
from dslapp.services.backups.back_up import BackedUp, back_up_if_due
from dslapp.services.backups.drill_backup import Drilled, drill_if_due

SETTLED_MS = 60_000
"""After unlocking: whoever sits down has something more urgent to do first."""
BACKUPS = "backups"
"""What `TaskRunner.stop` stops at a lock: nobody waits for a slow stick while the keys are in memory."""
BETWEEN_MS = 10 * 60_000
"""Whether one is due is asked this often; one an hour is made at most."""


class BackupWatch(QObject):
    """Lives as long as a sitting. `told` puts what needs somebody into the status line."""

    told = Signal(str, str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._timer = QTimer(self)
        self._timer.setInterval(BETWEEN_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Look once somebody has settled, and from then on again and again."""
        self._timer.start()
        QTimer.singleShot(SETTLED_MS, self, self.look)

    def end(self) -> None:
        """Look no more, and stop what is under way here or on a page: the casebook is being locked."""
        self._timer.stop()
        self._desk.tasks.stop(BACKUPS)

    def look(self) -> None:
        """Make what is due, then prove what is due."""
        tasks = self._desk.tasks
        if tasks.is_ended or not self._timer.isActive():
            return
        tasks.submit(
            back_up_if_due, self._desk.session, tasks.on_casebook, lane="files", cancellable=True,
            stopped_with=BACKUPS, done=self._made, failed=self._ignore, latest="backups that are due",
        )  # fmt: skip

    def _made(self, done: Sequence[BackedUp]) -> None:
        for each in done:
            if each.problem is not None:
                self.told.emit(f"No backup at “{each.place.label}”: {each.problem.message}", "danger")
            elif each.not_sound:
                self.told.emit(f"Backed up to “{each.place.label}”, but not all of the evidence", "warning")
        tasks = self._desk.tasks
        if not tasks.is_ended and self._timer.isActive():
            tasks.submit(
                drill_if_due, self._desk.session, tasks.on_casebook, lane="files", cancellable=True,
                stopped_with=BACKUPS, done=self._proved, failed=self._ignore, latest="proofs that are due",
            )  # fmt: skip

    def _proved(self, drilled: Sequence[Drilled]) -> None:
        if any(each.faults for each in drilled):
            self.told.emit("The newest backup is damaged: see Safety, then Backups", "danger")

    def _ignore(self, _problem: object) -> None:
        """The casebook was locked meanwhile, or does not answer: the place says so on its page."""
