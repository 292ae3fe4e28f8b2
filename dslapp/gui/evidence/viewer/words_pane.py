"""The words of a file as plain text, hidden until somebody asks for them; nothing in them is run, drawn or fetched."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from dslapp.domain.evidence.exhibits import Exhibit, ExhibitKind, ExhibitText
from dslapp.domain.evidence.file_words import head_of_email
from dslapp.domain.evidence.shield import stays_covered
from dslapp.gui.case.breakable import breakable
from dslapp.gui.desk import Desk
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.field import named
from dslapp.gui.widgets.text import Words
from dslapp.services.exhibits.show_evidence import note_revealed

_AS_TEXT: dict[ExhibitKind, str] = {
    "web page": "Shown as text: a saved page is never opened as a page, and nothing is fetched for it.",
    "e-mail": "Shown as plain text, its headers first. Links in it do nothing, and nothing is fetched for it.",
    "chat": "The export as it came, line by line.",
    "document": "Shown as plain text.",
}
_NO_WORDS: dict[ExhibitKind, str] = {
    "sound": "The recording is kept as it came.",
    "file": "The file is kept as it came, and is not opened here. Save a copy of the original to open it elsewhere.",
}
_KEPT = "The file is kept as it came; no words could be read in it."


class WordsPane(QWidget):
    """Shows the words of one exhibit. `revealed` carries its id when they become visible.

    An e-mail says from whom it is, when it was sent and what about before it is opened, unless it stays covered.
    """

    revealed = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._exhibit: Exhibit | None = None
        self._text = ""
        self.show_button = Button("", "secondary", "eye")
        self._note = Words(part="hint")
        self.words = named(QPlainTextEdit(), "Words of the file")
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setMinimumHeight(20 * GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self.head = Words()
        column.addWidget(self.head)
        column.addWidget(self.show_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._note)
        column.addWidget(self.words, 1)
        column.addStretch(0)
        self.show_button.clicked.connect(lambda: self.set_open(not self.is_open))
        self.let_go()

    @property
    def is_open(self) -> bool:
        """Whether the words can be read."""
        return not self.words.isHidden()

    def show_text(self, exhibit: Exhibit, text: ExhibitText | None, *, is_open: bool) -> None:
        """Offer the words of `exhibit`, or say why there are none."""
        same = self._exhibit is not None and self._exhibit.id == exhibit.id
        was_open = self.is_open and same
        self._exhibit = exhibit
        self._text = text.text if text else ""
        kind = exhibit.exhibit_kind
        note = _AS_TEXT.get(kind, "") if self._text else _NO_WORDS.get(kind, _KEPT)
        if text and text.cut:
            note += " It has more words than are shown here; the file itself is whole."
        self.head.setText(breakable("\n".join(head_of_email(exhibit))))
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.show_button.setVisible(bool(self._text))
        self.show()
        self.set_open(is_open or was_open)

    def set_open(self, is_open: bool) -> None:
        """Show the words, or hide them."""
        is_open = is_open and bool(self._text)
        covered = self._exhibit is None or (stays_covered(self._exhibit) and not is_open)
        self.head.setVisible(bool(self.head.text()) and not covered)
        if is_open == self.is_open and bool(self.words.toPlainText()) == is_open:
            self._say()
            return
        self.words.setPlainText(self._text if is_open else "")
        self.words.setVisible(is_open)
        self._say()
        if is_open and self._exhibit is not None:
            self.revealed.emit(self._exhibit.id)
            self._desk.tasks.submit(note_revealed, self._desk.session, self._exhibit)

    def let_go(self) -> None:
        """Drop the words from memory."""
        self._exhibit, self._text = None, ""
        self.words.clear()
        self.head.clear()
        for part in (self.words, self.head):
            part.hide()
        self.hide()

    def _say(self) -> None:
        self.show_button.say("Hide the words no&w" if self.is_open else "Sho&w the words")
