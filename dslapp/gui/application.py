"""The window's program: from the first page to a sitting at an open casebook, and to the lock that ends it."""

import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from dslapp.domain.problems import Problem
from dslapp.gui.capture_exclusion import CaptureExclusion, exclusion_here
from dslapp.gui.garbage import GarbageWatch
from dslapp.gui.opening.opening_window import OpeningWindow
from dslapp.gui.prompter import Prompter
from dslapp.gui.qt_messages import QtMessages
from dslapp.gui.tasks import TaskRunner
from dslapp.gui.theme.appearance import dress, prepare, tokens_for
from dslapp.services.program import Program
from dslapp.services.window.window_look import WindowLook

if TYPE_CHECKING:
    from dslapp.gui.backups.watch import BackupWatch
    from dslapp.gui.compartments.beside import Beside
    from dslapp.gui.desk import Desk
    from dslapp.gui.idle import IdleWatch
    from dslapp.gui.window import MainWindow
    from dslapp.services.session import Session


def show_window(
    program: Program,
    start_afresh: Callable[[], object],
    open_beside: Callable[[Path], object],
    chosen: Path | None = None,
) -> int:
    """Show the first page and run until the window is closed; return the exit code.

    `start_afresh` replaces this process: it is how a locked casebook leaves nothing behind in memory. `open_beside`
    starts another one for another casebook; `chosen` is the casebook to unlock.
    """
    QtMessages().install()
    app = QApplication(sys.argv[:1])
    app.setApplicationDisplayName("DSL Casebook")
    application = Application(app, program, start_afresh, open_beside=open_beside)
    if chosen is not None:
        application.opening.show_first(chosen)
    sys.excepthook = application.tell_of_crash
    application.opening.show()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C in the terminal ends it at once: drafts are kept as one types
    GarbageWatch(application)
    return app.exec()


