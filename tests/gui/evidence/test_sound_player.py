"""Hearing a recording: from memory, only when Play is pressed, and never when it is not on the screen."""

import subprocess
import sys

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.school import Access
from dslapp.gui.cover import Cover
from dslapp.gui.evidence.viewer.sound_output import Loudspeaker, NoSoundDevice
from dslapp.gui.evidence.viewer.sound_player import SoundPlayer
from dslapp.services.exhibits.answer_exhibit import answer_exhibit, answers_of
from dslapp.services.intake.attach_evidence import NOTHING_ANSWERED, attach_file
from tests.gui.accessibility import assert_accessible
from tests.gui.evidence.conftest import Evidence
from tests.sounds import recording, voice_message


class Listener:
    """Stands for the loudspeaker: hears as much as a test lets it."""

    def __init__(self, rate: int, channels: int) -> None:
        self.second = rate * channels * 2
        self.samples = b""
        self.heard_s = 0.0
        self.is_open = True

    def feed(self, samples: bytes) -> None:
        self.samples += samples

    @property
    def waiting_s(self) -> float:
        return len(self.samples) / self.second - self.heard_s

    def close(self) -> None:
        self.is_open = False


class Room:
    """The loudspeakers that were opened, one after the other."""

    def __init__(self) -> None:
        self.opened: list[Listener] = []

    def open(self, rate: int, channels: int) -> Listener:
        self.opened.append(Listener(rate, channels))
        return self.opened[-1]

    @property
    def heard_now(self) -> int:
        return sum(each.is_open for each in self.opened)


@pytest.fixture
def room() -> Room:
    return Room()


def attach(evidence: Evidence, data: bytes, name: str, **answers: object) -> Exhibit:
    tasks, session = evidence.desk.tasks, evidence.desk.session
    kept = tasks.on_casebook(
        attach_file, session, evidence.case_id, data, NOTHING_ANSWERED, image_answer="no", name=name
    )
    assert isinstance(kept, Exhibit)
    if answers:
        tasks.on_casebook(answer_exhibit, session, kept.id, msgspec.structs.replace(answers_of(kept), **answers))
    return kept


def shown(evidence: Evidence, room: Room, data: bytes, name: str = "voice.opus", **answers: object) -> SoundPlayer:
    evidence.open()
    exhibit = attach(evidence, data, name, **answers)
    evidence.show()
    evidence.tab.open_exhibit(exhibit.id)
    evidence.settle()
    assert_accessible(evidence.tab)
    player = evidence.tab.viewer.file.sound
    player.open_output = room.open
    return player


def reveals(evidence: Evidence) -> int:
    found = [entry.entity for entry in evidence.case().history]
    return sum(isinstance(look, Access) and look.what == "revealed" for look in found)


def test_a_voice_message_is_heard_when_play_is_pressed_and_that_is_noted_once(evidence: Evidence, room: Room) -> None:
    player = shown(evidence, room, voice_message(12))
    assert player.isVisible()
    assert room.opened == [], "never by itself"
    assert reveals(evidence) == 0
    QTest.keyClick(player.row.button, Qt.Key.Key_Space)
    evidence.settle()
    (heard,) = room.opened
    assert len(heard.samples) == 12 * heard.second
    heard.heard_s = 4.0
    player._tick()
    assert player.row.time.text() == "0:04 of 0:12"
    assert player.row.button.text() == "Pause the sound"
    assert_accessible(evidence.tab)
    player.row.button.click()
    assert room.heard_now == 0
    player.row.button.click()
    evidence.settle()
    assert len(room.opened[-1].samples) == 8 * heard.second, "it goes on where it was"
    room.opened[-1].heard_s = 8.0
    player._tick()
    assert not player.is_playing
    assert (player.row.slider.value(), player.row.time.text()) == (12_000, "0:12 of 0:12")
    assert reveals(evidence) == 1


