"""Restoring a backup from the first page: for a casebook that does not open, or onto a new computer."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dslapp.domain.case.case_words import count_of
from dslapp.domain.local_time import say_moment
from dslapp.domain.problems import Problem, UserProblem
from dslapp.gui.backups.wording import NOT_PROVED
from dslapp.gui.opening.passphrase_edit import PassphraseEdit
from dslapp.gui.pages import ScrollingPage
from dslapp.gui.prompter import Prompter
from dslapp.gui.tasks import Task, TaskRunner
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import Choice, ChoiceButtons, side_by_side
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.gui.widgets.meter import Meter
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Heading, Words
from dslapp.services.access.create_casebook import casebook_folder
from dslapp.services.access.read_recovery_sheet import read_recovery_sheet
from dslapp.services.access.unlock_casebook import Door
from dslapp.services.backups.restore_backup import (
    BackupToRestore,
    RestoreResult,
    backups_at,
    backups_known,
    restore_backup,
    say_restored,
    who_may_restore,
)
from dslapp.services.program import Program

SHEET = "sheet"
LONGEST_PLACE = 30
"""Characters of a folder's name, from its end: that tells one stick from another."""
SHOWN = 8
"""Backups that are offered: whoever wants an older one has the list inside the casebook, or the command."""


class RestorePage(ScrollingPage):
    """Asks which backup, who restores it and why. `casebook` is the one to restore; None makes a new one here.

    `restored` carries the casebook's folder; `left` goes back.
    """

    restored = Signal(object)
    left = Signal()

    def __init__(self, program: Program, tasks: TaskRunner, prompter: Prompter, casebook: Path | None) -> None:
        super().__init__(centred=True)
        self._program, self._tasks, self._prompter, self._casebook = program, tasks, prompter, casebook
        self._found: dict[str, BackupToRestore] = {}
        self._task: Task | None = None
        self._folder = casebook
        self.backups: ChoiceButtons | None = None
        self.who: ChoiceButtons | None = None
        self.which_card, self.who_card = Card("Which backup"), Card("Who you are")
        self.which_words = Words("Looking for backups…", "hint")
        self.look = Button("&Look on a stick or in another folder", "secondary", "folder-open")
        self.passphrase, self.sheet = PassphraseEdit(), GrowingText(lines=3)
        self.passphrase_field = Field("&Passphrase", self.passphrase, "The one you have now, or the one of that day.")
        self.sheet_field = Field("The &groups on the recovery sheet", self.sheet)
        self.name, self.reason = QLineEdit(), GrowingText(lines=2)
        self.name_field = Field("What to &call the casebook here", self.name)
        self.reason_field = Field("Wh&y is it restored?", self.reason, "It stands in the record.")
        self.trouble, self.outcome, self.meter = Banner("danger"), Banner("success"), Meter("Progress")
        self.restore = Button("&Restore this backup", "primary", "history")
        self.back_button, self.stop = Button("&Back", "quiet", "arrow-left"), Button("S&top", "secondary", "x")
        self.unlock = Button("&Unlock it", "primary", "key-round")
        self._lay_out()
        self.look.clicked.connect(self._choose_folder)
        self.restore.clicked.connect(self._restore)
        self.back_button.clicked.connect(self.left)
        self.stop.clicked.connect(self._stop)
        self.unlock.clicked.connect(lambda: self.restored.emit(self._folder))
        self.passphrase.entered.connect(self.reason.setFocus)

    def arrive(self) -> None:
        """Look for the backups that this computer remembers."""
        if self._casebook is None:
            self._show_backups(())
        else:
            self._tasks.submit(backups_known, self._casebook, lane="files", done=self._show_backups)

    def _choose_folder(self) -> None:
        folder = self._prompter.choose_folder("The stick or the folder with the backups")
        if folder is not None:
            self.trouble.hide()
            self._tasks.submit(backups_at, folder, lane="files", done=self._show_backups, failed=self._failed)

    def _show_backups(self, found: Sequence[BackupToRestore]) -> None:
        if self.backups is not None:
            self.which_card.body.removeWidget(self.backups)
            self.backups.hide()
            self.backups.deleteLater()
            self.backups = None
        self._found = {f"{backup.home}/{backup.name}": backup for backup in found[:SHOWN]}
        self.which_words.setText(
            "The newest is chosen." if found else "None is known here. Plug the stick in, then look on it."
        )
        for widget in (self.who_card, self.reason_field, self.restore):
            widget.setVisible(bool(found))
        self.name_field.setVisible(bool(found) and self._casebook is None)
        if found:
            choices = [Choice(key, _say(each)) for key, each in self._found.items()]
            self.backups = ChoiceButtons("Which backup", choices)
            self.backups.set_value(choices[0].value)
            self.backups.chosen.connect(self._ask_who)
            self.which_card.body.insertWidget(1, self.backups)
            self._ask_who()
            self.backups.setFocus()
        else:
            self.look.setFocus()

    def _backup(self) -> BackupToRestore:
        assert self.backups is not None, "there is a backup to choose"
        return self._found[self.backups.value()]

    def _ask_who(self) -> None:
        self._tasks.submit(
            who_may_restore, self._backup(), lane="files", done=self._show_doors, failed=self._failed, latest="doors"
        )

    def _show_doors(self, doors: Sequence[Door]) -> None:
        before = self.who.value() if self.who is not None else ""
        if self.who is not None:
            self._who_column.removeWidget(self.who)
            self.who.hide()
            self.who.deleteLater()
        choices = [Choice(door.member_id, door.label) for door in doors]
        self.who = ChoiceButtons("Who you are", [*choices, Choice(SHEET, "Somebody with the recovery sheet")])
        known = {choice.value for choice in choices} | {SHEET}
        self.who.set_value(before if before in known else choices[0].value if choices else SHEET)
        self.who.chosen.connect(self._ask_key)
        self._who_column.addWidget(self.who)
        self._ask_key()
        follow_layout(self)

    def _ask_key(self) -> None:
        with_sheet = self.who is not None and self.who.value() == SHEET
        self.sheet_field.setVisible(with_sheet)
        self.passphrase_field.setVisible(not with_sheet)

    def _restore(self) -> None:
        for field in (self.passphrase_field, self.sheet_field, self.name_field, self.reason_field):
            field.show_error("")
        self.trouble.hide()
        try:
            folder, sheet = self._target(), self._key()
        except UserProblem as problem:
            self._failed(problem)
            return
        assert self.who is not None, "the button is shown with the doors"
        backup = self._backup()
        self._working(True)
        self._task = self._tasks.submit(
            restore_backup, self._program, backup.home, backup.name, folder, reason=self.reason.text(),
            who="" if sheet else self.who.value(), passphrase="" if sheet else self.passphrase.text(), sheet=sheet,
            lane="files", cancellable=True, done=self._restored, failed=self._failed, ended=self._ended,
        )  # fmt: skip

    def _target(self) -> Path:
        if self._casebook is not None:
            return self._casebook
        folder = casebook_folder(self._program.casebooks, self.name.text())
        if folder.exists():
            raise UserProblem("There is a casebook of that name already. Choose another name.", field="label")
        return folder

    def _key(self) -> str:
        """The sheet's key, or nothing for a member. Raises UserProblem for what is not there yet."""
        assert self.who is not None, "the button is shown with the doors"
        if self.who.value() != SHEET:
            if not self.passphrase.text():
                raise UserProblem("Type your passphrase.", field="passphrase")
            identity = ""
        else:
            read = read_recovery_sheet(self.sheet.text())
            if not read.identity:
                raise UserProblem(read.advice, field="sheet")
            identity = read.identity
        if not self.reason.text().strip():
            raise UserProblem("Write why it is restored, in a few words.", field="reason")
        return identity

    def _restored(self, result: RestoreResult) -> None:
        self._folder = result.folder
        self.passphrase.set_text("")
        self.sheet.clear()
        said = say_restored(result)
        self.outcome.show_message("success", said[0], "\n".join(said[1:]))
        for widget in (self.which_card, self.who_card, self.reason_field, self.name_field, self.restore):
            widget.hide()
        for shown in (self.outcome, self.unlock):
            shown.show()
        self.unlock.setFocus()

    def _failed(self, problem: Problem) -> None:
        fields = {
            "passphrase": self.passphrase_field, "sheet": self.sheet_field, "label": self.name_field,
            "reason": self.reason_field,
        }  # fmt: skip
        field = fields.get(problem.field) if isinstance(problem, UserProblem) else None
        if field is None:
            self.trouble.show_problem(problem)
            self.area.ensureWidgetVisible(self.trouble)
        else:
            field.show_error(str(problem))
            field.control.setFocus()

    def _working(self, working: bool) -> None:
        self.meter.show_progress(0, 0, "Checking the backup, then putting it in place. Leave the stick plugged in.")
        for widget in (self.meter, self.stop):
            widget.setVisible(working)
        for part in (
            self.which_card,
            self.who_card,
            self.reason_field,
            self.name_field,
            self.restore,
            self.back_button,
        ):
            part.setEnabled(not working)

    def _ended(self) -> None:
        self._task = None
        self._working(False)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _lay_out(self) -> None:
        self.column.addWidget(Heading("Restore a backup", 1))
        what = "The backup becomes a casebook on this computer’s own disk. The backup itself stays as it is."
        if self._casebook is not None:
            what = (
                f"The backup takes the place of “{self._casebook.stem}”. What is there now is kept in its quarantine "
                "folder: nothing is deleted. Until then keep a record on paper."
            )
        self.column.addWidget(Words(what))
        self._who_column = QVBoxLayout()
        self.which_card.body.addWidget(self.which_words)
        self.which_card.body.addLayout(side_by_side(self.look))
        self.who_card.body.setSpacing(2 * GRID)
        self.who_card.body.addLayout(self._who_column)
        for field in (self.passphrase_field, self.sheet_field):
            self.who_card.body.addWidget(field)
        parts: tuple[QWidget, ...] = (
            self.which_card, self.who_card, self.name_field, self.reason_field, self.trouble, self.meter, self.outcome,
        )  # fmt: skip
        for part in parts:
            self.column.addWidget(part)
        for hidden in (*parts[1:], self.restore, self.stop, self.unlock, self.sheet_field):
            hidden.hide()
        self.column.addLayout(side_by_side(self.restore, self.stop, self.unlock, self.back_button))
        self.setFocusProxy(self.look)


def _say(backup: BackupToRestore) -> str:
    entries = NOT_PROVED if backup.entries is None else count_of(backup.entries, "entry", "entries")
    place = backup.place if len(backup.place) <= LONGEST_PLACE else f"…{backup.place[-LONGEST_PLACE:]}"
    return f"{say_moment(backup.at)} · {entries} · {place}".replace("&", "&&")
