"""A change of hands of an exhibit: it was handed over, or came back."""

from typing import cast

import msgspec

from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.gui.case.about_form import AboutForm
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.beside.hands_fields import Hands, HandsFields, Way, step_of
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.text import Words
from dslapp.services.continuity.hand_over_exhibit import hand_over_exhibit


class HandOverTyped(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on the form; `subject_id` is the exhibit that it is about."""

    subject_id: str = ""
    what: Way = "handed over"
    hands: Hands = Hands()


class HandOverForm(AboutForm[HandOverTyped, Exhibit]):
    """Writes down that an exhibit was handed over, or came back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "hand-over", "Change of hands", HandOverTyped, "&Save this step")
        self._about = Words(part="hint")
        self.way = ChoiceButtons(
            "What happened", (Choice("handed over", "Handed over"), Choice("received", "Received back")), across=True
        )
        self.hands = HandsFields(desk)
        self.body.addWidget(self._about)
        self.add_field("what", Field("What happened?", self.way))
        self.add_fields(self.hands)
        self.finish()
        self.way.chosen.connect(self.hands.turn)
        self.way.chosen.connect(self.changed)

    def name_of(self, thing: Exhibit) -> str:
        """Its number."""
        return f"exhibit {thing.ref}"

    def start(self, thing: Exhibit) -> None:
        """Offer the own name."""
        self.hands.offer_own_name()

    def begin(self, thing: Exhibit) -> bool:
        """Write a step of it."""
        begun = super().begin(thing)
        self._tell()
        self.show()
        self.fields["to"].control.setFocus()
        return begun

    def value(self) -> HandOverTyped:
        """What is on the screen."""
        return HandOverTyped(
            subject_id=self.subject_id, what=cast("Way", self.way.value() or "handed over"),
            hands=self.hands.value(),
        )  # fmt: skip

    def show_value(self, value: HandOverTyped) -> None:
        """Show `value`."""
        self.find_subject(self.case.exhibits if self.case else (), value.subject_id)
        self.way.set_value(value.what)
        self.hands.show_value(value.hands)

    def save(self) -> None:
        """Check the file, then save the step."""
        if self.subject is None or self.shows_a_mistake():
            return
        typed = self.value()
        self.send(
            "The step stands in the continuity.", hand_over_exhibit, self.subject,
            step_of(typed.hands, typed.what, self.desk.now()), self.desk.tasks.on_casebook, lane="files",
        )  # fmt: skip

    def _tell(self) -> None:
        if self.subject is None:
            return
        checked = (
            "First the program checks that its file has not changed." if self.subject.file_id
            else "No file of it is held here."
        )  # fmt: skip
        self._about.setText(f"Exhibit {self.subject.ref}. {checked} The step stays in its continuity for good.")
