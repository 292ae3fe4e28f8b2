"""One act about the members on a page of its own: why, what it needs, what came of it."""

from collections.abc import Callable, Sequence
from threading import Event
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from dslapp.domain.problems import Problem, UserProblem
from dslapp.gui.desk import Desk
from dslapp.gui.pages import ScrollingPage
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button, ButtonRole
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.meter import Meter
from dslapp.gui.widgets.text import Heading, Words
from dslapp.services.backups.back_up import BackedUp


class MemberForm(ScrollingPage):
    """A kind of it fills `fields`, says in `complete` whether it can be done, and does it in `perform`.

    `finished` carries in a sentence what was done, and further words about it; `given_up` asks for the list again.
    """

    finished = Signal(str, str)
    given_up = Signal()

    def __init__(self, desk: Desk, title: str, reason: str, act_words: str, role: ButtonRole = "primary") -> None:
        super().__init__()
        self.desk, self._words = desk, ""
        self.fields = QVBoxLayout()
        self.fields.setSpacing(2 * GRID)
        self.trouble = Banner("danger")
        self.trouble.hide()
        self._progress = Meter(title)
        self._progress.hide()
        self.stop = Button("S&top", "quiet", "x")
        self.stop.hide()
        self._cancelled = Event()
        self.act = Button(act_words, role)
        self.give_up = Button("&Back", "secondary", "arrow-left")
        self.working = False
        """Whether something is being done: until then nobody leaves."""
        self.by_name: dict[str, Field] = {}
        """The fields that a UserProblem means, by the names that the services use."""
        self.column.addWidget(Heading(title, 1))
        self.column.addWidget(Words(reason))
        self.column.addLayout(self.fields)
        self.column.addWidget(self.trouble)
        self.column.addWidget(self._progress)
        self.column.addLayout(side_by_side(self.stop))
        self.column.addLayout(side_by_side(self.act, self.give_up))
        self.act.clicked.connect(self.go_on)
        self.stop.clicked.connect(self._stop)
        self.give_up.clicked.connect(self.given_up)

    def complete(self) -> bool:
        """Whether it can be done; if not, say why beside each field and go to the first."""
        raise NotImplementedError

    def perform(self) -> None:
        """Hand the work over with `run`."""
        raise NotImplementedError

    def clear(self) -> None:
        """Forget passphrases that were typed."""

    def go_on(self) -> None:
        """Do it, if everything is there."""
        if self.working or not self.complete():
            return
        self.trouble.hide()
        self.perform()

    def run(self, service: Callable[..., Any], *args: Any, done: Callable[[Any], object], words: str) -> None:
        """Run `service(session, *args)` with `words` shown meanwhile."""
        self._begin(words)
        self.desk.tasks.submit(
            service, self.desk.session, *args, done=done, failed=self._failed, ended=self._ended
        )  # fmt: skip

    def run_long(self, service: Callable[..., Any], *args: Any, done: Callable[[Any], object], words: str) -> None:
        """The same on the lane for files, for work that says how far it is and can be stopped before it counts."""
        self._begin(words)
        self._cancelled = Event()  # not the task's own: what is done all the same has to be told
        self.stop.setEnabled(True)
        self.stop.show()
        tasks = self.desk.tasks
        tasks.submit(
            service, self.desk.session, *args, tasks.on_casebook, lane="files", cancelled=self._cancelled,
            done=done, failed=self._failed, ended=self._ended, progress=self._show_progress,
        )  # fmt: skip

    def _begin(self, words: str) -> None:
        self._words = words
        self._show_working(True)
        self._show_progress(0, 0)

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self._cancelled.set()

    def finish(self, title: str, text: str) -> None:
        """Say what was done, and leave this page."""
        self.clear()
        self._show_working(False)
        self.finished.emit(title, text)

    def _show_progress(self, done: int, total: int) -> None:
        self._progress.show_progress(done, total, self._words)

    def _failed(self, problem: Problem) -> None:
        field = self.by_name.get(problem.field) if isinstance(problem, UserProblem) else None
        if field is None:
            self.trouble.show_problem(problem)
        else:
            field.show_error(str(problem))
            field.control.setFocus()

    def _ended(self) -> None:
        self._show_working(False)

    def _show_working(self, working: bool) -> None:
        self.working = working
        self._progress.setVisible(working)
        if not working:
            self.stop.hide()
        for button in (self.act, self.give_up):
            button.setEnabled(not working)


def backup_words(made: Sequence[BackedUp], before: Sequence[BackedUp]) -> list[str]:
    """What came of the backup after new keys, and where the one before them could not be made."""
    if not made:
        return ["No place for backups is chosen: choose one now, under Safety."]
    return [
        f"No backup could be made before the new keys: {each.place.label}. {each.problem}"
        for each in before
        if each.problem is not None
    ] + [
        f"A backup under the new keys was made: {each.place.label}."
        if each.problem is None
        else f"No backup could be made under the new keys: {each.place.label}. {each.problem}"
        for each in made
    ]
