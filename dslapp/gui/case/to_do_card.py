"""The list of what is still to do in a case; each line leads to the form or tab where it is done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.still_to_do import ToDo, Where
from dslapp.domain.entity import IncidentId
from dslapp.gui.case.link import Link
from dslapp.gui.routes import Route, ToCase, ToCaseDetails
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.text import Words


def route_to(incident_id: IncidentId, where: Where, about_id: str = "") -> Route:
    """Where a thing that is still to do is done."""
    if where == "evidence":
        return ToCase(incident_id, "evidence", about_id)
    if where == "route":
        return ToCase(incident_id, "guidance", about_id)
    return ToCaseDetails(incident_id, where, about_id)


class ToDoCard(Card):
    """What is missing, as links for whoever may write, as words for whoever only reads."""

    go = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Still to do", parent)
        self._list: QWidget | None = None
        self._shown: tuple[str, bool, tuple[ToDo, ...]] | None = None

    def show_list(self, case: CaseFile, found: tuple[ToDo, ...]) -> None:
        """Show `found`, or that nothing is missing."""
        writes = case.reader_may("log and change the record")
        if self._shown == (case.incident.id, writes, found):
            return
        self._shown = (case.incident.id, writes, found)
        if self._list is not None:
            self._list.hide()
            self._list.deleteLater()
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0 if writes else GRID // 2)
        self.heading.setText(f"Still to do ({len(found)})" if found else "Still to do")
        if not found:
            column.addWidget(Words("Nothing: the record is complete."))
        for todo in found:
            if writes:
                column.addWidget(self._link(IncidentId(case.incident.id), todo))
            else:
                column.addWidget(Words(todo.what))
        self.body.addWidget(self._list)

    def _link(self, incident_id: IncidentId, todo: ToDo) -> Link:
        link = Link(todo.what, todo.why)
        link.clicked.connect(lambda: self.go.emit(route_to(incident_id, todo.where, todo.about_id)))
        return link
