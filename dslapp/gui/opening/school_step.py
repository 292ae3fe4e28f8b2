"""The first step: which school, and what the casebook is for."""

from PySide6.QtWidgets import QLineEdit

from dslapp.domain.entity import new_id
from dslapp.domain.school import Holds, School
from dslapp.gui.opening.step import Step
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.field import Field

_IN_LABELS: dict[Holds, str] = {"pupils": "pupils", "staff": "staff concerns", "head": "the chair’s casebook"}


class SchoolStep(Step):
    """Asks for the school's name; the rest of its particulars can be written in the settings at any time."""

    def __init__(self) -> None:
        super().__init__(
            "Your school", "It stands at the head of every referral. Address and telephone can be added later."
        )
        self._id = new_id()
        self.name, self.authority = QLineEdit(), QLineEdit()
        self.name_field = Field("&Name of the school", self.name)
        self.purpose = ChoiceButtons(
            "What is this casebook for?",
            (
                Choice("pupils", "&Pupils: what children and families meet online"),
                Choice("staff", "Concerns about &staff: the headteacher opens it"),
                Choice("head", "Concerns about the &headteacher: the chair opens it"),
            ),
        )
        self.purpose.set_value("pupils")
        self.column.addWidget(self.name_field)
        self.column.addWidget(Field("&Local authority", self.authority, optional=True))
        self.column.addWidget(Field("What is this casebook for?", self.purpose))
        self.column.addWidget(
            Banner(
                "information",
                "Keep concerns about staff, and about the headteacher, in casebooks of their own",
                "Each casebook is opened by its own members only. Whoever is the subject of a concern must not be "
                "among them. Make one now or later: “Create a casebook” is always on the first page.",
            )
        )
        self.name.returnPressed.connect(self.onward)
        self.authority.returnPressed.connect(self.onward)
        self.setFocusProxy(self.name)

    def complete(self) -> bool:
        """The name is needed."""
        missing = not self.name.text().strip()
        self.name_field.show_error("Write the name of the school." if missing else "")
        if missing:
            self.name.setFocus()
        return not missing

    def school(self) -> School:
        """The school as it was described."""
        return School(
            id=self._id, name=self.name.text().strip(), local_authority=self.authority.text().strip(),
            holds=self.holds(),
        )  # fmt: skip

    def holds(self) -> Holds:
        """What the casebook is for."""
        return next(holds for holds in _IN_LABELS if holds == self.purpose.value())

    def label(self) -> str:
        """What to call the casebook unless the person prefers another name."""
        return f"{self.school().name} – {_IN_LABELS[self.holds()]}"
