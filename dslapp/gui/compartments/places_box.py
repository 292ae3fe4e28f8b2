"""Which casebook is a note for: those that may take it, each with its reason, and why the others may not."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.matters.compartments import Place, Places
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.text import Words

NOWHERE = (
    "No casebook that is known here may take this",
    "Ring the LADO yourself, or the chair of governors if it is not about them: anybody may. Print what you have "
    "written, put it into an envelope, sign across the flap, and hand it over yourself. Don’t write it anywhere else "
    "on this computer.",
)


class PlacesBox(QWidget):
    """Offers casebooks, the best first and chosen; `chosen` is sent when a person picks another."""

    chosen = Signal()

    def __init__(self, question: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        self._field: Field | None = None
        self._shown: tuple[Sequence[Place], Sequence[Place]] | None = None
        self.choices: ChoiceButtons | None = None
        self.nowhere = Banner("danger", *NOWHERE)
        self._by_hand = ""
        self._reasons: dict[str, str] = {}
        self._why, self._why_not = Words(part="hint"), Words(part="hint")
        self._column.addWidget(self.nowhere)
        self._column.addWidget(self._why)
        self._column.addWidget(self._why_not)
        self.nowhere.hide()
        self._why.hide()
        self._why_not.hide()

    def show_places(self, found: Places) -> None:
        """Offer these; what was picked stays picked while it is offered."""
        if self._shown == (found.elsewhere, found.refused):
            return
        self._shown = (found.elsewhere, found.refused)
        self._clear()
        self.nowhere.setVisible(not found.elsewhere)
        self._why_not.setText("\n".join(f"Not for “{place.label}”. {place.reason}" for place in found.refused))
        self._why_not.setVisible(bool(found.refused))
        if not found.elsewhere:
            return
        choices = ChoiceButtons(
            self._question, [Choice(place.casebook, place.label.replace("&", "&&")) for place in found.elsewhere]
        )
        offered = [place.casebook for place in found.elsewhere]
        choices.set_value(self._by_hand if self._by_hand in offered else offered[0])
        choices.chosen.connect(self._picked)
        self.choices = choices
        self._field = Field(self._question, choices)
        self._column.insertWidget(0, self._field)
        self._reasons = {place.casebook: place.reason for place in found.elsewhere}
        self._say_why()

    def casebook(self) -> str:
        """The id of the casebook that is picked; empty when none may take it."""
        return self.choices.value() if self.choices is not None else ""

    def _picked(self) -> None:
        self._by_hand = self.casebook()
        self._say_why()
        self.chosen.emit()

    def _say_why(self) -> None:
        reason = self._reasons.get(self.casebook(), "")
        self._why.setText(reason)
        self._why.setVisible(bool(reason))

    def _clear(self) -> None:
        self._why.hide()
        if self._field is not None:
            self._column.removeWidget(self._field)
            self._field.hide()
            self._field.deleteLater()
        self._field = self.choices = None
