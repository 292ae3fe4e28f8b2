"""The cold-read page: twelve points, each with its text or an honest "not known – why"."""

from datetime import timedelta

import pytest

from dslapp.domain.case.case_file import CaseFile, EarlierIncident, Involved
from dslapp.domain.case.casework import Action, Decision, Review
from dslapp.domain.case.cold_read import ColdPoint, cold_read
from dslapp.domain.case.incident import ChildVoice, Classification, Risk, SafetyAnswers
from dslapp.domain.case.people import Account, Involvement, Person
from dslapp.domain.entity import MemberId, PersonId
from dslapp.domain.evidence.exhibits import Exhibit, ExhibitKind
from dslapp.domain.referral.referrals import Referral
from dslapp.domain.statements import TriState
from tests.unit.domain.cases import CASE, FRIDAY, JO, case_file, handled_in_school, incident, saved

ELLIS = Person(id="ellis", name="Ellis P.", year_or_job="Year 8")
TARGET = Involved(
    involvement=Involvement(id="i1", incident_id=CASE, person_id=PersonId("ellis"), role="target"), person=ELLIS
)


def point(case: CaseFile, number: int) -> ColdPoint:
    return cold_read(case, FRIDAY).points[number - 1]


def words(case: CaseFile, number: int) -> str:
    return "\n".join(f"{line.label} {line.text}".strip() for line in point(case, number).lines)


def action(what: str, days: int | None, **fields: object) -> Action:
    due = None if days is None else FRIDAY + timedelta(days=days)
    values = {"id": what, "incident_id": CASE, "what": what, "owner": JO, "due": due, "created_at": FRIDAY}
    return Action(**{**values, **fields})  # type: ignore[arg-type]  # a test names its fields


def test_there_are_twelve_points_in_the_order_of_practice() -> None:
    page = cold_read(case_file(), FRIDAY)
    assert [each.number for each in page.points] == list(range(1, 13))
    assert [each.heading for each in page.points][:3] == [
        "The decision wanted from you",
        "Is the child safe today, and how do we know?",
        "What happened",
    ]


def test_no_point_of_the_emptiest_case_is_blank() -> None:
    for each in cold_read(case_file(incident=incident(safety=SafetyAnswers())), FRIDAY).points:
        assert each.lines
        assert all(line.text.strip() for line in each.lines)


def test_what_nobody_wrote_is_said_to_be_not_known_with_a_reason() -> None:
    for number in (2, 4, 5, 9):
        assert "not known – " in words(case_file(), number)


def test_nothing_asked_of_the_reader_is_said_too() -> None:
    assert words(case_file(), 1).startswith("None is asked of you")


def test_a_mandatory_route_asks_the_reader_to_be_the_second_person() -> None:
    decision = handled_in_school(outcome_code="NUDES_SCHOOL")
    mandatory = incident(classification=Classification(mandatory_routes=("csa-images",)))
    assert "second person" in words(case_file(incident=mandatory, decisions=(decision,)), 1)
    assert "None is asked of you" in words(case_file(decisions=(decision,)), 1)


def test_how_old_the_words_about_safety_are_is_said() -> None:
    before = incident()
    now = incident(risk=Risk(safe_today="Seen at 15:40, calm."))
    history = (
        saved(before, FRIDAY - timedelta(days=4), seq=1),
        saved(now, FRIDAY - timedelta(days=3), seq=2, number=2),
        saved(incident(risk=now.risk, platform="ChatNest"), FRIDAY, seq=3, number=3),
    )
    assert "3 days ago. Is it still so?" in words(case_file(incident=now, history=history), 2)


def test_safety_written_today_is_not_questioned() -> None:
    now = incident(risk=Risk(safe_today="Seen at 15:40, calm."))
    assert "Is it still so?" not in words(case_file(incident=now, history=(saved(now),)), 2)


def test_a_childs_words_are_a_quote_as_they_were_said() -> None:
    quoted = point(case_file(incident=incident(exact_words="ich hab angst 😢")), 4).lines
    assert (quoted[0].kind, quoted[0].text) == ("quote", "ich hab angst 😢")


def test_a_child_who_was_not_spoken_to_has_a_reason() -> None:
    silent = incident(voice=ChildVoice(not_spoken_because="the LADO asked us to wait"))
    assert "not known – the child has not been spoken to: the LADO asked us to wait" in words(
        case_file(incident=silent), 4
    )


