"""Five exhibits by the keyboard alone: pasted files, the gate, a series, place and time of each answered."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from dslapp.domain.evidence.exhibits import Exhibit
from tests import cases
from tests.casebooks import DSL, SettableClock, unlock
from tests.e2e.person import Person
from tests.pictures import SAMPLES

PICTURES = (
    "chatnest-taunts-1.png", "chatnest-taunts-2.png", "gamehall-dark.png", "photo-of-phone-screen.jpg",
    "towntalk-parent-post.png",
)  # fmt: skip
MOST_SECONDS = 90
TYPES = 8
"""Keys a second, as somebody types who does it daily."""


def test_five_exhibits_are_attached_and_answered_by_the_keyboard_alone(
    sits_down: Callable[[], Person], thornmoss: Path, tmp_path: Path, note: Callable[[str], None]
) -> None:
    session = unlock(thornmoss, DSL, SettableClock())
    cases.bare_case(session)
    session.opened.close()
    usb = tmp_path / "usb"
    usb.mkdir()
    for name in PICTURES:
        shutil.copy(SAMPLES / name, usb)

    jo = sits_down()
    jo.unlock(DSL)
    jo.go_to_evidence("OSI-2026-0001")
    jo.count_from_here()
    began = monotonic()
    uris = "".join(f"{(usb / name).as_uri()}\r\n" for name in PICTURES)
    jo.copy(uris.encode(), "text/uri-list")  # Ctrl+A and Ctrl+C in the window of the files
    jo.press("ctrl+v")
    jo.read("5 files wait: ")
    jo.focus("A naked or sexual image: Yes")
    jo.press("Tab", "space")
    jo.see("Save 5 pictures, questions later", "button", within_s=30)
    jo.press("alt+q")
    jo.read("Exhibit JH/1: chatnest-taunts-1.png", within_s=30)
    jo.focus("Site or app")
    for answer in ("ChatNest", "@moved.away.example", "direct message", ""):
        jo.type(answer, keys_a_second=TYPES)
        jo.press("Return")
    for number, name in enumerate(PICTURES, 1):
        jo.read(f"Exhibit JH/{number}: {name}")
        if number > 1:
            jo.press("alt+e")
        jo.focus("Time that it shows")
        jo.type(f"21:{40 + number}", keys_a_second=TYPES)
        jo.press("Return")
        jo.focus("When captured: At this time")
        jo.press("Return")
        jo.focus("When captured: date")
        jo.type("12112026", keys_a_second=TYPES)
        jo.press("Return")
        jo.focus("When captured: time")
        jo.type(f"22{10 + number}", keys_a_second=TYPES)
        jo.press("ctrl+Return")
    jo.read("Exhibits (5)")
    took = monotonic() - began
    note(f"Five exhibits by the keyboard, typed at {TYPES} keys a second: {jo.counts()}")
    assert jo.clicks == 0
    assert took < MOST_SECONDS
    assert jo.close_window() == 0

    session = unlock(thornmoss, DSL, SettableClock())
    kept = sorted(session.casebook.select(Exhibit), key=lambda each: each.number)
    session.opened.close()
    assert [(each.original_name, each.series_order) for each in kept] == [
        (name, number) for number, name in enumerate(PICTURES, 1)
    ]
    assert {each.place.text for each in kept} == {"ChatNest · @moved.away.example · direct message"}
    assert [each.captured.start for each in kept] == [
        datetime(2026, 11, 12, 22, 10 + number, tzinfo=UTC) for number in range(1, 6)
    ]
    left_for_later = ("by whom", "how it reached us", "what it shows")
    assert {each.still_to_answer for each in kept} == {left_for_later}
