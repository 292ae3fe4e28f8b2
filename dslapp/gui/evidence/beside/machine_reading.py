"""Has the words of pictures that were attached in this visit read in the background, one picture after another."""

from PySide6.QtCore import QObject, QTimer, Signal

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.evidence.exhibits import ExhibitText
from dslapp.domain.evidence.machine_text import has_unread_pictures, reading_of
from dslapp.gui.desk import Desk
from dslapp.services.exhibits.read_by_machine import is_available, read_if_wanted

TOLD_AFTER_MS = 20_000
"""How long the readings of a large batch are gathered."""


class MachineReading(QObject):
    """Call `look_at` whenever a case is shown. Older pictures are read on request.

    `read` carries new readings: all of a batch when it is over, or what has come of it after a while.
    """

    read = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._since = desk.now()
        self._asked: set[str] = set()
        self._under_way = 0
        self._come: list[ExhibitText] = []
        self._after_a_while = QTimer(self)
        self._after_a_while.setSingleShot(True)
        self._after_a_while.setInterval(TOLD_AFTER_MS)
        self._after_a_while.timeout.connect(self._tell)

    def look_at(self, case: CaseFile) -> None:
        """Hand over what is new in `case`."""
        if not case.reader_may("log and change the record") or not is_available():
            return
        for exhibit in case.exhibits:
            if exhibit.id in self._asked or exhibit.attached_at < self._since:
                continue
            if has_unread_pictures(exhibit, case.texts) and reading_of(exhibit.id, case.texts) is None:
                self._asked.add(exhibit.id)
                self._under_way += 1
                self._desk.tasks.submit(
                    read_if_wanted, self._desk.session, self._desk.tasks.on_casebook, exhibit, lane="background",
                    cancellable=True, done=self._was_read, ended=self._ended,
                )  # fmt: skip

    def _was_read(self, reading: ExhibitText | None) -> None:
        if reading is not None:
            self._come.append(reading)
            if not self._after_a_while.isActive():
                self._after_a_while.start()

    def _ended(self) -> None:
        self._under_way -= 1
        if not self._under_way:
            self._tell()

    def _tell(self) -> None:
        """Once for many: each time the whole case is read again."""
        self._after_a_while.stop()
        come, self._come = tuple(self._come), []
        if come:
            self.read.emit(come)
