"""The coach's case (scenarios.md, 7) and the taunts (1) in the desk's casebook."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dslapp.domain.entity import IncidentId
from dslapp.gui.desk import Desk
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from tests.cases import coach, taunts

SAMPLE = Path(__file__).parents[2] / "samples" / "evidence" / "photo-of-phone-screen.jpg"


@pytest.fixture
def coach_case(desk: Desk) -> IncidentId:
    """A member of staff and a former pupil; the LADO has a first summary already."""
    return desk.tasks.on_casebook(coach, desk.session)


@pytest.fixture
def taunts_case(desk: Desk) -> Iterator[IncidentId]:
    """Ellis and the former pupil, with one picture."""
    case = desk.tasks.on_casebook(taunts, desk.session)
    answers = ExhibitAnswers(description="Photo of the screen")
    desk.tasks.on_casebook(attach_file, desk.session, case, SAMPLE, answers, image_answer="no")
    yield case
    desk.session.pictures.close()
