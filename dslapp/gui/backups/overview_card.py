"""The backups in two lines, on the Safety page."""

from PySide6.QtCore import Signal

from dslapp.domain.trust.backup_state import BackupOverview, say_proven
from dslapp.gui.desk import Desk
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.text import Words
from dslapp.services.backups.backup_status import backup_overview


class BackupsCard(Card):
    """How old the last backup is and when a restore was proved; `wanted` asks for the Backups page."""

    wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("Backups")
        self._desk = desk
        self.last, self.proven = Words("Looking at the places…"), Words()
        self.see = Button("&Backups: make, test, restore", icon="save")
        for words in (self.last, self.proven):
            self.body.addWidget(words)
        self.body.addLayout(side_by_side(self.see))
        self.see.clicked.connect(self.wanted)

    def read(self) -> None:
        """Look at the places."""
        tasks = self._desk.tasks
        tasks.submit(
            backup_overview, self._desk.session, tasks.on_casebook, lane="files", done=self._show, latest="backups card"
        )

    def _show(self, overview: BackupOverview) -> None:
        now = self._desk.now()
        self.last.setText(overview.say(now))
        self.proven.setText(say_proven(overview.proven, now).removesuffix(".") + ".")
