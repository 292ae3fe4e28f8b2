"""The reason that an act about the members needs: it stands in the record."""

from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.growing_text import GrowingText


class ReasonField(Field):
    """A few lines that may not be empty."""

    def __init__(self, label: str, hint: str = "") -> None:
        self.typed = GrowingText(lines=2)
        super().__init__(label, self.typed, hint)
        self.typed.textChanged.connect(lambda: self.show_error(""))

    def complete(self) -> bool:
        """Whether a reason is there; if not, say so and go there."""
        missing = not self.typed.text()
        self.show_error("Write why, in a few words." if missing else "")
        if missing:
            self.typed.setFocus()
        return not missing
