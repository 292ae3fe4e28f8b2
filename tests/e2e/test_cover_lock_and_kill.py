"""J5: the screen is covered and lifted, three wrong PINs lock it, and a pulled plug loses no more than two seconds."""

from collections.abc import Callable
from pathlib import Path
from time import monotonic

from tests.casebooks import DSL
from tests.e2e.person import PIN, Person

WHAT = "What happened? The child’s own words if you have them"
TAUNT = "Ellis showed me ChatNest: nobody wants you, from a boy who left three months ago. "
KEYS_A_SECOND = 20


def test_three_wrong_pins_lock_the_casebook_and_the_draft_is_still_there(
    sits_down: Callable[[], Person], thornmoss: Path
) -> None:
    jo = sits_down()
    jo.unlock(DSL)
    jo.press("ctrl+n")
    jo.focus(WHAT)
    jo.type(TAUNT)
    jo.press("F9")
    jo.focus("Your PIN")
    jo.gone(WHAT)
    jo.type(PIN)
    jo.press("Return")
    jo.gone("Your PIN")
    assert jo.see(WHAT).text == TAUNT

    jo.press("F9")
    for tries_left in ("2 tries", "1 try"):
        jo.focus("Your PIN")
        jo.type("1357")
        jo.press("Return")
        jo.read(tries_left)
    jo.focus("Your PIN")
    jo.type("1357")
    jo.press("Return")

    jo.sees_it_start()  # a new process: nothing of the old one is left in memory
    jo.unlock(DSL)
    jo.click("Ellis showed me ChatNest: nobody*")
    assert jo.see(WHAT).text == TAUNT


def test_pulling_the_plug_in_the_middle_of_typing_loses_no_more_than_two_seconds(
    sits_down: Callable[[], Person], thornmoss: Path, note: Callable[[str], None]
) -> None:
    jo = sits_down()
    jo.unlock(DSL)
    jo.press("ctrl+n")
    jo.focus(WHAT)
    began = monotonic()
    jo.type(TAUNT[:70], keys_a_second=KEYS_A_SECOND)
    keys_a_second = 70 / (monotonic() - began)
    typed = jo.see(WHAT).text
    jo.kill()

    jo.start()
    jo.unlock(DSL)
    jo.see("See the backups", "button")  # what stands above has come: the line does not move any more
    jo.click("Ellis showed me ChatNest: nobody*")
    restored = jo.see(WHAT).text
    assert restored
    assert typed.startswith(restored)
    lost_s = (len(typed) - len(restored)) / keys_a_second
    note(f"J5, the plug pulled while typing: {lost_s:.1f} s of words lost")
    assert lost_s <= 2
    jo.read("Restored from")
