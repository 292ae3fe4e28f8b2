"""The copy as it will be kept, drawn from its very bytes, before anybody saves it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.problems import Problem
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.viewer.page_stepper import PageStepper
from dslapp.gui.evidence.viewer.picture_view import PictureView
from dslapp.gui.evidence.viewer.pictures import image_of
from dslapp.gui.evidence.viewer.zoom_tools import zoom_tools
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.text import Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.copies.make_copy import PreparedCopy, prepared_page
from dslapp.services.session import Session


def _page_image(session: Session, prepared: PreparedCopy, number: int) -> QImage:
    return image_of(prepared_page(session, prepared, number))


class CopyPreview(QWidget):
    """Shows one prepared copy, page by page. `failed` carries the problem when it cannot be drawn."""

    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._prepared: PreparedCopy | None = None
        self.words = Words(part="strong")
        self.pages = PageStepper()
        self.view = PictureView()
        self.view.setAccessibleName("The copy as it will be kept")
        tools = WrapLayout()
        for button in zoom_tools(self.view):
            tools.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.words)
        column.addLayout(tools)
        column.addWidget(self.pages)
        column.addWidget(self.view, 1)
        self.pages.turned.connect(self._read)

    @property
    def prepared(self) -> PreparedCopy | None:
        """The copy that is shown."""
        return self._prepared

    def show_copy(self, prepared: PreparedCopy) -> None:
        """Draw the first page of it."""
        self._prepared = prepared
        self.words.setText("This is the copy, exactly as it will be kept. Look over every part of it.")
        self.pages.begin(prepared.pages)
        self._read()

    def let_go(self) -> None:
        """Drop it from memory."""
        self._prepared = None
        self.view.let_go()

    def _read(self) -> None:
        if self._prepared is not None:
            self._desk.tasks.submit(
                _page_image, self._desk.session, self._prepared, self.pages.page, lane="files", latest="copy preview",
                done=self._show, failed=self._fail,
            )  # fmt: skip

    def _show(self, image: QImage) -> None:
        if self._prepared is not None:
            self.view.show_picture(image)
            self.view.set_open(True)

    def _fail(self, problem: Problem) -> None:
        self.failed.emit(problem)
