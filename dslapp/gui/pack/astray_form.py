"""Something went to the wrong person: what to do, in order, and the form that puts it on the record."""

from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from dslapp.domain.case.casework import Action
from dslapp.domain.entity import IncidentId
from dslapp.domain.pack.astray import MAY_TELL, WentAstray, protection_of, steps
from dslapp.domain.pack.what_left import LeftSchool
from dslapp.domain.problems import Problem, UserProblem
from dslapp.domain.statements import TriState
from dslapp.gui.desk import Desk
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import yes_no_unsure
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.gui.widgets.moment_edit import MomentEdit
from dslapp.gui.widgets.text import Heading, Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.pack.show_what_left import note_astray


class AstrayForm(Card):
    """Hidden until it is asked for. `noted` is sent once it stands in the record, `put_away` when it is not to."""

    noted = Signal()
    put_away = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk = desk
        self._about: tuple[IncidentId, LeftSchool] | None = None
        self.title = Heading("Sent to the wrong person", 2)
        self._what = Words(part="strong")
        self._protection = Words()
        self._steps = [Words() for _ in steps("", "")]
        self._dpo = self._lado = ""
        self._who, self._happened = QLineEdit(), GrowingText(lines=2)
        self._aware = MomentEdit("When did somebody at the school notice?", desk.now())
        self.who = Field("Who &got it?", self._who, "A name, or the address it went to.")
        self.happened = Field("What &happened?", self._happened, "Was the password told, and to whom?")
        self.aware = Field("When did somebody at the school &notice?", self._aware, "The 72 hours run from then.")
        self._may_tell = yes_no_unsure(MAY_TELL)
        self.may_tell = Field(MAY_TELL, self._may_tell, "Whoever hears of it may destroy evidence, or harm the child.")
        self._fields = {"may_tell": self.may_tell, "who": self.who, "happened": self.happened, "aware": self.aware}
        self.trouble = Banner("danger")
        self.trouble.hide()
        self.save_button = Button("&Record it and remind me", "primary", "check")
        self.cancel_button = Button("Cancel", "quiet", "x")
        self.head.addWidget(self.title, 1)
        buttons = WrapLayout()
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.cancel_button)
        self.body.setSpacing(GRID)
        for part in (self._what, self._protection, *self._steps, *self._fields.values(), self.trouble):
            self.body.addWidget(part)
        self.body.addLayout(buttons)
        self.save_button.clicked.connect(self._save)
        self.cancel_button.clicked.connect(self._cancel)
        self._may_tell.chosen.connect(self._say_steps)
        self.hide()

    def ask(self, incident_id: IncidentId, left: LeftSchool, dpo: str, lado: str) -> None:
        """Show what to do about `left`, and ask what must be written."""
        self._about = (incident_id, left)
        self._dpo, self._lado = dpo, lado
        self._what.setText(left.what)
        self._protection.setText(protection_of(left.what))
        self._protection.setVisible(bool(self._protection.text()))
        self._may_tell.set_value()
        self._say_steps()
        self._who.clear()
        self._happened.setPlainText("")
        self._aware.set_moment(self._desk.now())
        self._show_errors(None)
        self.show()
        self._may_tell.button("yes").setFocus()

    def _say_steps(self) -> None:
        answer = cast("TriState", self._may_tell.value())
        for number, (label, words) in enumerate(zip(self._steps, steps(self._dpo, self._lado, answer), strict=True), 1):
            label.setText(f"{number}. {words}")

    def _save(self) -> None:
        if self._about is None:
            return
        incident_id, left = self._about
        moment, wrong = self._aware.moment(), self._aware.problem()
        if moment is None or wrong:
            self._show_errors(UserProblem(wrong or "Say when.", field="aware"))
            return
        self.save_button.setEnabled(False)
        to = f" (meant for {left.to})" if left.to else ""
        astray = WentAstray(
            key=left.key, what=f"{left.what}{to}", who=self._who.text(), happened=self._happened.text(),
            aware_at=moment, may_tell=cast("TriState", self._may_tell.value()),
        )  # fmt: skip
        self._desk.tasks.submit(
            note_astray, self._desk.session, incident_id, astray, done=self._done, failed=self._show_errors,
            ended=self._ended,
        )  # fmt: skip

    def _done(self, _actions: tuple[Action, ...]) -> None:
        self._about = None
        self.hide()
        self.noted.emit()

    def _ended(self) -> None:
        self.save_button.setEnabled(True)

    def _cancel(self) -> None:
        self._about = None
        self.hide()
        self.put_away.emit()

    def _show_errors(self, problem: Problem | None) -> None:
        self.trouble.hide()
        for each in self._fields.values():
            each.show_error("")
        if problem is None:
            return
        field = self._fields.get(problem.field) if isinstance(problem, UserProblem) else None
        if field is None:
            self.trouble.show_problem(problem)
            return
        field.show_error(str(problem))
        field.control.setFocus()
