"""The red box with the numbers, wherever something that must never be held has come up."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from dslapp.domain.evidence.gate import whom_to_ring
from dslapp.domain.guidance.contacts import Whom
from dslapp.gui.desk import Desk
from dslapp.gui.widgets.banner import Banner
from dslapp.services.change_settings import whom_here


class RingBanner(Banner):
    """Says whom to ring, with the LADO's own number once it is read. Hidden until somebody shows it."""

    def __init__(self, desk: Desk, title: str, more: str = "", parent: QWidget | None = None) -> None:
        super().__init__("danger", parent=parent)
        self._desk, self._about, self._more = desk, title, more
        self._lado: str | None = None
        self._say()
        self.hide()

    def say(self, title: str, more: str = "") -> None:
        """Say something else beside the numbers."""
        self._about, self._more = title, more
        self._say()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the LADO's number when it is needed first."""
        super().showEvent(event)
        if self._lado is None:
            self._desk.tasks.submit(whom_here, self._desk.session, done=self._learn)

    def _learn(self, whom: dict[str, Whom]) -> None:
        lado = whom.get("lado")
        self._lado = lado.phone if lado is not None else ""
        self._say()

    def _say(self) -> None:
        ring = whom_to_ring(self._lado)
        self.show_message("danger", self._about, "\n".join(filter(None, (ring, self._more))))
