"""The card with the words that a machine read in an exhibit: what they are worth, and what is missing."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.exhibits import Exhibit, ExhibitText
from dslapp.domain.evidence.machine_text import found_in_words, has_unread_pictures, reading_of
from dslapp.domain.evidence.shield import stays_covered
from dslapp.domain.problems import Problem
from dslapp.gui.case.clipboard_copy import ClipboardCopy
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.beside.exhibit_card import ExhibitCard
from dslapp.gui.routes import ToCase
from dslapp.gui.tasks import Task
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.meter import Meter
from dslapp.gui.widgets.text import Words
from dslapp.services.exhibits.read_by_machine import is_available, note_copied, read_exhibit
from dslapp.services.exhibits.show_evidence import note_revealed

WORTH = (
    "A program read this in the picture, and it may be wrong: look at the picture before you rely on a word of it. "
    "It reads no emoji, and no Arabic, Urdu, Cyrillic or other script that it does not know."
)
NOT_YET = "The words in it have not been read. A program on this computer can try; nothing leaves the computer."
NO_WORDS = "It found no words that it could read."
_MOST_SHOWN = 3_000
"""Letters: a long document's words are found by search, and copied as a whole."""
_MOST_FOUND = 12


class MachineTextCard(ExhibitCard):
    """Shows a reading, or offers one where the program can do it; hidden where there is nothing to read."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._exhibit: Exhibit | None = None
        self._reading: ExhibitText | None = None
        self._task: Task | None = None
        self._uncovered = ""
        self._copies = ClipboardCopy(QGuiApplication.clipboard(), self)
        self.card = Card("Read by machine, unchecked")
        self.worth = Words("", "hint")
        self.shown = QVBoxLayout()
        self.unread = Words()
        self.found = Words()
        self.show_button = Button("Show the words", "secondary", "eye")
        self.questions_button = Button("To the questions that they may answer", "secondary", "clipboard-paste")
        self.copy_button = Button("Copy the words", "quiet", "copy")
        self.read_button = Button("Read the text", "secondary", "scan")
        self.meter = Meter("Reading the words")
        self.stop_button = Button("Stop", "quiet", "x")
        self._trouble = Banner("danger")
        self._lay_out()
        self.show_button.clicked.connect(self._uncover)
        self.questions_button.clicked.connect(self._to_questions)
        self.copy_button.clicked.connect(self._copy)
        self.read_button.clicked.connect(self._read)
        self.stop_button.clicked.connect(self._stop)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        body = self.card.body
        body.addWidget(self.worth)
        body.addLayout(self.shown)
        for words in (self.unread, self.found):
            body.addWidget(words)
        for button in (self.show_button, self.questions_button, self.copy_button, self.read_button):
            body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        body.addWidget(self.meter)
        body.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignLeft)
        body.addWidget(self._trouble)
        self.hide()

    def show_exhibit(self, exhibit: Exhibit, case: CaseFile) -> None:
        """Show what was read in `exhibit`, or offer to read it."""
        if self._exhibit is None or self._exhibit.id != exhibit.id:
            self._end_task()
            self._uncovered = ""
            self._trouble.hide()
        self._exhibit, self._reading = exhibit, reading_of(exhibit.id, case.texts)
        writes = case.reader_may("log and change the record")
        readable = writes and is_available() and has_unread_pictures(exhibit, case.texts)
        self.read_button.setVisible(readable and self._task is None)
        self.read_button.say("Read the text again" if self._reading else "Read the text")
        self.questions_button.setProperty("offered", writes and bool(exhibit.still_to_answer))
        self._show_reading()
        self.setVisible(readable or self._reading is not None)

    def let_go(self) -> None:
        """Drop the words, and take what was copied off the clipboard."""
        self._end_task()
        self._copies.clear()
        self._exhibit = self._reading = None
        self._uncovered = ""
        self._show_reading()

    def _show_reading(self) -> None:
        while (item := self.shown.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        reading, exhibit = self._reading, self._exhibit
        covered = exhibit is not None and stays_covered(exhibit) and self._uncovered != exhibit.id
        words = reading.text if reading and not covered else ""
        found = found_in_words(words)[:_MOST_FOUND]
        by = f" It was {reading.program}." if reading else ""
        self.worth.setText(WORTH + by if reading else NOT_YET)
        if words:
            more = "…" if len(words) > _MOST_SHOWN else ""
            self.shown.addWidget(Words(words[:_MOST_SHOWN] + more, "mono"))
        elif reading and not covered:
            self.shown.addWidget(Words(NO_WORDS))
        self.unread.setText("\n".join(reading.unread) if reading else "")
        self.unread.setVisible(bool(self.unread.text()))
        self.found.setText("Found in it: " + "; ".join(each.text for each in found))
        self.found.setVisible(bool(found))
        self.show_button.setVisible(reading is not None and covered)
        self.questions_button.setVisible(bool(found) and bool(self.questions_button.property("offered")))
        self.copy_button.setVisible(bool(words))
        running = self._task is not None
        self.meter.setVisible(running)
        self.stop_button.setVisible(running)

    def _uncover(self) -> None:
        if self._exhibit is not None:
            self._uncovered = self._exhibit.id
            self._desk.tasks.submit(note_revealed, self._desk.session, self._exhibit)
            self._show_reading()
            self.copy_button.setFocus()

    def _to_questions(self) -> None:
        if self._exhibit is not None:
            self.go.emit(ToCase(IncidentId(self._exhibit.incident_id), "evidence", self._exhibit.id))

    def _copy(self) -> None:
        if self._exhibit is not None:
            self._desk.tasks.submit(note_copied, self._desk.session, self._exhibit, done=self._copied)

    def _copied(self, _nothing: None) -> None:
        if self._reading is not None:
            self._copies.put(f"{self._reading.text}\n\n(read by machine, unchecked)")
            self.done.emit("The words can be pasted for 30 seconds. That they were copied stands in the history.")

    def _read(self) -> None:
        if self._exhibit is None:
            return
        self._trouble.hide()
        self.meter.show_progress(0, 0, "Reading the words…")
        self._task = self._desk.tasks.submit(
            read_exhibit, self._desk.session, self._desk.tasks.on_casebook, self._exhibit, lane="background",
            cancellable=True, done=self._was_read, failed=self._not_read,
        )  # fmt: skip
        self.read_button.hide()
        self._show_reading()
        self.stop_button.setFocus()

    def _stop(self) -> None:
        self._end_task()
        self.read_button.show()
        self._show_reading()
        self.read_button.setFocus()

    def _end_task(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _was_read(self, reading: ExhibitText) -> None:
        if self._exhibit is None or self._exhibit.id != reading.exhibit_id:
            return
        self._task, self._reading = None, reading
        self._show_reading()
        self.done.emit(f"Exhibit {self._exhibit.ref}: the words were read by machine, unchecked.")

    def _not_read(self, problem: Problem) -> None:
        self._task = None
        self.read_button.show()
        self._show_reading()
        self._trouble.show_problem(problem)
