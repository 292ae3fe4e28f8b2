"""A new recovery sheet: printed or saved, and three of its groups typed back from the paper."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dslapp.domain.problems import Problem
from dslapp.gui.prompter import Prompter
from dslapp.gui.tasks import TaskRunner
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.text import Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.access.recovery import (
    RecoveryKey,
    groups_to_ask,
    keep_sheet,
    new_recovery_key,
    recovery_sheet,
    wrong_groups,
)

GROUP_LENGTH = 4


class SheetProof(QWidget):
    """Makes a recovery key, gets it on paper, and proves that the paper can be read. `entered` is Enter at its end.

    `school_name` stands on the sheet; `print_pdf` shows the print dialog and says whether it was printed.
    """

    entered = Signal()

    def __init__(
        self,
        tasks: TaskRunner,
        prompter: Prompter,
        school_name: Callable[[], str],
        print_pdf: Callable[[bytes], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._prompter = tasks, prompter
        self._school_name, self._print_pdf = school_name, print_pdf
        self.key: RecoveryKey = new_recovery_key()
        self.print, self.save = (
            Button("&Print the sheet", "primary", "printer"),
            Button("&Save it as a PDF", icon="save"),
        )
        self._told = Banner("success")
        self._told.hide()
        sheet = Card("1. Put it on paper")
        sheet.body.addWidget(Words("It holds the key as text and as a square code to scan."))
        sheet.body.addWidget(
            Words(
                "The printer’s queue keeps it unencrypted until it is printed: use a printer beside you, and stay.",
                "hint",
            )
        )
        buttons = WrapLayout()
        buttons.addWidget(self.print)
        buttons.addWidget(self.save)
        sheet.body.addLayout(buttons)
        sheet.body.addWidget(self._told)
        check = Card("2. Type three of its groups back")
        check.body.addWidget(Words("Read them from the paper. It is not complete before this is done."))
        self.groups: dict[int, tuple[QLineEdit, Field]] = {}
        fields = WrapLayout(gap=2 * GRID)
        for number in groups_to_ask(self.key):
            line = QLineEdit()
            line.setMaxLength(GROUP_LENGTH + 2)
            line.setFixedWidth(14 * GRID)
            self.groups[number] = (line, Field(f"Group {number}", line))
            fields.addWidget(self.groups[number][1])
        check.body.addLayout(fields)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(sheet)
        column.addWidget(check)
        self.print.clicked.connect(lambda: self._draw(self._to_printer))
        self.save.clicked.connect(lambda: self._draw(self._to_file))
        lines = [line for line, _ in self.groups.values()]
        for line, following in pairwise(lines):
            line.returnPressed.connect(following.setFocus)
        lines[-1].returnPressed.connect(self.entered)
        self.setFocusProxy(self.print)

    def said(self) -> str:
        """What is said about the printing or saving."""
        return self._told.accessibleName() if self._told.isVisibleTo(self) else ""

    def complete(self) -> bool:
        """All three groups must be those of the sheet."""
        wrong = wrong_groups(self.key, {number: line.text() for number, (line, _) in self.groups.items()})
        for number, (_, field) in self.groups.items():
            field.show_error("Not the group on the sheet." if number in wrong else "")
        if wrong:
            self.groups[wrong[0]][0].setFocus()
        return not wrong

    def _draw(self, then: Callable[[bytes], None]) -> None:
        self._tasks.submit(recovery_sheet, self.key, self._school_name(), done=then, failed=self._failed, lane="files")

    def _to_printer(self, pdf: bytes) -> None:
        if self._print_pdf(pdf):
            self._say("Sent to the printer. Fetch it now: anybody who finds it can open the casebook.")

    def _to_file(self, pdf: bytes) -> None:
        path = self._prompter.save_file("Save the recovery sheet", "Recovery sheet.pdf", "PDF (*.pdf)")
        if path is not None:
            self._tasks.submit(keep_sheet, pdf, path, done=self._kept, failed=self._failed, lane="files")

    def _kept(self, path: Path) -> None:
        self._say(f"Saved as {path.name}. Print it, then delete the file: anybody who finds it can open the casebook.")

    def _say(self, words: str) -> None:
        self._told.show_message("success", words)
        self._told.show()
        next(iter(self.groups.values()))[0].setFocus()

    def _failed(self, problem: Problem) -> None:
        self._told.show_problem(problem)
