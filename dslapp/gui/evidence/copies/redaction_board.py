"""The picture or the pages on which the boxes of a copy are drawn, with its tools and the boxes in words."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.evidence.derivatives import Box
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.problems import Problem
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.copies.box_canvas import BoxCanvas
from dslapp.gui.evidence.copies.box_list import BoxList
from dslapp.gui.evidence.viewer.page_stepper import PageStepper
from dslapp.gui.evidence.viewer.pictures import image_of
from dslapp.gui.evidence.viewer.zoom_tools import zoom_tools
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.text import Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.copies.make_copy import original_page, read_for_copying
from dslapp.services.exhibits.show_evidence import note_revealed
from dslapp.services.session import Session


class _HeldOriginal:
    """The bytes of the original while boxes are drawn on it; a file of many pages is read once, not for each page."""

    def __init__(self) -> None:
        self._data = b""

    def page(self, session: Session, exhibit: Exhibit, number: int) -> QImage:
        """The picture or one page. Runs on the thread for files."""
        self._data = self._data or read_for_copying(session, exhibit)
        return image_of(original_page(session, exhibit, number, self._data))


class RedactionBoard(QWidget):
    """Reads one page at a time, hidden until it is asked for. `changed` is sent when the boxes change.

    `failed` carries the problem when the original cannot be read.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._exhibit: Exhibit | None = None
        self._held = _HeldOriginal()
        self._boxes: dict[int, tuple[Box, ...]] = {}
        self._size = (1, 1)
        self._shown = -1
        self._wanted_open = False
        self.show_button = Button("Sho&w the picture", "secondary", "eye")
        self.add_button = Button("&Add a box", "secondary", "plus")
        self.pages = PageStepper()
        self.canvas = BoxCanvas()
        self.canvas.setMinimumSize(160, 120)
        self.how = Words(
            "Drag over what is to be hidden. By keys: Enter adds a box, Tab goes from box to box, arrows move it, "
            "Shift and arrows size it (with Ctrl by one dot), Delete takes it away.",
            "hint",
        )
        self.list = BoxList()
        row = WrapLayout()
        for button in (self.show_button, self.add_button, *zoom_tools(self.canvas)):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(row)
        column.addWidget(self.pages)
        column.addWidget(self.how)
        column.addWidget(self.canvas, 1)
        self.show_button.clicked.connect(lambda: self._set_open(not self.canvas.is_open))
        self.canvas.pressed_while_hidden.connect(lambda: self._set_open(True))
        self.add_button.clicked.connect(self.canvas.add)
        self.pages.turned.connect(self._turn)
        self.canvas.changed.connect(self._collect)
        self.canvas.chosen.connect(self._say)
        self.list.wanted.connect(self._go_to)
        self.list.unwanted.connect(self.canvas.remove)

    @property
    def boxes(self) -> tuple[Box, ...]:
        """The boxes of all pages, page by page."""
        return tuple(box for page in sorted(self._boxes) for box in self._boxes[page])

    def begin(self, exhibit: Exhibit, boxes: Sequence[Box]) -> None:
        """Read the first page of the original, with boxes that were drawn before."""
        self._exhibit, self._wanted_open, self._held = exhibit, False, _HeldOriginal()
        self.put_boxes(boxes)
        self.pages.begin(exhibit.pages)
        self._read()

    def put_boxes(self, boxes: Sequence[Box]) -> None:
        """Have these boxes instead."""
        self._boxes = {page: tuple(box for box in boxes if box.page == page) for page in {box.page for box in boxes}}

    def set_only_one(self, only_one: bool) -> None:
        """For a cropped copy: the one box is what stays; of several, the first is left."""
        self.canvas.only_one = only_one
        if only_one and len(self.boxes) > 1:
            self.put_boxes(self.boxes[:1])
            while len(self.canvas.boxes) > 1:
                self.canvas.remove(len(self.canvas.boxes) - 1)
        self.canvas.viewport().update()

    def let_go(self) -> None:
        """Drop the picture from memory; the boxes stay."""
        self._exhibit, self._held = None, _HeldOriginal()
        self.canvas.let_go()
        self._offer()

    def _read(self) -> None:
        if self._exhibit is not None:
            self.canvas.let_go()
            self._offer()
            self._desk.tasks.submit(
                self._held.page, self._desk.session, self._exhibit, self.pages.page, lane="files",
                latest="redaction page", done=self._show, failed=self._fail,
            )  # fmt: skip

    def _show(self, image: QImage) -> None:
        exhibit = self._exhibit
        if exhibit is None:
            return
        is_picture = exhibit.width > 0 and exhibit.exhibit_kind == "picture"
        self._size = (exhibit.width, exhibit.height) if is_picture else (image.width(), image.height())
        self._shown = self.pages.page
        self.canvas.show_page(image, self._size, self._shown, self._boxes.get(self._shown, ()))
        self._offer()
        self._say()
        if self._wanted_open:
            self._set_open(True)

    def _set_open(self, is_open: bool) -> None:
        if self._exhibit is None or not self.canvas.has_picture:
            return
        self._wanted_open = is_open
        self.canvas.set_open(is_open)
        self._offer()
        if is_open:
            self._desk.tasks.submit(note_revealed, self._desk.session, self._exhibit)
            self.canvas.setFocus()

    def _turn(self) -> None:
        self._read()

    def _collect(self) -> None:
        self._boxes[self._shown] = self.canvas.boxes
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        here = self._boxes.get(self._shown, ())
        self.list.show_boxes(here, self._size, len(self.boxes) - len(here), self.canvas.current)

    def _go_to(self, number: int) -> None:
        self.canvas.choose(number)
        self.canvas.setFocus()

    def _offer(self) -> None:
        self.show_button.say("&Hide the picture" if self.canvas.is_open else "Sho&w the picture")
        self.show_button.setEnabled(self.canvas.has_picture)
        self.add_button.setEnabled(self.canvas.is_open)

    def _fail(self, problem: Problem) -> None:
        self.failed.emit(problem)
