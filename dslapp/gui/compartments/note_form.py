"""The form of a sealed note: the minimum, and nothing that keeps somebody from writing it."""

from datetime import datetime
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dslapp.domain.entity import new_id
from dslapp.domain.matters.sealed_note import SealedNote
from dslapp.domain.problems import UserProblem
from dslapp.domain.statements import TriState
from dslapp.gui.compartments.about_whom import NOBODY_HERE, about_whom, chosen_about
from dslapp.gui.compartments.ring_now import RingNow
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.choice import yes_no_unsure
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.growing_text import GrowingText

DANGER = "Could anyone be hurt today? If yes, or you can’t be sure, ring 999 now. This will wait."
IMAGE = "Could any part of this, even a small picture or profile photo, show a naked or sexual image of anyone?"
IMAGE_HINT = "Don’t look further, copy it or ask for it. Write what you were told."


class NoteForm(QWidget):
    """What was said, about whom, by whom. `changed` at every change, `concerns` when whom it is about changes."""

    changed = Signal()
    concerns = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words, self.done = GrowingText(lines=5), GrowingText(lines=2)
        self.about, self.danger = about_whom(), yes_no_unsure("Could anyone be hurt today?")
        self.image = yes_no_unsure("Could a naked or sexual image be part of this?")
        self.adult, self.child, self.told_by, self.told_when, self.by, self.reach = (QLineEdit() for _ in range(6))
        self._fields: dict[str, Field] = {
            "danger": Field(DANGER, self.danger),
            "words": Field(
                "&What was said or seen?", self.words,
                "Write the child’s own words, even rude or unclear ones. Then write what you asked.",
            ),
            "about": Field("Who is it about?", self.about, "Not sure counts as yes: it decides who may read this."),
            "about_names": Field("The a&dult’s name", self.adult, optional=True),
            "child": Field("The &child", self.child, optional=True),
            "told_by": Field("Who &told you, or saw it?", self.told_by, optional=True),
            "told_when": Field("W&hen?", self.told_when, optional=True),
            "image": Field(IMAGE, self.image, IMAGE_HINT),
            "done": Field("What was done already, and who was &rung?", self.done, optional=True),
            "written_by": Field("&Your name and role", self.by, "Leave it empty to stay anonymous."),
            "reach": Field("How to reach you", self.reach),
        }  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        for field in self._fields.values():
            column.addWidget(field)
        self.ring_999 = RingNow()
        column.insertWidget(1, self.ring_999)
        self.ring_999.hide()
        self._fields["about_names"].hide()
        self._connect()
        self.setFocusProxy(self.words)

    @property
    def said_whom(self) -> bool:
        """Whether it was said whom it is about."""
        return bool(self.about.value())

    @property
    def worth_keeping(self) -> bool:
        """Whether anything was typed."""
        lines = (self.adult, self.child, self.told_by, self.told_when, self.by, self.reach)
        return bool(self.words.text() or self.done.text() or any(line.text().strip() for line in lines))

    def note(self, at: datetime) -> SealedNote:
        """What is written; its casebook is filled in when it is sealed."""
        about_adult = self.about.value() not in ("", NOBODY_HERE)
        return SealedNote(
            id=new_id(), casebook="", written_at=at, written_by=self.by.text().strip(), reach=self.reach.text().strip(),
            told_by=self.told_by.text().strip(), told_when=self.told_when.text().strip(),
            child=self.child.text().strip(), about=chosen_about(self.about),
            about_names=self.adult.text().strip() if about_adult else "",
            danger=cast("TriState", self.danger.value()), image=cast("TriState", self.image.value()),
            words=self.words.text(), done=self.done.text(),
        )  # fmt: skip

    def complete(self) -> bool:
        """Whether it says what happened and about whom; if not, say so beside the field."""
        for name, wrong, message in (
            ("words", not self.words.text(), "Write what was said or seen. One sentence is enough."),
            ("about", not self.said_whom, "Say whom it is about: it decides who may read this."),
        ):
            self.show_error(name, message if wrong else "")
        first = next((field for field in self._fields.values() if field.error()), None)
        if first is not None:
            first.control.setFocus()
        return first is None

    def show_error(self, name: str, message: str) -> None:
        """Say beside a field what is wrong with it."""
        self._fields[name].show_error(message)

    def show_problem(self, problem: UserProblem) -> bool:
        """Say it beside its field; return whether it has one here."""
        if problem.field not in self._fields:
            return False
        self.show_error(problem.field, str(problem))
        self._fields[problem.field].control.setFocus()
        return True

    def clear(self) -> None:
        """Forget everything that was typed."""
        for line in (self.adult, self.child, self.told_by, self.told_when, self.by, self.reach):
            line.clear()
        for box in (self.words, self.done):
            box.setPlainText("")
        for choices in (self.about, self.danger, self.image):
            choices.set_value("")
        self._fields["about_names"].hide()
        self.ring_999.hide()

    def _asked_danger(self) -> None:
        self.ring_999.setVisible(self.danger.value() in ("yes", "unsure"))
        self.changed.emit()

    def _asked_whom(self) -> None:
        self._fields["about_names"].setVisible(self.about.value() not in ("", NOBODY_HERE))
        self.show_error("about", "")
        self.concerns.emit()

    def _typed(self) -> None:
        if self.words.text():
            self.show_error("words", "")
        self.changed.emit()

    def _connect(self) -> None:
        self.danger.chosen.connect(self._asked_danger)
        self.about.chosen.connect(self._asked_whom)
        self.adult.textChanged.connect(self.concerns)
        for box in (self.words, self.done):
            box.textChanged.connect(self._typed)
        for line in (self.adult, self.child, self.told_by, self.told_when, self.by, self.reach):
            line.textChanged.connect(self.changed)
