"""Checks the whole casebook while the person watches, and says what was found."""

from PySide6.QtCore import Signal

from dslapp.domain.problems import Problem
from dslapp.gui.backups.watch import BACKUPS
from dslapp.gui.desk import Desk
from dslapp.gui.tasks import Task
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.meter import Meter
from dslapp.gui.widgets.text import Words
from dslapp.services.health.verify_casebook import Verified, verify_casebook

_SHOWN = 10


class VerifyCard(Card):
    """Walks the journal and every exhibit at a press; `checked` is sent once it has said what it found."""

    checked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("Is everything as it was written?")
        self._desk = desk
        self.body.addWidget(
            Words(
                "Checks the signature of every entry, that nothing was changed or left out, and that every exhibit’s "
                "file is the one that was attached.",
                "hint",
            )
        )
        self.check = Button("Check &everything now", icon="shield-check")
        self._progress = Meter("Checking")
        self._progress.hide()
        self.outcome = Banner("success")
        self.outcome.hide()
        self.stop = Button("&Stop", "quiet")
        self.stop.hide()
        self._task: Task | None = None
        self.body.addLayout(side_by_side(self.check, self.stop))
        self.body.addWidget(self._progress)
        self.body.addWidget(self.outcome)
        self.check.clicked.connect(self.begin)
        self.stop.clicked.connect(self._stop)

    def begin(self) -> None:
        """Check everything."""
        self.check.setEnabled(False)
        self.outcome.hide()
        self._progress.show_progress(0, 0, "Checking…")
        self._progress.show()
        self.stop.show()
        self._task = self._desk.tasks.submit(
            verify_casebook, self._desk.session, self._desk.tasks.on_casebook, lane="files",
            progress=self._progress.show_progress, cancellable=True, stopped_with=BACKUPS,
            done=self._say, failed=self._failed, ended=self._ended,
        )  # fmt: skip

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _say(self, found: Verified) -> None:
        counted = f"{found.entries} journal entries, {found.versions} versions and {found.exhibits} exhibits checked."
        if found.faults:
            faults = "\n".join(f"{fault.where}: {fault.what}" for fault in found.faults[:_SHOWN])
            self.outcome.show_message("danger", "Not everything is as it was written.", f"{faults}\n{counted}")
        else:
            remarks = "".join(f"{remark.where}: {remark.what}\n" for remark in found.remarks[:_SHOWN])
            self.outcome.show_message("success", "Everything is as it was written.", f"{remarks}{counted}")
        self.outcome.show()
        self.checked.emit()

    def _failed(self, problem: Problem) -> None:
        self.outcome.show_problem(problem)

    def _ended(self) -> None:
        self._progress.hide()
        self.stop.hide()
        self.check.setEnabled(True)
