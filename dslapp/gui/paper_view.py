"""A paper that may leave: the very PDF on the left, and the ways in which it leaves on the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dslapp.gui.desk import Desk
from dslapp.gui.pdf_preview import PdfPreview
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.way_out import WayOut
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.meter import Meter
from dslapp.services.papers.draw_pages import drawing_evidence

_SIDE = 40
"""Letters of width that the ways out need."""
_NARROW = 95
"""Letters of width below which either the pages or the ways out are shown, by a button."""


class PaperView(QWidget):
    """Pages left, ways out right. `stop_wanted` asks to stop drawing.

    The owner draws: it calls `show_drawing` while that lasts, then `show_pdf`, and hands `way_out` its paper.
    """

    stop_wanted = Signal()

    def __init__(self, desk: Desk, *, handed_over: bool = False) -> None:
        super().__init__()
        self.preview = PdfPreview(desk.tasks, drawing_evidence(desk.session))
        self.note = Banner("warning")
        self.note.hide()
        self.way_out = WayOut(desk, handed_over=handed_over)
        self.meter = Meter("Drawing the pages")
        self.stop_button = Button("Stop drawing", "quiet", "x")
        self.side_button = Button("Save or print", "filter", "printer")
        self.stop_button.clicked.connect(self.stop_wanted)
        self.side_button.clicked.connect(self._fit)
        self._lay_out()
        self.setFocusProxy(self.preview)
        self.show_drawing(None)

    def show_drawing(self, words: str | None) -> None:
        """Say that the pages are being drawn, or (None) that they are not."""
        self.meter.setVisible(words is not None)
        self.stop_button.setVisible(words is not None)
        if words:
            self.meter.show_progress(0, 0, words)

    def show_pages_drawn(self, done: int, total: int) -> None:
        """Say how many pictures are drawn."""
        self.meter.show_progress(done, total, f"Drawing: picture {done} of {total - 1}")

    def show_pdf(self, pdf: bytes) -> None:
        """Show the finished pages."""
        self.show_drawing(None)
        self.preview.show_pdf(pdf)

    def clear(self) -> None:
        """Show nothing, and offer nothing."""
        self.preview.show_pdf(b"")
        self.way_out.show_paper(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose by the new width what is shown."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        narrow = self.width() < _NARROW * letter
        self.side_button.setVisible(narrow)
        self._side.setVisible(not narrow or self.side_button.isChecked())
        self.preview.setVisible(not narrow or not self.side_button.isChecked())
        self._side.setMinimumWidth(0 if narrow else _SIDE * letter)
        self._side.setMaximumWidth(16777215 if narrow else _SIDE * letter)

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setProperty("ground", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self.note)
        column.addWidget(self.way_out)
        column.addStretch(1)
        self._side = QScrollArea()
        self._side.setWidgetResizable(True)
        self._side.setFrameShape(QFrame.Shape.NoFrame)
        self._side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._side.setWidget(inner)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(self.preview, 1)
        row.addWidget(self._side)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(3 * GRID, GRID // 2, 3 * GRID, GRID)
        outer.setSpacing(GRID)
        for part in (self.meter, self.stop_button):
            outer.addWidget(part)
        outer.addLayout(row, 1)
        outer.addWidget(self.side_button, 0, Qt.AlignmentFlag.AlignLeft)
