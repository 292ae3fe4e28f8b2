"""Asks a member for a PIN at their first unlock."""

from PySide6.QtCore import Signal

from dslapp.domain.problems import Problem
from dslapp.gui.opening.pin_form import PinForm
from dslapp.gui.opening.pin_step import WHAT_FOR
from dslapp.gui.opening.step import Step
from dslapp.gui.tasks import TaskRunner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.choice import side_by_side
from dslapp.services.access.cover_screen import set_cover_pin
from dslapp.services.session import Session


class FirstPinPage(Step):
    """Keeps a PIN, or goes on without one: then only the passphrase lifts the cover. `ready` carries the session."""

    ready = Signal(object)

    def __init__(self, tasks: TaskRunner) -> None:
        super().__init__("Choose a PIN for the cover", WHAT_FOR)
        self._tasks = tasks
        self._session: Session | None = None
        self.form = PinForm()
        self.keep, self.later = Button("&Keep this PIN", "primary"), Button("&Not now", "quiet")
        self.column.addWidget(self.form)
        self.column.addLayout(side_by_side(self.keep, self.later))
        self.form.entered.connect(self._keep)
        self.keep.clicked.connect(self._keep)
        self.later.clicked.connect(self._go_on)
        self.setFocusProxy(self.form)

    def ask(self, session: Session) -> None:
        """Ask the member of `session`."""
        self._session = session
        self.form.clear()
        self.setFocus()

    def _keep(self) -> None:
        if self.form.complete():
            self._tasks.submit(set_cover_pin, self._session, self.form.pin(), done=self._kept, failed=self._failed)

    def _kept(self, _: None) -> None:
        self._go_on()

    def _failed(self, problem: Problem) -> None:
        self.form.first_field.show_error(str(problem))

    def _go_on(self) -> None:
        self.form.clear()
        self.ready.emit(self._session)
