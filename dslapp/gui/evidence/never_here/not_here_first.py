"""What stands before blurring or withdrawing: neither is the way for something that must not be here at all."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.gui.routes import ToPurge
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button

_FIRST = "May it be a naked or sexual image of anyone, or terrorist material?"
_FIRST_MORE = "Then don’t blur or withdraw it: it would still be here. Press “This must not be here”."


class NotHereFirst(Banner):
    """A warning with the one button that helps then; `go` leads to its page."""

    go = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("danger", _FIRST, _FIRST_MORE, parent)
        self._exhibit: Exhibit | None = None
        self.button = self.add_button(Button("This must not be here…", "danger", "ban"))
        self.button.clicked.connect(self._to_page)

    def show_exhibit(self, exhibit: Exhibit, *, warns: bool = True) -> None:
        """Lead to the page of `exhibit`; where there is no file of it here, there is nothing to warn of."""
        self._exhibit = exhibit
        self.setVisible(warns and exhibit.has_file)

    def _to_page(self) -> None:
        if self._exhibit is not None:
            self.go.emit(ToPurge(IncidentId(self._exhibit.incident_id), self._exhibit.id))
