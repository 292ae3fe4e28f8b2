"""What a question of an exhibit is: it shows an answer, gives it back, and says what is begun and not whole."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.evidence.asked import Asked
from dslapp.domain.evidence.offers import Offer, Question
from dslapp.gui.theme.tokens import GRID
from dslapp.services.intake.attach_evidence import ExhibitAnswers


class QuestionStep(QWidget):
    """One question. `same_fields` are the answers that the exhibit before may lend it; none if they always differ."""

    changed = Signal()
    name: Question
    same_fields: tuple[str, ...] = ()

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GRID)

    def put(self, asked: Asked) -> tuple[str, str]:
        """The question with its mnemonic, and why it is asked, of a kind of file; its fields are named for that."""
        raise NotImplementedError

    def show_answers(self, answers: ExhibitAnswers) -> None:
        """Show what is answered already."""
        raise NotImplementedError

    def with_answers(self, answers: ExhibitAnswers) -> ExhibitAnswers:
        """`answers` with what is on the screen."""
        raise NotImplementedError

    def is_empty(self) -> bool:
        """Whether nothing is answered yet."""
        raise NotImplementedError

    def is_open(self) -> bool:
        """Whether it still wants its answer; what may be lent to it is lent only while nothing of it is answered."""
        return self.is_empty()

    def problem(self) -> str:
        """What is begun and cannot be saved as it stands, in words; an empty answer is no problem."""
        return ""

    def stops(self) -> Sequence[QWidget]:
        """Where Enter stops on its way, in order."""
        raise NotImplementedError

    def take_over(self, offer: Offer, answers: ExhibitAnswers) -> ExhibitAnswers:
        """`answers` with what the file says, as the person chose to."""
        raise NotImplementedError
