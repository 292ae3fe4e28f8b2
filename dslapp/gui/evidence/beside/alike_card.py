"""Pictures of any case that look like an exhibit, to be looked at beside it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.beside.exhibit_card import ExhibitCard
from dslapp.gui.routes import ToCompare
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.text import Words
from dslapp.services.exhibits.find_alike import Alike, find_alike

_MOST = 4
"""Lines shown; who has more of the same picture finds them by looking at these."""


class AlikeCard(ExhibitCard):
    """Pictures of any case that look like this one. None of them is opened before it is asked for."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._exhibit: Exhibit | None = None
        self._case_id = IncidentId("")
        self.lines: list[QWidget] = []
        self._card = Card("Looks like")
        self._card.body.addWidget(Words("By a rough likeness of the pictures: look before you rely on it.", "hint"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        self.hide()

    def show_exhibit(self, exhibit: Exhibit, case: CaseFile) -> None:
        """Look for pictures like it, unless they were looked for."""
        if self._exhibit is not None and (self._exhibit.id, self._case_id) == (exhibit.id, case.incident.id):
            return
        self._exhibit, self._case_id = exhibit, IncidentId(case.incident.id)
        self.hide()
        if exhibit.likeness and not exhibit.withdrawn:
            self._desk.tasks.submit(
                find_alike, self._desk.session, exhibit.id, latest=f"alike {id(self)}", done=self._show
            )

    def let_go(self) -> None:
        """Forget what was found: it is looked for again."""
        self._exhibit = None

    def _show(self, found: tuple[Alike, ...]) -> None:
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = [self._line(each) for each in found[:_MOST]]
        for line in self.lines:
            self._card.body.addWidget(line)
        self.setVisible(bool(found) and self._exhibit is not None)

    def _line(self, alike: Alike) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        button = Button("Look at both", "quiet", "eye")
        called = alike_in_words(alike)
        button.setAccessibleName(f"Look at both: {called}")
        button.clicked.connect(lambda: self._compare(alike))
        column.addWidget(Words(f"{called}."))
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return line

    def _compare(self, alike: Alike) -> None:
        if self._exhibit is not None:
            self.go.emit(ToCompare(self._case_id, self._exhibit.id, alike.exhibit_id))


def alike_in_words(alike: Alike) -> str:
    """What it is like: "JH/3 in OSI-2026-0012, the very same file"; a restricted case is not named."""
    if alike.restricted:
        return "An exhibit of a restricted case"
    where = f" in {alike.case_ref}" if alike.case_ref else " in this case"
    return f"{alike.ref}{where}" + (", the very same file" if alike.same_bytes else "")
