"""Shows a PDF that is in memory, page under page: the very pages that are printed and exported."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QVBoxLayout, QWidget

from dslapp.gui.pages import SCROLLING_KEYS
from dslapp.gui.tasks import UNTIL_LOCKED, TaskRunner
from dslapp.gui.theme.appearance import tokens_of
from dslapp.gui.theme.tokens import FOCUS_RING, GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.text import Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.papers.draw_pages import Draw, DrawnPage, page_sizes

FULL = 96 / 72
"""Pixels a point at 100 %."""
LEAST, MOST = FULL / 4, FULL * 4
_STEP = 1.25
_GAP = 2 * GRID
_NARROW = 620
"""Pixels of width below which the tools show their icons only."""
_KEPT = 8
"""Drawn pages that are kept in memory."""


class PagesView(QAbstractScrollArea):
    """The pages under one another. `page_changed` is sent when another one comes into view.

    Each is drawn when it is first seen, on the thread for files, and again at another size.
    """

    page_changed = Signal()

    def __init__(self, tasks: TaskRunner, draw: Draw) -> None:
        super().__init__()
        self._tasks, self._draw = tasks, draw
        self._pdf = b""
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._zoom = 0.0
        self._drawn: dict[int, tuple[float, QImage]] = {}
        self._words: dict[int, str] = {}
        self._drawing: bytes | None = None
        """The document of which a page is being drawn."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Preview")
        self.verticalScrollBar().valueChanged.connect(self._moved)

    @property
    def pdf(self) -> bytes:
        """The document that is shown."""
        return self._pdf

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    @property
    def page(self) -> int:
        """The page in view, from 0."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        return max((index for index in range(self.count) if self._place(index).top() <= middle), default=0)

    @property
    def zoom(self) -> float:
        """Pixels a point."""
        return self._zoom or self._fitting_width()

    @property
    def drawn(self) -> frozenset[int]:
        """The pages that are drawn at the size at which they are shown."""
        return frozenset(index for index, (scale, _) in self._drawn.items() if scale == self._scale())

    def words(self, index: int) -> str:
        """The words of a page that was drawn."""
        return self._words.get(index, "")

    def show_pdf(self, pdf: bytes) -> None:
        """Show `pdf` from its first page; empty shows nothing."""
        self._pdf = pdf
        self._sizes = page_sizes(pdf) if pdf else ()
        self._drawn.clear()
        self._words.clear()
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self._moved()

    def show_page(self, index: int) -> None:
        """Bring a page (from 0) to the top."""
        if self._sizes:
            index = min(max(index, 0), self.count - 1)
            self.verticalScrollBar().setValue(self._place(index).top() - _GAP)

    def set_zoom(self, zoom: float) -> None:
        """Show the pages at `zoom` pixels a point; 0 fits their width. The page in view stays."""
        page = self.page
        self._zoom = min(max(zoom, LEAST), MOST) if zoom else 0.0
        self._lay_out()
        self.show_page(page)
        self._moved()

    def zoom_in(self) -> None:
        """One step larger."""
        self.set_zoom(self.zoom * _STEP)

    def zoom_out(self) -> None:
        """One step smaller."""
        self.set_zoom(self.zoom / _STEP)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages in view; one that is not drawn yet is white."""
        tokens = tokens_of(self)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.viewport().rect(), QColor(tokens.sunken))
        for index in self._in_view():
            place = self._on_screen(index)
            painter.fillRect(place, Qt.GlobalColor.white)
            if index in self._drawn:
                painter.drawImage(place, self._drawn[index][1])
            painter.setPen(QColor(tokens.line))
            painter.drawRect(place)
        if self.hasFocus():
            painter.setPen(QColor(tokens.focus))
            for ring in range(FOCUS_RING):
                painter.drawRect(self.viewport().rect().adjusted(ring, ring, -ring - 1, -ring - 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the width again."""
        super().resizeEvent(event)
        page = self.page
        self._lay_out()
        if not self._zoom:
            self.show_page(page)
        self._moved()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll and zoom by keys."""
        scroll = SCROLLING_KEYS.get(Qt.Key(event.key()))
        if event.matches(QKeySequence.StandardKey.ZoomIn):
            self.zoom_in()
        elif event.matches(QKeySequence.StandardKey.ZoomOut):
            self.zoom_out()
        elif scroll is not None:
            self.verticalScrollBar().triggerAction(scroll)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl, zoom; else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_in() if event.angleDelta().y() > 0 else self.zoom_out()
            event.accept()
        else:
            super().wheelEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Paint anew."""
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Room for most of a page."""
        return QSize(640, 720)

    def _fitting_width(self) -> float:
        widest = max((width for width, _ in self._sizes), default=1.0)
        return min(max((self.viewport().width() - 2 * _GAP) / widest, LEAST), MOST)

    def _scale(self) -> float:
        return self.zoom * self.devicePixelRatioF()

    def _place(self, index: int) -> QRect:
        """Where a page stands, counted from the head of the first."""
        zoom = self.zoom
        top = _GAP + sum(round(height * zoom) + _GAP for _, height in self._sizes[:index])
        width, height = (round(side * zoom) for side in self._sizes[index])
        left = max((self.viewport().width() - width) // 2, _GAP)
        return QRect(left, top, width, height)

    def _on_screen(self, index: int) -> QRect:
        return self._place(index).translated(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    def _in_view(self) -> list[int]:
        seen = self.viewport().rect()
        return [index for index in range(self.count) if self._on_screen(index).intersects(seen)]

    def _lay_out(self) -> None:
        last = self._place(self.count - 1).bottom() + _GAP if self._sizes else 0
        widest = max((round(width * self.zoom) for width, _ in self._sizes), default=0) + 2 * _GAP
        self.verticalScrollBar().setRange(0, max(last - self.viewport().height(), 0))
        self.verticalScrollBar().setPageStep(self.viewport().height())
        self.verticalScrollBar().setSingleStep(6 * GRID)
        self.horizontalScrollBar().setRange(0, max(widest - self.viewport().width(), 0))
        self.horizontalScrollBar().setPageStep(self.viewport().width())
        self.viewport().update()

    def _moved(self) -> None:
        self._draw_next()
        self._speak()
        self.page_changed.emit()

    def _draw_next(self) -> None:
        """Have the first page in view drawn that is not yet."""
        missing = [index for index in self._in_view() if index not in self.drawn]
        if missing and self._drawing is None:
            self._drawing = self._pdf
            self._tasks.submit(
                self._draw, self._pdf, missing[0], self._scale(), lane="files", stopped_with=UNTIL_LOCKED,
                done=self._take, ended=self._drawing_ended,
            )  # fmt: skip

    def _take(self, page: DrawnPage) -> None:
        if self._drawing is not self._pdf:
            return
        image = QImage(page.rgb, page.width, page.height, 3 * page.width, QImage.Format.Format_RGB888).copy()
        self._drawn.pop(page.index, None)
        self._drawn[page.index] = (page.scale, image)
        self._words[page.index] = page.words
        seen = self._in_view()
        for index in [index for index in self._drawn if index not in seen][: max(len(self._drawn) - _KEPT, 0)]:
            del self._drawn[index]
        self.viewport().update()
        self._speak()

    def _drawing_ended(self) -> None:
        self._drawing = None
        self._draw_next()

    def _speak(self) -> None:
        self.setAccessibleName(f"Preview, page {self.page + 1} of {self.count}" if self.count else "Preview")
        self.setAccessibleDescription(self.words(self.page))


class PdfPreview(QWidget):
    """The pages with their tools: which page, larger, smaller, as wide as the window."""

    def __init__(self, tasks: TaskRunner, draw: Draw, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = PagesView(tasks, draw)
        self._number = Words(part="strong")
        self._number.setMinimumWidth(self.fontMetrics().horizontalAdvance("Page 100 of 100") + GRID)
        self._size = Words(part="hint")
        self._size.setMinimumWidth(self.fontMetrics().horizontalAdvance("100 %") + GRID)
        before = Button("Page before", "quiet", "chevron-left")
        after = Button("Page after", "quiet", "chevron-right")
        smaller = Button("Smaller", "quiet", "zoom-out", hint="Ctrl+−")
        larger = Button("Larger", "quiet", "zoom-in", hint="Ctrl++")
        fit = Button("Fit the &width", "quiet")
        before.clicked.connect(lambda: self.pages.show_page(self.pages.page - 1))
        after.clicked.connect(lambda: self.pages.show_page(self.pages.page + 1))
        smaller.clicked.connect(self.pages.zoom_out)
        larger.clicked.connect(self.pages.zoom_in)
        fit.clicked.connect(lambda: self.pages.set_zoom(0))
        self.pages.page_changed.connect(self._say_where)
        self._buttons: tuple[Button, ...] = (before, after, smaller, larger)
        for words in (self._number, self._size):
            words.setMinimumHeight(before.sizeHint().height())
        tools = WrapLayout()
        for widget in (self._number, before, after, smaller, larger, fit, self._size):
            tools.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(tools)
        column.addWidget(self.pages, 1)
        self.setFocusProxy(self.pages)
        self._say_where()

    def show_pdf(self, pdf: bytes) -> None:
        """Show `pdf` from its first page; empty shows nothing."""
        self.pages.show_pdf(pdf)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show words on the tools where there is room."""
        super().resizeEvent(event)
        for button in self._buttons:
            button.words_shown(self.width() >= _NARROW)

    def _say_where(self) -> None:
        count = self.pages.count
        self._number.setText(f"Page {self.pages.page + 1} of {count}" if count else "No pages")
        self._size.setText(f"{round(self.pages.zoom / FULL * 100)} %" if count else "")
