"""The line below a purge that was done: who was told that it is gone, and when."""

from PySide6.QtCore import Signal

from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.problems import Problem
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.beside.reason_form import ReasonForm
from dslapp.services.purge.police_word import note_told


class ToldGone(ReasonForm):
    """Hidden until `begin`; `exhibit_id` is what it is about. `told` carries words for the status line."""

    told = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            "Who was told that it is gone, and when?", "The name, the number and the time. It stands under “Told to”.",
            "Save it",
        )  # fmt: skip
        self._desk, self.exhibit_id = desk, ""
        self.act.clicked.connect(self._save)

    def _save(self) -> None:
        words = self.reason("Write who was told, and when.")
        if words:
            self._desk.tasks.submit(
                note_told, self._desk.session, self.exhibit_id, words, done=self._saved, failed=self._failed
            )

    def _saved(self, exhibit: Exhibit) -> None:
        self.hide()
        self.told.emit(f"It stands in {exhibit.ref}: told to {exhibit.told_to}.")

    def _failed(self, problem: Problem) -> None:
        self.field.show_error(str(problem))
