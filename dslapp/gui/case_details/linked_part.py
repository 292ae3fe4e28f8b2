"""Linking a case to others by hand: write the reference, see what it is, take it out again."""

from collections.abc import Iterable

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dslapp.domain.case.incident import Incident
from dslapp.domain.problems import Problem
from dslapp.gui.case_details.parts import Part
from dslapp.gui.desk import Desk
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.field import named
from dslapp.gui.widgets.text import Words
from dslapp.services.case.find_incidents import incident_by_ref


class LinkedPart(Part[tuple[str, ...]]):
    """Holds the ids of linked incidents. `know` tells it what the ids are called."""

    def __init__(self, label: str, desk: Desk, hint: str = "") -> None:
        self._desk = desk
        self._ids: tuple[str, ...] = ()
        self._names: dict[str, str] = {}
        self._ref = named(QLineEdit(), "Reference of the other case")
        self._ref.setPlaceholderText("OSI-2026-0042")
        self._add = Button("Lin&k", "secondary", "link")
        self._shown = QWidget()
        self._lines = QVBoxLayout(self._shown)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(GRID // 2)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        row = QHBoxLayout()
        row.addWidget(self._ref, 1)
        row.addWidget(self._add)
        column.addLayout(row)
        column.addWidget(self._shown)
        whole.setFocusProxy(self._ref)
        super().__init__(label, whole, hint)
        self._add.clicked.connect(self._look_up)
        self._ref.returnPressed.connect(self._look_up)
        self._ref.textEdited.connect(lambda _text: self.show_error(""))

    def know(self, incidents: Iterable[Incident]) -> None:
        """Learn the references and first words of incidents that may be linked already."""
        self._names.update({each.id: f"{each.ref}: {each.headline}" for each in incidents})

    def value(self) -> tuple[str, ...]:
        """The ids, in the order of linking."""
        return self._ids

    def show_value(self, value: tuple[str, ...]) -> None:
        """Show these."""
        self._ids = value
        self._show()

    def problem(self) -> str:
        """A reference that was written and not linked would be lost."""
        return "Press “Link” to link this case, or clear the line." if self._ref.text().strip() else ""

    def _look_up(self) -> None:
        if self._ref.text().strip():
            self._desk.tasks.submit(
                incident_by_ref, self._desk.session, self._ref.text(), done=self._found, failed=self._not_found
            )

    def _found(self, incident: Incident) -> None:
        self.know((incident,))
        self._ref.clear()
        self._ids = tuple(dict.fromkeys((*self._ids, incident.id)))
        self._show()
        self._touched()

    def _not_found(self, problem: Problem) -> None:
        self.show_error(str(problem))

    def _unlink(self, incident_id: str) -> None:
        self._ids = tuple(each for each in self._ids if each != incident_id)
        self._show()
        self._touched()

    def _show(self) -> None:
        while item := self._lines.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for each in self._ids:
            self._lines.addWidget(self._line(each))
        self._shown.setVisible(bool(self._ids))

    def _line(self, incident_id: str) -> QWidget:
        name = self._names.get(incident_id, incident_id)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Words(name), 1)
        undo = Button("Unlink", "quiet", "x")
        undo.setAccessibleName(f"Unlink {name}")
        undo.clicked.connect(lambda: self._unlink(incident_id))
        row.addWidget(undo)
        return line
