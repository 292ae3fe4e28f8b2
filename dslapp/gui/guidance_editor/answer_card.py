"""One answer of a step as a form: its words, the note beside it, where it leads."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import Signal

from dslapp.domain.guidance.flows import Answer
from dslapp.gui.case_details.parts import TextPart
from dslapp.gui.guidance_editor.way_part import WayPart
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.text import Words


class AnswerCard(Card):
    """`answer` has an empty id for one that is being added. `opens` are the titles of flows that it opens."""

    changed = Signal()
    taken_out = Signal()

    def __init__(
        self, number: int, answer: Answer, steps: Sequence[tuple[str, str]], opens: Sequence[str], *, by_step: bool
    ) -> None:
        super().__init__(f"Answer {number}")
        self._answer = answer
        self.words = TextPart("Its words", lines=1)
        self.note = TextPart("Shown beside it at once (may stay empty)", lines=1)
        self.way = WayPart("Leads to", steps, answer.next, by_step=by_step)
        self.words.show_value(answer.label)
        self.note.show_value(answer.note)
        self.words.control.setAccessibleName(f"Answer {number}: its words")
        self.note.control.setAccessibleName(f"Answer {number}: shown beside it at once")
        self.way.combo.control.setAccessibleName(f"Answer {number}: leads to")
        self.remove = Button("Take this answer out", "quiet", "x")
        self.remove.setAccessibleName(f"Take answer {number} out")
        for widget in (self.words, self.note, self.way):
            widget.changed.connect(self.changed)
            self.body.addWidget(widget)
        if opens:
            self.body.addWidget(Words(f"Opens as well: {', '.join(opens)}.", "hint"))
        self.body.addLayout(side_by_side(self.remove))
        self.remove.clicked.connect(self.taken_out)

    @property
    def is_new(self) -> bool:
        """Whether the answer has no id yet."""
        return not self._answer.id

    def answer(self) -> Answer:
        """The answer as it stands in the form."""
        return msgspec.structs.replace(
            self._answer, label=self.words.value(), note=self.note.value(), next=self.way.target
        )

    def check(self) -> bool:
        """Say beside the field what is missing; return whether nothing is."""
        self.words.show_error("" if self.words.value() else "Write the words of the answer, or take it out.")
        self.way.words.show_error(self.way.problem())
        return not (self.words.error() or self.way.words.error())
