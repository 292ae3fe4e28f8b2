"""The address of a web page that was dropped: offered as where the next files were, never fetched, never by itself."""

import msgspec
from PySide6.QtWidgets import QWidget

from dslapp.domain.statements import Stated
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.services.intake.attach_evidence import ExhibitAnswers

_OFFER = (
    "Nothing was fetched from it: to keep what is there, take a part of the screen, or save the page as PDF. "
    "Is it where the files that you attach now were?"
)
_TAKEN = "It will stand as the web address of what you save next."


class DroppedAddress(Banner):
    """Shows the address and two buttons; what is not taken over is forgotten with the next batch."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("information", parent=parent)
        self._address, self._is_taken = "", False
        self.use = self.add_button(Button("Yes, it was th&ere", "secondary", "link"))
        self.drop = self.add_button(Button("No, forget it", "quiet", "x"))
        self.use.clicked.connect(self._take)
        self.drop.clicked.connect(self.forget)
        self.forget()

    def offer(self, address: str) -> None:
        """Offer an address; an empty one changes nothing."""
        if address:
            self._address, self._is_taken = address, False
            self._show_state()

    def forget(self) -> None:
        """No address any more."""
        self._address, self._is_taken = "", False
        self._show_state()

    def answers_for(self, answers: ExhibitAnswers) -> ExhibitAnswers:
        """`answers` with the address, where the person said that it was there."""
        if not self._is_taken or answers.url:
            return answers
        return msgspec.structs.replace(answers, url=self._address, place=Stated(text=self._address))

    def _take(self) -> None:
        self._is_taken = True
        self._show_state()

    def _show_state(self) -> None:
        self.show_message("information", self._address, _TAKEN if self._is_taken else _OFFER)
        self.use.setVisible(not self._is_taken)
        self.setVisible(bool(self._address))
