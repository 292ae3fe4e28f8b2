"""The school's particulars, which head every referral."""

import msgspec
from PySide6.QtWidgets import QGridLayout, QLineEdit

from dslapp.domain.problems import Problem
from dslapp.domain.school import School
from dslapp.gui.desk import Desk
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import Choice, ChoiceButtons, side_by_side
from dslapp.gui.widgets.field import Field
from dslapp.services.change_settings import change_school_fields

_LINES = (
    ("name", "Name o&f the school"), ("address", "Address"), ("phone", "Telephone"), ("email", "&E-mail"),
    ("urn", "&URN"), ("sector", "Kind of school"), ("local_authority", "Local authority"),
    ("headteacher", "&Headteacher"), ("chair_of_governors", "Chair of governors"),
)  # fmt: skip
_PATTERNS = (Choice("{initials}/{n}", "JH/1, JH/2"), Choice("{initials}{n}", "JH1, JH2"))
SECTORS = "LA-maintained, academy, independent, voluntary-aided…"


class SchoolCard(Card):
    """Shows and keeps the one `School` of the casebook."""

    def __init__(self, desk: Desk, *, may_change: bool) -> None:
        super().__init__("The school")
        self._desk, self._may_change = desk, may_change
        self._kept: School | None = None
        self.lines: dict[str, QLineEdit] = {}
        grid = QGridLayout()
        grid.setSpacing(GRID)
        for number, (attribute, label) in enumerate(_LINES):
            line = self.lines[attribute] = QLineEdit()
            line.setReadOnly(not may_change)
            if attribute == "sector":
                line.setPlaceholderText(SECTORS)
            grid.addWidget(Field(label, line), number // 2, number % 2)
        self.body.addLayout(grid)
        self.pattern = ChoiceButtons("Exhibits are numbered", _PATTERNS, across=True)
        self.pattern.setEnabled(may_change)
        self.body.addWidget(Field("Exhibits are numbered", self.pattern))
        self._told = Banner("success")
        self._told.hide()
        self.body.addWidget(self._told)
        self.save = Button("Save the school", icon="save")
        self.save.setVisible(may_change)
        self.body.addLayout(side_by_side(self.save))
        self.save.clicked.connect(self.keep)

    def show_school(self, school: School) -> None:
        """Fill the fields."""
        self._kept = school
        for attribute, line in self.lines.items():
            line.setText(getattr(school, attribute))
            line.setCursorPosition(0)
        self.pattern.set_value(school.exhibit_pattern)

    def school(self) -> School:
        """The school as it stands in the fields."""
        assert self._kept is not None, "the fields are filled first"
        typed = {attribute: line.text().strip() for attribute, line in self.lines.items()}
        typed["name"] = typed["name"] or self._kept.name
        return msgspec.structs.replace(self._kept, **typed, exhibit_pattern=self.pattern.value())

    def keep(self) -> None:
        """Keep what was changed."""
        if not self._may_change or self._kept is None:
            return
        school = self.school()
        names = [*self.lines, "exhibit_pattern"]
        changes = {name: getattr(school, name) for name in names if getattr(school, name) != getattr(self._kept, name)}
        if changes:
            self._desk.tasks.submit(
                change_school_fields, self._desk.session, changes, done=self._saved, failed=self._failed
            )

    def _saved(self, school: School) -> None:
        self._kept = school
        self._told.show_message("success", "The school is saved.")
        self._told.show()

    def _failed(self, problem: Problem) -> None:
        self._told.show_problem(problem)
