"""What the reader will miss, beside the form: how much is answered, and each gap as a link to its field."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.referral.fields import Gap
from dslapp.gui.case.link import Link
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.meter import Meter
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Heading, Words

ALL_ANSWERED = "Every question has an answer."
NO_GAPS = "Every question has an answer. Preview it as its reader will see it."


class GapsPanel(QWidget):
    """The completeness meter. `wanted` carries the id of the field to go to; `next_wanted` asks for the next gap."""

    wanted = Signal(str)
    next_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.meter = Meter("Completeness")
        self.saved = Words(part="hint")
        self.next_button = Button("&Find the next gap", "secondary", "chevron-right")
        self.next_button.clicked.connect(self.next_wanted)
        self._shown: tuple[tuple[Gap, ...], bool] | None = None
        self._list = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        for part in (self.meter, self.saved, self.next_button, self._list):
            self._column.addWidget(part)
        self._column.addStretch(1)

    def show_gaps(self, answered: int, required: int, gaps: Sequence[Gap], *, linked: bool = True) -> None:
        """Show how much is answered, then the unanswered questions, then those answered as not known.

        Not `linked`, they are words that lead nowhere.
        """
        self.meter.show_progress(answered, required, f"{answered} of {required} answered")
        found = tuple(gaps)
        if (found, linked) == self._shown:
            return
        self._shown = (found, linked)
        unanswered = [gap for gap in found if not gap.reason]
        not_known = [gap for gap in found if gap.reason]
        self.next_button.setEnabled(bool(unanswered))
        old, self._list = self._list, QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0 if linked else GRID)
        if not unanswered:
            column.addWidget(Words(NO_GAPS if linked else ALL_ANSWERED))
        for gap in unanswered:
            column.addWidget(self._link(gap) if linked else Words(gap.in_words()))
        if not_known:
            column.addSpacing(GRID)
            column.addWidget(Heading("Not known, with the reason", 3))
        for gap in not_known:
            column.addWidget(self._link(gap) if linked else Words(gap.in_words()))
        self._column.replaceWidget(old, self._list)
        old.hide()
        old.deleteLater()
        follow_layout(self)

    def links(self) -> list[str]:
        """The gaps in words, as they are shown."""
        return [link.accessibleName() for link in self._list.findChildren(Link)]

    def _link(self, gap: Gap) -> Link:
        link = Link(gap.in_words(), "Go to this field")
        link.clicked.connect(lambda: self.wanted.emit(gap.field.id))
        return link
