"""J3: the headteacher reads, asks, decides, signs off and cannot write in the case; the DSL finds the question."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.casebooks import DSL, HEAD, SettableClock, unlock
from tests.cases import coach
from tests.e2e.person import Person

CASE = "OSI-2026-0043 · Ms Orme sent Mia, who left in…"


@pytest.fixture
def with_the_coach(thornmoss: Path) -> Path:
    """Thornmoss's casebook with scenario 7 in it."""
    session = unlock(thornmoss, DSL, SettableClock())
    coach(session)
    session.opened.close()
    return thornmoss


def test_the_headteacher_asks_and_signs_off_and_the_dsl_finds_the_question(
    sits_down: Callable[[], Person], with_the_coach: Path, note: Callable[[str], None]
) -> None:
    head = sits_down()
    head.unlock(HEAD)
    head.gone("Log an incident")
    head.count_from_here()
    head.press("ctrl+k")
    head.type("orme")
    head.click(CASE)
    head.see("Copy a summary for CPOMS", "button")
    head.gone("Close this case")
    head.press("alt+8")
    head.fill("Your question", "Who is with the team on Saturday?")
    head.click("Ask")
    head.read("Who is with the team on Saturday?")
    head.fill("What do you decide?", "The LADO is told tonight.")
    head.fill("Why?", "She is with children tomorrow.")
    head.click("Save my decision")
    head.read("The LADO is told tonight.")
    head.click("Sign off: I have read this case")
    head.read("Signed off.")
    note(f"J3, read, ask, decide, sign off: {head.counts()}")
    assert head.close_window() == 0

    jo = sits_down()
    jo.unlock(DSL)
    jo.see("Answer: Who is with the team on Saturday?*", "button")
