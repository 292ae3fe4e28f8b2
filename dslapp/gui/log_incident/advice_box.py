"""What an answer at the door asks for, at once: what to do, whom to ring with the number, and until when."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dslapp.domain.guidance_door import DoorAdvice
from dslapp.domain.local_time import say_day
from dslapp.gui.theme.tokens import GRID, Tone
from dslapp.gui.widgets.glyph import Glyph
from dslapp.gui.widgets.text import Words
from dslapp.services.open_first_screen import Whom


class AdviceBox(QFrame):
    """One piece of advice."""

    def __init__(self, advice: DoorAdvice, whom: Mapping[str, Whom], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.advice = advice
        tone: Tone = "danger" if advice.urgent else "warning"
        self.setProperty("part", "banner")
        self.setProperty("tone", tone)
        words = QVBoxLayout()
        words.setSpacing(GRID // 2)
        words.addWidget(Words(advice.heading, "strong", tone))
        for line in advice.do:
            words.addWidget(Words(line))
        for key in advice.contacts:
            if key in whom:
                words.addLayout(_number(whom[key]))
        for clock in advice.clocks:
            words.addLayout(_marked("clock", f"{clock.label}: {clock.due.words}"))
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        row.setSpacing(GRID)
        row.addWidget(Glyph("circle-alert" if advice.urgent else "triangle-alert", tone, 24), 0, _TOP)
        row.addLayout(words, 1)
        self.setToolTip(advice.why)
        self.setAccessibleName(f"{advice.heading} {' '.join(advice.do)}")

    def words(self) -> str:
        """All that it says."""
        return "\n".join(label.text() for label in self.findChildren(Words))


_TOP = Qt.AlignmentFlag.AlignTop


def number_in_words(whom: Whom) -> str:
    """Whom to ring and on which number: "LADO (Designated Officer), Kim Dale: 01632 960111; closed: 01632 960112"."""
    who = ", ".join(filter(None, (whom.label, whom.name)))
    if not whom.phone:
        return f"{who}: no number saved. Look it up now, and save it under Contacts (F2)."
    closed = f"; when closed: {whom.out_of_hours}" if whom.out_of_hours else ""
    checked = f" (checked {say_day(whom.checked_on)})" if whom.checked_on else ""
    return f"{who}: {whom.phone}{closed}{checked}"


def _number(whom: Whom) -> QHBoxLayout:
    return _marked("phone", number_in_words(whom), strong=True)


def _marked(icon: str, text: str, *, strong: bool = False) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GRID)
    row.addWidget(Glyph(icon, "neutral", 20), 0, _TOP)
    row.addWidget(Words(text, "strong" if strong else ""), 1)
    return row
