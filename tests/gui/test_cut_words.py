"""What looks for words that are cut off finds them, and lets those be that are only scrolled away."""

from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.e2e.cut_words import cut_words

LONG = "Don’t tell the adult or parents until the LADO or police say you may."


def shown(qtbot: QtBot, window: QWidget) -> list[str]:
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return list(cut_words(window))


def holding(widget: QWidget, width: int, height: int) -> QWidget:
    window = QWidget()
    window.setFixedSize(width, height)
    widget.setParent(window)
    return window


def test_a_paragraph_without_room_for_its_last_line_is_found(qtbot: QtBot) -> None:
    words = QLabel(LONG)
    words.setWordWrap(True)
    words.setFixedSize(120, 30)
    assert "pixels of height" in shown(qtbot, holding(words, 200, 200))[0]


def test_a_button_that_is_narrower_than_its_words_is_found(qtbot: QtBot) -> None:
    button = QPushButton(LONG)
    button.setFixedWidth(80)
    assert "needs" in shown(qtbot, holding(button, 200, 60))[0]


def test_words_that_reach_out_of_the_window_are_found(qtbot: QtBot) -> None:
    words = QLabel("Ring 999")
    window = holding(words, 100, 60)
    words.move(80, 0)
    words.adjustSize()
    assert "reaches out" in shown(qtbot, window)[0]


def test_words_further_down_a_page_that_scrolls_are_not_cut(qtbot: QtBot) -> None:
    page, inner = QScrollArea(), QWidget()
    column = QVBoxLayout(inner)
    for _ in range(40):
        column.addWidget(QLabel("A line"))
    page.setWidget(inner)
    page.setWidgetResizable(True)
    page.resize(300, 200)
    assert shown(qtbot, page) == []
