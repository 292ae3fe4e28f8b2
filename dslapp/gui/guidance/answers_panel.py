"""What was answered so far, as a list: the question, the answer, who and when; what was taken back stays readable."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dslapp.domain.guidance.path import Place
from dslapp.domain.guidance.shown import GuidanceView, Said, said_so_far
from dslapp.domain.local_time import say_moment
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.chips import Chip
from dslapp.gui.widgets.text import Heading, Words


class AnswersPanel(QScrollArea):
    """`change_wanted` carries the `Place` whose answer is to be changed."""

    change_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cards: tuple[SaidCard, ...] = ()
        self.verticalScrollBar().rangeChanged.connect(self._show_newest)

    def show_view(self, view: GuidanceView) -> None:
        """List the answers of `view`, grouped by the guidance that asked."""
        said = said_so_far(view)
        inner = QWidget()
        inner.setProperty("ground", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(GRID)
        if not said:
            column.addWidget(Words("Nothing is answered yet.", "hint"))
        before = ""
        cards = []
        for each in said:
            if each.flow_title != before:
                column.addWidget(Heading(each.flow_title, 3))
                before = each.flow_title
            card = SaidCard(each, view)
            card.change_wanted.connect(self.change_wanted)
            column.addWidget(card)
            cards.append(card)
        self.cards = tuple(cards)
        holder = QWidget()
        holder.setProperty("ground", "clear")
        outer = QHBoxLayout(holder)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(inner, 1, Qt.AlignmentFlag.AlignTop)
        self.setWidget(holder)

    def _show_newest(self, _least: int, most: int) -> None:
        self.verticalScrollBar().setValue(most)


class SaidCard(QFrame):
    """One answer. Taken back, it is struck through and says so in words."""

    change_wanted = Signal(object)

    def __init__(self, said: Said, view: GuidanceView) -> None:
        super().__init__()
        self.said = said
        self.setProperty("part", "card")
        taken_back = said.visit.superseded
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID + GRID // 2, GRID, GRID + GRID // 2, GRID)
        column.setSpacing(GRID // 2)
        if taken_back:
            column.addWidget(Chip("Taken back", "neutral", "history"), 0, Qt.AlignmentFlag.AlignLeft)
        elif said.status == "carried":
            column.addWidget(Chip("Carried: known already", "information"), 0, Qt.AlignmentFlag.AlignLeft)
        elif said.status == "not in this edition":
            column.addWidget(Chip("No longer asked in this edition", "neutral"), 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(Words(said.question, "struck" if taken_back else ""))
        column.addWidget(Words(said.answer, "struck" if taken_back else "strong"))
        for label, written in said.recorded:
            column.addWidget(Words(label, "struck" if taken_back else "hint"))
            column.addWidget(Words(written, "struck" if taken_back else ""))
        column.addWidget(Words(_who_and_when(said), "hint"))
        if said.reason:
            column.addWidget(Words(f"It changes an earlier answer: {said.reason}", "hint"))
        if said.may_change:
            button = Button("Change", "quiet", "pencil")
            button.setAccessibleName(f"Change: {said.question}")
            button.clicked.connect(self._change)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _change(self) -> None:
        place: Place = self.said.visit.place
        self.change_wanted.emit(place)


def _who_and_when(said: Said) -> str:
    when = say_moment(said.visit.at)
    if said.status == "carried":
        return f"Not asked again; known since {when}"
    return " · ".join(filter(None, (said.visit.by, when)))
