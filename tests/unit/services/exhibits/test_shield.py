"""The shield: an exhibit is covered for everybody with a reason, and a member is told about their own week alone."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.shield import cover_in_words, stays_covered, week_in_words
from dslapp.domain.problems import NotAllowed, UserProblem
from dslapp.services.exhibits.shield import blur_for_everyone, my_week, uncover
from dslapp.services.exhibits.show_evidence import note_revealed
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.session import Session
from tests.casebooks import DEPUTY, HEAD, SettableClock
from tests.cases import bare_case
from tests.pictures import SAMPLES

WHY = "It shows the injury; nobody needs it but the police."


def attach(session: Session, name: str, *, distressing: bool) -> Exhibit:
    answers = ExhibitAnswers(description="The message", distressing=distressing)
    return attach_file(
        session, bare_case(session, ref=f"OSI-2026-{name[-5]}"), SAMPLES / name, answers, image_answer="no"
    )


@pytest.fixture
def exhibit(session: Session) -> Exhibit:
    return attach(session, "chatnest-taunts-1.png", distressing=False)


def test_a_second_person_covers_it_for_everyone_and_says_why(
    session: Session, exhibit: Exhibit, unlock_as: Callable[[str], Session]
) -> None:
    deputy = unlock_as(DEPUTY)
    with pytest.raises(UserProblem, match="why"):
        blur_for_everyone(deputy, exhibit.id, because=" ")
    covered = blur_for_everyone(deputy, exhibit.id, because=WHY)
    assert stays_covered(covered)
    assert cover_in_words(covered) == f"{DEPUTY} asks that nobody sees it without need: {WHY}"


def test_it_is_uncovered_with_a_reason_and_both_stay_in_the_history(session: Session, exhibit: Exhibit) -> None:
    blur_for_everyone(session, exhibit.id, because=WHY)
    plain = uncover(session, exhibit.id, because="The social worker has to see it today.")
    assert not stays_covered(plain)
    reasons = [each.reason for each in session.casebook.history(entity_id=exhibit.id)]
    assert reasons[1:] == [WHY, "The social worker has to see it today."]


def test_a_reviewer_covers_nothing(exhibit: Exhibit, unlock_as: Callable[[str], Session]) -> None:
    with pytest.raises(NotAllowed):
        blur_for_everyone(unlock_as(HEAD), exhibit.id, because=WHY)


def test_only_distressing_exhibits_that_i_looked_at_this_week_count_for_me(
    session: Session, clock: SettableClock, unlock_as: Callable[[str], Session]
) -> None:
    hard = attach(session, "chatnest-taunts-1.png", distressing=True)
    harmless = attach(session, "chatnest-taunts-2.png", distressing=False)
    for each in (hard, harmless, hard):
        note_revealed(session, each)
    assert my_week(session).seen == 1
    assert "Education Support – 08000 562 561" in my_week(session).support
    assert week_in_words(1) == "You have looked at 1 distressing exhibit this week."
    assert my_week(unlock_as(DEPUTY)).seen == 0
    clock.forward(timedelta(days=3))  # Monday
    assert my_week(unlock_as("Jo Hartsedge")).seen == 0
