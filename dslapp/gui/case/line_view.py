"""One line of the cold-read page on the screen: label and text, a quote, or what is not known, doubtful or overdue."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from dslapp.domain.case.cold_points import ColdLine, LineKind
from dslapp.gui.case.breakable import breakable
from dslapp.gui.theme.tokens import GRID, Tone
from dslapp.gui.widgets.cards import QuoteBox
from dslapp.gui.widgets.glyph import Glyph

_MARKS: dict[LineKind, tuple[str, Tone]] = {
    "not known": ("circle-question-mark", "warning"),
    "doubtful": ("triangle-alert", "warning"),
    "overdue": ("bell", "danger"),
}


def line_view(line: ColdLine) -> QWidget:
    """The widget for `line`; what is not plain carries an icon beside its words."""
    if line.kind == "quote":
        return QuoteBox(line.text)
    words = labelled_words(line.label, line.text)
    if line.kind == "text":
        return words
    icon, tone = _MARKS[line.kind]
    words.setProperty("tone", tone)
    marked = QWidget()
    row = QHBoxLayout(marked)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GRID // 2 + 2)
    row.addWidget(Glyph(icon, tone, 20), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return marked


def labelled_words(label: str, text: str) -> QLabel:
    """A paragraph with a bold beginning. Everything typed is escaped: nothing in it is ever run as markup."""
    bold = f"<b>{escape(label)}</b> " if label else ""
    shown = breakable(text)
    words = QLabel(f'<span style="white-space: pre-wrap">{bold}{escape(shown)}</span>')
    words.setTextFormat(Qt.TextFormat.RichText)
    words.setWordWrap(True)
    if shown == text:  # what can be copied is exactly what was written
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    words.setAccessibleName(f"{label} {text}".strip())
    return words
