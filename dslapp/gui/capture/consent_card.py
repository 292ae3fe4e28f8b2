"""What will be captured, said before anything is: whoever goes on has answered the gate's question for it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.text import Heading, Words
from dslapp.gui.widgets.wrapping import WrapLayout

_WHAT = (
    "This window hides, then you mark a part of your screen. Only that part is taken, with this computer’s time, and "
    "kept in memory until you save it.",
    "Your answer holds for all that you mark, small pictures at its edges too. If you see such an image: press Esc.",
    "Close what does not belong to it: other children’s names, e-mails, notifications. Some apps tell the other person "
    "of a screenshot.",
)


class ConsentCard(QWidget):
    """Says it, and asks whether to go on. `agreed` starts the capture; `declined` does nothing."""

    agreed = Signal()
    declined = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.go_on = Button("Hide this &window and mark the part", "primary", "scan")
        self.not_now = Button("Not now", "quiet")
        buttons = WrapLayout()
        buttons.addWidget(self.go_on)
        buttons.addWidget(self.not_now)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(Heading("A part of the screen", 3))
        for words in _WHAT:
            column.addWidget(Words(words))
        column.addLayout(buttons)
        self.go_on.clicked.connect(self.agreed)
        self.not_now.clicked.connect(self.declined)
        self.setFocusProxy(self.go_on)
        self.hide()
