"""Several of many things, such as sources or contacts: those picked are listed, one more is picked from a list."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dslapp.gui.case_details.parts import ComboPart, Part
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.text import Words

_PICK = ""


class PickedList(Part[tuple[str, ...]]):
    """The picked keys, in their order; `names` are the words of every key that there is."""

    def __init__(self, label: str, names: Mapping[str, str], adds: str, hint: str = "") -> None:
        self._names, self._keys = names, list[str]()
        self._holder = QWidget()
        super().__init__(label, self._holder, hint)
        column = QVBoxLayout(self._holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GRID // 2)
        column.addLayout(self._rows)
        self.more = ComboPart(adds, ())
        column.addWidget(self.more)
        self.more.changed.connect(self._add)
        self.label.setBuddy(self.more.control)
        self.buttons: dict[str, Button] = {}

    def value(self) -> tuple[str, ...]:
        """The picked keys."""
        return tuple(self._keys)

    def show_value(self, value: tuple[str, ...]) -> None:
        """Show these as picked."""
        self._keys = list(value)
        self._fill()

    def _add(self) -> None:
        key = self.more.value()
        if key:
            self._keys.append(key)
            self._fill()
            self._touched()

    def _remove(self, key: str) -> None:
        self._keys.remove(key)
        self._fill()
        self.more.control.setFocus(Qt.FocusReason.OtherFocusReason)
        self._touched()

    def _fill(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.buttons = {}
        for key in self._keys:
            name = self._names.get(key, key)
            button = self.buttons[key] = Button("Take out", "quiet", "x")
            button.setAccessibleName(f"Take out: {name}")
            button.clicked.connect(lambda _checked=False, gone=key: self._remove(gone))
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(GRID)
            line.addWidget(Words(name), 1)
            line.addWidget(button)
            self._rows.addWidget(row)
        left = [(key, name) for key, name in self._names.items() if key not in self._keys]
        self.more.offer([(_PICK, "Choose one to add"), *left])
