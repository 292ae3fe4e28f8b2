"""Says that a pack was begun and not finished, what to look for, and takes the word that it is gone."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.casework import Action
from dslapp.domain.pack.unfinished import waiting_packs
from dslapp.gui.desk import Desk
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.services.case.do_casework import finish_action

_GONE = "Looked for: it is deleted, or was not there."


class WaitingPacks(Banner):
    """Hidden while every pack has its end. `settled` is sent once one was dealt with."""

    settled = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("warning", "", "", parent)
        self._desk = desk
        self._action: Action | None = None
        self.gone_button = self.add_button(Button("I looked: it is gone", "secondary", "check"))
        self.gone_button.clicked.connect(self._gone)
        self.hide()

    def show_case(self, case: CaseFile) -> None:
        """Show the oldest that waits."""
        waiting = waiting_packs(case)
        self._action = waiting[0] if waiting else None
        if self._action:
            self.show_message("warning", "A pack was begun here and not finished", self._action.what)
        self.gone_button.setVisible(case.reader_may("log and change the record"))
        self.setVisible(self._action is not None)

    def _gone(self) -> None:
        if self._action is None:
            return
        self.gone_button.setEnabled(False)
        self._desk.tasks.submit(
            finish_action, self._desk.session, self._action.id, _GONE, done=self._done, failed=self.show_problem,
            ended=self._ended,
        )  # fmt: skip

    def _ended(self) -> None:
        self.gone_button.setEnabled(True)

    def _done(self, _action: Action) -> None:
        self.hide()
        self.settled.emit()
