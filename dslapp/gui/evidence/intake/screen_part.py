"""A part of the screen as evidence: what is said first, the capture, and what is known of it from how it was made."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from dslapp.domain.statements import When
from dslapp.gui.capture.consent_card import ConsentCard
from dslapp.gui.capture.region import RegionCapture
from dslapp.gui.evidence.intake.arrivals import Arriving, encoded
from dslapp.gui.evidence.questions.captured_step import OURS
from dslapp.gui.widgets.buttons import Button
from dslapp.services.intake.attach_evidence import ExhibitAnswers


class ScreenPart(QObject):
    """The way in by a capture: its button, what is asked first, and `came` with what was marked.

    When it was captured is known by our own clock, and by whom; whose device it is, is asked.
    """

    came = Signal(object)
    failed = Signal(object)

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._member = ""
        self.button = Button("Take a part o&f the screen", "secondary", "scan")
        self.consent = ConsentCard()
        self.capture = RegionCapture(self)
        self.consent.agreed.connect(self.capture.start)
        self.consent.declined.connect(self._decline)
        self.capture.taken.connect(self._taken)
        self.capture.failed.connect(self.failed)

    def set_member(self, name: str) -> None:
        """Whoever captures."""
        self._member = name

    def ask(self) -> None:
        """Say what will be captured."""
        self.consent.show()
        self.consent.setFocus()

    def put_away(self) -> None:
        """The question was answered otherwise."""
        self.consent.hide()

    def _decline(self) -> None:
        self.put_away()
        self.button.setFocus()

    def _taken(self, image: QImage) -> None:
        now = self._now().replace(second=0, microsecond=0)
        answers = ExhibitAnswers(
            captured=When(precision="exact", start=now), captured_clock=OURS, captured_by=self._member,
            method="screenshot", received_how="Captured on this computer",
        )  # fmt: skip
        self.came.emit(
            Arriving("Part of the screen", lambda: encoded(image), name="part of the screen.png", answers=answers)
        )
