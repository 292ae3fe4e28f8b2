"""One person on the first screen: the name as free text with matches, and the part they play."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dslapp.domain.case.incident_draft import NamedPerson
from dslapp.domain.case.parts import PARTS
from dslapp.domain.case.people_lists import PersonMatch
from dslapp.gui.log_incident.match_line import Match, MatchLine
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.field import named


class PartChoice(QComboBox):
    """Which part somebody plays. The wheel scrolls the page rather than changing it unseen."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for part in PARTS:
            self.addItem(part.label, part.key)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(18)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        named(self, name)

    def part(self) -> str:
        """The key of the chosen part."""
        return str(self.currentData())

    def set_part(self, key: str) -> None:
        """Choose `key`."""
        self.setCurrentIndex(self.findData(key))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class PersonRow(QWidget):
    """Name and part. `typed` carries the name as it is typed; `changed` is sent at every change, `removed` to go."""

    typed = Signal(str)
    changed = Signal()
    removed = Signal()

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person_id = ""
        self._part_chosen = False
        self.name = named(QLineEdit(), f"Name of person {number}")
        self.name.setPlaceholderText("Full name")
        self.part = PartChoice(f"Part of person {number}")
        self._remove = Button("", "quiet", "x", hint="Take this line out")
        self._remove.setAccessibleName(f"Take out person {number}")
        self.matches = MatchLine("person")
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.name, 3)
        row.addWidget(self.part, 4)
        row.addWidget(self._remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(row)
        column.addWidget(self.matches)
        self.setFocusProxy(self.name)
        self._row: QBoxLayout = row
        self.name.textEdited.connect(self._name_typed)
        self.part.activated.connect(self._chose_part)
        self._remove.clicked.connect(self.removed)
        self.matches.picked.connect(self._picked)

    def can_be_removed(self, possible: bool) -> None:
        """Offer to take the line out, unless it is the only one."""
        self._remove.setVisible(possible)

    def value(self) -> NamedPerson:
        """What is in the row."""
        return NamedPerson(name=self.name.text(), part=self.part.part(), person_id=self._person_id)

    def show_value(self, value: NamedPerson) -> None:
        """Show a row of a draft."""
        self.name.setText(value.name)
        self.part.set_part(value.part)
        self._person_id = value.person_id
        self._part_chosen = bool(value.name)
        self.matches.offer(())
        if value.person_id:
            self.matches.show_picked(Match(value.person_id, value.name, value.name))

    def suggest_part(self, key: str) -> None:
        """Choose the likelier part, unless somebody has chosen or typed already."""
        if not self._part_chosen and not self.name.text().strip():
            self.part.set_part(key)

    def show_matches(self, matches: tuple[PersonMatch, ...]) -> None:
        """Offer people of that name."""
        if not self._person_id and self.name.text().strip():
            self.matches.offer([Match(each.id, each.name, each.in_words()) for each in matches])

    def _name_typed(self, text: str) -> None:
        if self._person_id:
            self._person_id = ""
        if not text.strip():
            self.matches.offer(())
        self.typed.emit(text)
        self.changed.emit()

    def _chose_part(self) -> None:
        self._part_chosen = True
        self.changed.emit()

    def _picked(self, match: Match | None) -> None:
        self._person_id = match.id if match else ""
        if match:
            self.name.setText(match.name)
        self.name.setFocus()
        self.changed.emit()
