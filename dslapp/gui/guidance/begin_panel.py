"""Where the guidance of a case begins: what is known already, the button that begins it, and all guidance there is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from dslapp.domain.guidance.shown import FlowShown, GuidanceView, flows_shown, known_at_the_door
from dslapp.gui.guidance.flows_panel import FlowsPanel
from dslapp.gui.pages import ScrollingPage
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.text import Heading, Words

FIRST = "triage"


class BeginPanel(ScrollingPage):
    """`flow_wanted` carries the flow with which to begin."""

    flow_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.column.setContentsMargins(0, 0, GRID, 2 * GRID)
        self.begin_button = Button("Begin the guidance", "primary", "route")
        self.begin_button.clicked.connect(lambda: self.flow_wanted.emit(FIRST))
        self._card = Card("The guidance of this case has not begun")
        self._known = QVBoxLayout()
        self._known.setSpacing(GRID)
        self._about = Words()
        self._card.body.addWidget(self._about)
        self._card.body.addWidget(self.begin_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._card.body.addLayout(self._known)
        self.flows = FlowsPanel(_begins)
        self.flows.opened.connect(self.flow_wanted)
        self._others = Heading("Or open one of these at once", 2)
        self.column.addWidget(self._card)
        self.column.addWidget(self._others)
        self.column.addWidget(self.flows)

    def show_view(self, view: GuidanceView) -> None:
        """Say what the first screen knows, which is carried in and not asked again."""
        while (item := self._known.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        known = known_at_the_door(view)
        if view.may_answer:
            about = "It asks one question at a time, says why, and tells you whom to ring and by when."
        else:
            about = "The DSL or the case manager answers it. You can read here what they answered."
        self._about.setText(about)
        if known:
            self._known.addWidget(Words("Carried in from the first screen, and not asked again:", "strong"))
        for question, answer in known:
            self._known.addWidget(Words(question))
            self._known.addWidget(Words(answer, "strong"))
        self.begin_button.setVisible(view.may_answer)
        self._others.setVisible(view.may_answer)
        self.flows.setVisible(view.may_answer)
        self.flows.show_flows(tuple(flow for flow in flows_shown(view) if flow.flow != FIRST))


def _begins(_flow: FlowShown) -> str:
    return "Open it now"
