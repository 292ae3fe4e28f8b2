"""The card on which a member ties their passphrase to this computer, or lets it be enough again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.problems import Problem, UserProblem
from dslapp.gui.desk import Desk
from dslapp.gui.opening.passphrase_edit import PassphraseEdit
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.gui.widgets.text import Words
from dslapp.services.access.device_key import (
    DeviceKeyStatus,
    device_key_status,
    turn_device_key_off,
    turn_device_key_on,
)


class DeviceKeyCard(Card):
    """Off unless the member switches it on, which takes the recovery sheet. `changed` says that it was switched."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("Tie my passphrase to this computer")
        self._desk = desk
        self._is_on = False
        self.state = Words()
        self.explained = Words(part="hint")
        self.begin = Button("Switch it on")
        self.begin.hide()
        self.passphrase = PassphraseEdit("Your passphrase")
        self.passphrase_field = Field("Your passphrase", self.passphrase)
        self.sheet = GrowingText(lines=2)
        self.sheet_field = Field(
            "The recovery sheet", self.sheet,
            "Type all its groups. If this computer’s key is lost one day, the sheet is the way back in: so have it in "
            "your hands now.",
        )  # fmt: skip
        self.do = Button("Switch it on now", "primary")
        self.told = Banner("success")
        self.told.hide()
        self._form = QWidget()
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID + GRID // 2)
        column.addWidget(self.passphrase_field)
        column.addWidget(self.sheet_field)
        column.addLayout(side_by_side(self.do))
        self._form.hide()
        for widget in (self.state, self.explained):
            self.body.addWidget(widget)
        self.body.addLayout(side_by_side(self.begin))
        self.body.addWidget(self._form)
        self.body.addWidget(self.told)
        self.begin.clicked.connect(self._ask)
        self.do.clicked.connect(self._switch)
        self.passphrase.entered.connect(self._switch)

    def read(self) -> None:
        """Show how it stands."""
        self._desk.tasks.submit(device_key_status, self._desk.session, done=self._show, latest="device key")

    def _show(self, status: DeviceKeyStatus) -> None:
        self._is_on = status.is_on
        self.state.setText(
            "It is on: your passphrase opens this casebook on this computer only."
            if status.is_on
            else "It is off: your passphrase opens this casebook, and any copy of it, on any computer."
        )
        self.explained.setText(
            f"A second key is kept by {status.key_store}. A copy of the casebook, and backups from now on, then do not "
            "open with your passphrase elsewhere; other members, and the recovery sheet, still open them anywhere. It "
            "does not hold against whoever has a members file from before it was switched on, as each older backup "
            "has: with that file your passphrase is enough."
            if status.key_store
            else "This computer offers no place where such a key could be kept."
        )
        self.begin.say("Switch it off" if status.is_on else "Switch it on")
        self.begin.setVisible(bool(status.key_store) or status.is_on)
        self._form.hide()
        self.passphrase.set_text("")
        self.sheet.setPlainText("")

    def _ask(self) -> None:
        self.told.hide()
        self.begin.hide()
        self.sheet_field.setVisible(not self._is_on)
        self.do.say("Switch it off now" if self._is_on else "Switch it on now")
        self._form.show()
        self.passphrase.setFocus()

    def _switch(self) -> None:
        passphrase, sheet = self.passphrase.text(), self.sheet.text()
        self.passphrase_field.show_error("" if passphrase else "Type the passphrase that you unlocked with.")
        self.sheet_field.show_error("" if sheet.strip() or self._is_on else "Type the groups of the recovery sheet.")
        if not passphrase:
            self.passphrase.setFocus()
        elif self.sheet_field.error():
            self.sheet.setFocus()
        else:
            self.do.setEnabled(False)
            work, words = (turn_device_key_off, ()) if self._is_on else (turn_device_key_on, (sheet,))
            self._desk.tasks.submit(
                work, self._desk.session, passphrase, *words, done=self._switched, failed=self._failed,
                ended=self._may_switch_again,
            )  # fmt: skip

    def _switched(self, status: DeviceKeyStatus) -> None:
        self._show(status)
        self.told.show_message(
            "success",
            "It is on. Put the recovery sheet back into the safe." if status.is_on else "It is off.",
        )
        self.told.show()
        self.changed.emit()

    def _may_switch_again(self) -> None:
        self.do.setEnabled(True)

    def _failed(self, problem: Problem) -> None:
        if isinstance(problem, UserProblem) and problem.field == "sheet":
            self.sheet_field.show_error(str(problem))
        elif isinstance(problem, UserProblem) and problem.field == "passphrase":
            self.passphrase_field.show_error(str(problem))
        else:
            self.told.show_problem(problem)
