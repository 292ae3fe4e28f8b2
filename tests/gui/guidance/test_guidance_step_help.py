"""Help for this step: its words explained, the platform's card, and a child under its age."""

from datetime import date

import msgspec
from pytestqt.qtbot import QtBot

from dslapp.domain.case.incident import Incident, SafetyAnswers
from dslapp.domain.case.people import Involvement, Person
from dslapp.domain.entity import IncidentId, PersonId, new_id
from dslapp.gui.case.link import Link
from dslapp.gui.desk import Desk
from tests.gui.accessibility import assert_accessible
from tests.gui.guidance.at_the_guidance import AtTheGuidance, Opens, case_at, words_of

PUPILS = SafetyAnswers(danger="no", image="no", adult_here="none")


def help_at(at: AtTheGuidance) -> str:
    """Open the help beside the step and return its words."""
    at.walk.show_side("help")
    at.settle()
    return words_of(at.walk.help)


def on_instagram(qtbot: QtBot, desk: Desk, *, safety: SafetyAnswers = PUPILS) -> AtTheGuidance:
    """A Year 5 child affected on Instagram, at the question where it is kept."""
    case = case_at(desk, "triage", "what-else", safety)

    def tell() -> None:
        incident = desk.session.casebook.get(Incident, case)
        child = Person(id=new_id(), name="Mia K.", date_of_birth=date(2017, 3, 1))
        part = Involvement(
            id=new_id(), incident_id=IncidentId(incident.id), person_id=PersonId(child.id), role="target"
        )
        desk.session.casebook.commit([msgspec.structs.replace(incident, platform="Instagram"), child, part])

    desk.tasks.on_casebook(tell)
    return AtTheGuidance(qtbot, desk, case)


def test_the_words_of_the_step_are_explained(opens: Opens) -> None:
    at = opens("staff-concern", "ring-lado", default="yes")
    said = help_at(at)
    assert "The officer of the local authority who guides what happens" in said
    assert_accessible(at.page)


def test_another_word_is_looked_up(opens: Opens) -> None:
    at = opens("staff-concern", "about-whom")
    help_at(at)
    assert at.walk.help.lookup is not None
    at.walk.help.lookup.setText("s47")
    at.settle()
    assert "Social care must look into it" in words_of(at.walk.help)


def test_the_platform_of_the_case_brings_its_card_and_the_childs_age(qtbot: QtBot, desk: Desk) -> None:
    said = help_at(on_instagram(qtbot, desk))
    assert "How to report it" in said
    assert "Show a story again once it has vanished" in said
    assert "Mia K. was 9 on" in said
    assert "Instagram: 13 and over." in said


def test_where_an_image_is_possible_nobody_is_told_to_keep_it(qtbot: QtBot, desk: Desk) -> None:
    image = SafetyAnswers(danger="no", image="unsure", adult_here="none")
    at = on_instagram(qtbot, desk, safety=image)
    said = help_at(at)
    assert "Stop. Don’t look further, copy it or ask for it." in said
    assert "Keep it before you report it" not in said


def test_any_platform_can_be_chosen(opens: Opens) -> None:
    at = opens("staff-concern", "about-whom")
    help_at(at)
    assert at.walk.help.platform is not None
    at.walk.help.platform.show_value("whatsapp")
    at.walk.help.platform.changed.emit()
    at.settle()
    assert "they are encrypted" in words_of(at.walk.help)


def test_where_it_is_taken_down_the_site_stands_beside_the_step(qtbot: QtBot, desk: Desk) -> None:
    at = on_instagram(qtbot, desk)
    assert not at.walk.beside.isVisible(), "triage is not about the site"
    at.walk.flow_wanted.emit("content-removal")
    at.settle()
    said = words_of(at.walk.beside)
    assert "Instagram" in said
    assert "Mia K. was 9 on" in said
    at.walk.beside.findChildren(Link)[0].click()
    assert at.walk.help.isVisible()
    assert "Show a story again once it has vanished" in words_of(at.walk.help)


def test_an_image_that_the_walk_came_upon_stops_the_keeping_too(qtbot: QtBot, desk: Desk) -> None:
    at = on_instagram(qtbot, desk)
    at.walk.flow_wanted.emit("content-removal")
    at.settle()
    assert "what to keep first" in words_of(at.walk.beside)
    at.answer("sexual-child")
    at.walk.show_side("help")
    at.settle()
    said = words_of(at.walk.help)
    assert "Stop. Don’t look further" in said
    assert "Keep it before you report it" not in said
