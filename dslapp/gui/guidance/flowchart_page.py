"""One flow as a flowchart, without a case: to read, to print and to save for the wall."""

from datetime import UTC

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dslapp.domain.guidance.flowchart_layout import Placed
from dslapp.domain.guidance.flows import Library
from dslapp.domain.guidance.path import Place
from dslapp.gui.desk import Desk
from dslapp.gui.guidance.flowchart_view import FlowchartView
from dslapp.gui.print_pdf import print_pdf
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.text import Heading, Words
from dslapp.services.guidance.draw_flowchart import flowchart_file, save_flowchart, set_flowchart


class FlowchartPage(QWidget):
    """Shows a flow of a library; `left` asks to go back to the list."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._library: Library | None = None
        self._flow = ""
        self._title = Heading("", 1)
        self.print_button = Button("&Print it on A3", "secondary", "printer")
        self.save_button = Button("Sa&ve it as a file", "secondary", "download")
        self.back_button = Button("&Back to the list", "secondary", "arrow-left")
        self.view = FlowchartView()
        self.card = Card("")
        self.text = Words("")
        self.card.body.addWidget(self.text)
        self.card.hide()
        self.said = Words("", "hint")
        self.said.hide()
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self._title, 1)
        for button in (self.print_button, self.save_button, self.back_button):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self.said)
        column.addWidget(self.view, 1)
        column.addWidget(self.card, 0, Qt.AlignmentFlag.AlignBottom)
        self.view.opened.connect(self._read)
        self.back_button.clicked.connect(self.left)
        self.save_button.clicked.connect(self._save)
        self.print_button.clicked.connect(self._print)

    def show_flow(self, library: Library, flow: str) -> None:
        """Draw `flow` of `library`."""
        self._library, self._flow = library, flow
        self._title.setText(library.flows[flow].title)
        self.card.hide()
        self.said.hide()
        self._desk.tasks.submit(set_flowchart, library, flow, lane="files", done=self._show, latest="flowchart")

    def _show(self, placed: Placed) -> None:
        self._placed = placed
        self.view.show_chart(placed)
        self.view.focus_first()

    def _read(self, place: Place) -> None:
        """Say all of a step: its points, why it is asked and where it comes from."""
        box = next(each for each in self._placed.chart.boxes if each.place == place)
        parts = [f"{box.caption}: {box.text}", *(f"• {point}" for point in box.points), *box.lines]
        parts += [f"Why: {box.why}"] if box.why else []
        parts += [f"Source: {box.source}"] if box.source else []
        self.text.setText("\n".join(parts))
        self.card.show()

    def _save(self) -> None:
        assert self._library is not None
        patterns = "PDF for A3 (*.pdf);;Picture (*.svg)"
        target = self._desk.prompter.save_file("Save the flowchart", f"{self._flow}.pdf", patterns, replaces=False)
        if target is not None:
            self._name = target.name
            now = self._desk.now().astimezone(UTC)
            self._desk.tasks.submit(
                save_flowchart, self._library, self._flow, target, now, lane="files", done=self._saved
            )

    def _saved(self, _nothing: None) -> None:
        self.said.setText(f"Saved as {self._name}.")
        self.said.show()

    def _print(self) -> None:
        assert self._library is not None
        self._desk.tasks.submit(
            flowchart_file, self._library, self._flow, "pdf", self._desk.now(), lane="files", done=self._to_printer
        )

    def _to_printer(self, pdf: bytes) -> None:
        print_pdf(self._desk.prompter, pdf)
