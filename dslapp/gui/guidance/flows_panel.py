"""All guidance as a list, the most urgent first: what each is for, its edition, and the button that opens it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dslapp.domain.guidance.shown import FlowShown
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.chips import Chip
from dslapp.gui.widgets.text import Words

STATES = {
    "being asked": "Being asked now",
    "begun": "Begun, waiting",
    "opened": "Comes later by itself",
    "finished": "Finished",
}


class FlowsPanel(QWidget):
    """`opened` carries the id of a flow, `drawn` that of one to be shown as a flowchart, if the list `draws` them.

    `verb` says what a flow's button does.
    """

    opened = Signal(str)
    drawn = Signal(str)

    def __init__(self, verb: Callable[[FlowShown], str], *, draws: bool = False) -> None:
        super().__init__()
        self._verb, self._draws = verb, draws
        self.buttons: dict[str, Button] = {}
        self.draw_buttons: dict[str, Button] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID + GRID // 2)

    def show_flows(self, flows: tuple[FlowShown, ...]) -> None:
        """List `flows`; the verb is empty for one that cannot be opened."""
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.buttons, self.draw_buttons = {}, {}
        for flow in flows:
            self._column.addWidget(self._card(flow))

    def _card(self, flow: FlowShown) -> Card:
        card = Card(flow.title)
        state = STATES.get(flow.state, "")
        if state:
            card.head.addWidget(Chip(state, "information" if flow.state == "being asked" else "neutral"))
        card.body.addWidget(Words(flow.about))
        card.body.addWidget(Words(f"Edition {flow.edition}", "hint"))
        verb = self._verb(flow)
        if verb:
            button = Button(verb, "secondary", "compass")
            button.setAccessibleName(f"{verb}: {flow.title}")
            button.clicked.connect(lambda: self.opened.emit(flow.flow))
            row = QHBoxLayout()
            row.setSpacing(GRID)
            row.addWidget(button)
            self.buttons[flow.flow] = button
            if self._draws:
                row.addWidget(self._draw_button(flow))
            row.addStretch(1)
            card.body.addLayout(row)
        return card

    def _draw_button(self, flow: FlowShown) -> Button:
        button = Button("Show the flowchart", "secondary", "route")
        button.setAccessibleName(f"Show the flowchart: {flow.title}")
        button.clicked.connect(lambda: self.drawn.emit(flow.flow))
        self.draw_buttons[flow.flow] = button
        return button


class FlowsPage(QWidget):
    """The list in place of a question; `left` asks to go back to it."""

    left = Signal()

    def __init__(self, flows: FlowsPanel) -> None:
        super().__init__()
        back = Button("Back to the question", "quiet", "arrow-left", "Esc")
        back.clicked.connect(self.left)
        holder = QWidget()
        holder.setProperty("ground", "clear")
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, GRID, 0)
        row.addWidget(flows, 1, Qt.AlignmentFlag.AlignTop)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(area, 1)
