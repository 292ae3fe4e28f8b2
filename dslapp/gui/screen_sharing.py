"""The switch "share my screen": on the record before it opens, open for half an hour at most."""

from PySide6.QtCore import QObject, QTimer, Signal

from dslapp.gui.capture_exclusion import CaptureExclusion
from dslapp.gui.desk import Desk
from dslapp.services.window.share_screen import SHARED_FOR, note_sharing_begun, note_sharing_ended


class ScreenSharing(QObject):
    """Lets the windows be captured for a while. `changed` carries the moment (UTC) until when, or None once it is over.

    Locking ends it too: the process that was allowed is gone by then.
    """

    changed = Signal(object)

    def __init__(self, desk: Desk, capture: CaptureExclusion, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._capture = desk, capture
        self.is_on = False
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.setInterval(round(SHARED_FOR.total_seconds() * 1000))
        self._over.timeout.connect(self.end)

    @property
    def able(self) -> bool:
        """Whether windows are excluded from capture on this system at all."""
        return self._capture.able

    @property
    def refused(self) -> bool:
        """Whether the system did not exclude some window."""
        return self._capture.refused

    def begin(self) -> None:
        """Note it, then let the windows be seen."""
        if self.able and not self.is_on:
            self._desk.tasks.submit(note_sharing_begun, self._desk.session, done=self._begun)

    def end(self) -> None:
        """Exclude the windows again, and note it."""
        if not self.is_on:
            return
        self.is_on = False
        self._over.stop()
        self._capture.allow_capture(False)
        self.changed.emit(None)
        if not self._desk.tasks.is_ended:
            self._desk.tasks.submit(note_sharing_ended, self._desk.session)

    def _begun(self, _: None) -> None:
        self.is_on = True
        self._over.start()
        self._capture.allow_capture(True)
        self.changed.emit(self._desk.now() + SHARED_FOR)
