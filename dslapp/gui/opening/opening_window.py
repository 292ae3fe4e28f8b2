"""The window before a casebook is open: it leads from the first page to an unlocked session."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from dslapp.domain.problems import EnvironmentProblem, Problem
from dslapp.gui.opening.unlock_page import UnlockPage
from dslapp.gui.opening.welcome_page import WelcomePage
from dslapp.gui.prompter import Prompter
from dslapp.gui.tasks import TaskRunner
from dslapp.gui.theme.icons import icon
from dslapp.gui.theme.tokens import LIGHT
from dslapp.services.backups.check_place import check_place
from dslapp.services.program import Program

if TYPE_CHECKING:
    from dslapp.gui.opening.wizard import Wizard
    from dslapp.services.access.unlock_casebook import Door
    from dslapp.services.session import Session

TITLE = "DSL Casebook"
USUAL_SIZE = QSize(1200, 720)
SMALLEST = QSize(640, 360)


class OpeningWindow(QMainWindow):
    """Unlock, create, open, try out. `unlocked` carries a session at once, `opened` when nothing is left to ask, with
    whether its member has a PIN.

    Pages other than the first are loaded when they are asked for: the unlock page must be there at once.
    """

    unlocked = Signal(object)
    opened = Signal(object, bool)

    def __init__(
        self, program: Program, tasks: TaskRunner, prompter: Prompter, print_pdf: Callable[[bytes], bool]
    ) -> None:
        super().__init__()
        self._program, self._tasks, self._prompter, self._print_pdf = program, tasks, prompter, print_pdf
        self.setWindowTitle(TITLE)
        self.setWindowIcon(icon("shield-check", LIGHT.primary))
        self.setMinimumSize(SMALLEST)
        self.resize(USUAL_SIZE)
        self._wizard: Wizard | None = None
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        QShortcut(QKeySequence("F2"), self, self.show_contacts)
        self.show_first()

    @property
    def page(self) -> QWidget:
        """The page that is shown."""
        page = self._stack.currentWidget()
        assert page is not None, "there is a first page from the start"
        return page

    def show_first(self, chosen: Path | None = None) -> None:
        """The unlock page, or the welcome where no casebook is known; `chosen` is the casebook to offer."""
        if chosen is None and not self._program.known.listed():
            self._show_welcome()
        else:
            self._show_unlock(chosen)

    def show_contacts(self) -> None:
        """Whom to ring: the offices that this school rings, and the numbers that are the same everywhere."""
        from dslapp.domain.local_time import to_local
        from dslapp.gui.contacts_dialog import ContactsDialog
        from dslapp.gui.contacts_panel import ContactsPanel
        from dslapp.services.access.known_casebooks import agencies_known

        today = to_local(self._program.clock()).date()
        own = agencies_known(self._program.known.listed())
        ContactsDialog(self, ContactsPanel(self._program.library.contacts, own, today, unlocked=False)).show()

    def _show_welcome(self) -> None:
        page = WelcomePage()
        page.new_wanted.connect(self._show_wizard)
        page.another_wanted.connect(self._open_another)
        page.demo_wanted.connect(self._show_demo)
        page.contacts_wanted.connect(self.show_contacts)
        page.note_wanted.connect(self._show_note)
        page.restore_wanted.connect(lambda: self._show_restore(None))
        self._show(page)

    def _show_unlock(self, chosen: Path | None) -> None:
        page = UnlockPage(self._program, self._tasks)
        page.opened.connect(self._unlocked)
        page.damaged.connect(self._show_damaged)
        page.forgotten.connect(lambda: self._show_forgotten(page.folder(), page.doors))
        page.another_wanted.connect(self._open_another)
        page.new_wanted.connect(self._show_wizard)
        page.demo_wanted.connect(self._show_demo)
        page.contacts_wanted.connect(self.show_contacts)
        page.note_wanted.connect(self._show_note)
        page.restore_wanted.connect(lambda: self._show_restore(page.folder()))
        self._show(page)
        page.arrive(chosen)

    def _show_note(self) -> None:
        from dslapp.gui.compartments.note_page import NotePage

        page = NotePage(self._program, self._tasks, self._prompter, self._print_pdf)
        page.left.connect(self.show_first)
        page.contacts_wanted.connect(self.show_contacts)
        self._show(page)

    def _show_damaged(self, folder: Path, who: str, passphrase: str) -> None:
        from dslapp.gui.opening.damaged_page import DamagedPage

        page = DamagedPage(self._program, self._tasks, folder, self._prompter)
        page.opened.connect(self._reading)
        page.mended.connect(lambda: self.show_first(folder))
        page.stick.connect(lambda: self._show_restore(folder))
        page.back.connect(lambda: self.show_first(folder))
        page.contacts.connect(self.show_contacts)
        self._show(page)
        page.look(who, passphrase)

    def _show_restore(self, folder: Path | None) -> None:
        from dslapp.gui.backups.restore_page import RestorePage

        page = RestorePage(self._program, self._tasks, self._prompter, folder)
        page.restored.connect(self.show_first)
        page.left.connect(lambda: self.show_first(folder))
        self._show(page)
        page.arrive()

    def _reading(self, session: "Session") -> None:
        """What was saved of a damaged casebook is shown; no PIN is asked for, since none could be kept."""
        self.unlocked.emit(session)
        self._with_or_without_pin(session)

    def _show_forgotten(self, folder: Path, doors: "tuple[Door, ...]") -> None:
        from dslapp.gui.opening.forgotten_page import ForgottenPage

        page = ForgottenPage(has_doors=bool(doors))
        page.back.connect(lambda: self.show_first(folder))
        page.contacts.connect(self.show_contacts)
        page.sheet_wanted.connect(lambda: self._show_recover(folder, doors))
        self._show(page)

    def _show_recover(self, folder: Path, doors: "tuple[Door, ...]") -> None:
        from dslapp.gui.opening.recover_page import RecoverPage

        page = RecoverPage(self._program, self._tasks, folder, doors)
        page.opened.connect(self._unlocked)
        page.left.connect(lambda: self._show_forgotten(folder, doors))
        self._show(page)

    def _show_wizard(self) -> None:
        from dslapp.gui.opening.wizard import Wizard

        if self._wizard is None:  # kept: whoever goes back to the first page finds their answers again
            self._wizard = Wizard(self._program, self._tasks, self._prompter, self._print_pdf)
            self._wizard.opened.connect(self._made)
            self._wizard.left.connect(self.show_first)
        self._show(self._wizard)

    def _show_demo(self) -> None:
        from dslapp.gui.opening.demo_page import DemoPage

        page = DemoPage(self._program, self._tasks, self._prompter)
        page.opened.connect(self._made)
        page.left.connect(self.show_first)
        self._show(page)

    def _open_another(self) -> None:
        folder = self._prompter.choose_folder("Choose the folder that ends in .casebook")
        if folder is None:
            return
        try:
            check_place(folder, self._program.casebooks)
            if not (folder / "members.json").exists():
                raise EnvironmentProblem(
                    "That folder is not a casebook.", "Choose the folder whose own name ends in .casebook."
                )
        except Problem as problem:
            self._prompter.warn(problem)
            return
        self.show_first(folder)

    def _unlocked(self, session: "Session", folder: Path) -> None:
        from dslapp.services.access.cover_screen import has_cover_pin
        from dslapp.services.matters.make_known import remember_casebook

        self.unlocked.emit(session)
        self._tasks.submit(remember_casebook, self._program, session, failed=_unremembered)
        self._tasks.submit(has_cover_pin, session, done=lambda has_pin: self._after_unlock(session, has_pin))

    def _made(self, session: "Session") -> None:
        self.unlocked.emit(session)
        self.opened.emit(session, True)

    def _after_unlock(self, session: "Session", has_pin: bool) -> None:
        if has_pin:
            self.opened.emit(session, True)
            return
        from dslapp.gui.opening.first_pin_page import FirstPinPage

        page = FirstPinPage(self._tasks)
        page.ready.connect(self._with_or_without_pin)
        self._show(page)
        page.ask(session)

    def _with_or_without_pin(self, session: "Session") -> None:
        from dslapp.services.access.cover_screen import has_cover_pin

        self._tasks.submit(has_cover_pin, session, done=lambda has_pin: self.opened.emit(session, has_pin))

    def _show(self, page: QWidget) -> None:
        before = self._stack.currentWidget()
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.setFocus()
        if before is not None:
            self._stack.removeWidget(before)
            if before is not self._wizard:
                before.deleteLater()


def _unremembered(problem: Problem) -> None:
    """The casebook opens all the same; next time it is chosen by its folder."""
