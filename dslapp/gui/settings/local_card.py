"""How it is done in this area: what the LADO is called, the time limits, the names of the threshold levels."""

from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit

from dslapp.domain.problems import Problem
from dslapp.domain.school import LADO_LABELS, School
from dslapp.gui.desk import Desk
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import Choice, ChoiceButtons, side_by_side
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.text import Heading, Words
from dslapp.services.change_settings import change_school_fields

LEVELS = 4


class _Setting(NamedTuple):
    """One setting of `School` as a choice: its field, its question, its answers, and where the answer is found."""

    field: str
    label: str
    choices: tuple[Choice, ...]
    hint: str


def _times(*limits: str) -> tuple[Choice, ...]:
    return tuple(Choice(limit, f"Within {limit}") for limit in limits)


_SETTINGS = (
    _Setting(
        "lado_label", "What your authority calls the LADO", tuple(Choice(label, label) for label in LADO_LABELS),
        "Said in titles, on labels and in documents. The guidance itself may say LADO.",
    ),
    _Setting(
        "lado_clock", "The LADO is told", _times("1 working day", "24 hours"),
        "“Within 24 hours” in some areas; where you are not sure, take the shorter one.",
    ),
    _Setting(
        "written_confirmation", "A referral by telephone is confirmed in writing",
        _times("24 hours", "48 hours", "2 working days"), "Your social care’s own pages say which.",
    ),
    _Setting(
        "platform_ack", "A platform should acknowledge a report", _times("24 hours", "48 hours", "72 hours"),
        "Where the platform’s card gives no time of its own.",
    ),
    _Setting(
        "platform_reply", "A platform should answer a report", _times("48 hours", "72 hours", "1 week"),
        "Then ask again, or ring the helpline for professionals.",
    ),
    _Setting(
        "cp_file_days", "A child protection file goes to the new school", _times("5 calendar days", "5 working days"),
        "KCSIE says five days; calendar days are the strictest. Working days count through school holidays.",
    ),
)  # fmt: skip


class LocalCard(Card):
    """Shows and keeps the local settings of the one `School`. `kept` carries the school as it was saved."""

    kept = Signal(object)

    def __init__(self, desk: Desk, *, may_change: bool) -> None:
        super().__init__("How it is done in your area")
        self._desk, self._may_change = desk, may_change
        self._school: School | None = None
        self.body.addWidget(
            Words("A change counts for guidance that begins after it. Cases that were begun keep the old one.", "hint")
        )
        self.choices: dict[str, ChoiceButtons] = {}
        self.own_label = QLineEdit()
        self.own_label.setReadOnly(not may_change)
        for setting in _SETTINGS:
            choice = self.choices[setting.field] = ChoiceButtons(setting.label, setting.choices, across=True)
            choice.setEnabled(may_change)
            self.body.addWidget(Field(setting.label, choice, setting.hint))
            if setting.field == "lado_label":
                self.body.addWidget(Field("Or another name for the LADO", self.own_label, "Empty: one of those above."))
        self.body.addWidget(Heading("What your threshold document calls its levels", 3))
        self.levels = tuple(QLineEdit() for _ in range(LEVELS))
        grid = QGridLayout()
        grid.setSpacing(GRID)
        for number, line in enumerate(self.levels):
            line.setReadOnly(not may_change)
            serious = {0: ", the least serious", LEVELS - 1: ", the most serious"}.get(number, "")
            grid.addWidget(Field(f"Level {number + 1}{serious}", line), number // 2, number % 2)
        self.body.addLayout(grid)
        self._told = Banner("success")
        self._told.hide()
        self.body.addWidget(self._told)
        self.save = Button("Save the local settings", icon="save")
        self.save.setVisible(may_change)
        self.body.addLayout(side_by_side(self.save))
        self.save.clicked.connect(self.keep)
        self.choices["lado_label"].chosen.connect(self.own_label.clear)

    def show_school(self, school: School) -> None:
        """Fill the fields."""
        self._school = school
        for name, choice in self.choices.items():
            choice.set_value(getattr(school, name))
        self.own_label.setText("" if school.lado_label in LADO_LABELS else school.lado_label)
        for number, line in enumerate(self.levels):
            line.setText(school.threshold_levels[number] if number < len(school.threshold_levels) else "")
            line.setCursorPosition(0)

    def changes(self) -> dict[str, object]:
        """Every setting that differs from what is kept, by its field."""
        assert self._school is not None, "the fields are filled first"
        school = self._school
        found: dict[str, object] = {name: choice.value() for name, choice in self.choices.items()}
        found["lado_label"] = self.own_label.text().strip() or found["lado_label"] or school.lado_label
        levels = tuple(line.text().strip() for line in self.levels)
        found["threshold_levels"] = levels if any(levels) else ()
        return {name: value for name, value in found.items() if value != getattr(school, name)}

    def keep(self) -> None:
        """Keep what was changed."""
        if self._may_change and self._school is not None and self.changes():
            self._desk.tasks.submit(
                change_school_fields, self._desk.session, self.changes(), done=self._saved, failed=self._failed
            )

    def _saved(self, school: School) -> None:
        self.show_school(school)
        self._told.show_message("success", "The local settings are saved.")
        self._told.show()
        self.kept.emit(school)

    def _failed(self, problem: Problem) -> None:
        self._told.show_problem(problem)