class Application(QObject):
    """Holds what lives as long as the window: the worker threads, the prompter, the look, the window of the moment."""

    def __init__(
        self,
        app: QApplication,
        program: Program,
        start_afresh: Callable[[], object],
        prompter: Prompter | None = None,
        open_beside: Callable[[Path], object] = lambda _folder: None,
    ) -> None:
        super().__init__()
        self._app, self._program, self._start_afresh = app, program, start_afresh
        prepare(app)
        self.capture = CaptureExclusion(app, exclusion_here(), self)
        self.wear(program.looks.chosen())
        self.tasks = TaskRunner(self)
        self.prompter = prompter or Prompter()
        self.session: Session | None = None
        self.window: MainWindow | None = None
        self.idle: IdleWatch | None = None
        self.backups: BackupWatch | None = None
        self.beside: Beside | None = None
        self._open_beside, self._leaves = open_beside, False
        self._hurries = False
        self.opening = OpeningWindow(program, self.tasks, self.prompter, self._print)
        self.opening.unlocked.connect(self._watch_over)
        self.opening.opened.connect(self.sit_down)
        self.tasks.problem.connect(self._work_failed)
        self.tasks.crashed.connect(self._work_crashed)
        app.aboutToQuit.connect(self.close)

    def wear(self, look: WindowLook) -> None:
        """Dress the program as the person chose."""
        dress(self._app, tokens_for(self._app, look.theme), look.text_size)

    def sit_down(self, session: "Session", has_pin: bool) -> None:
        """Show the casebook that was opened, in place of the first page."""
        from dslapp.gui.backups.watch import BackupWatch
        from dslapp.gui.compartments.beside import Beside
        from dslapp.gui.computer_lock import ComputerLock
        from dslapp.gui.damage_watch import DamageWatch
        from dslapp.gui.page_table import page_table
        from dslapp.gui.page_watch import PageWatch
        from dslapp.gui.screen_sharing import ScreenSharing
        from dslapp.gui.sharing_banner import SharingBanner
        from dslapp.gui.window import MainWindow
        from dslapp.services.access.cover_screen import lifts_cover

        idle = self.idle or self._watch_over(session)
        idle.lock_due.disconnect(self.lock)  # from here on the window locks, once it has saved what was typed
        known = self._program.known.listed()
        desk = self._desk(session)
        sharing = ScreenSharing(desk, self.capture, self)
        pages = page_table(desk, self._program, self.wear, sharing)
        self.window = window = MainWindow(
            desk,
            pages,
            casebook=next((each.label for each in known if each.folder == session.opened.folder), "Casebook"),
            member=session.member.name,
            check_pin=partial(lifts_cover, session) if has_pin else None,
            lock=self.lock,
            idle=idle,
        )
        window.add_notice(SharingBanner(sharing))
        self.beside = Beside(self._program, window, session.opened.folder, self._open_beside, self)
        self.beside.lock_wanted.connect(self._lock_and_leave)
        self.backups = BackupWatch(desk, self)
        self.backups.told.connect(window.status.tell)
        damage = DamageWatch(session, self)
        damage.stopped.connect(window.show_stopped)
        self.tasks.in_words = damage.in_words
        PageWatch(self.tasks, session, self)
        damage.look()
        computer = ComputerLock(self)
        computer.closing.connect(self._computer_leaves)
        window.setGeometry(self.opening.geometry())
        window.setWindowState(self.opening.windowState())
        window.show()
        computer.listen(self._app, window)
        self.opening.close()
        window.go(next(entry.rail for entry in pages if entry.rail))
        self.backups.begin()

    def lock(self) -> None:
        """Close the casebook after whatever is being saved, a picture being kept too; then start afresh."""
        session, self.session = self.session, None
        if self.beside is not None and not self._leaves:
            self.beside.lock_others()
        self._look_no_more()
        if session is not None:
            self.tasks.after_files(lambda: self._lock(session))

    def _lock_and_leave(self) -> None:
        """Another window of this program was locked: lock this one too, and leave the screen to that one."""
        self._leaves = True
        if self.window is not None:
            self.window.lock()

    def _computer_leaves(self) -> None:
        """It falls asleep, or its own lock closes: lock at once, with no backup that keys in memory would wait for."""
        self._hurries = True
        if self.window is not None:
            self.window.lock()

    def _look_no_more(self) -> None:
        if self.beside is not None:
            self.beside.end()
            self.beside = None
        if self.backups is not None:
            self.backups.end()

    def _lock(self, session: "Session") -> None:
        from dslapp.services.access.unlock_casebook import lock_casebook
        from dslapp.services.matters.make_known import renew_card

        self.tasks.submit(renew_card, self._program, session, failed=_only_remembered)
        self.tasks.submit(
            lock_casebook, session, backs_up=not self._hurries,
            ended=self._app.quit if self._leaves else self._start_afresh,
        )  # fmt: skip

    def close(self) -> None:
        """Save, lock and end everything: the window was closed."""
        self._look_no_more()
        if self.idle is not None:
            self.idle.stop()
        from dslapp.services.access.unlock_casebook import lock_casebook

        session, self.session = self.session, None
        if session is not None:
            self.tasks.finish_files()  # a picture that is being kept needs the casebook for its record
            self.tasks.submit(lock_casebook, session)  # after whatever is still being saved
        self.tasks.shut_down()
        self._program.close()

    def _watch_over(self, session: "Session") -> "IdleWatch":
        """Lock what is unlocked when nobody is there, also while its member is still asked for a PIN."""
        from dslapp.gui.idle import IdleWatch

        self.session = session
        self.idle = IdleWatch(self._app, parent=self)
        self.idle.lock_due.connect(self.lock)
        return self.idle

    def _desk(self, session: "Session") -> "Desk":
        from dslapp.gui.desk import Desk

        return Desk(session=session, tasks=self.tasks, prompter=self.prompter, now=self._program.clock)

    def _print(self, pdf: bytes) -> bool:
        from dslapp.gui.print_pdf import print_pdf

        return print_pdf(self.prompter, pdf)

    def _work_failed(self, problem: Problem) -> None:
        if self.window is None:  # the main window tells of it itself
            self.prompter.warn(problem)

    def _work_crashed(self, error: BaseException) -> None:
        from dslapp.gui.crash import details_of

        if self.window is None:  # the main window tells of it itself
            self.prompter.report_crash(details_of(error))

    def tell_of_crash(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Tell of a bug wherever it happened, in words that quote no record: Python's own last resort."""
        from dslapp.gui.crash import details_of

        if not issubclass(kind, KeyboardInterrupt):
            self.prompter.report_crash(details_of(error))


def _only_remembered(problem: Problem) -> None:
    """The unlock page then says that the inbox has another address, until the next unlock."""
