"""The bytes of a file that is looked at, in memory only: its pages and pictures are drawn from them in a child."""

from PySide6.QtGui import QImage

from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.gui.evidence.viewer.pictures import image_of
from dslapp.services.exhibits.show_file import (
    SoundPiece,
    check_kept,
    film_pictures,
    page_picture,
    read_for_showing,
    sound_piece,
)
from dslapp.services.session import Session

LONGEST = 960
"""Dots of a film's longer side on the screen."""


class HeldFile:
    """Read once, when it is first wanted. Its methods run on the thread for files; dropping it drops the bytes."""

    def __init__(self) -> None:
        self._data = b""

    def page(self, session: Session, exhibit: Exhibit, number: int = 0) -> QImage:
        """A page of a PDF, from 0."""
        return image_of(page_picture(session, self._read(session, exhibit), number))

    def film(
        self, session: Session, exhibit: Exhibit, at_s: float = 0.0, step_s: float = 1.0, count: int = 1
    ) -> list[QImage]:
        """Pictures of a film, from a time on."""
        data = self._read(session, exhibit)
        return [image_of(each) for each in film_pictures(session, data, at_s, step_s, count, LONGEST)]

    def first_of_film(self, session: Session, exhibit: Exhibit) -> QImage:
        """The first picture of a film."""
        return self.film(session, exhibit)[0]

    def sound(self, session: Session, exhibit: Exhibit, at_s: float, seconds: int) -> SoundPiece:
        """Some seconds of a recording, from a time on."""
        return sound_piece(session, self._read(session, exhibit), at_s, seconds)

    @staticmethod
    def nothing_drawn(session: Session, exhibit: Exhibit) -> QImage:
        """Only check that the file is what was attached; there is nothing to draw."""
        check_kept(session, exhibit)
        return QImage()

    def _read(self, session: Session, exhibit: Exhibit) -> bytes:
        if not self._data:
            self._data = read_for_showing(session, exhibit)
        return self._data
