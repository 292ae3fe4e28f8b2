"""Says, once something is attached, that other files came in it: each can become an exhibit of its own."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dslapp.domain.case.case_words import count_of
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button


class HoldsFiles(Banner):
    """`opened` carries the id of the exhibit in which they came."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("information", parent=parent)
        self._exhibit_id = ""
        self.button = self.add_button(Button("", "secondary", "paperclip"))
        self.button.clicked.connect(lambda: self.opened.emit(self._exhibit_id))
        self.hide()

    def say(self, exhibit: Exhibit, parts: int) -> None:
        """Say how many came in `exhibit`."""
        self._exhibit_id = exhibit.id
        self.show_message(
            "information",
            f"{count_of(parts, 'file')} came in {exhibit.ref}.",
            "Each can become an exhibit of its own, with the question for it alone.",
        )
        self.button.say(f"Open {exhibit.ref}")
        self.show()
