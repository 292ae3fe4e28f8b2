"""Labels and continuity sheets: what is drawn is what the record then says has left."""

import pytest

from dslapp.domain.problems import UserProblem
from dslapp.services.continuity.write_exhibit_papers import draw_exhibit_paper, read_paper_ground
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.session import Session
from tests.cases import bare_case
from tests.pictures import sample


def test_the_continuity_of_two_exhibits_is_not_drawn_as_that_of_one(session: Session) -> None:
    case = bare_case(session)
    ids = tuple(
        attach_file(session, case, sample(name), ExhibitAnswers(), image_answer="no", name=name).id
        for name in ("chatnest-taunts-1.png", "gamehall-dark.png")
    )
    ground = read_paper_ground(session, case)
    with pytest.raises(UserProblem, match="Choose one exhibit"):
        draw_exhibit_paper(session, ground, "continuity", ids)
    assert draw_exhibit_paper(session, ground, "continuity", ids[:1]).startswith(b"%PDF")
    assert draw_exhibit_paper(session, ground, "labels", ids).startswith(b"%PDF")
