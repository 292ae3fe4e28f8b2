"""The list of all exhibits: newest first, with what is still to be answered."""

from dslapp.services.exhibits.answer_exhibit import withdraw_exhibit
from dslapp.services.exhibits.list_exhibits import list_exhibits
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.intake.record_without_file import record_without_file
from dslapp.services.session import Session
from tests.cases import bare_case
from tests.pictures import SAMPLES


def test_the_list_says_of_each_exhibit_what_is_still_to_be_done(session: Session) -> None:
    case = bare_case(session)
    attach_file(session, case, SAMPLES / "chatnest-taunts-1.png", ExhibitAnswers(), image_answer="no")
    record_without_file(session, case, "not here yet", ExhibitAnswers(held_by="Ellis's phone"))
    wrong = attach_file(session, case, SAMPLES / "chatnest-taunts-2.png", ExhibitAnswers(), image_answer="no")
    record_without_file(session, case, "imagery not held", ExhibitAnswers(held_by="The police"))
    withdraw_exhibit(session, wrong.id, because="Belongs to another case.")
    assert [(row.ref, row.state, row.case_ref) for row in list_exhibits(session)] == [
        ("JH/4", "Not held: in words", "OSI-2026-0001"),
        ("JH/3", "Withdrawn", "OSI-2026-0001"),
        ("JH/2", "Not here yet", "OSI-2026-0001"),
        ("JH/1", "6 questions to answer", "OSI-2026-0001"),
    ]
