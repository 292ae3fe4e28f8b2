"""What a painted list shows: lines of paragraphs in columns, and the model that hands them over."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from dslapp.gui.theme.tokens import GRID, Tone

Index = QModelIndex | QPersistentModelIndex
KEY_ROLE = int(Qt.ItemDataRole.UserRole)
"""The line's key."""
LINE_ROLE = KEY_ROLE + 1
"""The line itself."""
GAP = GRID + GRID // 2
"""Pixels between columns, and at the edges."""


@dataclass(frozen=True)
class Cell:
    """A paragraph in a column. `quiet` is small print; a tone colours it, beside words that say the same."""

    text: str
    tone: Tone | None = None
    strong: bool = False
    quiet: bool = False


@dataclass(frozen=True)
class Line:
    """One line: its key, and the paragraphs of each column."""

    key: str
    columns: tuple[tuple[Cell, ...], ...]

    @property
    def spoken(self) -> str:
        """The line as a screen reader says it."""
        return ". ".join(cell.text for column in self.columns for cell in column if cell.text)


@dataclass(frozen=True)
class Columns:
    """Titles and shares of the width. Below `narrow` pixels the columns stand below each other."""

    titles: tuple[str, ...]
    shares: tuple[int, ...]
    narrow: int = 560

    def below(self, width: int) -> bool:
        """Whether a view of `width` pixels is too narrow for columns beside each other."""
        return width - 2 * GAP < self.narrow

    def labelled(self, line: Line) -> tuple[tuple[Cell, ...], ...]:
        """The columns of `line` below each other: each after the first begins with its title."""
        first, *rest = line.columns
        return first, *(
            (replace(cells[0], text=f"{title}: {cells[0].text}"), *cells[1:]) if cells and cells[0].text else cells
            for title, cells in zip(self.titles[1:], rest, strict=True)
        )

    def places(self, width: int) -> list[tuple[int, int]]:
        """Left edge and width of each column within `width` pixels; all the same where it is narrow."""
        if width < self.narrow:
            return [(0, width) for _ in self.titles]
        whole = width - GAP * (len(self.shares) - 1)
        found, left = [], 0
        for share in self.shares:
            wide = whole * share // sum(self.shares)
            found.append((left, wide))
            left += wide + GAP
        return found


class LinesModel(QAbstractListModel):
    """Lines as they were handed over."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[Line] = ()

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show `lines`."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def lines(self) -> Sequence[Line]:
        """The lines shown."""
        return self._lines

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's name and default
        """How many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The line's words, its key, or the line itself."""
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.spoken
        return {KEY_ROLE: line.key, LINE_ROLE: line}.get(role)
