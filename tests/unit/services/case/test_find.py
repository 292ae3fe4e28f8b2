"""Finding: the table of all cases, search as it is typed, and the first page."""

from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest

from dslapp.domain.case.case_lists import IncidentFilter
from dslapp.domain.case.casework import Action
from dslapp.domain.case.incident import Incident, SafetyAnswers
from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.problems import UserProblem
from dslapp.services.case.find_incidents import find_incidents, incident_by_ref
from dslapp.services.case.search_everything import around, search_everything
from dslapp.services.case.today import today
from dslapp.services.guidance.answer_guidance import open_route
from dslapp.services.session import Session
from tests.casebooks import DSL, HEAD, SettableClock
from tests.cases import bare_case, coach, taunts


def refs(session: Session, wanted: IncidentFilter) -> list[str]:
    return [row.ref for row in find_incidents(session, wanted)]


def due(session: Session, case: str, what: str, in_days: float) -> None:
    at = session.clock() + timedelta(days=in_days)
    session.casebook.commit(
        [Action(id=new_id(), incident_id=IncidentId(case), what=what, due=at, created_at=session.clock())]
    )


def test_cases_are_filtered_by_what_a_dsl_asks(session: Session) -> None:
    routed = bare_case(session, ref="OSI-2026-0001")
    open_route(session, routed, "cyberbullying")
    bare_case(session, ref="OSI-2026-0002", safety=SafetyAnswers(danger="no", image="unsure", adult_here="none"))
    bare_case(session, ref="OSI-2026-0003", safety=SafetyAnswers(danger="no", image="no", adult_here="accused"))
    bare_case(session, ref="OSI-2026-0004", status="closed")
    assert refs(session, IncidentFilter(status="closed")) == ["OSI-2026-0004"]
    assert refs(session, IncidentFilter(imagery=True)) == ["OSI-2026-0002"]
    assert refs(session, IncidentFilter(staff_concern=True)) == ["OSI-2026-0003"]
    assert set(refs(session, IncidentFilter(status="open", without_route=True))) == {"OSI-2026-0002", "OSI-2026-0003"}


def test_what_is_due_next_stands_in_the_row_and_sorts_first(session: Session) -> None:
    later, sooner = bare_case(session, ref="OSI-2026-0001"), bare_case(session, ref="OSI-2026-0002")
    bare_case(session, ref="OSI-2026-0003")
    due(session, later, "Ring", 5)
    due(session, sooner, "Ring", 1)
    rows = find_incidents(session, sort="next due", descending=False)
    assert [row.ref for row in rows] == ["OSI-2026-0002", "OSI-2026-0001", "OSI-2026-0003"]


@pytest.mark.parametrize(
    "typed", ["ellis", "ELLIS", "moved.away", "nobod", "OSI-2026-0041", "chatn el"], ids=lambda typed: typed
)
def test_a_case_is_found_by_any_word_that_was_said_in_it(session: Session, typed: str) -> None:
    case = taunts(session)
    found = search_everything(session, typed)
    assert any(case in (hit.incident_id, hit.entity_id) or hit.entity_type in ("person", "account") for hit in found)


def test_accents_and_other_scripts_are_found(session: Session) -> None:
    bare_case(session, summary="Zofia Wójcik and محمد wrote to Ελένη 😂")
    for typed in ("wojcik", "Wójcik", "محمد", "ελένη", "Ελενη"):
        assert search_everything(session, typed), typed


def test_the_hit_is_shown_with_the_words_around_it(session: Session) -> None:
    bare_case(session, summary="It was Zofia Wójcik who told her tutor.")
    [hit] = search_everything(session, "wojc")
    assert hit.match.startswith("W")
    assert "Zofia" in hit.before
    assert hit.title.startswith("OSI-2026-0001 · ")


def test_an_amended_text_is_found_by_its_new_words_only(session: Session) -> None:
    case = bare_case(session, summary="They called her a walrus.")
    changed = msgspec.structs.replace(session.casebook.get(Incident, case), summary="They called her a zebra.")
    session.casebook.commit([changed], reason="Misheard.")
    assert search_everything(session, "zebra")
    assert not search_everything(session, "walrus")


@pytest.mark.parametrize("typed", ["", "a", '"', "*", "NEAR(", "x' OR 1", "AND OR NOT", "😂", "a" * 5000])
def test_nothing_that_is_typed_breaks_the_search(session: Session, typed: str) -> None:
    taunts(session)
    assert isinstance(search_everything(session, typed), list)


def test_the_words_around_a_match_survive_letters_that_change_their_length() -> None:
    before, match, after = around("Straße İstanbul ﬁnally", ["istan"])
    assert (before, match[0], after.strip()) == ("Straße ", "İ", "bul ﬁnally".strip())


def test_today_shows_what_is_due_and_what_has_no_route(session: Session, clock: SettableClock) -> None:
    case = bare_case(session)
    for what, days in (("late", -1), ("tonight", 0.2), ("this week", 3), ("next month", 30)):
        due(session, case, what, days)
    page = today(session)
    assert [each.what for each in page.overdue] == ["late"]
    assert [each.what for each in page.today] == ["tonight"]
    assert [each.what for each in page.this_week] == ["this week"]
    assert (page.without_route_count, page.open_incidents) == (1, 1)


def test_today_tells_the_head_what_others_did_since_the_last_time(unlock_as: Callable[[str], Session]) -> None:
    from dslapp.domain.school import Access

    def unlocked(name: str) -> Session:
        session = unlock_as(name)
        session.casebook.commit([Access(id=new_id(), what="unlocked")])
        return session

    unlocked(HEAD)
    case = coach(unlocked(DSL))
    page = today(unlocked(HEAD))
    assert [each.incident_id for each in page.changed] == [case]


def test_a_case_is_found_by_its_reference_whatever_the_capitals(session: Session) -> None:
    case = bare_case(session)
    assert incident_by_ref(session, " osi-2026-0001 ").id == case
    with pytest.raises(UserProblem, match="There is no case"):
        incident_by_ref(session, "OSI-2026-9999")
