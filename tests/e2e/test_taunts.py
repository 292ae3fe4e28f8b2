"""J2: a child at the door (scenario 1): logged, two screenshots pasted and attached, led to the other school's DSL."""

from collections.abc import Callable
from pathlib import Path

from tests.casebooks import DSL
from tests.e2e.person import Person
from tests.pictures import SAMPLES

WORDS = "Ellis gets messages on ChatNest: nobody wants you. From a pupil who left."


def test_taunts_are_logged_with_two_screenshots_and_find_their_route(
    sits_down: Callable[[], Person], thornmoss: Path, note: Callable[[str], None]
) -> None:
    jo = sits_down()
    jo.unlock(DSL)
    jo.count_from_here()
    jo.press("ctrl+n")
    jo.focus("What happened? The child’s own words if you have them")
    jo.type(WORDS)
    jo.click("Could anyone be hurt today?: No")
    jo.click("Could a naked or sexual image be part of this?: No")
    jo.click("An adult who works here: No")
    jo.fill("Name of person 1", "Ellis P.")
    jo.fill("Handle of account 1", "@moved.away.example")
    jo.press("ctrl+s")
    jo.see("Copy a summary for CPOMS", "button")
    note(f"J2, first save: {jo.counts()}")
    assert jo.clicks <= 12
    assert jo.keys <= 180
    jo.count_from_here()
    jo.press("alt+3")
    jo.see("Paste (Ctrl+V)", "button")
    jo.copy((SAMPLES / "chatnest-taunts-1.png").read_bytes(), "image/png")
    jo.press("ctrl+v")
    jo.click("A naked or sexual image: No")
    jo.see("Save 1 picture, questions later", "button")
    jo.copy((SAMPLES / "chatnest-taunts-2.png").read_bytes(), "image/png")
    jo.press("ctrl+v")
    jo.click("A naked or sexual image: No")
    jo.click("Save 2 pictures, questions later")
    jo.read("Exhibits (2)")
    note(f"J2, two screenshots by the clipboard: {jo.counts()}")
    assert jo.clicks <= 6

    jo.press("alt+2")
    jo.click("Begin the guidance")
    jo.read("What else is in it? Tick all that apply.")
    jo.press("7", "Return")
    jo.read("Thank the child for telling. Say that it is not their fault, and what will happen next.")
    jo.fill("The child's own words, then what was asked", "He left and still will not let me be.")
    jo.fill("What does the child want to happen?", "That it stops.")
    jo.fill("Who reported it, and what do they want, if it is not the child?", "His tutor: that it stops.")
    jo.fill("Who looks after the child now, and how?", "His tutor.")
    jo.press("ctrl+Return")
    jo.read("Is any of this in it, or could it be? Tick all that apply.")
    jo.press("8", "Return")
    jo.read("Keep what could vanish, before anybody reports, blocks or deletes it.")
    jo.type("Two screenshots; the chat stays on his phone.")
    jo.press("ctrl+Return")
    jo.read("Who is said to be doing it?")
    jo.press("5", "Return")
    jo.read(
        "Speak to the DSL of the former pupil's new school, and agree what each school does. Support your own pupil."
    )
    note(f"J2, pictures, and the guidance to the other school's DSL: {jo.counts()}")