def test_arrow_keys_go_five_seconds_on_and_back(evidence: Evidence, room: Room) -> None:
    player = shown(evidence, room, voice_message(12))
    QTest.keyClick(player.row.slider, Qt.Key.Key_Right)
    assert room.opened == []
    assert player.row.time.text() == "0:05 of 0:12"
    player.row.button.click()
    evidence.settle()
    QTest.keyClick(player.row.slider, Qt.Key.Key_Right)
    evidence.settle()
    first, second = room.opened
    assert (first.is_open, second.is_open) == (False, True)
    assert len(second.samples) == 2 * second.second
    QTest.keyClick(player.row.slider, Qt.Key.Key_Left)
    evidence.settle()
    assert len(room.opened[-1].samples) == 7 * second.second


def test_a_long_recording_is_decoded_little_by_little(evidence: Evidence, room: Room) -> None:
    player = shown(evidence, room, recording("WAV", "PCM_U8", 50, 8000), "statement.wav")
    player.row.button.click()
    evidence.settle()
    (heard,) = room.opened
    assert len(heard.samples) == 20 * heard.second
    for at, decoded in ((5.0, 20), (12.0, 40), (31.0, 50), (45.0, 50)):
        heard.heard_s = at
        player._tick()
        evidence.settle()
        assert len(heard.samples) == decoded * heard.second
    assert player.is_playing


def test_what_leaves_the_screen_is_silent(evidence: Evidence, room: Room) -> None:
    player = shown(evidence, room, voice_message(12))
    player.row.button.click()
    evidence.settle()
    assert room.heard_now == 1
    evidence.tab.leave()
    assert room.heard_now == 0
    assert player._held._data == b"", "nothing stays in memory"


def test_a_sound_is_silent_under_the_cover(evidence: Evidence, room: Room, qapp: QApplication) -> None:
    player = shown(evidence, room, voice_message(12))
    player.row.button.click()
    evidence.settle()
    cover = Cover(qapp, evidence.tab, evidence.desk.tasks, None)
    cover.draw()
    evidence.qtbot.waitUntil(lambda: room.heard_now == 0)
    cover.remove()
    assert not player.is_playing, "it does not go on by itself"


def test_a_distressing_recording_says_so_first(evidence: Evidence, room: Room) -> None:
    player = shown(evidence, room, voice_message(), distressing=True)
    assert player.note.text().startswith("It was marked as distressing.")


@pytest.mark.parametrize(
    ("name", "data"),
    [("voice.amr", b"#!AMR\n" + bytes((0x3C, *range(31))) * 50), ("memo.m4a", b"\0\0\0\x18ftypM4A " + bytes(500))],
)
def test_a_kind_that_cannot_be_heard_says_how_to_hear_it(
    evidence: Evidence, room: Room, name: str, data: bytes
) -> None:
    player = shown(evidence, room, data, name)
    assert not player.row.button.isVisible()
    assert "cannot be heard here" in player.note.text()
    assert "Save a copy of the original, saying what for" in player.note.text()


def test_a_damaged_recording_is_told_in_words(evidence: Evidence, room: Room) -> None:
    player = shown(evidence, room, b"RIFF\x28\0\0\0WAVE" + bytes(range(256)) * 40, "voice.wav")
    trouble = evidence.tab.viewer.file._trouble
    player.row.button.click()
    evidence.settle()
    assert not trouble.isHidden()
    assert not player.is_playing
    assert reveals(evidence) == 0, "nothing was heard"


def test_no_loudspeaker_is_told_in_words(evidence: Evidence, room: Room) -> None:
    def nothing_there(_rate: int, _channels: int) -> Listener:
        raise NoSoundDevice

    player = shown(evidence, room, voice_message())
    player.open_output = nothing_there
    player.row.button.click()
    evidence.settle()
    assert not evidence.tab.viewer.file._trouble.isHidden()
    assert not player.is_playing
    player.open_output = room.open
    player.row.button.click()
    assert evidence.tab.viewer.file._trouble.isHidden()
    evidence.settle()


def test_the_loudspeaker_takes_all_samples_in_their_order(evidence: Evidence) -> None:
    import miniaudio

    loud = Loudspeaker(8000, 1, [miniaudio.Backend.NULL])
    loud.feed(bytes(1600))
    loud.feed(bytes(1600))
    evidence.qtbot.waitUntil(lambda: loud.waiting_s == 0)
    assert loud.heard_s == 0.2
    loud.close()


def test_the_systems_sound_is_not_touched_until_something_is_played() -> None:
    program = "import dslapp.gui.evidence.evidence_tab, sys; print('miniaudio' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
