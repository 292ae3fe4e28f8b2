"""What is asked of how a device was taken: by what right, who was there, who was told, who looked into it."""

import msgspec
from PySide6.QtWidgets import QLineEdit

from dslapp.domain.boards.devices import HowTaken
from dslapp.gui.case.shared_fields import SharedFields
from dslapp.gui.widgets.field import IF_ANY, Field

_ROWS = (
    ("under",), ("searched_by", "present"), ("parents_told",), ("looked_into_by", "looked_into_because")
)  # fmt: skip


class HowTakenFields(SharedFields):
    """The fields as the advice on searching asks; all can be completed later."""

    def __init__(self) -> None:
        self.lines = {name: QLineEdit() for name in HowTaken.__struct_fields__}
        lines = self.lines
        fields = {
            "under": Field(
                "Under which power, or with whose agreement?", lines["under"],
                "Such as: he gave it himself; his mother agreed; under the behaviour policy, as the head allowed.",
            ),
            "searched_by": Field(
                "Who searched for it?", lines["searched_by"], "A person, a bag or a locker.",
                optional="if there was a search",
            ),
            "present": Field("Second person who was there", lines["present"], "Name and role.", optional=IF_ANY),
            "parents_told": Field(
                "Who told the parents, and when?", lines["parents_told"], "Not told: why. It can be written later."
            ),
            "looked_into_by": Field(
                "Who looked into it, and when?", lines["looked_into_by"],
                "Two people, with a good reason; never at a naked or sexual image.", optional="if anybody did",
            ),
            "looked_into_because": Field(
                "Why, and what was found?", lines["looked_into_because"], "In words only.", optional="if anybody did"
            ),
        }  # fmt: skip
        super().__init__(fields, _ROWS)
        for line in lines.values():
            line.textChanged.connect(self.changed)

    def value(self) -> HowTaken:
        """What is on the screen."""
        return HowTaken(**{name: line.text().strip() for name, line in self.lines.items()})

    def show_value(self, value: HowTaken) -> None:
        """Show `value`."""
        for name, text in msgspec.structs.asdict(value).items():
            self.lines[name].setText(text)
