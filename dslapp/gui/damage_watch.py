"""Watches over the work of a sitting: an error that says that the casebook is damaged becomes words, not a crash."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from dslapp.services.session import Session


class DamageWatch(QObject):
    """`stopped` carries a title and a sentence once nothing is saved any more; it arrives on the window's thread."""

    stopped = Signal(str, str)
    _noticed = Signal()

    def __init__(self, session: "Session", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._told = False
        self._noticed.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def in_words(self, error: BaseException) -> BaseException:
        """What to tell in place of an error; called on the thread where it was raised."""
        from dslapp.services.health.notice_damage import in_words, is_stopped  # not at start: it loads the casebook

        told = in_words(self._session, error)
        if is_stopped(self._session):
            self._noticed.emit()
        return told

    def look(self) -> None:
        """Tell at once where the sitting only reads what was saved of a damaged casebook."""
        from dslapp.services.health.notice_damage import READING, is_stopped

        if is_stopped(self._session):
            self._told = True
            self.stopped.emit(*READING)

    def _tell(self) -> None:
        from dslapp.services.health.notice_damage import STOPPED

        if not self._told:
            self._told = True
            self.stopped.emit(*STOPPED)
