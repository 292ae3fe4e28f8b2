"""Answering the questions of an exhibit as somebody at the keyboard does."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from dslapp.gui.evidence.questions.exhibit_questions import ExhibitQuestions
from tests.gui.evidence.conftest import Evidence


def asking(evidence: Evidence, number: int = 0) -> ExhibitQuestions:
    """Begin to answer about an exhibit, from its tile."""
    evidence.show()
    evidence.tab.gallery.tiles()[number].ask_button.click()
    evidence.settle()
    return evidence.tab.questions


def focused(evidence: Evidence) -> QWidget:
    widget = evidence.tab.focusWidget()
    assert widget is not None
    return widget


def press(evidence: Evidence, key: Qt.Key = Qt.Key.Key_Return, *, ctrl: bool = False) -> None:
    modifiers = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(focused(evidence), key, modifiers)


def write(evidence: Evidence, *answers: str) -> None:
    """Type an answer wherever the keyboard is, and press Enter after each."""
    for answer in answers:
        QTest.keyClicks(focused(evidence), answer)
        press(evidence)
