"""Every step of every flow, reached in the real window by keyboard alone, with no word cut off on the way.

Run by `make walkthrough`: it takes minutes. With DSLCASEBOOK_PICTURES=FOLDER each step is photographed as well.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dslapp.content.guidance import load_library
from dslapp.domain.guidance.flows import Choices, answers_of
from dslapp.domain.guidance.path import Place
from dslapp.domain.guidance.walk import advance, start
from dslapp.domain.statements import Stated
from tests.casebooks import DSL, FRIDAY_AFTERNOON
from tests.e2e.person import Person
from tests.walkthrough.trails import Stop, Trail, all_places, trails

LIBRARY = load_library()
NUMBER_KEYS = 9


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("scale", ["1", "2"], ids=["1366x768", "1366x768 at 200 %"])
def test_every_step_is_reached_by_keyboard_and_nothing_is_cut(
    sits_down: Callable[[], Person], thornmoss: Path, environment: dict[str, str], scale: str,
    note: Callable[[str], None],
) -> None:  # fmt: skip
    environment["QT_SCALE_FACTOR"] = scale
    ways, unreached = trails(LIBRARY)
    assert unreached == set()
    person = sits_down()
    person.unlock(DSL)
    fill_the_screen(person)
    person.press("alt+g")
    cut: dict[Place, tuple[str, ...]] = {}
    seen: set[Place] = set()
    for way in ways:
        seen |= walk(person, way, cut, scale)
    note(f"{len(seen)} steps by {person.keys} keys; {len(cut)} with words cut off")
    assert seen == all_places(LIBRARY)
    assert not cut, "\n".join(f"{place.flow}/{place.step}: {words}" for place, words in cut.items())


def fill_the_screen(person: Person) -> None:
    """As large as the screen is: what an office computer shows."""
    person.xdotool("getactivewindow", "windowmove", "0", "0", "windowsize", "100%", "100%")


def walk(person: Person, way: Trail, cut: dict[Place, tuple[str, ...]], scale: str) -> set[Place]:
    """Rehearse one flow, from the list of flows and back to it."""
    person.tab_to(f"Rehearse it: {LIBRARY.flows[way.flow].title}", "button", most=120)
    person.press("space")
    progress = start(LIBRARY, way.flow, at=FRIDAY_AFTERNOON)
    for stop in way.stops:
        assert progress.current == stop.place
        step = LIBRARY.flows[stop.place.flow].by_id[stop.place.step]
        person.read(step.text.partition("{latest}")[0].strip() or step.text)  # time goes on, and limits with it
        if stop.place not in cut and (found := person.cut_words()):
            cut[stop.place] = found
        photograph(person, stop.place, scale)
        answer(person, stop)
        recorded = {each.id: Stated(text="yes") for each in step.record if each.label in stop.agreed}
        progress = advance(LIBRARY, progress, stop.place, stop.answers, recorded, at=FRIDAY_AFTERNOON)
    person.press("alt+e")
    person.gone("End the rehearsal", "button")
    return {stop.place for stop in way.stops}


def answer(person: Person, stop: Stop) -> None:
    """Choose by number, or by Tab and Space where there is no number left; write what is agreed; go on."""
    step = LIBRARY.flows[stop.place.flow].by_id[stop.place.step]
    ids = [each.id for each in answers_of(step)]
    for chosen in stop.answers:
        number = ids.index(chosen) + 1
        person.press(str(min(number, NUMBER_KEYS)))
        if number > NUMBER_KEYS:
            if isinstance(step, Choices):
                person.press("space")  # lets go of the last one that has a number
            person.press(*["Tab"] * (number - NUMBER_KEYS), "space")
    for label in stop.agreed:
        person.tab_to(label, "view")
        person.press("space")
    person.press("ctrl+Return")


def photograph(person: Person, place: Place, scale: str) -> None:
    """Keep a picture of the step where somebody asked for pictures."""
    folder = os.environ.get("DSLCASEBOOK_PICTURES")
    if folder:
        target = Path(folder) / scale / f"{place.flow}-{place.step}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        person.photograph(target)
