"""What is asked before something is purged: what the police said, who has seen it, who agrees."""

from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from dslapp.domain.evidence.exhibits import Exhibit, Material
from dslapp.domain.evidence.never_held import ALONE, may_go_alone
from dslapp.domain.problems import Problem, UserProblem
from dslapp.domain.school import Member
from dslapp.gui.case.due_day import DueDay
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.intake.never_held_choice import HINT, QUESTION, NeverHeldChoice
from dslapp.gui.opening.passphrase_edit import PassphraseEdit
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.field import IF_ANY, Field
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Words
from dslapp.services.purge.purge_exhibit import PoliceSaid, PurgeAnswers
from dslapp.services.purge.second_person import SecondPerson

_ALONE = "nobody"
_SAID = (
    Choice("remove it", "They said that it may be removed"),
    Choice("leave it", "They want it left as it is"),
    Choice("no advice", "They have not advised"),
)

_WHO = {False: "Who said so, and when?", True: "Whom did you ask, and when?"}
_LEAVE_HIDDEN = "Leave it hidden. That is enough until they ring back: nobody can see it."


class PurgeForm(QWidget):
    """The fields below each other; what does not apply to an answer is not shown. `changed` follows each choice."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_seconds = False
        self._hidden_as: Material = ""
        self.material = NeverHeldChoice(desk)
        self.police = ChoiceButtons("What the police said", _SAID)
        self.advised, self.ref, self.because, self.alone = (QLineEdit() for _ in range(4))
        self.described, self.seen = GrowingText(lines=2), GrowingText(lines=2)
        self.seen_because = QLineEdit()
        self.keeps = QCheckBox("Keep the answers about where it was and how it came")
        self.keeps.setChecked(True)
        self.leave_hidden = Banner("warning", _LEAVE_HIDDEN)
        self.again = DueDay("Ask again", desk.now)
        self.second = QComboBox()
        self.why_two = Words(ALONE, "hint")
        self.passphrase = PassphraseEdit("Passphrase of the second person")
        self.fields = {
            "material": Field(QUESTION, self.material, HINT),
            "police_said": Field("What did the police say?", self.police, "Ring them before anything is removed."),
            "advised_by": Field(_WHO[False], self.advised, "Name, number and force."),
            "because": Field("Why is it removed although they have not advised?", self.because),
            "ask_again": Field("When do you ask them again?", self.again, "It becomes an action."),
            "police_ref": Field("Police reference", self.ref, optional=IF_ANY),
            "described": Field(
                "What was it, in a few words?", self.described,
                "Only what you know already. It takes the place of what was written about the file.", optional=True,
            ),
            "seen_by": Field("Who has seen it?", self.seen, "You too, if you have. How it came to that."),
            "seen_because": Field("Why was it seen?", self.seen_because, optional="if it was"),
            "second": Field("Who agrees to it?", self.second, "Two people, where there are two; neither looks at it."),
            "passphrase": Field(
                "Their own passphrase", self.passphrase, "They type it themselves, here. You stay signed in."
            ),
            "alone_because": Field(
                "Why can no second person agree now?", self.alone, "Another member is asked to countersign it later."
            ),
        }  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        for name, field in self.fields.items():
            column.addWidget(field)
            if name == "police_said":
                column.addWidget(self.leave_hidden)
            if name == "seen_because":
                column.addWidget(self.keeps)
            if name == "second":
                column.addWidget(self.why_two)
        for choice in (self.police, self.material):
            choice.chosen.connect(self._choose)
        self.second.currentIndexChanged.connect(self._choose)
        for line in (self.advised, self.ref, self.because, self.alone, self.seen_because, self.described, self.seen):
            line.textChanged.connect(self.forget_passphrase)
        for line in (self.advised, self.ref):
            line.textChanged.connect(self._fit)
        self.keeps.toggled.connect(self.forget_passphrase)
        self._fit()

    def clear(self, seconds: tuple[Member, ...], hidden_as: Material = "") -> None:
        """Start afresh; `seconds` are those who can agree, and it stands in the record as `hidden_as`."""
        self._hidden_as = hidden_as
        self.material.set_value("", is_answered=False)
        self.police.set_value()
        for line in (self.advised, self.ref, self.because, self.alone, self.seen_because):
            line.clear()
        for text in (self.described, self.seen):
            text.setPlainText("")
        self.passphrase.set_text("")
        self.again.set_day(None)
        self.keeps.setChecked(True)
        self.second.clear()
        self.second.addItem("Choose", "")
        for member in seconds:
            self.second.addItem(member.name, member.id)
        self._has_seconds = bool(seconds)
        self.show_problem(None)
        self._fit()

    def show_kept(self, exhibit: Exhibit) -> None:
        """Show what was saved of what the police said, while the exhibit stays hidden."""
        if exhibit.police_said:
            self.material.set_value(exhibit.material, is_answered=bool(exhibit.material))
            self.police.set_value(exhibit.police_said)
            self.seen.setPlainText(exhibit.seen_by)
            for line, words in (
                (self.advised, exhibit.told_to), (self.ref, exhibit.police_ref),
                (self.seen_because, exhibit.seen_because),
            ):  # fmt: skip
                line.setText(words)
            self._fit()

    def forget_passphrase(self) -> None:
        """Let it go: the second person agrees to what is on the screen now, and to nothing that is changed since."""
        self.passphrase.set_text("")

    def answers(self) -> PurgeAnswers:
        """What is on the screen."""
        alone = self._agrees() == _ALONE
        return PurgeAnswers(
            material=self.material.value(), described=self.described.text(),
            police_said=self.police_said, advised_by=self.advised.text(),
            police_ref=self.ref.text(), because=self.because.text(), seen_by=self.seen.text(),
            seen_because=self.seen_because.text(), keeps_where_from=self.keeps.isChecked(),
            alone_because=self.alone.text() if alone else "",
        )  # fmt: skip

    @property
    def police_said(self) -> PoliceSaid:
        """The answer that stands, or none."""
        return cast("PoliceSaid", self.police.value())

    @property
    def stays_hidden(self) -> bool:
        """Whether what the police said can be kept, and the exhibit stays as it is."""
        return self.police_said in ("leave it", "no advice")

    def second_person(self) -> SecondPerson | None:
        """Who agrees, with what they typed; None when nobody can."""
        chosen = self._agrees()
        return SecondPerson(chosen, self.passphrase.text()) if chosen and chosen != _ALONE else None

    def missing(self) -> UserProblem | None:
        """What has to be answered on the screen before anything is asked of the record."""
        if not self.material.is_answered:
            return UserProblem("Choose one. “Not known” is an answer.", field="material")
        if self._has_seconds and not self._agrees():
            return UserProblem("Choose who agrees.", "If nobody can come now, leave it hidden.", field="second")
        return None

    def show_problem(self, problem: Problem | None) -> bool:
        """Show a mistake beside its field; return whether it has one."""
        for field in self.fields.values():
            field.show_error("")
        name = problem.field if isinstance(problem, UserProblem) else ""
        if problem is None or name not in self.fields:
            return False
        self.fields[name].show_error(f"{problem.message} {problem.way_forward}".strip())
        self.fields[name].control.setFocus()
        return True

    def _agrees(self) -> str:
        return str(self.second.currentData() or "")

    def _choose(self) -> None:
        self.forget_passphrase()
        self._fit()
        self.changed.emit()

    def _offer_alone(self) -> None:
        """Only where it is right: then the second person's answer can also be that nobody can come."""
        right, row = may_go_alone(self.answers(), self._hidden_as), self.second.findData(_ALONE)
        if right and row < 0:
            self.second.addItem("Nobody can come now", _ALONE)
        elif not right and row >= 0:
            if self.second.currentIndex() == row:
                self.second.setCurrentIndex(0)
            self.second.removeItem(row)
        self.why_two.setVisible(self._has_seconds and not right)

    def _fit(self) -> None:
        self._offer_alone()
        said, second = self.police.value(), self._agrees()
        stays = said == "leave it"
        self.leave_hidden.setVisible(said == "no advice")
        self.fields["advised_by"].setVisible(bool(said))
        self.fields["advised_by"].label.setText(_WHO[said == "no advice"])
        self.fields["ask_again"].setVisible(self.stays_hidden)
        self.fields["described"].setVisible(not stays)
        self.keeps.setVisible(not stays)
        self.why_two.setVisible(not self.why_two.isHidden() and not stays)
        self.fields["because"].setVisible(said == "no advice")
        self.fields["second"].setVisible(self._has_seconds and not stays)
        self.fields["passphrase"].setVisible(bool(second) and second != _ALONE and not stays)
        self.fields["alone_because"].setVisible(second == _ALONE and not stays)
        follow_layout(self)
