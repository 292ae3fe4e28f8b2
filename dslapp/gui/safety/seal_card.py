"""The card of the weekly seal: the line for the bound book, and the comparison of paper with the record."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dslapp.domain.problems import Problem, UserProblem
from dslapp.domain.roles import may
from dslapp.domain.trust.paper_seals import SealChecked, SealStatus, SealToWrite, plain_seal, read_footer
from dslapp.gui.desk import Desk
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.text import Heading, Rule, Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.health.paper_seal import check_seal, record_seal, seal_status, seal_to_write


class SealCard(Card):
    """Shows the line to copy, records that it is in the book, compares what is typed from it.

    `changed` says that something was put on record.
    """

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("The seal in the bound book")
        self._desk = desk
        self._line: SealToWrite | None = None
        self.status = Words()
        self.body.addWidget(
            Words(
                "Once a week, copy one line by hand into a bound book that is kept away from this computer. Nobody can "
                "then change or take away an earlier entry without the book telling.",
                "hint",
            )
        )
        self.body.addWidget(self.status)
        self.show_line = Button("Sho&w the line for the book", icon="stamp")
        self._writing = self._make_writing()
        self.written = Banner("success")
        self.written.hide()
        may_keep = may(desk.session.member.role, "keep the paper seal")
        if may_keep:
            self.body.addLayout(side_by_side(self.show_line))
        self.body.addWidget(self._writing)
        self.body.addWidget(self.written)
        self.body.addWidget(Rule())
        self._make_checking()
        self.setFocusProxy(self.show_line if may_keep else self.entry)
        self.show_line.clicked.connect(self._show_line)

    def _make_writing(self) -> QWidget:
        writing = QWidget()
        self.line, self.book = Words(part="mono"), QLineEdit()
        self.book_field = Field("Which book and page", self.book, optional=True)
        self.in_book = Button("I have copie&d it into the book", "primary", "check")
        column = QVBoxLayout(writing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(Words("Copy this line with a pen:", "strong"))
        column.addWidget(self.line)
        column.addWidget(self.book_field)
        column.addLayout(side_by_side(self.in_book))
        self.in_book.clicked.connect(self._record)
        self.book.returnPressed.connect(self._record)
        writing.hide()
        return writing

    def _make_checking(self) -> None:
        self.entry, self.seal = QLineEdit(), QLineEdit()
        self.entry.setFixedWidth(14 * GRID)
        self.seal.setFixedWidth(32 * GRID)
        self.entry_field, self.seal_field = Field("Entry", self.entry), Field("Seal", self.seal)
        self.compare = Button("&Compare it with the record", icon="search")
        self.outcome = Banner("success")
        self.outcome.hide()
        self.body.addWidget(Heading("What does the book say?", 3))
        self.expected = Words(part="hint")
        self.body.addWidget(
            Words("Type the last line of the book, or the line at the foot of any PDF: entry and seal.", "hint")
        )
        self.body.addWidget(self.expected)
        fields = WrapLayout(gap=2 * GRID)
        fields.addWidget(self.entry_field)
        fields.addWidget(self.seal_field)
        self.body.addLayout(fields)
        self.body.addLayout(side_by_side(self.compare))
        self.body.addWidget(self.outcome)
        for edit in (self.entry, self.seal):
            edit.textEdited.connect(self._spread)
            edit.returnPressed.connect(self._compare)
        self.compare.clicked.connect(self._compare)

    def read(self) -> None:
        """Show how the seal stands."""
        self._desk.tasks.submit(seal_status, self._desk.session, done=self._show_status, latest="seal card")

    def _show_status(self, status: SealStatus) -> None:
        self.status.setText(status.in_words)
        last = status.last
        self.expected.setText(
            f"By this casebook, the last line there is the one of entry {last.entry}. If the book has a later one, "
            "type that."
            if last is not None
            else ""
        )
        self.expected.setVisible(last is not None)

    def _show_line(self) -> None:
        self.show_line.setEnabled(False)
        self.written.hide()
        self._desk.tasks.submit(seal_to_write, self._desk.session, done=self._line_shown, ended=self._may_show_again)

    def _line_shown(self, line: SealToWrite) -> None:
        self._line = line
        self.line.setText(line.line)
        self._writing.show()
        self.book.setFocus()

    def _may_show_again(self) -> None:
        self.show_line.setEnabled(True)

    def _record(self) -> None:
        if self._line is None:
            return
        line, self._line = self._line, None
        self._desk.tasks.submit(
            record_seal, self._desk.session, line.entry, line.seal, book=self.book.text(), done=self._recorded,
            failed=self._not_recorded,
        )  # fmt: skip

    def _recorded(self, status: SealStatus) -> None:
        self._writing.hide()
        self.book.clear()
        self.written.show_message("success", "It is on record that the line stands in the book.")
        self.written.show()
        self._show_status(status)
        self.changed.emit()

    def _not_recorded(self, problem: Problem) -> None:
        self._writing.hide()
        self.written.show_problem(problem)

    def _spread(self, typed: str) -> None:
        """A whole line that was pasted goes into both fields."""
        found = read_footer(typed)
        if found is not None:
            self.entry.setText(str(found[0]))
            self.seal.setText(found[1])
        self.entry_field.show_error("")
        self.seal_field.show_error("")

    def _compare(self) -> None:
        number, seal = self.entry.text().strip(), self.seal.text()
        is_number = number.isascii() and number.isdigit() and 0 < len(number) <= 12
        self.entry_field.show_error("" if is_number else "Type the number of the entry.")
        self.seal_field.show_error(
            "" if plain_seal(seal) else "A seal has twelve letters and digits, in three groups of four."
        )
        if not is_number:
            self.entry.setFocus()
        elif not plain_seal(seal):
            self.seal.setFocus()
        else:
            self.compare.setEnabled(False)
            self._desk.tasks.submit(
                check_seal, self._desk.session, int(number), seal, done=self._checked, failed=self._failed,
                ended=self._may_compare_again,
            )  # fmt: skip

    def _checked(self, checked: SealChecked) -> None:
        self.outcome.show_message("success" if checked.fits else "danger", checked.title, checked.meaning)
        self.outcome.show()
        self.changed.emit()

    def _failed(self, problem: Problem) -> None:
        if isinstance(problem, UserProblem):
            self.seal_field.show_error(str(problem))
        else:
            self.outcome.show_problem(problem)

    def _may_compare_again(self) -> None:
        self.compare.setEnabled(True)
