"""The last step: what the casebook is called on this computer, and where it is kept."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from dslapp.domain.problems import Problem, UserProblem
from dslapp.gui.opening.step import Step
from dslapp.gui.prompter import Prompter
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.field import Field
from dslapp.services.access.create_casebook import casebook_folder
from dslapp.services.backups.check_place import check_place


class PlaceStep(Step):
    """Asks for a name and a folder. `label` proposes a name, `usual` is the usual folder."""

    def __init__(self, prompter: Prompter, label: Callable[[], str], usual: Path) -> None:
        super().__init__(
            "Where to keep it",
            "On this computer’s own disk, not on a shared drive, a stick, or in OneDrive, Dropbox or Google Drive: it "
            "would be damaged there. It is encrypted wherever it lies.",
        )
        self._prompter, self._propose, self._usual = prompter, label, usual
        self._proposed = ""
        self.name, self.place = QLineEdit(), QLineEdit(str(usual))
        self.name_field = Field("What to &call it", self.name, "The unlock page shows this name to anybody.")
        self.place_field = Field("&Folder", self.place)
        self.choose = Button("Choose another &folder", "secondary", "folder-open")
        self.trouble = Banner("danger")
        self.trouble.hide()
        for widget in (self.name_field, self.place_field):
            self.column.addWidget(widget)
        self.column.addLayout(side_by_side(self.choose))
        self.column.addWidget(self.trouble)
        self.choose.clicked.connect(self._choose)
        self.name.returnPressed.connect(self.onward)
        self.place.returnPressed.connect(self.onward)
        self.setFocusProxy(self.name)

    def arrive(self) -> None:
        """Propose the school's name until the person has typed another."""
        if self.name.text() == self._proposed:
            self._proposed = self._propose()
            self.name.setText(self._proposed)

    def complete(self) -> bool:
        """The name must make a folder, the folder must be safe, and nothing may be there yet."""
        self.trouble.hide()
        self.name_field.show_error("")
        self.place_field.show_error("")
        try:
            folder = self.folder()
            check_place(folder, self._usual)
        except UserProblem as problem:
            self.name_field.show_error(problem.message)
            self.name.setFocus()
            return False
        except Problem as problem:
            self.place_field.show_error(str(problem))
            self.place.setFocus()
            return False
        if folder.exists():
            self.name_field.show_error("There is a casebook of that name already. Choose another name.")
            self.name.setFocus()
            return False
        return True

    def folder(self) -> Path:
        """The casebook's folder. Raises UserProblem when no folder can have that name."""
        return casebook_folder(Path(self.place.text().strip() or str(self._usual)), self.name.text())

    def _choose(self) -> None:
        chosen = self._prompter.choose_folder("Where to keep the casebook", self._usual.parent)
        if chosen is not None:
            self.place.setText(str(chosen))
