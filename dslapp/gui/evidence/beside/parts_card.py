"""The card about what came in an e-mail or an archive: each attachment can become an exhibit, behind the gate."""

from functools import partial
from threading import Event

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.case_words import count_of
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.file_facts import FilePart
from dslapp.domain.evidence.file_parts import holds_files, refs_of_parts
from dslapp.domain.evidence.file_words import size_in_words
from dslapp.domain.problems import Problem
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.beside.exhibit_card import ExhibitCard
from dslapp.gui.evidence.intake.gate_card import GateCard
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Words
from dslapp.services.intake.attach_parts import attach_part, parts_of

MOST_SHOWN = 60
_KEPT = "What you answered at the gate is kept in the history."
_IT_IS_IN_THE_WHOLE = "It is in exhibit {ref} as well: choose “This must not be here…” there."


class PartsCard(ExhibitCard):
    """Lists what came in an exhibit, and attaches one of it at a time, each with its own answer.

    It is read when the exhibit is first shown; the button reads it again where that failed.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._case: CaseFile | None = None
        self._exhibit: Exhibit | None = None
        self._parts: tuple[FilePart, ...] | None = None
        self._wanted: FilePart | None = None
        self._cancel = Event()
        self.show_button = Button("Show what came &in it", "quiet", "paperclip")
        self.rows: list[PartRow] = []
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        self.gate = GateCard(desk=desk, then="It is being attached.")
        self._in_whole = Words("", "hint")
        self.trouble = Banner("warning")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.show_button, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self._list, self.gate, self._in_whole, self.trouble):
            column.addWidget(part)
        self.show_button.clicked.connect(self._read)
        self.gate.answered.connect(self._answered)
        self.gate.noted.connect(lambda: self.done.emit(_KEPT))
        self._start_anew()

    def show_exhibit(self, exhibit: Exhibit, case: CaseFile) -> None:
        """Offer to list what came in `exhibit`; what was listed stays listed, with what has become an exhibit."""
        other = self._exhibit is None or self._exhibit.id != exhibit.id
        self._case, self._exhibit = case, exhibit
        self.gate.note_case(case)
        if other:
            self._start_anew()
        shown = (
            holds_files(exhibit.exhibit_kind, exhibit.media_type)
            and bool(exhibit.file_id)
            and not exhibit.withdrawn
            and not exhibit.shut_away_by
            and exhibit.id not in case.evidence_locks
            and case.reader_may("log and change the record")
        )
        self.setVisible(shown)
        self._show_rows()
        if shown and other:
            self._read()

    def let_go(self) -> None:
        """Stop what is under way and forget the list."""
        self._cancel.set()
        self._exhibit = None
        self._start_anew()

    def _start_anew(self) -> None:
        self._parts, self._wanted, self._cancel = None, None, Event()
        self.show_button.setEnabled(True)
        self.show_button.show()
        for part in (self._list, self.gate, self._in_whole, self.trouble):
            part.hide()

    def _read(self) -> None:
        assert self._exhibit is not None
        self.show_button.setEnabled(False)
        self._desk.tasks.submit(
            parts_of, self._desk.session, self._exhibit, lane="files", latest="parts of an exhibit",
            done=partial(self._listed, self._exhibit.id), failed=self._failed,
        )  # fmt: skip

    def _listed(self, exhibit_id: str, parts: tuple[FilePart, ...]) -> None:
        if self._exhibit is None or self._exhibit.id != exhibit_id:
            return
        self._parts = parts
        self.show_button.hide()
        self._show_rows()

    def _show_rows(self) -> None:
        if self._parts is None or self._exhibit is None or self._case is None:
            return
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        came = [each for each in self._case.exhibits if each.part_of == self._exhibit.id and not each.withdrawn]
        refs = refs_of_parts(self._parts, came)
        self.rows = [PartRow(part, refs.get(part.number, "")) for part in self._parts[:MOST_SHOWN]]
        more = len(self._parts) - len(self.rows)
        self._column.addWidget(Words(_how_many(self._exhibit, len(self._parts)), part="strong"))
        for row in self.rows:
            row.attach.clicked.connect(partial(self._ask, row.part))
            self._column.addWidget(row)
        if more:
            self._column.addWidget(Words(f"And {count_of(more, 'more file')}.", "hint"))
        self._list.show()
        follow_layout(self)

    def _ask(self, part: FilePart) -> None:
        self._wanted = part
        self.trouble.hide()
        self._in_whole.hide()
        self.gate.ask_again()
        self.gate.say_waiting(f"“{part.name}” waits. Nothing of it has been read.")
        self.gate.show()
        self.gate.point_out()

    def _answered(self, answer: str) -> None:
        if self._exhibit is None or self._wanted is None:
            return
        if answer != "no":
            self._in_whole.setText(_IT_IS_IN_THE_WHOLE.format(ref=self._exhibit.ref))
            self._in_whole.show()
            return
        part, self._wanted = self._wanted, None
        self._list.setEnabled(False)
        self._desk.tasks.submit(
            attach_part, self._desk.session, self._desk.tasks.on_casebook, self._exhibit, part, "no", self._cancel,
            lane="files", done=self._attached, failed=self._failed, ended=self._ended,
        )  # fmt: skip

    def _ended(self) -> None:
        self._list.setEnabled(True)

    def _attached(self, exhibit: Exhibit) -> None:
        self.gate.hide()
        self.done.emit(f"Attached {exhibit.original_name} as {exhibit.ref}.")

    def _failed(self, problem: Problem) -> None:
        self.gate.hide()
        self.show_button.setEnabled(True)
        self.trouble.show_problem(problem)
        self.trouble.show()


class PartRow(QWidget):
    """One attachment or member: its name, its size, and what has become of it."""

    def __init__(self, part: FilePart, ref: str) -> None:
        super().__init__()
        self.part = part
        self.words = Words(", ".join(filter(None, (part.name, size_in_words(part.size), _become_of(part, ref)))))
        self.attach = Button("Attach it", "quiet", "plus")
        self.attach.setAccessibleName(f"Attach {part.name} as an exhibit")
        self.attach.setVisible(part.can_be_taken and not ref)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.words)
        column.addWidget(self.attach, 0, Qt.AlignmentFlag.AlignLeft)


def _how_many(whole: Exhibit, many: int) -> str:
    if not many:
        return "Nothing came in it that can be taken out."
    mail = whole.exhibit_kind == "e-mail"
    return f"{count_of(many, 'attachment')}:" if mail else f"{count_of(many, 'file')} in it:"


def _become_of(part: FilePart, ref: str) -> str:
    if ref:
        return f"exhibit {ref}"
    return "" if part.can_be_taken else "cannot be taken out: it is encrypted, damaged or too large"
