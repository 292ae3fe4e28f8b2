"""Which exhibits and which copies go into a pack: each is ticked by hand, nothing beforehand."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.case.case_words import in_brief
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.pack.chosen import PackLine, kind_in_words
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.text import Words
from dslapp.gui.widgets.tick import Tick
from dslapp.gui.widgets.wrapping import WrapLayout

_CHARACTERS = 100
HINT = (
    "Tick what this person needs, and nothing else. Tick a copy and leave its original out, and the copy goes in its "
    "place. Withdrawn exhibits are not listed: they never go."
)


class PackChooser(Card):
    """`chosen` is sent when a tick changes."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__("What goes into it")
        self.ticks: dict[str, Tick] = {}
        self._copies: set[str] = set()
        self.all_button = Button("Tick all originals", "quiet", "square-check")
        self.none_button = Button("Tick none", "quiet", "x")
        self.count = Words(part="hint")
        self.error = Words(part="strong", tone="danger")
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)
        row = WrapLayout()
        row.addWidget(self.all_button)
        row.addWidget(self.none_button)
        self.body.addWidget(Words(HINT, "hint"))
        self.body.addLayout(row)
        for part in (self._holder, self.count, self.error):
            self.body.addWidget(part)
        self.error.hide()
        self.all_button.clicked.connect(lambda: self._tick(originals=True))
        self.none_button.clicked.connect(lambda: self._tick(originals=False))

    def show_lines(self, lines: Sequence[PackLine]) -> None:
        """Offer the exhibits of a case; what was ticked and is still there stays ticked."""
        ticked = {key for key, tick in self.ticks.items() if tick.box.isChecked()}
        while (item := self._column.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.ticks, self._copies = {}, {copy.id for line in lines for copy in line.copies}
        for line in lines:
            self._add(line.exhibit.id, _in_words(line.exhibit), line.refused)
            for copy in line.copies:
                self._add(copy.id, _copy_in_words(copy), deeper=True)
        for key in ticked & self.ticks.keys():
            self.ticks[key].box.setChecked(self.ticks[key].box.isEnabled())
        self._say_count()

    def exhibits(self) -> tuple[str, ...]:
        """The ids of the exhibits whose original goes, or whose words."""
        return tuple(key for key, tick in self.ticks.items() if tick.box.isChecked() and key not in self._copies)

    def copies(self) -> tuple[str, ...]:
        """The ids of the copies that go."""
        return tuple(key for key, tick in self.ticks.items() if tick.box.isChecked() and key in self._copies)

    def show_error(self, text: str) -> None:
        """Say what is wrong with the choice; an empty text takes it away."""
        self.error.setText(text)
        self.error.setVisible(bool(text))
        if text:
            self.all_button.setFocus()

    def _add(self, key: str, words: str, refused: str = "", *, deeper: bool = False) -> None:
        tick = Tick(words, deeper=deeper)
        tick.clicked.connect(self._clicked)
        self.ticks[key] = tick
        self._column.addWidget(tick)
        if refused:
            tick.refuse()
            self._column.addWidget(Words(f"It cannot go. {refused}", "hint", tone="warning"))

    def _tick(self, *, originals: bool) -> None:
        for key, tick in self.ticks.items():
            tick.box.setChecked(originals and tick.box.isEnabled() and key not in self._copies)
        self._clicked()

    def _clicked(self) -> None:
        self.show_error("")
        self._say_count()
        self.chosen.emit()

    def _say_count(self) -> None:
        exhibits, copies = len(self.exhibits()), len(self.copies())
        if not self.ticks:
            said = "This case has no exhibits."
        elif not exhibits + copies:
            said = "Nothing is ticked yet."
        else:
            said = f"{exhibits} of {len(self.ticks) - len(self._copies)} exhibits"
            said += f" and {copies} {'copy' if copies == 1 else 'copies'} ticked." if copies else " ticked."
        self.count.setText(said)


def _in_words(exhibit: Exhibit) -> str:
    kind = kind_in_words(exhibit) if exhibit.has_file else f"{kind_in_words(exhibit)}: in words only"
    marked = " – distressing" if exhibit.distressing or exhibit.blurred_by else ""
    return f"{exhibit.ref}  {in_brief(exhibit.description or exhibit.original_name, _CHARACTERS)} ({kind}){marked}"


def _copy_in_words(copy: Derivative) -> str:
    return f"Copy {copy.ref}, {copy.derivative_kind}: {in_brief(copy.description or copy.because, _CHARACTERS)}"
