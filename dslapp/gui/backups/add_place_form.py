"""Adding a place for backups: which folder, what it is called, what kind of place it is."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QSpinBox

from dslapp.domain.problems import Problem, UserProblem
from dslapp.domain.trust.backup_state import PLACE_KINDS
from dslapp.domain.trust.entries import BackupPlace, PlaceKind
from dslapp.gui.desk import Desk
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import Choice, ChoiceButtons, side_by_side
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.text import Words
from dslapp.services.backups.back_up import add_place

_HINTS: dict[PlaceKind, str] = {
    "stick": "Best against fire, theft and a virus: it lies in the safe and comes out once a week.",
    "another device": "Another computer at school, or the school’s own drive.",
    "this computer": "Helps when a file is damaged; not when the computer breaks or is stolen.",
}


class AddPlaceForm(Card):
    """Asks for a place and adds it. `added` carries it; `given_up` closes the form."""

    added = Signal(object)
    given_up = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("Add a place for backups")
        self._desk = desk
        self.kind = ChoiceButtons("What kind of place", [Choice(kind, PLACE_KINDS[kind]) for kind in _HINTS])
        self.about_kind = Words(part="hint")
        self.folder, self.label, self.days = QLineEdit(), QLineEdit(), QSpinBox()
        self.days.setRange(1, 90)
        self.days.setValue(7)
        self.days.setSuffix(" days")
        self.kind_field = Field("What kind of place is it?", self.kind)
        self.folder_field = Field("The &folder", self.folder, "A folder on that stick, drive or computer.")
        self.label_field = Field(
            "What to &call it",
            self.label,
            "So that everybody knows which is meant: for example, Red stick in the safe.",
        )
        self.days_field = Field("Ask for the stick &every", self.days)
        self.choose = Button("C&hoose the folder", "secondary", "folder-open")
        self.add, self.cancel = Button("A&dd it and back up now", "primary", "plus"), Button("Cancel", "quiet", "x")
        self.trouble = Banner("danger")
        self.trouble.hide()
        for part in (self.kind_field, self.about_kind, self.folder_field):
            self.body.addWidget(part)
        self.body.addLayout(side_by_side(self.choose))
        for widget in (self.label_field, self.days_field, self.trouble):
            self.body.addWidget(widget)
        self.body.addLayout(side_by_side(self.add, self.cancel))
        self.kind.set_value("stick")
        self.kind.chosen.connect(self._say_kind)
        self._say_kind()
        self.choose.clicked.connect(self._choose)
        self.add.clicked.connect(self._add)
        self.cancel.clicked.connect(self.given_up)
        self.setFocusProxy(self.kind)

    def _choose(self) -> None:
        folder = self._desk.prompter.choose_folder("A folder for the backups")
        if folder is not None:
            self.folder.setText(str(folder))
            self.folder_field.show_error("")
            self.label.setFocus()

    def _say_kind(self) -> None:
        self.about_kind.setText(_HINTS[self._kind()])
        self.days_field.setVisible(self._kind() == "stick")

    def _kind(self) -> PlaceKind:
        return next(kind for kind in PLACE_KINDS if kind == self.kind.value())

    def _add(self) -> None:
        for field in (self.folder_field, self.label_field):
            field.show_error("")
        self.trouble.hide()
        if not self.folder.text().strip():
            self.folder_field.show_error("Choose a folder.")
            self.choose.setFocus()
            return
        self.add.setEnabled(False)
        self._desk.tasks.submit(
            add_place, self._desk.session, self.label.text(), Path(self.folder.text().strip()), self._kind(),
            self.days.value(), done=self._added, failed=self._failed, ended=self._ended,
        )  # fmt: skip

    def _added(self, place: BackupPlace) -> None:
        self.folder.clear()
        self.label.clear()
        self.added.emit(place)

    def _ended(self) -> None:
        self.add.setEnabled(True)

    def _failed(self, problem: Problem) -> None:
        fields = {"folder": self.folder_field, "label": self.label_field, "remind_days": self.days_field}
        named = problem.field if isinstance(problem, UserProblem) else ""
        if named in fields:
            fields[named].show_error(str(problem))
            fields[named].control.setFocus()
        else:
            self.trouble.show_problem(problem)
