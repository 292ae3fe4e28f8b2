"""The pictures of a series as a list that is put in order by dragging or by keys."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.gui.theme.tokens import GRID

_ID = Qt.ItemDataRole.UserRole


class SeriesList(QListWidget):
    """`moved` is sent when the order changed. Drag a line, or press Ctrl with the up or down key on it."""

    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exhibits: dict[str, Exhibit] = {}
        self._notes: dict[tuple[str, str], str] = {}
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setWordWrap(True)
        self.setAccessibleName("The series in its order")
        self.setAccessibleDescription("Ctrl with the up or down key moves a line.")
        self.model().rowsMoved.connect(self._was_moved)

    def show_exhibits(self, exhibits: Sequence[Exhibit]) -> None:
        """Show these in this order; what is chosen stays chosen."""
        chosen = self.current()
        self.clear()
        self._exhibits = {each.id: each for each in exhibits}
        for exhibit in exhibits:
            item = QListWidgetItem()
            item.setData(_ID, exhibit.id)
            self.addItem(item)
        self.say({})
        numbers = [each.id for each in exhibits]
        self.setCurrentRow(numbers.index(chosen.id) if chosen and chosen.id in numbers else 0)

    def exhibits(self) -> tuple[Exhibit, ...]:
        """The exhibits in the order in which they stand now."""
        return tuple(self._exhibits[self.item(row).data(_ID)] for row in range(self.count()))

    def current(self) -> Exhibit | None:
        """The exhibit of the chosen line."""
        row = self.currentRow()
        return self._exhibits.get(self.item(row).data(_ID)) if row >= 0 else None

    def say(self, notes: dict[tuple[str, str], str]) -> None:
        """Number the lines; `notes` are words on how one goes on from the one before, by the ids of both."""
        self._notes = {**self._notes, **notes} if notes else {}
        before = ""
        for row in range(self.count()):
            item = self.item(row)
            exhibit = self._exhibits[item.data(_ID)]
            shown = exhibit.description or exhibit.original_name or "No description yet"
            note = self._notes.get((before, exhibit.id), "")
            item.setText(f"{row + 1}.  {exhibit.ref}  {shown}" + (f"\n     {note}" if note else ""))
            before = exhibit.id
        self._fit()

    def move_current(self, step: int) -> None:
        """Move the chosen line up or down."""
        row = self.currentRow()
        if 0 <= row < self.count() and 0 <= row + step < self.count():
            self.insertItem(row + step, self.takeItem(row))
            self.setCurrentRow(row + step)
            self._was_moved()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words wrap anew."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl with an arrow key moves the line, without it only the choice."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.move_current(step)
            return
        super().keyPressEvent(event)

    def _fit(self) -> None:
        """Give each line the height of its wrapped words, and the list that of its lines, up to a bound."""
        room = QRect(0, 0, max(80, self.width() - 4 * GRID), 10_000)
        total = 0
        for row in range(self.count()):
            item = self.item(row)
            high = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, item.text()).height() + 2 * GRID
            item.setSizeHint(QSize(0, high))
            total += high
        self.setFixedHeight(min(max(total, 12 * GRID), 64 * GRID) + GRID)

    def _was_moved(self) -> None:
        self.say(self._notes)
        self.moved.emit()
