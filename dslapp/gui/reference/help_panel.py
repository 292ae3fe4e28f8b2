"""Help for the step on the screen: what its words mean, and how the platform that it is about is dealt with."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from dslapp.domain.guidance.flows import Step
from dslapp.domain.guidance.step_help import CaseHelp, HelpShown, StepHelp, help_for
from dslapp.domain.reference.platforms import Platform
from dslapp.domain.reference.shown import KEEP_FIRST, platform_row
from dslapp.gui.case_details.parts import ComboPart
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.chips import Chip
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.text import Heading, Words
from dslapp.gui.widgets.wrapping import WrapLayout

NO_CARD = ""
_MOST_FOUND = 8
STOP = "Stop. Don’t look further, copy it or ask for it. Write what you were told."


class HelpPanel(QScrollArea):
    """Empty until `offer` has brought the words and cards and `show_step` a step. `filled` carries the `HelpShown`."""

    filled = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.shown: HelpShown | None = None
        self._help: StepHelp | None = None
        self._case = CaseHelp()
        self._step: tuple[str, Step] | None = None
        self._imagery = False
        self.lookup: QLineEdit | None = None
        self.platform: ComboPart | None = None

    def offer(self, there: StepHelp, case: CaseHelp | None = None) -> None:
        """Help with these words and cards, and with what is known of the case."""
        known = case or CaseHelp()
        if (there, known) != (self._help, self._case):
            self._help, self._case = there, known
            self._fill()

    def show_step(self, flow: str, step: Step, *, imagery_possible: bool = False) -> None:
        """Help with that step; `imagery_possible` if the walk has come upon an image."""
        self._step, self._imagery = (flow, step), imagery_possible
        self._fill()

    def _fill(self) -> None:
        if self._help is None or self._step is None:
            return
        shown = self.shown = help_for(self._help, self._case, *self._step, imagery_possible=self._imagery)
        self.filled.emit(shown)
        inner = QWidget()
        inner.setProperty("ground", "clear")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, GRID, 0)
        self._column.setSpacing(GRID)
        parts = (self._add_platforms, self._add_words) if shown.platforms_first else (
            self._add_words, self._add_platforms
        )  # fmt: skip
        self._add_levels(shown)
        for add in parts:
            add(shown)
        holder = QWidget()
        holder.setProperty("ground", "clear")
        outer = QHBoxLayout(holder)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(inner, 1, Qt.AlignmentFlag.AlignTop)
        self.setWidget(holder)

    def _add_levels(self, shown: HelpShown) -> None:
        if shown.levels:
            self._column.addWidget(Heading("What your area calls the levels", 3))
            for level in shown.levels:
                self._column.addWidget(Words(level))

    def _add_words(self, shown: HelpShown) -> None:
        assert self._help is not None
        self._column.addWidget(Heading("The words of this step", 3))
        for word in shown.words:
            self._column.addWidget(Words(word.term, "strong"))
            self._column.addWidget(Words(word.meaning))
        if not shown.words:
            self._column.addWidget(Words("No word of it needs explaining, as far as we know.", "hint"))
        self.lookup = QLineEdit()
        self.lookup.setClearButtonEnabled(True)
        self._column.addWidget(Field("Look up another word", self.lookup))
        self._found = QVBoxLayout()
        self._found.setSpacing(GRID)
        self._column.addLayout(self._found)
        self.lookup.textChanged.connect(self._look_up)

    def _look_up(self, wanted: str) -> None:
        assert self._help is not None
        _empty(self._found)
        asked = wanted.casefold().strip()
        if not asked:
            return
        found = [
            word
            for word in self._help.glossary.words
            if any(asked in each.casefold() for each in (*word.spellings, *word.also_called))
        ]
        for word in found[:_MOST_FOUND]:
            self._found.addWidget(Words(word.term, "strong"))
            self._found.addWidget(Words(word.meaning))
        if not found:
            self._found.addWidget(Words("Not in the list of words.", "hint"))

    def _add_platforms(self, shown: HelpShown) -> None:
        assert self._help is not None
        self._column.addWidget(Heading("The site or app", 3))
        if shown.imagery_possible:
            self._column.addWidget(Banner("danger", "A naked or sexual image may be part of this", STOP))
        for line in shown.too_young:
            self._column.addWidget(Banner("information", "Perhaps younger than the site allows", line))
        cards = self._help.platforms.platforms
        choices = [(NO_CARD, "Choose one"), *((card.key, card.name) for card in cards)]
        self.platform = ComboPart("Which one is it?", choices)
        self._column.addWidget(self.platform)
        self._card = QVBoxLayout()
        self._column.addLayout(self._card)
        self.platform.changed.connect(self._chosen)
        if shown.named:
            self.platform.show_value(shown.named[0].key)
            self._show_card(shown.named[0])

    def _chosen(self) -> None:
        assert self._help is not None
        assert self.platform is not None
        key = self.platform.value()
        card = next((each for each in self._help.platforms.platforms if each.key == key), None)
        _empty(self._card)
        if card is not None:
            self._show_card(card)

    def _show_card(self, platform: Platform) -> None:
        assert self._help is not None
        row = platform_row(platform, self._help.platforms, self._help.school)
        card = Card(platform.name)
        for line in row.lines:
            if line.label == KEEP_FIRST and self.shown and self.shown.imagery_possible:
                continue
            card.body.addWidget(Words(line.label, "strong", "warning" if line.warns else None))
            card.body.addWidget(Words(line.words))
        chips = WrapLayout()
        if row.check_locally:
            chips.addWidget(Chip("Check locally", "warning"))
        card.body.addLayout(chips)
        self._card.addWidget(card)


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()
