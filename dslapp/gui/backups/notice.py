"""What Today says of the backups: that there is none, that the last one is old, that a stick is wanted."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from dslapp.domain.health import Check
from dslapp.gui.desk import Desk
from dslapp.gui.routes import ToBackups
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.services.backups.backup_checks import backup_checks


class BackupNotice(Banner):
    """Hidden while nothing needs anybody. `go` carries the way to the backups."""

    go = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__("warning")
        self._desk = desk
        self.see = self.add_button(Button("See the &backups", icon="save"))
        self.see.clicked.connect(lambda: self.go.emit(ToBackups()))
        self.hide()

    def read(self) -> None:
        """Look at every place; on the thread for files, since a stick may be slow to answer."""
        tasks = self._desk.tasks
        tasks.submit(
            backup_checks, self._desk.session, tasks.on_casebook, lane="files", done=self._show, latest="backup notice"
        )

    def _show(self, checks: Sequence[Check]) -> None:
        needed = next((check for check in checks if check.state in ("bad", "attention")), None)
        if needed is not None:
            self.show_message("danger" if needed.state == "bad" else "warning", needed.words, needed.way_forward)
        self.setVisible(needed is not None)
