"""Plays the pictures of a film, without its sound: drawn in a child a few at a time, shown here at the film's pace."""

from collections import deque
from typing import NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.problems import Problem
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.viewer.held_file import HeldFile
from dslapp.gui.evidence.viewer.player_row import PlayerRow
from dslapp.gui.tasks import UNTIL_LOCKED
from dslapp.services.session import Session

STEP_MS = 250
_AT_ONCE, _FEW = 8, 4
"""Pictures that are drawn at once, and how few may be left before more are."""


class _Drawn(NamedTuple):
    """Pictures with the film they are of, and the moment of the first: what is wanted may be another by now."""

    held: HeldFile
    from_ms: int
    images: list[QImage]


def _draw(session: Session, exhibit: Exhibit, held: HeldFile, from_ms: int, count: int) -> _Drawn:
    return _Drawn(held, from_ms, held.film(session, exhibit, from_ms / 1000, STEP_MS / 1000, count))


class FilmPlayer(QWidget):
    """A row to play it with. `shows` carries the picture of the moment; `failed` a problem."""

    shows = Signal(QImage)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._held = HeldFile()
        self._exhibit: Exhibit | None = None
        self._ready: deque[tuple[int, QImage]] = deque()
        self._drawn_to = 0
        self._is_drawing = False
        self.row = PlayerRow("Play without sound", "Play no more", "Where in the film", (STEP_MS, 20 * STEP_MS))
        self._clock = QTimer(self)
        self._clock.setInterval(STEP_MS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.row)
        self._clock.timeout.connect(self._next)
        self.row.pressed.connect(self.play_or_pause)
        self.row.jumped.connect(self._jumped)
        self.hide()

    @property
    def is_playing(self) -> bool:
        """Whether pictures follow each other now."""
        return self._clock.isActive()

    def begin(self, exhibit: Exhibit, held: HeldFile) -> None:
        """Stand at the beginning of another film."""
        self.stop()
        self._exhibit, self._held = exhibit, held
        self.row.set_length(round(exhibit.length_s * 1000))
        self.row.stand_at(0)

    def stop(self) -> None:
        """Play no more, and drop what was drawn ahead."""
        self._clock.stop()
        self._ready.clear()
        self.row.show_playing(False)

    def let_go(self) -> None:
        """Forget the film."""
        self.stop()
        self._exhibit, self._held = None, HeldFile()
        self.hide()

    def play_or_pause(self) -> None:
        """The button."""
        if self.is_playing:
            self.stop()
            return
        if self.row.at_ms + STEP_MS >= self.row.length_ms:
            self.row.stand_at(0)
        self._drawn_to = self.row.at_ms
        self._clock.start()
        self._draw_ahead()
        self.row.show_playing(True)

    def _jumped(self, to_ms: int) -> None:
        self._ready.clear()
        self.row.stand_at(to_ms)
        self._drawn_to = to_ms
        if not self.is_playing and self._exhibit is not None:
            self._desk.tasks.submit(
                _draw, self._desk.session, self._exhibit, self._held, self._drawn_to, 1, lane="files",
                latest=f"film {id(self)}", done=self._show_one, failed=self.failed.emit,
            )  # fmt: skip

    def _show_one(self, drawn: "_Drawn") -> None:
        if drawn.images and drawn.held is self._held and drawn.from_ms == self.row.at_ms:
            self.shows.emit(drawn.images[0])

    def _draw_ahead(self) -> None:
        if self._is_drawing or self._exhibit is None or self._drawn_to >= self.row.length_ms:
            return
        self._is_drawing = True
        self._desk.tasks.submit(
            _draw, self._desk.session, self._exhibit, self._held, self._drawn_to, _AT_ONCE,
            lane="files", stopped_with=UNTIL_LOCKED, done=self._drawn, failed=self._stopped, ended=self._may_draw_again,
        )  # fmt: skip

    def _drawn(self, drawn: "_Drawn") -> None:
        """Take pictures that follow on; those of another film, or of where it stood before a jump, are dropped."""
        if not self.is_playing or drawn.held is not self._held or drawn.from_ms != self._drawn_to:
            return
        for image in drawn.images:
            self._ready.append((self._drawn_to, image))
            self._drawn_to += STEP_MS
        if len(drawn.images) < _AT_ONCE:
            self._drawn_to = self.row.length_ms

    def _may_draw_again(self) -> None:
        self._is_drawing = False

    def _stopped(self, problem: Problem) -> None:
        self._drawn_to = self.row.length_ms
        if not self._ready:
            self.stop()
            self.failed.emit(problem)

    def _next(self) -> None:
        if self._ready:
            at, image = self._ready.popleft()
            self.row.stand_at(at)
            self.shows.emit(image)
        elif self._drawn_to >= self.row.length_ms:
            self.stop()
        if len(self._ready) <= _FEW:
            self._draw_ahead()
