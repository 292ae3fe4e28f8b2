"""Plays a recording from memory: decoded in a child some seconds at a time, never before somebody presses Play."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.shield import cover_in_words
from dslapp.domain.problems import Problem, UserProblem
from dslapp.gui.cover import Curtain
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.viewer.held_file import HeldFile
from dslapp.gui.evidence.viewer.player_row import PlayerRow
from dslapp.gui.evidence.viewer.sound_output import Loudspeaker, SoundOutput
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.text import Words
from dslapp.services.exhibits.show_evidence import note_revealed
from dslapp.services.exhibits.show_file import HEAR_A_COPY, SoundPiece, can_be_heard
from dslapp.services.session import Session

STEP_MS = 5000
"""How far an arrow key goes."""
_PIECE_S, _FEW_S = 20, 10
"""Seconds that are decoded at once, and how few may wait before more are."""
_TICK_MS = 200
_HINT = "Played from memory, on this computer’s own loudspeaker or headphones. Arrow keys go 5 seconds back or on."


def _decoded(
    session: Session, held: HeldFile, exhibit: Exhibit, at_s: float, run: int
) -> tuple[int, float, SoundPiece]:
    return run, at_s, held.sound(session, exhibit, at_s, _PIECE_S)


class SoundPlayer(QWidget):
    """A row to play it with. `revealed` carries the exhibit's id when it is heard; `failed` a problem.

    Whatever takes it from the screen stops it: another exhibit, another page, the cover, the lock.
    """

    revealed = Signal(str)
    failed = Signal(object)
    begun = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.open_output: Callable[[int, int], SoundOutput] = Loudspeaker
        self._held = HeldFile()
        self._exhibit: Exhibit | None = None
        self._is_noted = False
        self._run = 0
        self._output: SoundOutput | None = None
        self._from_s = self._asked_to_s = 0.0
        self._is_asking = self._is_whole = False
        self.row = PlayerRow(
            "Play the sound", "Pause the sound", "Where in the recording", (STEP_MS, 6 * STEP_MS),
            "Arrow keys: 5 seconds",
        )  # fmt: skip
        self.note = Words(part="hint")
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.row)
        column.addWidget(self.note)
        self._clock.timeout.connect(self._tick)
        self.row.pressed.connect(self.play_or_pause)
        self.row.jumped.connect(self._jumped)
        self.hide()

    @property
    def is_playing(self) -> bool:
        """Whether it is heard now."""
        return self._clock.isActive()

    def begin(self, exhibit: Exhibit, held: HeldFile) -> None:
        """Stand at the beginning of another recording, silently; say so where it cannot be heard here."""
        self.stop()
        self._exhibit, self._held, self._is_noted = exhibit, held, False
        heard = can_be_heard(exhibit)
        self.row.setVisible(heard)
        words = f"{cover_in_words(exhibit)} {_HINT}".strip() if heard else ""
        self.note.setText(words or f"This kind of recording cannot be heard here. {HEAR_A_COPY}")
        self.row.set_length(round(exhibit.length_s * 1000))
        self.row.stand_at(0)
        self.show()

    def play_or_pause(self) -> None:
        """The button."""
        if self.is_playing:
            self.stop()
        elif self._exhibit is not None:
            at = self.row.at_ms
            self._play_from(0 if at + _TICK_MS >= self.row.length_ms else at)

    def stop(self) -> None:
        """Fall silent where it is, and drop what was decoded ahead."""
        self._run += 1
        self._clock.stop()
        self._is_asking = False
        if self._output is not None:
            self._output.close()
            self._output = None
        self.row.show_playing(False)

    def let_go(self) -> None:
        """Forget the recording."""
        self.stop()
        self._exhibit, self._held = None, HeldFile()
        self.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is heard that is not on the screen."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.stop()

    def _play_from(self, at_ms: int) -> None:
        self.stop()
        self.row.stand_at(at_ms)
        self._from_s = self._asked_to_s = at_ms / 1000
        self._is_whole = False
        self.row.show_playing(True)
        self._clock.start()
        self._ask()
        self.begun.emit()

    def _jumped(self, at: int) -> None:
        if self.is_playing and at < self.row.length_ms:
            self._play_from(at)
            return
        self.stop()
        self.row.stand_at(at)

    def _ask(self) -> None:
        if self._is_asking or self._is_whole or self._exhibit is None:
            return
        self._is_asking = True
        self._desk.tasks.submit(
            _decoded, self._desk.session, self._held, self._exhibit, self._asked_to_s, self._run,
            lane="files", latest=f"sound {id(self)}", done=self._came, failed=self._stopped,
        )  # fmt: skip

    def _came(self, answer: tuple[int, float, SoundPiece]) -> None:
        run, at_s, piece = answer
        if run != self._run or self._exhibit is None or self._is_covered():
            return
        if self._output is None:
            try:
                self._output = self.open_output(piece.rate, piece.channels)
            except UserProblem as problem:
                self._stopped(problem)
                return
            self._note_heard(self._exhibit)
        self._output.feed(piece.samples)
        self._is_asking = False
        count = len(piece.samples) // (2 * piece.channels)
        self._asked_to_s = at_s + count / piece.rate
        self._is_whole = count < _PIECE_S * piece.rate or self._asked_to_s >= piece.length_s
        self.row.set_length(round(piece.length_s * 1000))

    def _note_heard(self, exhibit: Exhibit) -> None:
        if not self._is_noted:
            self._is_noted = True
            self.revealed.emit(exhibit.id)
            self._desk.tasks.submit(note_revealed, self._desk.session, exhibit)

    def _stopped(self, problem: Problem) -> None:
        if self.is_playing:
            self.stop()
            self.failed.emit(problem)

    def _tick(self) -> None:
        if self._is_covered():
            self.stop()
        elif self._output is not None:
            self.row.stand_at(round((self._from_s + self._output.heard_s) * 1000))
            if self._output.waiting_s < _FEW_S:
                self._ask()
            if self._is_whole and self._output.waiting_s <= 0:
                self.stop()
                self.row.stand_at(self.row.length_ms)

    def _is_covered(self) -> bool:
        return self.window().findChild(Curtain, options=Qt.FindChildOption.FindDirectChildrenOnly) is not None
