"""Which exhibits go with a referral: all, none, or one by one; and which of them as a copy in place of the original."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from dslapp.domain.case.case_words import in_brief
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.referral.referrals import Referral
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.field import Field
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
        self.copy_fields: dict[str, Field] = {}
        """By exhibit, for those of which there are copies: as what it is shown."""
        self._copies = QWidget()
        self._copy_column = QVBoxLayout(self._copies)
        self._copy_column.setContentsMargins(0, 0, 0, 0)
        self.where = QCheckBox("Say beside the copies where it was seen, and whose device showed it")
        self.where.clicked.connect(self.chosen)
        self.where_hint = Words("An account or an address may name whom a copy hides.", "hint")
        self._nothing = Words("This case has no exhibits.")
        for part in (
            Words("The schedule lists each with its SHA-256. Pictures stand one a page, as they came.", "hint"),
            self._nothing, self._which, self._holder, self._copies, self.where, self.where_hint,
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

    def copies(self) -> tuple[str, ...]:
        """The ids of the copies that are shown in place of their originals."""
        found = (field.control for field in self.copy_fields.values())
        return tuple(box.currentData() for box in found if isinstance(box, QComboBox) and box.currentData())

    def copies_say_where(self) -> bool:
        """Whether it is told beside the copies where the original was seen."""
        return bool(self.copies()) and self.where.isChecked()

    def show_choice(self, exhibits: Sequence[Exhibit], referral: Referral, copies: Sequence[Derivative] = ()) -> None:
        """Show the exhibits of the case, which of them go with it, and which of their `copies` go in their place."""
        chosen = referral.exhibits
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
        self.where.setChecked(referral.copies_say_where)
        self._show_copies(exhibits, copies, referral.copies)

    def _show_copies(self, exhibits: Sequence[Exhibit], copies: Sequence[Derivative], instead: Sequence[str]) -> None:
        for field in self.copy_fields.values():
            field.hide()
            field.deleteLater()
        self.copy_fields = {}
        usable = [copy for copy in copies if not copy.withdrawn and copy.made_for_somebody]
        for exhibit in exhibits:
            choice = QComboBox()
            for copy in (each for each in usable if each.exhibit_id == exhibit.id):
                title = copy.title_of(exhibit.ref)
                choice.addItem(title[0].upper() + title[1:], copy.id)
            if choice.count():
                choice.insertItem(0, "The original", "")
                choice.setCurrentIndex(max(0, *(choice.findData(each) for each in (*instead, ""))))
                choice.activated.connect(self._choose)
                self.copy_fields[exhibit.id] = Field(f"{exhibit.ref} is shown as", choice)
                self._copy_column.addWidget(self.copy_fields[exhibit.id])
        self._show_parts()

    def _show_parts(self) -> None:
        """Only what there is to choose."""
        self._copies.setVisible(bool(self.copy_fields) and self._which.value() != _NONE)
        for part in (self.where, self.where_hint):
            part.setVisible(bool(self.copies()) and self._which.value() != _NONE)

    def _box(self, exhibit: Exhibit) -> QCheckBox:
        kind = "" if exhibit.file_id else f" ({exhibit.exhibit_kind}, in words only)"
        words = in_brief(exhibit.description or exhibit.original_name, _CHARACTERS)
        box = QCheckBox(f"{exhibit.ref}  {words}{kind}".replace("&", "&&"))
        self._column.addWidget(box)
        return box

    def _choose(self) -> None:
        self._holder.setVisible(self._which.value() == _SOME)
        self._show_parts()
        self.chosen.emit()
