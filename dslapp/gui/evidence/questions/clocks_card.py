"""The card of the clocks: what each of them says, together, and what does not go together among them."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.evidence.clocks import clock_times, clocks, doubts
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.beside.exhibit_card import ExhibitCard
from dslapp.gui.evidence.questions.captured_step import WAY_OUT
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.text import Heading, Words


class ClocksCard(ExhibitCard):
    """Each clock with its owner and what is known about it; the doubts are questions, and answer nothing."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.doubts = Banner("warning")
        self._readings = QVBoxLayout()
        self._readings.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(Heading("Its clocks", 3))
        column.addWidget(self.doubts)
        column.addLayout(self._readings)

    def show_exhibit(self, exhibit: Exhibit, case: CaseFile) -> None:
        """Show the clocks of `exhibit`, where it has a file."""
        while (item := self._readings.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = exhibit.has_file and not exhibit.withdrawn
        self.setVisible(shown)
        if not shown:
            return
        times = clock_times(exhibit, case.incident)
        for each in clocks(times):
            about = f" ({each.hint})" if each.hint else ""
            self._readings.addWidget(Words(f"{each.whose}{about}", "hint"))
            self._readings.addWidget(Words(each.says))
            self._readings.addSpacing(GRID // 2)
        found = doubts(times, self._desk.now())
        self.doubts.show_message("warning", "The clocks do not go together", "\n".join((*found, WAY_OUT)))
        self.doubts.setVisible(bool(found))

    def words(self) -> str:
        """Everything shown, a line each."""
        items = (self._readings.itemAt(number) for number in range(self._readings.count()))
        labels = (item.widget() for item in items if item is not None)
        return "\n".join(label.text() for label in labels if isinstance(label, Words))
