"""What is asked about a redacted copy: what is hidden, what it shows, for whom it is made."""

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dslapp.domain.evidence.derivatives import Box, DerivativeKind
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.gui.widgets.text import Heading, Words


class CopyDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A copy that is being prepared, as it is kept while somebody is called away."""

    boxes: tuple[Box, ...] = ()
    kind: DerivativeKind = "redacted"
    because: str = ""
    description: str = ""
    hidden: tuple[str, ...] = ()


class RedactionForm(QWidget):
    """The reason, what the copy shows, and whose names it must not give away. `changed` is sent at each change."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.because = QLineEdit()
        self.because_field = Field(
            "For whom or for what is this copy?",
            self.because,
            "It stands in the record only: never in the copy, nor in a pack or a summary that it goes into.",
        )
        self.description = GrowingText(lines=2)
        self.description_field = Field(
            "What it shows", self.description, "It goes with the copy: name nobody here whom the copy hides."
        )
        self.names_title = Heading("Names that must not be in it", 3)
        self.names_hint = Words(part="hint")
        self._names_here: tuple[str, ...] = ()
        self.names = ChoiceButtons("Hide", ())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        for part in (self.because_field, self.description_field, self.names_title, self.names_hint, self.names):
            self._column.addWidget(part)
        self.because.textEdited.connect(self.changed)
        self.description.textChanged.connect(self.changed)

    def begin(self, names: tuple[str, ...], draft: CopyDraft, *, machine_reads: bool) -> None:
        """Show what was kept; `names` are those of everybody in the case."""
        if names != self._names_here:
            self._column.removeWidget(self.names)
            self.names.hide()
            self.names.deleteLater()
            choices = tuple(Choice(name, name.replace("&", "&&")) for name in names)
            self.names, self._names_here = ChoiceButtons("Hide", choices, across=True, several=True), names
            self.names.chosen.connect(self.changed)
            self._column.addWidget(self.names)
        read = "in its description, and in what a machine still reads in the copy" if machine_reads else (
            "in its description. A machine that reads pictures is not installed: look at the copy yourself"
        )  # fmt: skip
        self.names_hint.setText(f"They are looked for {read}.")
        for part in (self.names_title, self.names_hint, self.names):
            part.setVisible(bool(names))
        self.because.setText(draft.because)
        self.description.setPlainText(draft.description)
        self.names.set_value(*draft.hidden)
        self.show_errors()

    def hidden(self) -> tuple[str, ...]:
        """The names that must not be in the copy."""
        return self.names.values()

    def show_errors(self, because: str = "", description: str = "") -> None:
        """Say beside each what is wrong; nothing takes the errors away."""
        self.because_field.show_error(because)
        self.description_field.show_error(description)
        if because:
            self.because.setFocus()
        elif description:
            self.description.setFocus()
