"""The Summary tab: the cold-read page, and beside it what is still to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.cold_read import cold_read
from dslapp.domain.case.still_to_do import still_to_do
from dslapp.gui.boards.case_links import BoardsCard
from dslapp.gui.case.cold_page import ColdPage
from dslapp.gui.case.side_cards import PaperCard, RecordCard, ReviewCard
from dslapp.gui.case.tab import CaseTabView
from dslapp.gui.case.to_do_card import ToDoCard
from dslapp.gui.compartments.belongs_card import BelongsCard
from dslapp.gui.desk import Desk
from dslapp.gui.log_incident.two_columns import TwoColumns
from dslapp.gui.theme.tokens import GRID, READING_WIDTH
from dslapp.gui.widgets.tab_order import follow_layout

_SIDE_WIDTH = 320


class SummaryTab(CaseTabView):
    """Shows a case so that it is understood in three minutes."""

    scrolls_whole = True

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._page = ColdPage()
        self._review, self._to_do, self._record = ReviewCard(), ToDoCard(), RecordCard()
        self._paper, self._belongs, self._boards = PaperCard(), BelongsCard(), BoardsCard()
        self._to_do.setMinimumWidth(_SIDE_WIDTH - 5 * GRID)
        side = QWidget()
        beside = QVBoxLayout(side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(2 * GRID)
        for card in (self._review, self._to_do, self._boards, self._belongs, self._paper, self._record):
            card.go.connect(self.go)
            beside.addWidget(card)
        beside.addStretch(1)
        columns = TwoColumns(_at_top(self._page), side, narrow=100, stretch=(5, 2))
        columns.setMaximumWidth(READING_WIDTH + _SIDE_WIDTH + 6 * GRID)
        holder = QWidget()
        holder.setProperty("ground", "clear")
        across = QHBoxLayout()  # a row knows the width that it gives; a column would take the height for its own
        across.addWidget(columns, 1)
        across.addStretch(0)
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(3 * GRID, GRID, 3 * GRID, 4 * GRID)
        inner.addLayout(across)
        inner.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAccessibleName("The case on one page")
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setWidget(holder)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)
        self.setFocusProxy(self.area)

    def show_case(self, case: CaseFile) -> None:
        """Show the page as of now, and what is still to do."""
        self._page.show_page(cold_read(case, self._desk.now()))
        self._review.show_case(case)
        self._to_do.show_list(case, still_to_do(case))
        self._boards.show_case(case)
        self._paper.show_case(case)
        self._belongs.show_case(case)
        self._record.show_case(case)
        follow_layout(self)


def _at_top(widget: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    return holder