def test_an_account_is_never_written_as_a_person() -> None:
    account = Account(
        id="a",
        platform="ChatNest",
        handle="@moved.away.example",
        person_id=PersonId("ellis"),
        link_certainty="believed",
        link_reason="the photo",
    )
    alleged = Involved(involvement=Involvement(id="i2", incident_id=CASE, role="alleged"), account=account)
    said = words(case_file(involved=(TARGET, alleged)), 5)
    assert "Child affected: Ellis P. (Year 8) – believed" in said
    assert "Account: alleged to have caused harm: @moved.away.example on ChatNest" in said
    assert "– believed to be Ellis P.’s, because the photo" in said


def test_a_decision_not_to_act_stands_with_its_why_and_what_would_change_it() -> None:
    decision = Decision(
        id="d",
        incident_id=CASE,
        at=FRIDAY,
        subject="police",
        decision="Not to tell the police",
        rationale="No indicator.",
        decided_by=JO,
        consulted="MASH",
        would_change_if="a second message",
        declined=True,
    )
    said = words(case_file(decisions=(decision,)), 6)
    assert said == "Not to tell the police. Why: No indicator. Asked: MASH. What would change it: a second message."


def test_an_agency_without_an_answer_is_said_to_have_none() -> None:
    sent = Referral(
        id="r", incident_id=CASE, recipient="lado", status="sent", started_at=FRIDAY, sent_at=FRIDAY, sent_by=JO
    )
    said = words(case_file(referrals=(sent,)), 7)
    assert said.startswith("LADO (Designated Officer): told Friday 13 November 2026, 16:50 GMT by Jo Hartsedge")
    assert said.endswith("no receipt yet; no answer yet")


def test_overdue_comes_before_next_and_undated_last() -> None:
    case = case_file(
        actions=(action("later", 3), action("someday", None), action("late", -1), action("done", 1, status="done"))
    )
    lines = point(case, 8).lines
    assert [line.text.split(" – ")[0] for line in lines] == ["late", "later", "someday"]
    assert [line.kind for line in lines] == ["overdue", "text", "text"]
    assert "Jo Hartsedge, was due by 16:50 GMT on Thursday 12 November 2026" in lines[0].text


@pytest.mark.parametrize(
    ("told", "because", "said"),
    [
        ("yes", "", "yes, when is not written"),
        ("no", "the police asked us to wait", "no – the police asked us to wait"),
        ("no", "", "not known – they have not been told, and no reason is written"),
        ("", "", "not known – nobody has written whether the parents know"),
    ],
)
def test_parents_told_or_why_not(told: TriState, because: str, said: str) -> None:
    involvement = Involvement(
        id="i1", incident_id=CASE, role="target", parents_told=told, parents_not_told_because=because
    )
    case = case_file(involved=(Involved(involvement=involvement, person=ELLIS),))
    assert words(case, 9) == f"Ellis P.: {said}"


def test_an_earlier_incident_says_who_played_which_part_there() -> None:
    other = EarlierIncident(incident=incident(id="other", ref="OSI-2026-0003", status="closed"), shared=(TARGET,))
    assert words(case_file(earlier=(other,)), 10).startswith("OSI-2026-0003, closed: Ellis is told")
    assert "(Ellis P.: Child affected)" in words(case_file(earlier=(other,)), 10)


def test_the_page_says_what_changed_since_the_last_sign_off() -> None:
    signed = Review(
        id="s",
        incident_id=CASE,
        at=FRIDAY,
        reviewer=MemberId("rq"),
        review_kind="sign-off",
        text="",
        reviewed_to_entry=5,
    )
    later = action("Ring MASH", 1)
    case = case_file(reviews=(signed,), actions=(later,), history=(saved(incident(), seq=5), saved(later, seq=7)))
    assert words(case, 12).endswith("by Mrs R. Quillan\nChanged since: 1 action")


def test_every_exhibit_is_counted_and_named_whatever_it_is() -> None:
    kinds: tuple[ExhibitKind, ...] = ("picture", "e-mail", "film", "imagery not held")
    held = tuple(
        Exhibit(
            id=f"e{n}", incident_id=CASE, ref=f"JH/{n}", producer="JH", number=n, exhibit_kind=kind,
            attached_at=FRIDAY, attached_by="Jo Hartsedge",
        )
        for n, kind in zip((1, 2, 4, 7), kinds, strict=True)
    )  # fmt: skip
    told = words(case_file(exhibits=held), 12)
    assert "4 exhibits: JH/1, JH/2, JH/4, JH/7 (1 picture, 1 e-mail, 1 film, 1 not held)" in told


def test_what_was_written_to_the_child_is_never_printed_as_the_childs_words() -> None:
    case = case_file(incident=incident(words_used="our secret ok? 🤫"))
    assert "our secret" not in " ".join(line.text for line in point(case, 4).lines)
    assert "our secret" in " ".join(line.text for line in point(case, 3).lines)
