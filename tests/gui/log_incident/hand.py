"""A hand that clicks and types as a person does, and counts."""

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QScrollArea, QWidget


class Hand:
    """One DSL's hand on mouse and keyboard; it only reaches what can be seen, and scrolls without counting that."""

    def __init__(self) -> None:
        self.clicks = 0
        self.keys = 0

    def click(self, widget: QWidget) -> None:
        """Click in the middle of `widget`; a check box is clicked at its mark."""
        outer = widget.parentWidget()
        while outer is not None:
            if isinstance(outer, QScrollArea):
                outer.ensureWidgetVisible(widget)
            outer = outer.parentWidget()
        QApplication.processEvents()
        assert widget.isVisible(), f"{widget.accessibleName()} cannot be seen"
        assert widget.isEnabled(), f"{widget.accessibleName()} cannot be pressed"
        at = widget.rect().center() if isinstance(widget, QPushButton) else QPoint(12, widget.height() // 2)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at)
        self.clicks += 1

    def type(self, text: str) -> None:
        """Type into whatever has the focus, one key a character."""
        focused = QApplication.focusWidget()
        assert isinstance(focused, QLineEdit | QPlainTextEdit), "nothing that takes words has the focus"
        for character in text:
            pressed = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, character)
            QApplication.sendEvent(focused, pressed)
        self.keys += len(text)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key, perhaps with a modifier."""
        QApplication.processEvents()
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, modifier)
        self.keys += 1
