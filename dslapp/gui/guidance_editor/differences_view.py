"""Two texts of a row side by side, with the words marked that differ."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from dslapp.domain.own_guidance.row_words import PartDifference, Piece, PieceKind
from dslapp.gui.theme.appearance import tokens_of
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.text import Words

_EMPTY = "nothing"


class DifferencesView(QWidget):
    """Part by part: the old text with what went struck through, beside it the new one with what came underlined."""

    def __init__(self, parts: Sequence[PartDifference], old: str = "Shipped", new: str = "Ours") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for part in parts:
            column.addWidget(Words(part.part, "strong"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(2 * GRID)
            grid.setVerticalSpacing(0)
            for place, (title, kind) in enumerate(((old, "taken out"), (new, "put in"))):
                grid.addWidget(Words(title, "hint"), 0, place)
                marked = MarkedWords(part.pieces, "taken out" if kind == "taken out" else "put in")
                marked.setAccessibleName(f"{part.part}, {title}: {marked.plain or _EMPTY}")
                grid.addWidget(marked, 1, place, Qt.AlignmentFlag.AlignTop)
                grid.setColumnStretch(place, 1)
            column.addLayout(grid)


class MarkedWords(QLabel):
    """One side of a comparison: the words that are the same, and those of `kind`, which are marked."""

    def __init__(self, pieces: Sequence[Piece], kind: PieceKind) -> None:
        super().__init__()
        self._pieces = [piece for piece in pieces if piece.kind in ("same", kind)]
        self.plain = "".join(piece.text for piece in self._pieces)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._draw()

    def _draw(self) -> None:
        tokens = tokens_of(self)
        marks = {
            "same": ("", ""),
            "taken out": (f'<s style="color: {tokens.danger}">', "</s>"),
            "put in": (f'<u style="color: {tokens.success}">', "</u>"),
        }
        text = "".join(
            f"{marks[piece.kind][0]}{escape(piece.text).replace(chr(10), '<br>')}{marks[piece.kind][1]}"
            for piece in self._pieces
        )
        shown = text if self.plain else f"<i>{_EMPTY}</i>"
        if shown != self.text():
            self.setText(shown)
