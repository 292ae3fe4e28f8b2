"""A paper that may leave: the very PDF on the left, and the ways in which it leaves on the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dslapp.gui.desk import Desk
from dslapp.gui.pdf_preview import PdfPreview
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.way_out import WayOut
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.meter import Meter

_SIDE = 300


class PaperView(QWidget):
    """Pages left, ways out right. `stop_wanted` asks to stop drawing.

    The owner draws: it calls `show_drawing` while that lasts, then `show_pdf`, and hands `way_out` its paper.
    """

    stop_wanted = Signal()

    def __init__(self, desk: Desk, *, handed_over: bool = False) -> None:
        super().__init__()
        self.preview = PdfPreview(desk.tasks)
        self.note = Banner("warning")
        self.note.hide()
        self.way_out = WayOut(desk, handed_over=handed_over)
        self.meter = Meter("Drawing the pages")
        self.stop_button = Button("&Stop drawing", "quiet", "x")
        self.stop_button.clicked.connect(self.stop_wanted)
        left = QVBoxLayout()
        left.setSpacing(GRID)
        for part in (self.meter, self.stop_button):
            left.addWidget(part)
        left.addWidget(self.preview, 1)
        inner = QWidget()
        inner.setProperty("ground", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self.note)
        column.addWidget(self.way_out, 1)
        side = QScrollArea()
        side.setWidgetResizable(True)
        side.setFrameShape(QFrame.Shape.NoFrame)
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setFixedWidth(_SIDE)
        side.setWidget(inner)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID)
        row.setSpacing(2 * GRID)
        row.addLayout(left, 1)
        row.addWidget(side)
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
