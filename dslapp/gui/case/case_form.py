"""A small form on a tab of the case: keeps what is typed, saves by one service, shows mistakes beside the field."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, runtime_checkable

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.local_time import say_time
from dslapp.domain.problems import Problem, UserProblem
from dslapp.gui.case.in_a_row import InARow
from dslapp.gui.case.shared_fields import SharedFields
from dslapp.gui.desk import Desk
from dslapp.gui.log_incident.draft_keeper import DraftKeeper, KeepWork
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button, ButtonRole
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.text import Words
from dslapp.services.case.keep_draft import RestoredForm, discard_form, form_draft_id, keep_form, restore_form

if TYPE_CHECKING:
    from dslapp.services.session import Session

Value = TypeVar("Value", bound=msgspec.Struct)
CLOSE = "Close without saving"
"""For `discard` of a form that is put away when it is discarded."""


@runtime_checkable
class SaysWhatIsWrong(Protocol):
    """A control that knows of itself what cannot be, such as a day that is past."""

    def problem(self) -> str:
        """What is wrong, in words, or an empty text."""


class CaseForm(Card, Generic[Value]):
    """Subclasses say what the form holds (`value`, `show_value`) and how it is saved (`save`).

    What is offered of itself, such as the own name, is no typing: whoever offers more than `clear` does calls `offer`.

    `saved` carries the words for the status line; `restored` is sent when kept words were put back; `put_away` when it
    was saved or discarded.
    """

    saved = Signal(str)
    restored = Signal()
    put_away = Signal()

    def __init__(
        self, desk: Desk, name: str, title: str, value_type: type[Value], save: str, *,
        discard: str = "&Discard", role: ButtonRole = "primary",
    ) -> None:  # fmt: skip
        super().__init__(title)
        self.desk = desk
        self.case: CaseFile | None = None
        self.fields: dict[str, Field] = {}
        self._name, self._title, self._type = name, title, value_type
        self._done_words = self._sent_for = ""
        self._has_kept = False
        self._offered: Value | None = None
        self._keeper = DraftKeeper(desk.tasks, self._keep_work, self)
        self._keeper.kept.connect(self._say_kept)
        self._trouble = Banner("danger")
        self._trouble.hide()
        self._kept = Words(part="hint")
        self._kept.hide()
        self.save_button = Button(save, role)
        self.discard_button = Button(discard, "quiet")
        self.save_button.clicked.connect(self.save)
        self.discard_button.clicked.connect(self.discard)

    def value(self) -> Value:
        """What is on the screen."""
        raise NotImplementedError

    def show_value(self, value: Value) -> None:
        """Put `value` on the screen."""
        raise NotImplementedError

    def is_empty(self) -> bool:
        """Whether every field stands as it was offered."""
        return self._offered is None or self.value() == self._offered

    def offer(self) -> None:
        """What is on the screen now was offered, and typed by nobody."""
        self._offered = self.value()

    def save(self) -> None:
        """Save it for good, with `send`."""
        raise NotImplementedError

    def clear(self) -> None:
        """Start afresh."""
        self.show_value(self._type())
        self.offer()

    def add_field(self, name: str, field: Field) -> Field:
        """Put a field on the form; `name` is that of `UserProblem.field`."""
        self.fields[name] = field
        self.body.addWidget(field)
        return field

    def add_row(self, **fields: Field) -> None:
        """Put fields beside each other, where there is room for them."""
        self.fields.update(fields)
        self.body.addWidget(InARow(*fields.values()))

    def add_fields(self, parts: SharedFields) -> None:
        """Put fields on the form that other forms have as well, under their own names."""
        self.fields.update(parts.fields)
        self.body.addWidget(parts)
        parts.changed.connect(self.changed)

    def finish(self) -> None:
        """Put the buttons below the fields; called at the end of the constructor."""
        self.body.addWidget(self._trouble)
        self.body.addLayout(side_by_side(self.save_button, self.discard_button))
        self.body.addWidget(self._kept)

    def changed(self) -> None:
        """Connect each control to it: something was typed."""
        self._keeper.changed()

    def set_case(self, case: CaseFile) -> None:
        """Work on `case` from now on. For another case than before, its kept words are put back."""
        before, self.case = self.case, case
        if before is None or before.incident.id != case.incident.id:
            self.show_errors()
            self.clear()
            self._keeper.forget()
            self._has_kept = False
            self._note_kept("")
            self.desk.tasks.submit(
                restore_form, self.desk.session, case.incident.id, self._name, done=self._put_back, failed=_ignore,
                latest=f"restore {self._name}",
            )  # fmt: skip

    def leave(self) -> None:
        """Keep what was typed."""
        self._keeper.flush()

    def discard(self) -> None:
        """Throw away what was typed and put the form away."""
        self._keeper.forget()
        if self.case and (self._has_kept or not self.is_empty()):
            self.desk.tasks.submit(discard_form, self.desk.session, self.case.incident.id, self._name)
        self._end()

    def send(self, done: str, service: Callable[..., object], *arguments: Any, **more: Any) -> None:
        """Save by `service`, which also ends the draft; then say `done`."""
        assert self.case is not None
        self.show_errors()
        self._keeper.flush()  # until it is saved for good: the save itself ends the draft
        self._let_type(False)
        self._done_words, self._sent_for = done, self.case.incident.id
        self.desk.tasks.submit(
            service, self.desk.session, *arguments, done=self._saved, failed=self._failed, ended=self._ended,
            finishes_draft=form_draft_id(self.case.incident.id, self._name), **more,
        )  # fmt: skip

    def show_errors(self, problem: Problem | None = None) -> None:
        """Show a mistake beside its field and go there; without one, take all of them away."""
        for field in self.fields.values():
            field.show_error("")
        self._trouble.hide()
        if problem is None:
            return
        field_name = problem.field if isinstance(problem, UserProblem) else ""
        if field_name in self.fields:
            self.fields[field_name].show_error(f"{problem.message} {problem.way_forward}".strip())
            self.fields[field_name].control.setFocus()
        else:
            self._trouble.show_problem(problem)

    def shows_a_mistake(self) -> bool:
        """Whether a field that is shown holds what cannot be; then it is said beside it."""
        for name, field in self.fields.items():
            control = field.control
            wrong = control.problem() if isinstance(control, SaysWhatIsWrong) and not field.isHidden() else ""
            if wrong:
                self.show_errors(UserProblem(wrong, field=name))
                return True
        return False

    def focus_first(self) -> None:
        """Put the cursor where one begins to fill it in."""
        first: QWidget | None = next((field.control for field in self.fields.values() if not field.isHidden()), None)
        if first is not None:
            first.setFocus()

    def _keep_work(self) -> KeepWork | None:
        if self.case is None or (self.is_empty() and not self._has_kept):
            return None
        case = self.case.incident
        value = None if self.is_empty() else self.value()
        return _keep, (self.desk.session, case.id, self._name, value, case.ref, self._title)

    def _say_kept(self, at: datetime) -> None:
        self._has_kept = not self.is_empty()
        self._note_kept(f"What you typed is kept, {say_time(at)}." if self._has_kept else "")

    def _note_kept(self, words: str) -> None:
        self._kept.setText(words)
        self._kept.setVisible(bool(words))

    def _put_back(self, found: RestoredForm | None) -> None:
        if found is None or not self.is_empty():
            return
        self.show_value(msgspec.json.decode(found.value, type=self._type))
        self._keeper.forget()
        self._say_kept(found.saved_at)
        self.restored.emit()

    def _saved(self, _result: object) -> None:
        self.saved.emit(self._done_words)
        if self.case and self.case.incident.id == self._sent_for:
            self._end()

    def _failed(self, problem: Problem) -> None:
        if self.case is None or self.case.incident.id != self._sent_for:
            self.desk.tasks.problem.emit(problem)  # the window tells; the words are kept as a draft of that case
            return
        self._let_type(True)
        self.show_errors(problem)
        self._keeper.changed()

    def _ended(self) -> None:
        self._let_type(True)

    def _let_type(self, let: bool) -> None:
        """Nothing is typed while it is being saved: it would be cleared unseen."""
        self.save_button.setEnabled(let)
        for field in self.fields.values():
            field.setEnabled(let)

    def _end(self) -> None:
        self.show_errors()
        self.clear()
        self._keeper.forget()
        self._has_kept = False
        self._note_kept("")
        self.put_away.emit()


def _keep(
    session: "Session", incident_id: str, form: str, value: msgspec.Struct | None, ref: str, title: str
) -> datetime:
    """Keep the words, or forget them where they were taken out again by hand."""
    if value is None:
        discard_form(session, incident_id, form)
        return session.clock()
    return keep_form(session, incident_id, form, value, ref=ref, title=title)


def _ignore(_problem: Problem) -> None:
    """Words that cannot be put back are no reason to keep somebody from working."""
