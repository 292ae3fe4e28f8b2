"""Which exhibits go with a referral: all, none, or one by one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from dslapp.domain.case_words import in_brief
from dslapp.domain.evidence import Exhibit
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.text import Words

_ALL, _NONE, _SOME = "all", "none", "some"
_CHARACTERS = 60
"""Of a description: a tick box cannot wrap."""


class ExhibitChooser(Card):
    """`chosen` is sent when a person changes the choice."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__("Exhibits that go with it")
        self._which = ChoiceButtons(
            "Exhibits",
            (Choice(_ALL, "All, also later ones"), Choice(_NONE, "None"), Choice(_SOME, "One by one")),
            across=True,
        )
        self._which.chosen.connect(self._choose)
        self._boxes: dict[str, QCheckBox] = {}
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)
        self._nothing = Words("This case has no exhibits.")
        for part in (
            Words("The schedule lists each with its SHA-256. Pictures stand one a page, as they came.", "hint"),
            self._nothing, self._which, self._holder,
        ):  # fmt: skip
            self.body.addWidget(part)

    def value(self) -> tuple[str, ...] | None:
        """The ids of the chosen exhibits; None means all."""
        match self._which.value():
            case "none":
                return ()
            case "some":
                return tuple(exhibit_id for exhibit_id, box in self._boxes.items() if box.isChecked())
        return None

    def show_choice(self, exhibits: Sequence[Exhibit], chosen: tuple[str, ...] | None) -> None:
        """Show the exhibits of the case, and which of them go with it."""
        for box in self._boxes.values():
            box.hide()
            box.deleteLater()
        self._boxes = {exhibit.id: self._box(exhibit) for exhibit in exhibits}
        self._which.set_value(_ALL if chosen is None else _SOME if chosen else _NONE)
        for exhibit_id, box in self._boxes.items():
            box.setChecked(chosen is None or exhibit_id in chosen)
            box.clicked.connect(self.chosen)
        self._nothing.setVisible(not exhibits)
        self._which.setVisible(bool(exhibits))
        self._holder.setVisible(bool(exhibits) and self._which.value() == _SOME)

    def _box(self, exhibit: Exhibit) -> QCheckBox:
        kind = "" if exhibit.file_id else f" ({exhibit.exhibit_kind}, in words only)"
        words = in_brief(exhibit.description or exhibit.original_name, _CHARACTERS)
        box = QCheckBox(f"{exhibit.ref}  {words}{kind}".replace("&", "&&"))
        self._column.addWidget(box)
        return box

    def _choose(self) -> None:
        self._holder.setVisible(self._which.value() == _SOME)
        self.chosen.emit()
