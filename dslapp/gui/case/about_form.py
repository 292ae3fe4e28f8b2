"""A form about one thing of several of its kind: what was typed of one is never lost by beginning another."""

from collections.abc import Iterable
from typing import Generic, TypeVar

import msgspec

from dslapp.domain.entity import Entity
from dslapp.gui.case.case_form import CLOSE, CaseForm
from dslapp.gui.desk import Desk
from dslapp.gui.widgets.banner import Banner

Value = TypeVar("Value", bound=msgspec.Struct)
Thing = TypeVar("Thing", bound=Entity)


class AboutForm(CaseForm[Value], Generic[Value, Thing]):
    """Subclasses say of what it is (`name_of`), and what is offered for it on an empty form (`start`).

    `subject` is what it is about. `begin` asks whoever wants to write of another one to save or close this one first.
    """

    def __init__(self, desk: Desk, name: str, title: str, value_type: type[Value], save: str) -> None:
        super().__init__(desk, name, title, value_type, save, discard=CLOSE)
        self.subject: Thing | None = None
        self.in_the_way = Banner("warning")
        self.in_the_way.hide()
        self.body.addWidget(self.in_the_way)

    def name_of(self, thing: Thing) -> str:
        """What `thing` is called where others of its kind stand beside it."""
        raise NotImplementedError

    def start(self, thing: Thing) -> None:
        """Offer what fits `thing`, on an empty form."""

    def begin(self, thing: Thing) -> bool:
        """Write of `thing`. Not while something typed of another one stands here: that stays, and it is said."""
        self.in_the_way.hide()
        if self.is_empty():
            self.clear()
            self.subject = thing
            self.start(thing)
            self.offer()
        elif self.subject is None or self.subject.id != thing.id:
            self._say_what_is_in_the_way(thing)
            return False
        self.subject = thing
        return True

    def clear(self) -> None:
        """Start afresh, about nothing yet."""
        self.in_the_way.hide()
        super().clear()

    def find_subject(self, things: Iterable[Thing], thing_id: str) -> None:
        """Be about the one of `things` that has `thing_id`."""
        self.subject = next((each for each in things if each.id == thing_id), None)

    @property
    def subject_id(self) -> str:
        """The id of what it is about, or an empty text."""
        return self.subject.id if self.subject is not None else ""

    def _say_what_is_in_the_way(self, wanted: Thing) -> None:
        begun = self.name_of(self.subject) if self.subject is not None else "something that is not in the case any more"
        self.in_the_way.show_message(
            "warning", f"Save or close this first: you began it about {begun}.",
            f"What you typed is still here. Then begin one about {self.name_of(wanted)}.",
        )  # fmt: skip
        self.in_the_way.show()
