"""One field of a referral's form: the answer or the reason for its absence, and where the answer comes from."""

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dslapp.domain.case.case_words import in_brief
from dslapp.domain.problems import UserProblem
from dslapp.domain.referral.checks import check_answer
from dslapp.domain.referral.fields import ReferralField
from dslapp.domain.school import say_lado, short_lado
from dslapp.domain.statements import Stated
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.stated_field import StatedField
from dslapp.gui.widgets.text import Words

FROM_CASE = "From the case – change it here for this referral only."
FROM_OTHER = "From another summary of this case – change it here for this referral only."
WRITTEN_HERE = "Written for this referral."
_KNOWN_CHARACTERS = 120


class AnswerField(QWidget):
    """Shows and asks for one answer. `changed` and `left` carry the field's id: typed in, and gone elsewhere.

    An answer that is emptied goes back to what the case says.
    """

    changed = Signal(str)
    left = Signal(str)

    def __init__(self, field: ReferralField) -> None:
        super().__init__()
        self.asked = field
        self._known = Stated()
        self._showing = False
        self._stated = StatedField(field.label, several_lines=True, lines=1, prompt=_sentence(field.will_ask))
        self._field = Field(field.label, self._stated, optional=field.need == "optional")
        self._words = self._field.label.text()
        self._source = Words(part="hint")
        self._back = Button("Take back", "quiet", hint="Use what the case says instead")
        self._back.setAccessibleName(f"{field.label}: use what the case says instead")
        self._source_row = QWidget()
        row = QHBoxLayout(self._source_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self._source, 1)
        row.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self._field)
        column.addWidget(self._source_row)
        self._stated.changed.connect(self._changed)
        self._back.clicked.connect(self._take_back)
        for part in self._stated.findChildren(QWidget):
            if part.focusPolicy() != Qt.FocusPolicy.NoFocus:
                part.installEventFilter(self)

    def call_lado(self, lado_label: str) -> None:
        """Name the LADO in the label as the school's authority does."""
        self._field.label.setText(say_lado(self._words, short_lado(lado_label)))

    def value(self) -> Stated:
        """What is on the screen."""
        return self._stated.value()

    def answer(self) -> Stated:
        """What is to be saved for this referral: empty where it is what the case says."""
        value = self.value()
        return Stated() if value == self._known else value

    def show_answer(self, own: Stated | None, known: Stated, *, carried: bool = False) -> None:
        """Show what was written for this referral, or else what is known; `carried` from the other summary."""
        self._known = known
        self._showing = True
        if self.value() != (own or known):
            self._stated.set_value(own or known)
        self._showing = False
        self.show_error("")
        self._show_source(own is not None, carried=carried)

    def put_in(self, value: Stated) -> None:
        """Put words back that were typed and not saved."""
        self._stated.set_value(value)

    def check(self) -> bool:
        """Whether the answer may be saved as it stands; if not, say beside it how to mend it."""
        error = self._stated.problem() if self._stated.not_known else ""
        if not error:
            try:
                check_answer(self.asked, self.value())
            except UserProblem as problem:
                error = f"{problem.message} {problem.way_forward}"
        self.show_error(error)
        return not error

    def show_error(self, text: str) -> None:
        """Say beside the control what is wrong."""
        self._field.show_error(text)

    def error(self) -> str:
        """The error shown, or an empty text."""
        return self._field.error()

    def source(self) -> str:
        """Where the answer comes from, in words; empty where nobody has answered."""
        return self._source.text()

    def take_focus(self) -> None:
        """Put the cursor into it."""
        self._stated.setFocus(Qt.FocusReason.OtherFocusReason)

    def has_focus(self) -> bool:
        """Whether the cursor is in one of its controls."""
        focused = cast("QWidget | None", self.window().focusWidget())
        return focused is not None and self._stated.isAncestorOf(focused) and focused.hasFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice when the focus leaves the last of its controls."""
        if event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self._notice_leaving)
        return super().eventFilter(watched, event)

    def _notice_leaving(self) -> None:
        if not self.has_focus():
            self.left.emit(self.asked.id)

    def _changed(self) -> None:
        if not self._showing:
            self.changed.emit(self.asked.id)

    def _take_back(self) -> None:
        self._stated.set_value(self._known)
        self.take_focus()

    def _show_source(self, own: bool, *, carried: bool) -> None:
        known = self._known.answered
        if own:
            says = f" The case says: “{in_brief(self._known.in_words(), _KNOWN_CHARACTERS)}”" if known else ""
            self._source.setText(f"{WRITTEN_HERE}{says}")
        elif known:
            self._source.setText(FROM_OTHER if carried else FROM_CASE)
        else:
            self._source.setText("")
        self._source_row.setVisible(bool(self._source.text()) and known)
        self._back.setVisible(own and known)


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:]
