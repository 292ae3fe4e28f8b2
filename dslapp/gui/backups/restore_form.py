"""Restoring a backup over the casebook that is open: what it means, why, and going through with it."""

from PySide6.QtCore import Signal

from dslapp.domain.problems import Problem, UserProblem
from dslapp.domain.trust.entries import BackupPlace
from dslapp.gui.backups.wording import say_backup
from dslapp.gui.desk import Desk
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.gui.widgets.meter import Meter
from dslapp.gui.widgets.text import Words
from dslapp.services.backups.backup_status import ListedBackup
from dslapp.services.backups.restore_backup import RestoreResult, restore_in_session, say_restored


class RestoreForm(Card):
    """Asks why and restores. `closed` says that the casebook is closed, restored or not; `given_up` that it is not."""

    closed = Signal()
    given_up = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("Restore a backup")
        self._desk = desk
        self._place: BackupPlace | None = None
        self._backup: ListedBackup | None = None
        self.which = Words(part="strong")
        self.warning = Banner(
            "warning",
            "Everything that was written since then leaves the casebook.",
            "Nothing is deleted: the casebook as it is now goes into its quarantine folder, and is backed up first "
            "where a place is connected. The restore stands in the record, and a second member is asked to "
            "countersign it.",
        )
        self.reason = GrowingText(lines=2)
        self.reason_field = Field("&Why is it restored?", self.reason, "For example: the database was damaged.")
        self.meter, self.trouble = Meter("Progress"), Banner("danger")
        self.restore, self.cancel = Button("&Restore this backup", "danger"), Button("Ca&ncel", "secondary")
        for widget in (self.which, self.warning, self.reason_field, self.meter, self.trouble):
            self.body.addWidget(widget)
        self.body.addLayout(side_by_side(self.restore, self.cancel))
        for hidden in (self.meter, self.trouble):
            hidden.hide()
        self.restore.clicked.connect(self._restore)
        self.cancel.clicked.connect(self.given_up)
        self.reason.textChanged.connect(lambda: self.reason_field.show_error(""))
        self.setFocusProxy(self.reason)

    def ask(self, place: BackupPlace, backup: ListedBackup) -> None:
        """Ask about one backup."""
        self._place, self._backup = place, backup
        self.which.setText(f"{place.label}, {say_backup(backup)}")
        self.trouble.hide()
        self.reason_field.show_error("")

    def _restore(self) -> None:
        assert self._place is not None, "the form is shown for one backup"
        assert self._backup is not None, "the form is shown for one backup"
        if not self.reason.text().strip():
            self._failed(UserProblem("Write why: it stands in the record.", field="reason"))
            return
        self.meter.show_progress(0, 0, "Checking the backup, then putting it in place. Do not switch the computer off.")
        self.meter.show()
        for button in (self.restore, self.cancel):
            button.setEnabled(False)
        self._desk.tasks.submit(
            restore_in_session, self._desk.session, self._place.id, self._backup.name, self.reason.text(),
            done=self._restored, failed=self._failed, ended=self._ended,
        )  # fmt: skip

    def _restored(self, result: RestoreResult) -> None:
        self._desk.prompter.tell(
            "The backup is restored.", "\n\n".join((*say_restored(result), "The casebook locks now. Unlock it again."))
        )
        self.closed.emit()

    def _failed(self, problem: Problem) -> None:
        if isinstance(problem, UserProblem) and problem.field == "reason":
            self.reason_field.show_error(problem.message)
            self.reason.setFocus()
            return
        self._desk.prompter.warn(problem)
        self.closed.emit()

    def _ended(self) -> None:
        self.meter.hide()
        for button in (self.restore, self.cancel):
            button.setEnabled(True)
