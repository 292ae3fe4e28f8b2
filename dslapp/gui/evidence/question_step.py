"""What a question of an exhibit is: it shows an answer, gives it back, and says what is missing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.gui.theme.tokens import GRID
from dslapp.services.attach_evidence import ExhibitAnswers


class QuestionStep(QWidget):
    """One question. `same_fields` are the answers that the exhibit before may lend it; none if they always differ."""

    changed = Signal()
    question = ""
    reason = ""
    same_fields: tuple[str, ...] = ()

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GRID + GRID // 2)

    def show_answers(self, answers: ExhibitAnswers) -> None:
        """Show what is answered already."""
        raise NotImplementedError

    def with_answers(self, answers: ExhibitAnswers) -> ExhibitAnswers:
        """`answers` with what is on the screen."""
        raise NotImplementedError

    def mistakes(self) -> bool:
        """Say beside each control what is missing; return whether anything is."""
        raise NotImplementedError
