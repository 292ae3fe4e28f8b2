"""One place of the backups: how it stands, a backup now, a proof now, what lies there."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dslapp.domain.problems import Problem
from dslapp.domain.roles import may
from dslapp.domain.trust.backup_state import PLACE_KINDS, PlaceState, say_proven
from dslapp.gui.backups.watch import BACKUPS
from dslapp.gui.backups.wording import chip_of, say_backup, say_last, say_reminder
from dslapp.gui.desk import Desk
from dslapp.gui.tasks import UNTIL_LOCKED, Task
from dslapp.gui.theme.tokens import GRID, Tone
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.chips import Chip
from dslapp.gui.widgets.meter import Meter
from dslapp.gui.widgets.text import Rule, Words, spoken
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.backups.back_up import BackedUp, back_up, withdraw_place
from dslapp.services.backups.backup_status import ListedBackup, listed_backups
from dslapp.services.backups.drill_backup import Drilled, drill_backup

SHOWN = 8
"""Backups in the list before the rest is asked for."""
_MIB = 1 << 20


class PlaceCard(Card):
    """A place as it stands. `changed` asks to read everything anew; `restore_wanted` carries place and backup."""

    changed = Signal()
    restore_wanted = Signal(object, object)

    def __init__(self, desk: Desk, state: PlaceState) -> None:
        super().__init__(state.place.label)
        self._desk, self.state = desk, state
        self._task: Task | None = None
        self.said: tuple[Tone, str, str] = ("neutral", "", "")
        """What came of the last act here: tone, title and words."""
        self._may_restore = may(desk.session.member.role, "restore a backup")
        self.chip = Chip(*chip_of(state, desk.now()))
        self.head.addWidget(self.chip)
        self.now_button = Button(
            "&Back up now", "secondary" if state.colour == "green" or not state.reachable else "primary", "save"
        )
        self.prove_button = Button("Test a backu&p now", icon="file-check")
        self.list_button = Button("&Show its backups", "quiet", "history")
        self.withdraw_button = Button("Use this place no more", "quiet", "x")
        for button in (self.now_button, self.prove_button, self.list_button, self.withdraw_button):
            button.setAccessibleName(f"{spoken(button.text())}: {state.place.label}")
        self.stop_button = Button("S&top", "secondary", "x")
        self.meter, self.outcome = Meter("Progress"), Banner("success")
        self.listed = QWidget()
        self._list = QVBoxLayout(self.listed)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(GRID)
        self._lay_out()
        self.now_button.clicked.connect(self.back_up)
        self.prove_button.clicked.connect(self.prove)
        self.list_button.clicked.connect(self.show_list)
        self.withdraw_button.clicked.connect(self._withdraw)
        self.stop_button.clicked.connect(self._stop)

    @property
    def is_busy(self) -> bool:
        """Whether a backup or a proof is under way here."""
        return self._task is not None

    def take_over(self, old: "PlaceCard") -> None:
        """Go on saying what the card that stood here before said of its last act."""
        if old.outcome.isVisibleTo(old):
            self._say(*old.said)

    def back_up(self) -> None:
        """Make a backup here now."""
        self._begin("Copying the casebook…")
        self._run(back_up, self._backed_up, self._show_bytes)

    def prove(self) -> None:
        """Open the newest backup and check it."""
        self._begin("Opening the newest backup and checking it. The casebook itself is not touched.")
        self._run(drill_backup, self._proved, None)

    def show_list(self) -> None:
        """Show the backups that lie here."""
        tasks = self._desk.tasks
        tasks.submit(
            listed_backups, self._desk.session, self.state.place.id, tasks.on_casebook, lane="files",
            stopped_with=UNTIL_LOCKED, done=self._show_listed, failed=self._failed,
        )  # fmt: skip

    def _run(
        self, act: Callable[..., Any], done: Callable[[Any], None], progress: Callable[[int, int], None] | None
    ) -> None:
        tasks = self._desk.tasks
        self._task = tasks.submit(
            act, self._desk.session, self.state.place.id, tasks.on_casebook, lane="files", cancellable=True,
            stopped_with=BACKUPS,            progress=progress, done=done, failed=self._failed, ended=self._ended,
        )  # fmt: skip

    def _backed_up(self, done: BackedUp) -> None:
        entries = f"It holds all {done.entries} entries of the journal."
        if done.not_sound:
            self._say(
                "warning", "Backed up, but not all of the evidence.",
                f"{done.not_sound} of the exhibits’ files are missing or damaged in the casebook itself. "
                "“Check everything now” on the Safety page says which.",
            )  # fmt: skip
        else:
            self._say("success", "Backed up and read back.", entries)
        self.changed.emit()

    def _proved(self, drilled: Drilled) -> None:
        if drilled.faults:
            self._say(
                "danger", "This backup is damaged.",
                "\n".join(fault.what for fault in drilled.faults[:SHOWN])
                + "\nMake a new backup here now, then prove it again. Keep the older ones.",
            )  # fmt: skip
        else:
            self._say(
                "success", "Proved: this backup can be restored.",
                _say_proof(drilled, self._desk.now()),
            )  # fmt: skip
        self.changed.emit()

    def _show_listed(self, backups: Sequence[ListedBackup], most: int = SHOWN) -> None:
        self._clear_list()
        self._list.addWidget(Rule())
        if not backups:
            self._list.addWidget(Words("There is no backup here yet.", "hint"))
        for backup in backups[:most]:
            self._list.addLayout(self._row(backup))
        if len(backups) > most:
            more = Button(f"Show the {len(backups) - most} older ones", "quiet", "chevron-down")
            more.clicked.connect(partial(self._show_listed, backups, len(backups)))
            self._list.addWidget(more)
        self.listed.show()

    def _row(self, backup: ListedBackup) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(Words(say_backup(backup)), 1)
        if backup.at is not None and self._may_restore:
            button = Button("Restore…", "secondary")
            button.setAccessibleName(f"Restore: {say_backup(backup)}")
            button.clicked.connect(partial(self.restore_wanted.emit, self.state.place, backup))
            row.addWidget(button)
        return row

    def _withdraw(self) -> None:
        label = self.state.place.label
        if self._desk.prompter.confirm(
            f"Make no more backups at “{label}”?",
            "The backups that are there stay, and can still be restored. You can add the place again.",
            "Use it no more",
        ):
            self._desk.tasks.submit(
                withdraw_place, self._desk.session, self.state.place.id, done=self._withdrawn, failed=self._failed
            )

    def _withdrawn(self, _place: object) -> None:
        self.changed.emit()

    def _begin(self, words: str) -> None:
        self.outcome.hide()
        self.meter.show_progress(0, 0, words)
        for widget in (self.meter, self.stop_button):
            widget.show()
        for button in (self.now_button, self.prove_button, self.withdraw_button):
            button.setEnabled(False)

    def _ended(self) -> None:
        self._task = None
        for widget in (self.meter, self.stop_button):
            widget.hide()
        for button in (self.now_button, self.prove_button, self.withdraw_button):
            button.setEnabled(True)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()  # it reports nothing more than its end
            self._say("neutral", "Stopped.", "The backups that were there are as they were.")

    def _show_bytes(self, done: int, total: int) -> None:
        self.meter.show_progress(
            done // 1024, total // 1024, f"{done // _MIB} of {total // _MIB} MB of evidence copied"
        )

    def _failed(self, problem: Problem) -> None:
        self._say("danger", problem.message, problem.way_forward)
        self.changed.emit()

    def _say(self, tone: Tone, title: str, words: str) -> None:
        self.said = (tone, title, words)
        self.outcome.show_message(tone, title, words)
        self.outcome.show()

    def _clear_list(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            for widget in _widgets_of(item):
                widget.hide()
                widget.deleteLater()

    def _lay_out(self) -> None:
        state, now = self.state, self._desk.now()
        self.body.addWidget(Words(say_last(state, now)))
        if reminder := say_reminder(state, now):
            self.body.addWidget(Words(reminder))
        if state.trouble and state.reachable:
            self.body.addWidget(Words(f"The last attempt failed: {state.trouble}", tone="danger"))
        if state.proven is not None:
            proven = "The last proof found damage." if state.proven.faults else f"{say_proven(state.proven, now)}."
            self.body.addWidget(Words(proven, tone="danger" if state.proven.faults else None))
        self.body.addWidget(Words(f"{PLACE_KINDS[state.place.place_kind]}: {state.place.folder}", "hint"))
        for widget in (self.meter, self.outcome, self.listed):
            widget.hide()
            if widget is not self.listed:
                self.body.addWidget(widget)
        buttons = WrapLayout()
        for button in (
            self.now_button, self.prove_button, self.list_button, self.withdraw_button, self.stop_button,
        ):  # fmt: skip
            buttons.addWidget(button)
        self.stop_button.hide()
        self.prove_button.setVisible(state.last is not None)
        self.list_button.setVisible(state.last is not None)
        self.body.addLayout(buttons)
        self.body.addWidget(self.listed)


def _say_proof(drilled: Drilled, now: datetime) -> str:
    said, drill = say_proven(drilled.drill, now), drilled.drill
    if drill.files < drill.files_in_all:
        return f"{said} of {drill.files_in_all}. The other files are opened in the next months."
    return f"{said}."


def _widgets_of(item: Any) -> list[QWidget]:
    if (widget := item.widget()) is not None:
        return [widget]
    if (layout := item.layout()) is None:
        return []
    return [found for number in range(layout.count()) for found in _widgets_of(layout.itemAt(number))]
