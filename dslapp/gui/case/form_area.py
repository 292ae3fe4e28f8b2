"""The room above a list in which one form at a time is open; closed, it takes no room at all."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.gui.case.case_form import CaseForm
from dslapp.gui.theme.tokens import GRID, READING_WIDTH

_ROOM_FOR_BOTH = 640
"""Pixels: below that height the list makes way for the form."""


class FormArea(QScrollArea):
    """Holds forms of which one is shown. `saved` carries the words of the form that was saved.

    A form whose kept words were put back opens by itself.
    """

    saved = Signal(str)

    def __init__(self, *forms: CaseForm[Any]) -> None:
        super().__init__()
        self._forms = forms
        self._split: QSplitter | None = None
        self._below: QWidget | None = None
        holder = QWidget()
        holder.setProperty("ground", "clear")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, GRID, 0)
        for form in forms:
            form.setMaximumWidth(READING_WIDTH)
            form.hide()
            form.saved.connect(self.saved)
            form.put_away.connect(self.close_form)
            form.restored.connect(lambda form=form: self.open(form))
            column.addWidget(form)
        column.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(holder)
        self.hide()

    def above(self, below: QWidget) -> QSplitter:
        """This area above `below`, with an edge between them that can be moved."""
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self)
        split.addWidget(below)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        self._split, self._below = split, below
        return split

    def set_case(self, case: CaseFile) -> None:
        """Work on `case`; for another one than before, what was open closes, kept by then."""
        if any(form.case and form.case.incident.id != case.incident.id for form in self._forms):
            self.close_form()
        for form in self._forms:
            form.set_case(case)

    def open(self, form: CaseForm[Any]) -> None:
        """Show `form` instead of the one that was open, whose words are kept."""
        for other in self._forms:
            if other is not form and not other.isHidden():
                other.leave()
                other.hide()
        form.show()
        if self.isHidden():
            self.show()
            self._make_room()

    def _make_room(self) -> None:
        """Give the form most of the height, and all of it in a low window: it is what one is doing."""
        if self._split is not None and self._below is not None:
            height = self._split.height()
            self._below.setVisible(height >= _ROOM_FOR_BOTH)
            self._split.setSizes([height * 7 // 10, height * 3 // 10])

    def close_form(self) -> None:
        """Put away whatever is open."""
        for form in self._forms:
            form.hide()
        self.hide()
        if self._below is not None:
            self._below.show()

    def leave(self) -> None:
        """Keep what was typed."""
        for form in self._forms:
            form.leave()
