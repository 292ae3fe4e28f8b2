"""Trying the program out: a made-up school is written into a folder, and opened as its DSL."""

from pathlib import Path

from PySide6.QtCore import Signal

from dslapp.domain.problems import Problem
from dslapp.domain.school import ROLE_NAMES
from dslapp.gui.opening.step import Step
from dslapp.gui.prompter import Prompter
from dslapp.gui.tasks import TaskRunner
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.meter import Meter
from dslapp.gui.widgets.text import Words
from dslapp.services.access.unlock_casebook import unlock_casebook
from dslapp.services.demo.write_chairs_demo import LABEL as CHAIRS
from dslapp.services.demo.write_demo import DEMO_PIN, Demo, write_demo
from dslapp.services.matters.make_known import card_of_folder
from dslapp.services.program import Program
from dslapp.services.session import Session

LABEL = "Thornmoss (made-up cases)"


class DemoPage(Step):
    """Asks for a folder, writes the made-up casebook there, shows its passphrases, opens it.

    `opened` carries the session, `left` goes back.
    """

    opened = Signal(object)
    left = Signal()

    def __init__(self, program: Program, tasks: TaskRunner, prompter: Prompter) -> None:
        super().__init__(
            "Try with made-up cases",
            "A made-up school, Thornmoss Academy, with cases that are logged, answered, reviewed and referred. "
            "Everything works as with your own; nothing in it is real.",
        )
        self._program, self._tasks, self._prompter = program, tasks, prompter
        self._demo: Demo | None = None
        self.write = Button("&Choose a folder for it", "primary", "folder-open")
        self.open = Button("&Open it as the DSL", "primary", "key-round")
        self.leave_button = Button("&Back", "secondary", "arrow-left")
        self._progress = Meter("Writing the made-up cases…")
        self._told = Banner()
        self._passphrases = Card("Who may open it")
        for widget in (self._told, self._passphrases, self._progress):
            widget.hide()
            self.column.addWidget(widget)
        self.column.addLayout(side_by_side(self.write, self.open, self.leave_button))
        self.open.hide()
        self.write.clicked.connect(self._choose)
        self.open.clicked.connect(self._open)
        self.leave_button.clicked.connect(self.left)
        self.setFocusProxy(self.write)

    def _choose(self) -> None:
        folder = self._prompter.choose_folder("A folder for the made-up cases")
        if folder is not None:
            self._working("Writing the made-up cases: this takes a few seconds.")
            self._tasks.submit(
                write_demo, self._program, folder, done=self._written, failed=self._failed, ended=self._rest
            )

    def _written(self, demo: Demo) -> None:
        self._demo = demo
        for member in demo.members:
            role = next(words for role, words in ROLE_NAMES.items() if role == member.role)
            self._passphrases.body.addWidget(Words(f"{member.name} – {role}", "strong"))
            self._passphrases.body.addWidget(Words(_first_line(member.passphrase_file), "mono"))
        self._passphrases.body.addWidget(Words(f"{demo.chairs.name} – Chair, in the casebook about the head", "strong"))
        self._passphrases.body.addWidget(Words(_first_line(demo.chairs.passphrase_file), "mono"))
        self._passphrases.body.addWidget(
            Words(
                f"The DSL’s PIN for the cover is {DEMO_PIN}. The passphrases, and the groups of a recovery sheet, "
                "are in files in the folder.",
                "hint",
            )
        )
        self._passphrases.show()
        self.write.hide()
        self.open.show()
        self.open.setFocus()

    def _open(self) -> None:
        assert self._demo is not None, "the button is shown once it is written"
        first = self._demo.members[0]
        self._working("Opening…")
        self._tasks.submit(_remember, self._program, self._demo)
        self._tasks.submit(
            unlock_casebook, self._program, self._demo.casebook, first.name, _first_line(first.passphrase_file),
            done=self._opened, failed=self._failed, ended=self._rest,
        )  # fmt: skip

    def _opened(self, session: Session) -> None:
        self.opened.emit(session)

    def _failed(self, problem: Problem) -> None:
        self._told.show_problem(problem)

    def _working(self, words: str) -> None:
        self._told.hide()
        self._progress.show_progress(0, 0, words)
        self._progress.show()
        for button in (self.write, self.open, self.leave_button):
            button.setEnabled(False)

    def _rest(self) -> None:
        self._progress.hide()
        for button in (self.write, self.open, self.leave_button):
            button.setEnabled(True)


def _remember(program: Program, demo: Demo) -> None:
    """The pupils' casebook first, the chair's one press away."""
    program.known.remember(demo.chairs.casebook, CHAIRS, card_of_folder(demo.chairs.casebook, "head", CHAIRS))
    program.known.remember(demo.casebook, LABEL)


def _first_line(file: Path) -> str:
    return file.read_text(encoding="utf-8").splitlines()[0]
