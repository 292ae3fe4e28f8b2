"""The form for what is said in a recording, in the words of whoever heard it."""

import msgspec
from PySide6.QtWidgets import QLineEdit

from dslapp.domain.evidence.exhibits import Exhibit, ExhibitText
from dslapp.gui.case.case_form import CLOSE, CaseForm
from dslapp.gui.desk import Desk
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.services.exhibits.write_down import write_down

_HOW = (
    "Who speaks, as far as you know, and what is said, in your words. Exact words stand in quotation marks. What you "
    "cannot make out: say so."
)


class WrittenTyped(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on the form; `subject_id` is the exhibit that it is about."""

    subject_id: str = ""
    text: str = ""
    reason: str = ""


class WrittenForm(CaseForm[WrittenTyped]):
    """Writes down what is said in one exhibit."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "written-down", "What is said in it", WrittenTyped, "Save these words", discard=CLOSE)
        self.exhibit: Exhibit | None = None
        self._before = ""
        self.text, self.reason = GrowingText(lines=4), QLineEdit()
        self.add_field("text", Field("Who speaks, and what is said?", self.text, _HOW))
        self.add_field("reason", Field("Why is it changed?", self.reason, "The old words stay readable."))
        self.finish()
        self.text.textChanged.connect(self.changed)
        self.reason.textChanged.connect(self.changed)

    def begin(self, exhibit: Exhibit, before: ExhibitText | None) -> None:
        """Write about `exhibit`; what was written before stands there to be changed."""
        other = self.exhibit is None or self.exhibit.id != exhibit.id
        self.exhibit, self._before = exhibit, before.text if before is not None else ""
        if other or not self.text.text():
            self.text.setPlainText(self._before)
        self.fields["reason"].setVisible(bool(self._before))
        self.show()
        self.text.setFocus()

    def value(self) -> WrittenTyped:
        """What is on the screen."""
        return WrittenTyped(
            subject_id=self.exhibit.id if self.exhibit else "", text=self.text.text(), reason=self.reason.text()
        )

    def show_value(self, value: WrittenTyped) -> None:
        """Show `value`."""
        exhibits = self.case.exhibits if self.case else ()
        self.exhibit = next((each for each in exhibits if each.id == value.subject_id), None)
        self.text.setPlainText(value.text)
        self.reason.setText(value.reason)

    def is_empty(self) -> bool:
        """Whether nothing was written but what stands in the record."""
        return self.text.text() in ("", self._before)

    def clear(self) -> None:
        """Start afresh."""
        self._before = ""
        self.show_value(WrittenTyped())

    def save(self) -> None:
        """Save the words."""
        if self.exhibit is not None:
            self.send(
                f"What is said in {self.exhibit.ref} is written down.", write_down, self.exhibit.id, self.text.text(),
                reason=self.reason.text(),
            )  # fmt: skip
