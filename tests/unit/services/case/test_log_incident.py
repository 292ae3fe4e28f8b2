"""Logging an incident: what the first save needs, what it makes, and that no word is lost on the way."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from dslapp.domain.case.incident import Incident, SafetyAnswers
from dslapp.domain.case.incident_draft import NamedPerson
from dslapp.domain.case.people import Account, Involvement, Person
from dslapp.domain.problems import NotAllowed, UserProblem
from dslapp.services.case.keep_draft import discard_draft, drafts, keep_draft, restore_draft
from dslapp.services.case.log_incident import begin_draft, log_incident
from dslapp.services.session import Session
from tests.casebooks import SettableClock
from tests.cases import ex_pupil_taunts


def test_one_save_makes_the_case_with_its_people_and_accounts(session: Session) -> None:
    incident = log_incident(session, ex_pupil_taunts(session))

    assert incident.ref == "OSI-2026-0001"
    assert incident.reporter_name == "Jo Hartsedge"
    assert incident.reporter_role == "Designated safeguarding lead"
    assert incident.platform == "ChatNest"
    assert session.casebook.get(Incident, incident.id) == incident
    involved = session.casebook.of_incident(Involvement, incident.id)
    assert [(each.role, each.certainty) for each in involved] == [("target", "confirmed"), ("alleged", "unknown")]
    assert [person.name for person in session.casebook.select(Person)] == ["Ellis P."]
    assert [account.handle for account in session.casebook.select(Account)] == ["@moved.away.example"]


def test_references_count_up_within_the_year_of_logging(session: Session, clock: SettableClock) -> None:
    assert [log_incident(session, ex_pupil_taunts(session)).ref for _ in range(2)] == ["OSI-2026-0001", "OSI-2026-0002"]
    clock.now = datetime(2026, 12, 31, 23, 59, tzinfo=UTC)
    assert log_incident(session, ex_pupil_taunts(session)).ref == "OSI-2026-0003"
    clock.forward(timedelta(minutes=2))
    assert log_incident(session, ex_pupil_taunts(session)).ref == "OSI-2027-0001"


def test_the_ten_thousandth_incident_of_a_year_is_still_the_next(session: Session) -> None:
    draft = ex_pupil_taunts(session)
    first = log_incident(session, draft)
    for ref in ("OSI-2026-9999", "OSI-2026-10000"):
        session.casebook.commit([msgspec.structs.replace(first, id=ref, ref=ref)])
    assert log_incident(session, ex_pupil_taunts(session)).ref == "OSI-2026-10001"


@pytest.mark.parametrize(
    ("field", "lacking"),
    [
        ("what", {"what": "  "}),
        ("danger", {"safety": SafetyAnswers(image="no", adult_here="none")}),
        ("image", {"safety": SafetyAnswers(danger="no", adult_here="none")}),
        ("adult_here", {"safety": SafetyAnswers(danger="no", image="no")}),
        ("who", {"people": (), "accounts": ()}),
        ("reporter", {"reporter_name": ""}),
        ("reported_at", {"reported_at": datetime(2026, 11, 14, tzinfo=UTC)}),
    ],
)
def test_what_the_first_save_needs_is_said_beside_its_field(
    session: Session, field: str, lacking: dict[str, object]
) -> None:
    draft = msgspec.structs.replace(ex_pupil_taunts(session), **lacking)
    with pytest.raises(UserProblem) as problem:
        log_incident(session, draft)
    assert problem.value.field == field
    assert session.casebook.select(Incident) == []


def test_nobody_known_yet_is_an_answer_with_its_reason(session: Session) -> None:
    draft = msgspec.structs.replace(
        ex_pupil_taunts(session), people=(), accounts=(), who_unknown_because="testimony names the school only; JH asks"
    )
    assert log_incident(session, draft).not_known == "Who: testimony names the school only; JH asks"


def test_somebody_known_is_taken_over_only_when_picked(session: Session) -> None:
    log_incident(session, ex_pupil_taunts(session))
    known = session.casebook.select(Person)[0]

    log_incident(session, ex_pupil_taunts(session))
    assert len(session.casebook.select(Person)) == 2

    picked = (NamedPerson(name="Ellis P.", person_id=known.id, part="child-alleged"),)
    log_incident(session, msgspec.structs.replace(ex_pupil_taunts(session), people=picked))
    assert len(session.casebook.select(Person)) == 2
    roles = [each.role for each in session.casebook.select(Involvement, "p.person_id = ?", (known.id,))]
    assert roles == ["target", "alleged"]


def test_an_adult_who_works_here_makes_the_case_restricted(session: Session) -> None:
    accused = SafetyAnswers(danger="no", image="no", adult_here="unsure")
    assert log_incident(
        session, msgspec.structs.replace(ex_pupil_taunts(session), safety=accused, about="staff")
    ).restricted


@pytest.mark.parametrize("words", ["🙃💔 “nobody wants u”", "Żółć, gęślą jaźń", "وہ مجھے اکیلا چھوڑ", "x" * 10_000])
def test_any_words_are_kept_as_written(session: Session, words: str) -> None:
    draft = msgspec.structs.replace(ex_pupil_taunts(session), what=words)
    keep_draft(session, draft)
    kept = restore_draft(session, draft.id)
    assert kept is not None
    assert kept.draft.what == words
    incident = log_incident(session, draft)
    assert session.casebook.get(Incident, incident.id).summary == words


def test_a_draft_comes_back_whole_and_ends_with_the_save(session: Session, clock: SettableClock) -> None:
    draft = ex_pupil_taunts(session)
    keep_draft(session, draft)
    clock.forward(timedelta(minutes=3))
    saved_at = keep_draft(session, draft)

    assert [(each.headline, each.saved_at) for each in drafts(session)] == [
        ("Ellis gets “nobody wants you” on ChatNest…", saved_at)
    ]
    restored = restore_draft(session, draft.id)
    assert restored is not None
    assert restored.draft == draft

    log_incident(session, draft)
    assert drafts(session) == ()
    assert restore_draft(session, draft.id) is None


def test_a_draft_can_be_thrown_away(session: Session) -> None:
    draft = begin_draft(session)
    keep_draft(session, draft)
    discard_draft(session, draft.id)
    assert drafts(session) == ()


def test_the_headteacher_cannot_log(session: Session, head_session: Callable[[], Session]) -> None:
    draft = ex_pupil_taunts(session)
    head = head_session()
    with pytest.raises(NotAllowed):
        log_incident(head, draft)
    with pytest.raises(NotAllowed):
        keep_draft(head, draft)
