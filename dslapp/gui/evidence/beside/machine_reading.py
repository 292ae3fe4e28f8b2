"""Has the words of pictures that were attached in this visit read in the background, one picture after another."""

from PySide6.QtCore import QObject, Signal

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.evidence.exhibits import ExhibitText
from dslapp.domain.evidence.machine_text import has_unread_pictures, reading_of
from dslapp.gui.desk import Desk
from dslapp.services.exhibits.read_by_machine import is_available, read_if_wanted


class MachineReading(QObject):
    """Call `look_at` whenever a case is shown; `read` carries each new reading. Older pictures are read on request."""

    read = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._since = desk.now()
        self._asked: set[str] = set()

    def look_at(self, case: CaseFile) -> None:
        """Hand over what is new in `case`."""
        if not case.reader_may("log and change the record") or not is_available():
            return
        for exhibit in case.exhibits:
            if exhibit.id in self._asked or exhibit.attached_at < self._since:
                continue
            if has_unread_pictures(exhibit, case.texts) and reading_of(exhibit.id, case.texts) is None:
                self._asked.add(exhibit.id)
                self._desk.tasks.submit(
                    read_if_wanted, self._desk.session, self._desk.tasks.on_casebook, exhibit, lane="background",
                    cancellable=True, done=self._was_read,
                )  # fmt: skip

    def _was_read(self, reading: ExhibitText | None) -> None:
        if reading is not None:
            self.read.emit(reading)
