"""Who somebody is: their name, their initials, and their role."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dslapp.domain.evidence.producers import check_initials
from dslapp.domain.names import initials_of
from dslapp.domain.problems import UserProblem
from dslapp.domain.school import ROLE_NAMES, Role
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.field import Field

LONGEST_INITIALS = 4


def role_choices(roles: Sequence[tuple[Role, str]]) -> list[Choice]:
    """The roles to choose from, each with what it may do, if that is to be said."""
    return [Choice(role, f"{ROLE_NAMES[role]}{f' – {what}' if what else ''}") for role, what in roles]


class PersonForm(QWidget):
    """Name, role and initials; the initials follow the name until they are typed.

    `taken` gives the initials of the others, which nobody else may have.
    """

    changed = Signal()
    entered = Signal()

    def __init__(
        self,
        roles: Sequence[tuple[Role, str]],
        taken: Callable[[], Collection[str]] = tuple,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._taken = taken
        self.name, self.initials = QLineEdit(), QLineEdit()
        self.initials.setMaxLength(LONGEST_INITIALS)
        self.initials.setMaximumWidth(12 * GRID)
        self.role = ChoiceButtons("Role", role_choices(roles))
        self.role.set_value(roles[0][0])
        self.name_field = Field("&Name", self.name, "As it should stand in the record, for example Jo Hartsedge.")
        self.initials_field = Field("&Initials", self.initials, "Exhibits are numbered with them: JH/1, JH/2.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        for field in (self.name_field, self.initials_field, Field("Role", self.role)):
            column.addWidget(field)
        self.setFocusProxy(self.name)
        self._own_initials = False
        self.name.textEdited.connect(self._follow)
        self.initials.textEdited.connect(self._typed)
        self.role.chosen.connect(self.changed)
        self.name.returnPressed.connect(self.entered)
        self.initials.returnPressed.connect(self.entered)

    def chosen_role(self) -> Role:
        """The role that is pressed."""
        return next(role for role in ROLE_NAMES if role == self.role.value())

    def clear(self) -> None:
        """Forget what was typed."""
        self.name.clear()
        self.initials.clear()
        self._own_initials = False

    def complete(self) -> bool:
        """Whether both are there and the initials are theirs alone; if not, say so beside them."""
        missing_name, wrong_initials = not self.name.text().strip(), self._what_is_wrong_with_initials()
        self.name_field.show_error("Write the name." if missing_name else "")
        self.initials_field.show_error(wrong_initials)
        if missing_name:
            self.name.setFocus()
        elif wrong_initials:
            self.initials.setFocus()
        return not (missing_name or wrong_initials)

    def _what_is_wrong_with_initials(self) -> str:
        if not self.initials.text().strip():
            return "Write the initials."
        try:
            check_initials(self.name.text(), self.initials.text(), self._taken())
        except UserProblem as problem:
            return str(problem)
        return ""

    def _follow(self, name: str) -> None:
        if not self._own_initials:
            self.initials.setText(initials_of(name))
        self.changed.emit()

    def _typed(self, initials: str) -> None:
        self._own_initials = bool(initials)
        self.changed.emit()
