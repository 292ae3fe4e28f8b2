"""Playing a film: each picture stands at its own moment, and no picture of one film is shown as another's."""

from datetime import UTC, datetime
from threading import Event

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractSlider
from pytestqt.qtbot import QtBot

from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.viewer.film_player import STEP_MS, FilmPlayer
from dslapp.gui.evidence.viewer.held_file import HeldFile
from dslapp.services.session import Session

MARK = 0xFF000000


class SlowFilm(HeldFile):
    """A film whose pictures carry the moment that they are of, and come when `go` is set."""

    def __init__(self, number: int = 0) -> None:
        super().__init__()
        self.number, self.go, self.asked = number, Event(), list[float]()

    def film(
        self, session: Session, exhibit: Exhibit, at_s: float = 0.0, step_s: float = 1.0, count: int = 1
    ) -> list[QImage]:
        """Pictures of one dot each: its colour says the film and the moment."""
        self.asked.append(at_s)
        assert self.go.wait(20)
        return [self._picture(round((at_s + each * step_s) * 1000)) for each in range(count)]

    def _picture(self, at_ms: int) -> QImage:
        image = QImage(1, 1, QImage.Format.Format_RGB32)
        image.fill(MARK | self.number << 16 | at_ms)
        return image


@pytest.fixture
def player(qtbot: QtBot, desk: Desk) -> FilmPlayer:
    made = FilmPlayer(desk)
    qtbot.addWidget(made)
    made._clock.setInterval(1)
    return made


def shown_by(player: FilmPlayer) -> list[tuple[int, int, int]]:
    """For each picture: the film, the moment it is of, and the moment at which it is shown."""
    shown: list[tuple[int, int, int]] = []

    def note(image: QImage) -> None:
        dot = image.pixel(0, 0)
        shown.append((dot >> 16 & 0xFF, dot & 0xFFFF, player.row.slider.value()))

    player.shows.connect(note)
    return shown


def film_of(length_s: float = 6.0) -> Exhibit:
    return Exhibit(
        id=new_id(),
        incident_id=IncidentId(new_id()),
        ref="JH/1",
        producer="Jo Hartsedge",
        number=1,
        attached_by="Jo Hartsedge",
        attached_at=datetime(2026, 11, 13, 9, tzinfo=UTC),
        length_s=length_s,
    )


def test_after_a_jump_nothing_is_shown_at_another_moment_than_its_own(qtbot: QtBot, player: FilmPlayer) -> None:
    film, shown = SlowFilm(), shown_by(player)
    player.begin(film_of(), film)
    player.play_or_pause()
    qtbot.waitUntil(lambda: film.asked == [0.0])
    player.row.slider.setSliderPosition(4000)
    player.row.slider.triggerAction(QAbstractSlider.SliderAction.SliderMove)
    film.go.set()
    qtbot.waitUntil(lambda: not player.is_playing)
    assert shown, "it goes on from there"
    assert all(of == at for _, of, at in shown)
    assert {at for _, _, at in shown} == set(range(4000, 6000, STEP_MS))


def test_pictures_of_one_film_never_come_in_another(qtbot: QtBot, player: FilmPlayer) -> None:
    first, second, shown = SlowFilm(1), SlowFilm(2), shown_by(player)
    player.begin(film_of(), first)
    player.play_or_pause()
    qtbot.waitUntil(lambda: first.asked == [0.0])
    player.begin(film_of(), second)
    player.play_or_pause()
    first.go.set()
    second.go.set()
    qtbot.waitUntil(lambda: not player.is_playing)
    assert {number for number, _, _ in shown} == {2}


def test_a_picture_sought_in_a_film_is_not_shown_once_another_is_there(qtbot: QtBot, player: FilmPlayer) -> None:
    first, second, shown = SlowFilm(1), SlowFilm(2), shown_by(player)
    player.begin(film_of(), first)
    player.row.slider.setSliderPosition(4000)
    player.row.slider.triggerAction(QAbstractSlider.SliderAction.SliderMove)
    player.begin(film_of(), second)
    first.go.set()
    with qtbot.waitSignal(player._desk.tasks.busy, check_params_cb=lambda busy: not busy):
        pass
    assert shown == []
