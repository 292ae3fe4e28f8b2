"""A form as a list of parts, each bound to one field of the value that it fills in ("voice.wishes")."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.gui.case_details.pairs import Pairs
from dslapp.gui.case_details.parts import Part
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.text import Words

S = TypeVar("S", bound=msgspec.Struct)


class Group(Card):
    """Parts that belong together, under a heading, with a few words about them; `paired` puts two in a line."""

    def __init__(self, title: str, parts: Mapping[str, Part[Any]], about: str = "", *, paired: bool = False) -> None:
        super().__init__(title)
        self.parts = dict(parts)
        self.body.setSpacing(GRID + GRID // 2)
        if about:
            self.body.addWidget(Words(about, "hint"))
        for part in (Pairs(tuple(parts.values())),) if paired else parts.values():
            self.body.addWidget(part)


class PartsForm(QWidget):
    """Groups of parts below each other. `changed` is sent when a person changes anything."""

    changed = Signal()

    def __init__(self, groups: Sequence[Group], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.groups = tuple(groups)
        self.parts: dict[str, Part[Any]] = {path: part for group in groups for path, part in group.parts.items()}
        self._showing = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(2 * GRID)
        for group in groups:
            self.column.addWidget(group)
        for part in self.parts.values():
            part.changed.connect(self._part_changed)
        if self.parts:
            self.setFocusProxy(next(iter(self.parts.values())).control)

    def fill(self, value: msgspec.Struct) -> None:
        """Show the fields of `value`."""
        self._showing = True
        for path, part in self.parts.items():
            part.show_error("")
            if holder(value, path) is not None:
                part.show_value(read(value, path))
        self._showing = False

    def applied_to(self, value: S) -> S:
        """`value` with what the form holds in place of those fields."""
        for path, part in self.parts.items():
            value = written(value, path, part.value())
        return value

    def show_problems(self) -> QWidget | None:
        """Say beside each part what is wrong with it; return the first such control."""
        first: QWidget | None = None
        for part in self.parts.values():
            problem = part.problem()
            part.show_error(problem)
            if problem and first is None:
                first = part.control
        return first

    def show_error(self, field: str, text: str) -> QWidget | None:
        """Say `text` beside the part of the field named `field`; return its control, or None when there is none."""
        for path, part in self.parts.items():
            if path.split(".")[-1] == field:
                part.show_error(text)
                return part.control
        return None

    def _part_changed(self) -> None:
        if not self._showing:
            self.changed.emit()


def read(value: msgspec.Struct, path: str) -> Any:
    """The field at a dotted path."""
    found: Any = value
    for name in path.split("."):
        found = getattr(found, name)
    return found


def holder(value: msgspec.Struct, path: str) -> Any:
    """The value in which the field at a dotted path stands: None where an account has no person."""
    outer, _, _name = path.rpartition(".")
    return read(value, outer) if outer else value


def written(value: S, path: str, new: object) -> S:
    """`value` with another value at a dotted path; nothing is written under an absent value."""
    name, _, rest = path.partition(".")
    inner = getattr(value, name)
    if rest and inner is None:
        return value
    changes: dict[str, object] = {name: written(inner, rest, new) if rest else new}
    return msgspec.structs.replace(value, **changes)
