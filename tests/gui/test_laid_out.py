"""Nothing is painted before it is laid out: what has just been shown never stands squeezed, not even for an instant."""

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dslapp.gui.laid_out import LaidOutFirst
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.text import Words


class Advice(Card):
    """A card that notes how high it is whenever it is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: list[int] = []

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted.append(self.height())


def nested(inner: QWidget) -> QScrollArea:
    """`inner` six layouts deep in a page that scrolls."""
    for _ in range(6):
        outer = QWidget()
        column = QVBoxLayout(outer)
        column.addWidget(inner)
        column.addWidget(Words("Below it."))
        inner = outer
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(inner)
    return area


def test_what_comes_into_a_box_is_painted_only_when_the_box_is_high_enough(qtbot: QtBot) -> None:
    advice = Advice()
    line = Words("No advice yet.")
    advice.body.addWidget(line)
    area = nested(advice)
    LaidOutFirst(area)
    qtbot.addWidget(area)
    area.resize(400, 300)
    area.show()
    qtbot.waitExposed(area)
    qtbot.waitUntil(lambda: len(advice.painted) > 0)
    advice.painted.clear()
    line.setText("Ring the police: 999 if anyone could be hurt today, else 101. " * 12)
    qtbot.waitUntil(lambda: len(advice.painted) > 0)
    assert advice.painted[0] >= advice.heightForWidth(advice.width())
