"""What an answer at the door asks for, at once: what to do, whom to ring with the number, and until when."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dslapp.domain.guidance.contacts import Whom
from dslapp.domain.guidance.door import DoorAdvice
from dslapp.gui.theme.tokens import GRID, Tone
from dslapp.gui.widgets.glyph import TONE_ICONS, Glyph
from dslapp.gui.widgets.hint_text import as_hint
from dslapp.gui.widgets.text import Words


class AdviceBox(QFrame):
    """One piece of advice; `calm` when nothing alarming was answered."""

    def __init__(
        self, advice: DoorAdvice, whom: Mapping[str, Whom], *, calm: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.advice = advice
        tone: Tone = "danger" if advice.urgent else "information" if calm else "warning"
        self.setProperty("part", "banner")
        self.setProperty("tone", tone)
        words = QVBoxLayout()
        words.setSpacing(GRID // 2)
        words.addWidget(Words(advice.heading, "strong", tone))
        known = [whom[key] for key in advice.contacts if key in whom]
        for each in known:
            if each.reachable:
                words.addLayout(_marked("phone", number_in_words(each), strong=True))
        lacking = [each.label for each in known if not each.reachable]
        if lacking:
            missing = f"No number saved: {'; '.join(lacking)}. Look it up now, and write it in Settings."
            words.addLayout(_marked("phone", missing))
        for clock in advice.clocks:
            words.addLayout(_marked("clock", f"{clock.label}: {clock.due.words}"))
        for line in advice.do:
            words.addWidget(Words(line))
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        row.setSpacing(GRID)
        row.addWidget(Glyph(TONE_ICONS[tone], tone, 24), 0, _TOP)
        row.addLayout(words, 1)
        self.setToolTip(as_hint(advice.why))
        self.setAccessibleName(f"{advice.heading} {' '.join(advice.do)}")

    def words(self) -> str:
        """All that it says."""
        return "\n".join(label.text() for label in self.findChildren(Words))


_TOP = Qt.AlignmentFlag.AlignTop


def number_in_words(whom: Whom) -> str:
    """Whom to ring and on which number: "LADO (Designated Officer), Kim Dale: 01632 960111"."""
    who = ", ".join(filter(None, (whom.label, whom.name)))
    number = whom.phone or whom.address
    return who if number and number in who else f"{who}: {number}"


def _marked(icon: str, text: str, *, strong: bool = False) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GRID)
    row.addWidget(Glyph(icon, "neutral", 20), 0, _TOP)
    row.addWidget(Words(text, "strong" if strong else ""), 1)
    return row
