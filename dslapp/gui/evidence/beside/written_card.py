"""The card of what is said in a recording or film, in the words of whoever heard it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.evidence.exhibits import Exhibit, ExhibitText
from dslapp.domain.evidence.shield import stays_covered
from dslapp.domain.evidence.written_down import can_be_written_down, whose_words, written_down_of
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.beside.exhibit_card import ExhibitCard
from dslapp.gui.evidence.beside.written_form import WrittenForm
from dslapp.gui.evidence.bring_into_view import bring_into_view
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.text import Words
from dslapp.services.exhibits.show_evidence import note_revealed

_NOT_YET = "Nothing is written down yet. With it, nobody has to hear it in order to know."
_OF_FILM = (
    "Nothing is written down yet. The sound of a film cannot be played here: save a copy of the original, listen to it "
    "there, then write down what is said."
)


class WrittenCard(ExhibitCard):
    """Shows the words with whose they are; those of something distressing only when they are asked for."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._exhibit: Exhibit | None = None
        self._written: ExhibitText | None = None
        self._is_covered = self._was_saved = False
        self.words, self._by = Words(), Words(part="hint")
        self.show_button = Button("Show what is written down", "secondary", "eye")
        self.write_button = Button("", "secondary", "pencil")
        self.form = WrittenForm(desk)
        self.form.hide()
        card = Card("What is said in it")
        for part in (self.words, self._by):
            card.body.addWidget(part)
        for button in (self.show_button, self.write_button):
            card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addWidget(self.form)
        self.show_button.clicked.connect(self._uncover)
        self.write_button.clicked.connect(self._write)
        self.form.saved.connect(self._saved)
        self.form.put_away.connect(self.form.hide)
        self.form.restored.connect(self._put_back)

    def show_exhibit(self, exhibit: Exhibit, case: CaseFile) -> None:
        """Show what was written down of `exhibit`."""
        if self._exhibit is None or self._exhibit.id != exhibit.id:
            self.form.leave()
            self.form.hide()
            self._is_covered = stays_covered(exhibit)
        if not can_be_written_down(exhibit) and self.form.exhibit is not None and self.form.exhibit.id == exhibit.id:
            self.form.discard()  # withdrawn or purged meanwhile: nothing of it may stay here
        self._exhibit, self._written = exhibit, written_down_of(exhibit.id, case.texts)
        writes = case.reader_may("log and change the record")
        self.setVisible(can_be_written_down(exhibit) and (writes or self._written is not None))
        self.write_button.setVisible(writes)
        self.write_button.say("Change what is written down" if self._written else "Write down what is said")
        if writes:
            self.form.set_case(case)
        self._show_words()
        if self._was_saved and self._written is not None:
            self._was_saved = False
            bring_into_view(self)

    def let_go(self) -> None:
        """Forget the words, and keep what was typed."""
        self.form.leave()
        self._exhibit = self._written = None
        self.words.clear()

    def _show_words(self) -> None:
        hidden = self._is_covered and self._written is not None
        text = self._written.text if self._written is not None and not hidden else ""
        self.words.setText(text or ("" if hidden else self._not_yet()))
        self._by.setText(whose_words(self._written) if self._written is not None else "")
        self._by.setVisible(self._written is not None)
        self.words.setVisible(not hidden)
        self.show_button.setVisible(hidden)

    def _not_yet(self) -> str:
        is_film = self._exhibit is not None and self._exhibit.exhibit_kind == "film"
        return _OF_FILM if is_film else _NOT_YET

    def _saved(self, words: str) -> None:
        """What was written stays in sight when the case is read again."""
        self._was_saved = True
        self.done.emit(words)

    def _uncover(self) -> None:
        if self._exhibit is not None:
            self._is_covered = False
            self._desk.tasks.submit(note_revealed, self._desk.session, self._exhibit)
            self._show_words()
            self.write_button.setFocus()

    def _put_back(self) -> None:
        if self._exhibit is not None and self.form.exhibit is not None and self.form.exhibit.id == self._exhibit.id:
            self._write()

    def _write(self) -> None:
        if self._exhibit is not None:
            if self._is_covered and self._written is not None:
                self._uncover()
            self.form.begin(self._exhibit, self._written)
            bring_into_view(self.form)
