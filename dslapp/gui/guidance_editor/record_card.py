"""One thing that a step wants in writing, as a form."""

from typing import cast

import msgspec
from PySide6.QtCore import Signal

from dslapp.domain.guidance.flows import FieldType, RecordField
from dslapp.gui.case_details.parts import CheckPart, ComboPart, TextPart
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import side_by_side

_KINDS: tuple[tuple[FieldType, str], ...] = (
    ("text", "A few words"), ("long text", "Several lines"), ("datetime", "A day and a time"), ("yes/no", "Yes or no"),
    ("person", "A person"),
)  # fmt: skip
_CHOICE: tuple[FieldType, str] = ("choice", "One of several")


class RecordCard(Card):
    """`field` has an empty id for one that is being added. What a field teaches or times stays as it was."""

    changed = Signal()
    taken_out = Signal()

    def __init__(self, number: int, field: RecordField) -> None:
        super().__init__(f"To be written {number}")
        self._field = field
        self.label_part = TextPart("Its words", lines=1)
        self.label_part.show_value(field.label)
        self.label_part.control.setAccessibleName(f"To be written {number}: its words")
        kinds = (*_KINDS, _CHOICE) if field.type == "choice" else _KINDS
        self.kind = ComboPart("Kind of answer", kinds)
        self.kind.show_value(field.type)
        self.kind.control.setAccessibleName(f"To be written {number}: kind of answer")
        self.kind.setEnabled(not (field.fact or field.moment or field.type == "choice"))
        self.must = CheckPart("“Not known yet”", "It must be known: “not known yet” is no answer")
        self.must.show_value(field.must_be_known)
        self.remove = Button("Take this out", "quiet", "x")
        self.remove.setAccessibleName(f"Take out what is to be written {number}")
        for part in (self.label_part, self.kind, self.must):
            part.changed.connect(self.changed)
            self.body.addWidget(part)
        self.body.addLayout(side_by_side(self.remove))
        self.remove.clicked.connect(self.taken_out)

    @property
    def is_new(self) -> bool:
        """Whether the field has no id yet."""
        return not self._field.id

    def field(self) -> RecordField:
        """The field as it stands in the form."""
        return msgspec.structs.replace(
            self._field, label=self.label_part.value(), type=cast("FieldType", self.kind.value()),
            must_be_known=self.must.value(),
        )  # fmt: skip

    def check(self) -> bool:
        """Say beside the field what is missing; return whether nothing is."""
        self.label_part.show_error("" if self.label_part.value() else "Write what is to be written, or take it out.")
        return not self.label_part.error()
