"""Beside the cold-read page: whether the case belongs in this casebook, and the way to another one."""

from PySide6.QtCore import Signal

from dslapp.domain.case_file import CaseFile
from dslapp.domain.compartments import Places
from dslapp.domain.entity import IncidentId
from dslapp.gui.desk import Desk
from dslapp.gui.routes import ToMoveMatter
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.services.find_places import places_for_case

ELSEWHERE = "This case does not belong in this casebook"


class BelongsCard(Card):
    """Says it in red when whom the case is about can open this casebook; else it is only a way to move it."""

    go = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Where it belongs")
        self._desk = desk
        self._case: CaseFile | None = None
        self.warning = Banner("danger")
        self.warning.hide()
        self.move_button = Button("Move it to another casebook", "secondary", "send")
        self.move_button.clicked.connect(self._go)
        self.body.addWidget(self.warning)
        self.body.addWidget(self.move_button)

    def show_case(self, case: CaseFile) -> None:
        """Look where `case` belongs; only those who may move it are asked to."""
        self._case = case
        self.warning.hide()
        may_move = case.reader_may("move a matter")
        self.setVisible(may_move)
        if may_move:
            self._desk.tasks.submit(
                places_for_case, self._desk.session, case.incident.id, done=self._show_places, latest="where it belongs"
            )

    def _show_places(self, found: Places) -> None:
        if self._case is None or not found.belongs_elsewhere or self._case.incident.status == "closed":
            return
        why = found.refused[0].reason if found.refused else ""
        self.warning.show_message("danger", ELSEWHERE, f"{why} Move it now.")
        self.warning.show()

    def _go(self) -> None:
        if self._case is not None:
            self.go.emit(ToMoveMatter(IncidentId(self._case.incident.id)))
