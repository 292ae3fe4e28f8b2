"""The ways in which a paper leaves: on paper, as an encrypted file, or, with a reason, as a plain one."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.problems import EnvironmentProblem, Problem, UserProblem
from dslapp.gui.desk import Desk
from dslapp.gui.password_card import PasswordCard
from dslapp.gui.print_pdf import makes_a_file, new_printer, send_to
from dslapp.gui.tasks import Task
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.gui.widgets.meter import Meter
from dslapp.gui.widgets.text import Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.papers.draw_pages import drawing_evidence
from dslapp.services.papers.release_paper import encrypt_paper, stated_reason

QUEUE_WARNING = (
    "The printer’s queue keeps the pages unencrypted until they are printed. Use a printer beside you, take every page "
    "with you, and do not print to somebody else’s room."
)


@dataclass(frozen=True)
class Paper:
    """A finished PDF in memory, the reference that names its file, and how its leaving is recorded.

    Both run on the casebook's thread. `save(document, target, plain_because)` writes it; `printed(to_file_because)`
    notes that it was printed: None on paper, else the reason for the file.
    """

    pdf: bytes
    ref: str
    save: Callable[[bytes, Path, str], None]
    printed: Callable[[str | None], None]


@dataclass(frozen=True)
class Exported:
    """A file that was saved, and the password that opens it (empty: none)."""

    target: Path
    password: str = ""


class WayOut(QWidget):
    """Buttons for printing and saving a `Paper`. `left` is sent when it has left, in words for the status line.

    `hand_over` is sent when the person wants to note the handing over.
    """

    left = Signal(str)
    hand_over = Signal()

    def __init__(self, desk: Desk, *, handed_over: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._paper: Paper | None = None
        self._printer: QPrinter | None = None
        self._warned = False
        self._task: Task | None = None
        self._saving = False
        self.export_button = Button("Save &encrypted", "primary", "lock", hint="AES-256, with a new password")
        self.print_button = Button("Print t&he pages", "secondary", "printer")
        self.plain_button = Button("Save witho&ut encryption", "quiet")
        self.reason = Field("Why does it leave unencrypted?", GrowingText(lines=2))
        self.reason_button = Button("", "danger")
        self.reason_cancel = Button("Do not", "quiet")
        self._reason_card = Card()
        self._trouble = Banner("danger")
        self.meter = Meter("Working")
        self.stop_button = Button("Stop", "quiet", "x")
        self.password = PasswordCard(with_hand_over=handed_over)
        self._lay_out()
        self._connect()
        self.show_paper(None)

    def show_paper(self, paper: Paper | None) -> None:
        """Work on `paper` from now on; a password that was shown goes."""
        self._paper = paper
        self._put_reason_away()
        self._trouble.hide()
        self.password.clear()
        self._show_work(None)

    def leave(self) -> bool:
        """The person goes elsewhere: nothing secret stays on the screen or the clipboard.

        Not while a file is being encrypted: nobody would ever learn its password.
        """
        if self._saving:
            self.left.emit("Wait until the file is saved: its password is shown once, here.")
            return False
        self.password.clear()
        self._put_reason_away()
        return True

    def _export(self) -> None:
        target = self._where("Save the encrypted file")
        if target:
            self._save(target, "")

    def _ask_reason(self, words: str, hint: str) -> None:
        self._trouble.hide()
        self.reason.label.setText(words)
        self.reason_button.say(hint)
        self.reason.show_error("")
        self._reason_card.show()
        self.reason.control.setFocus()

    def _plain(self) -> None:
        self._printer = None
        self._ask_reason(
            "Why does it leave unencrypted? Anybody who gets the file can read it.", "Save without encr&yption"
        )

    def _go_on(self) -> None:
        """The reason is written: save plainly, or print to the file that was chosen."""
        because = self._reason()
        try:
            stated_reason(because)
        except UserProblem as problem:
            self.reason.show_error(f"{problem.message} {problem.way_forward}")
            self.reason.control.setFocus()
            return
        if self._printer is not None:
            printer, self._printer = self._printer, None
            self._send(printer, because)
        elif target := self._where("Save the file without encryption"):
            self._save(target, because)

    def _save(self, target: Path, plain_because: str) -> None:
        if self._paper is None:
            return
        work = partial(_save_paper, self._desk, self._paper, target, plain_because)
        self._begin("Saving")
        self._saving = True
        self._task = self._desk.tasks.submit(
            work, lane="files", done=self._saved, failed=self._failed, ended=self._end_work
        )

    def _saved(self, exported: Exported) -> None:
        self._put_reason_away()
        name = exported.target.name
        if exported.password:
            self.password.show_password(exported.password, name)
        self.left.emit(f"Saved and read back: {name}")

    def _print(self) -> None:
        if self._paper is None:
            return
        self._put_reason_away()
        self._trouble.hide()
        if not self._warned and not self._desk.prompter.confirm("Print this here?", QUEUE_WARNING, "&Go on"):
            return
        self._warned = True
        printer = new_printer(self._paper.pdf)
        if not self._desk.prompter.choose_printer(printer):
            return
        if makes_a_file(printer):
            self._printer = printer
            self._ask_reason(
                "This prints to a file, and the file is not encrypted. Why does it leave unencrypted?",
                "Write the &file",
            )
        else:
            self._send(printer, None)

    def _send(self, printer: QPrinter, to_file_because: str | None) -> None:
        if self._paper is None:
            return
        self._begin("Printing")
        self.stop_button.show()
        self._task = self._desk.tasks.submit(
            partial(_print_paper, self._desk, self._paper, printer, to_file_because), lane="files",
            progress=self._show_pages, cancellable=True, done=self._printed, failed=self._failed,
            ended=self._end_work,
        )  # fmt: skip

    def _printed(self, pages: int) -> None:
        self._put_reason_away()
        self.left.emit(f"Printed: {pages} {'page' if pages == 1 else 'pages'}")

    def _stop(self) -> None:
        if self._task:
            self._task.cancel()
        self._show_work(None)

    def _failed(self, problem: Problem) -> None:
        if isinstance(problem, UserProblem) and problem.field == "reason":
            self.reason.show_error(f"{problem.message} {problem.way_forward}")
        else:
            self._trouble.show_problem(problem)

    def _where(self, title: str) -> Path | None:
        assert self._paper is not None
        self._trouble.hide()
        return self._desk.prompter.save_file(title, f"{self._paper.ref}.pdf", "PDF (*.pdf)", replaces=False)

    def _reason(self) -> str:
        control = self.reason.control
        assert isinstance(control, GrowingText)
        return control.text()

    def _put_reason_away(self) -> None:
        self._printer = None
        self._reason_card.hide()
        control = self.reason.control
        assert isinstance(control, GrowingText)
        control.setPlainText("")

    def _begin(self, words: str) -> None:
        self._trouble.hide()
        self.password.clear()
        self._show_work(words)

    def _end_work(self) -> None:
        self._saving = False
        self._show_work(None)

    def _show_pages(self, done: int, total: int) -> None:
        self.meter.show_progress(done, total, f"Page {done} of {total} sent to the printer")

    def _show_work(self, words: str | None) -> None:
        self.meter.setVisible(words is not None)
        self.stop_button.hide()
        if words:
            self.meter.show_progress(0, 0, words)
        for button in (self.export_button, self.print_button, self.plain_button, self.reason_button):
            button.setEnabled(self._paper is not None and words is None)

    def _lay_out(self) -> None:
        self._reason_card.body.addWidget(self.reason)
        answers = WrapLayout()
        answers.addWidget(self.reason_button)
        answers.addWidget(self.reason_cancel)
        self._reason_card.body.addLayout(answers)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for part in (
            self.export_button, Words("A new password is made and shown once.", "hint"), self.print_button,
            self.plain_button, self._reason_card, self.meter, self.stop_button, self._trouble, self.password,
        ):  # fmt: skip
            column.addWidget(part)

    def _connect(self) -> None:
        self.export_button.clicked.connect(self._export)
        self.print_button.clicked.connect(self._print)
        self.plain_button.clicked.connect(self._plain)
        self.reason_button.clicked.connect(self._go_on)
        self.reason_cancel.clicked.connect(self._put_reason_away)
        self.stop_button.clicked.connect(self._stop)
        self.password.hand_over.connect(self.hand_over)


def _save_paper(desk: Desk, paper: Paper, target: Path, plain_because: str) -> Exported:
    document, password = (paper.pdf, "") if plain_because else encrypt_paper(paper.pdf)
    desk.tasks.on_casebook(paper.save, document, target, plain_because)
    return Exported(target, password)


def _print_paper(
    desk: Desk, paper: Paper, printer: QPrinter, to_file_because: str | None, *,
    progress: Callable[[int, int], None], cancel: Event,
) -> int:  # fmt: skip
    """Print, and put on the record what left, also when it was stopped half-way."""
    pages = send_to(printer, paper.pdf, draw=drawing_evidence(desk.session), progress=progress, cancel=cancel)
    if pages == 0 and not cancel.is_set():
        raise EnvironmentProblem("The printer took no page.", "Check that it is switched on, or choose another one.")
    if pages:
        desk.tasks.on_casebook(paper.printed, to_file_because)
    return pages
