"""A text that may honestly be missing: it is written down, or "not known" with the reason."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from dslapp.domain.statements import Stated
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.field import named
from dslapp.gui.widgets.growing_text import GrowingText


class StatedField(QWidget):
    """A box to write in, "Not known yet", and the reason that this asks for. What was written is kept when ticked.

    With `several_lines` the box is `lines` high at first and grows; `prompt` stands in it while it is empty.
    """

    changed = Signal()

    def __init__(
        self,
        name: str,
        *,
        several_lines: bool = False,
        lines: int = 3,
        prompt: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._line: QLineEdit | GrowingText = GrowingText(lines=lines) if several_lines else QLineEdit()
        self._line.setPlaceholderText(prompt)
        named(self._line, name)
        self._not_known = QCheckBox("Not known yet")
        self._not_known.setAccessibleName(f"{name}: not known yet")
        self._because = QLineEdit()
        self._because.setPlaceholderText("Why, and who will find out?")
        named(self._because, f"{name}: why not known, and who will find out?")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        for part in (self._line, self._not_known, self._because):
            column.addWidget(part)
        self.setFocusProxy(self._line)
        self._line.textChanged.connect(self.changed)
        self._because.textChanged.connect(self.changed)
        self._not_known.toggled.connect(self._show_parts)
        self._show_parts()

    @property
    def not_known(self) -> bool:
        """Whether “Not known yet” is ticked, with or without its reason."""
        return self._not_known.isChecked()

    def value(self) -> Stated:
        """What is written, or the reason why nothing is."""
        if self._not_known.isChecked():
            return Stated(unknown_because=self._because.text().strip())
        return Stated(text=self._written())

    def set_value(self, value: Stated) -> None:
        """Show `value`."""
        self._not_known.setChecked(bool(value.unknown_because))
        self._because.setText(value.unknown_because)
        if isinstance(self._line, QLineEdit):
            self._line.setText(value.text)
        else:
            self._line.setPlainText(value.text)

    def problem(self) -> str:
        """What is missing, in words, or an empty text."""
        if self._not_known.isChecked():
            return "" if self._because.text().strip() else "Say why this is not known, and who will find out."
        return "" if self._written() else "Write it down, or tick “Not known yet” and say why."

    def _written(self) -> str:
        return self._line.text().strip()

    def _show_parts(self) -> None:
        unknown = self._not_known.isChecked()
        self._line.setVisible(not unknown)
        self._because.setVisible(unknown)
        self.setFocusProxy(self._because if unknown else self._line)
        if unknown and self._not_known.hasFocus():
            self._because.setFocus()
        self.changed.emit()
