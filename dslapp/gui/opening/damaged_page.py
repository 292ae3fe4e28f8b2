"""A casebook that does not open because its database is damaged: what is hit, what is safe, and the ways on."""

from pathlib import Path

from PySide6.QtCore import QTimer, Signal

from dslapp.domain.local_time import say_moment
from dslapp.domain.problems import Problem
from dslapp.gui.pages import ScrollingPage
from dslapp.gui.prompter import Prompter
from dslapp.gui.tasks import TaskRunner
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.meter import Meter
from dslapp.gui.widgets.text import Heading, Words, restyle
from dslapp.services.health.open_damaged import (
    BackupToRestore,
    DamagedFolder,
    DamageReport,
    Mended,
    backups_of,
    mend_damaged,
    open_damaged,
    read_damaged,
    report_damage,
    restore_and_put_back,
    say_mended,
)
from dslapp.services.program import Program
from dslapp.services.session import Session

IDLE_MS = 3 * 60 * 1000
"""After so long the page is left: it opens the record without asking for the passphrase again."""
_LOOKING = "Reading what can be read. Nothing is changed by that."


class DamagedPage(ScrollingPage):
    """Looks over the damaged casebook at `folder` and offers the ways on, the safest first.

    `opened` carries a session that saves nothing; `mended` says that the casebook can be unlocked again; `stick` asks
    for the page that restores a backup; `back` returns to the unlock page; `contacts` shows whom to ring.
    """

    opened = Signal(object)
    mended = Signal()
    stick = Signal()
    contacts = Signal()

    def __init__(self, program: Program, tasks: TaskRunner, folder: Path, prompter: Prompter) -> None:
        super().__init__(centred=True)
        self._prompter = prompter
        self._program, self._tasks, self._folder = program, tasks, folder
        self._damaged: DamagedFolder | None = None
        self._report: DamageReport | None = None
        self._backups: list[BackupToRestore] = []
        self._who = self._passphrase = ""
        self.heading = Heading("This casebook is damaged", 1)
        self.banner = Banner(
            "danger", "The file that holds the record is damaged.", "Nothing has been changed or thrown away."
        )
        self.progress = Meter("Progress")
        self.hit, self.safe, self.lost = Card("What is hit"), Card("What is safe"), Card("What cannot be read")
        self.ways = Card("What you can do now")
        self.restore_words = Words("")
        self.mend_words, self.read_words = (
            Words(""),
            Words(
                "Everything that could be read is shown as it was. Nothing that you do is saved: keep new notes on "
                "paper."
            ),
        )
        self.restore = Button("Restore the backup, then &put back what is newer", "primary", "rotate-cw")
        self.on_stick = Button("&I have a backup on a stick", "primary", "rotate-cw")
        self.mend = Button("&Mend it now", "primary", "file-check")
        self.read = Button("&Read it now, without saving", "secondary", "eye")
        self.unlock = Button("&Unlock it", "primary", "key-round")
        self.return_button = Button("&Back", "quiet", "arrow-left")
        self.idle = QTimer(self)
        self.idle.setSingleShot(True)
        self.idle.setInterval(IDLE_MS)
        self.idle.timeout.connect(self._go_back)
        self._lay_out()
        self.restore.clicked.connect(self._restore)
        self.on_stick.clicked.connect(self._from_stick)
        self.mend.clicked.connect(self._mend)
        self.read.clicked.connect(self._read)
        self.unlock.clicked.connect(self.mended)
        self.return_button.clicked.connect(self._go_back)
        self.setFocusProxy(self.return_button)

    def look(self, who: str, passphrase: str) -> None:
        """Look over the casebook as the member `who`."""
        self._who, self._passphrase = who, passphrase
        self._working(_LOOKING)
        self._tasks.submit(
            open_damaged, self._program, self._folder, who, passphrase, done=self._looked, failed=self._failed,
            ended=self._rest, progress=self.progress.show_progress,
        )  # fmt: skip

    def _looked(self, damaged: DamagedFolder) -> None:
        self._damaged = damaged
        self._tasks.submit(backups_of, damaged, done=self._backups.extend, failed=self._failed)
        self._tasks.submit(report_damage, damaged, done=self._show, failed=self._failed)

    def _show(self, report: DamageReport) -> None:
        for card, lines in ((self.hit, report.hit), (self.safe, report.safe), (self.lost, report.lost)):
            card.setVisible(bool(lines))
            for line in lines:
                card.body.addWidget(Words(line))
        if not report.hit:
            self.banner.show_message(
                "warning",
                "The casebook did not open, but no damage was found.",
                "The disk may be full, or failing. Make room on it, restart the computer, then unlock it again.",
            )
        self._report = report
        self._offer_backup(report)
        self.mend_words.setText(_what_mending_does(report, has_backup=bool(self._backups)))
        self.mend.setVisible(report.mends and report.may_mend)
        restyle(self.mend, "role", "primary" if report.loses_nothing else "secondary")
        for widget in (self.read_words, self.read):
            widget.setVisible(report.reads)
        self.ways.show()
        safe = (self.mend,) if report.loses_nothing else (self.restore, self.on_stick)
        next(each for each in (*safe, self.read, self.return_button) if each.isVisibleTo(self)).setFocus()

    def _offer_backup(self, report: DamageReport) -> None:
        offered = bool(self._backups) and not report.loses_nothing
        self.restore.setVisible(offered and report.may_restore)
        self.on_stick.setVisible(report.may_restore and not report.loses_nothing)
        restyle(self.on_stick, "role", "secondary" if offered else "primary")
        self.restore_words.setVisible(not report.loses_nothing)
        if not self._backups:
            self.restore_words.setText(
                "No backup of this casebook can be reached. If you have one on a stick, or on another computer, get it "
                "first: a backup keeps what mending cannot. Nothing gets worse while you look for it."
            )
        else:
            newest = self._backups[0]
            entries = "" if newest.entries is None else f", with {newest.entries:,} entries"
            self.restore_words.setText(
                f"The newest backup is of {say_moment(newest.at)}{entries} ({newest.place}). It is checked "
                "before it takes the place of the damaged casebook, which is kept in quarantine. Then everything newer "
                "that could be read here is put back, each with its reason."
            )

    def _restore(self) -> None:
        self._working("Restoring the backup and checking it.")
        self._tasks.submit(
            restore_and_put_back, self._program, self._damaged, self._backups[0], self._who,
            self._passphrase, done=self._restored, failed=self._not_restored, ended=self._rest,
            progress=self.progress.show_progress,
        )  # fmt: skip

    def _not_restored(self, problem: Problem) -> None:
        """That backup is of no use: offer the one before it."""
        self._failed(problem)
        del self._backups[0]
        if self._report is not None:
            self._offer_backup(self._report)

    def _restored(self, said: str) -> None:
        self._show_done("This casebook is restored", said)

    def _from_stick(self) -> None:
        self._let_go()
        self.stick.emit()

    def _mend(self) -> None:
        if self._report is not None and not self._report.loses_nothing and not self._prompter.confirm(
            "Mend it without a backup?",
            "\n".join((*self._report.lost, "What cannot be read is gone from it then. A backup may still have it.")),
            "Mend it without a backup", "Look for a backup first", danger=True,
        ):  # fmt: skip
            return
        self._working("Making the database anew and checking it.")
        self._tasks.submit(
            mend_damaged, self._program, self._damaged, done=self._mended, failed=self._failed, ended=self._rest,
            progress=self.progress.show_progress,
        )  # fmt: skip

    def _mended(self, mended: Mended) -> None:
        self._show_done("This casebook is mended", say_mended(mended))

    def _show_done(self, title: str, said: str) -> None:
        self._damaged, self._passphrase = None, ""
        self.heading.setText(title)
        self.banner.show_message("success", "It can be unlocked again.", said)
        for card in (self.hit, self.safe, self.lost, self.ways):
            card.hide()
        self.unlock.show()
        self.unlock.setFocus()

    def _read(self) -> None:
        self._working("Putting together what could be read.")
        self._tasks.submit(
            read_damaged, self._program, self._damaged, done=self._opened, failed=self._failed, ended=self._rest
        )

    def _opened(self, session: Session) -> None:
        self._damaged = None
        self.opened.emit(session)

    def _failed(self, problem: Problem) -> None:
        self.banner.show_problem(problem)

    def _go_back(self) -> None:
        self._let_go()
        self.back.emit()

    def _let_go(self) -> None:
        self.idle.stop()
        damaged, self._damaged = self._damaged, None
        if damaged is not None:
            self._tasks.submit(damaged.close)

    def _working(self, words: str) -> None:
        self.idle.stop()
        self.progress.show_progress(0, 0, words)
        self.progress.show()
        for button in (self.restore, self.on_stick, self.mend, self.read, self.return_button):
            button.setEnabled(False)

    def _rest(self) -> None:
        self.idle.start()
        self.progress.hide()
        for button in (self.restore, self.on_stick, self.mend, self.read, self.return_button):
            button.setEnabled(True)

    def _lay_out(self) -> None:
        self.column.addWidget(self.heading)
        self.column.addWidget(self.banner)
        self.column.addWidget(self.progress)
        for card in (self.hit, self.lost, self.safe, self.ways):
            card.hide()
            self.column.addWidget(card)
        for words, *buttons in (
            (self.restore_words, self.restore, self.on_stick), (self.read_words, self.read),
            (self.mend_words, self.mend),
        ):  # fmt: skip
            self.ways.body.addWidget(words)
            self.ways.body.addLayout(side_by_side(*buttons))
        self.unlock.hide()
        self.progress.hide()
        ring = Button("&Whom to ring (F2)", "quiet", "phone")
        ring.clicked.connect(self.contacts)
        self.column.addLayout(side_by_side(self.unlock, self.return_button, ring))


def _what_mending_does(report: DamageReport, *, has_backup: bool) -> str:
    if not report.mends:
        return (
            "The beginning of the record cannot be read, so the casebook cannot be mended from itself: it takes a "
            "backup."
        )
    if not report.may_mend:
        return "Your role does not let you mend it. Ask the designated safeguarding lead to unlock it and to mend it."
    if report.loses_nothing:
        return (
            "Everything that was written down could be read and fits its signatures. The program makes lists and "
            "search anew from it. The damaged file is kept in quarantine."
        )
    return ("Without the backup: " if has_backup else "Without any backup: ") + (
        "the record is kept as it was signed up to the first entry that cannot be read. What "
        "can be read after it is put back under new entries that say so. The damaged file is kept in quarantine."
    )
