"""What a referral is pre-filled with: nothing is asked again that the case, the guidance or another summary says."""

from datetime import date

import msgspec
import pytest

from dslapp.domain.case.casework import LogEntry
from dslapp.domain.case.incident import Classification, Incident, SafetyAnswers
from dslapp.domain.case.people import Involvement, Person
from dslapp.domain.entity import IncidentId, PersonId, new_id
from dslapp.domain.evidence.derivatives import Box
from dslapp.domain.guidance.flows import LockedThing
from dslapp.domain.guidance.reading import ActiveLock
from dslapp.domain.problems import UserProblem
from dslapp.domain.referral.fields import FIELDS
from dslapp.domain.referral.referrals import Referral
from dslapp.domain.referral.sources import ReferralGround
from dslapp.domain.statements import Stated
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.papers.refer import (
    Sending,
    answer_referral,
    begin_referral,
    choose_exhibits,
    known_answers,
    note_sent,
    referral_ground,
)
from dslapp.services.papers.write_referral import read_referral
from dslapp.services.session import Session
from tests.cases import bare_case, coach, taunts
from tests.copies import make_copy
from tests.pictures import sample


def held_back(ground: ReferralGround, *things: LockedThing) -> ReferralGround:
    """The same ground, with these things locked by the guidance."""
    locks = tuple(ActiveLock(what=what, reason="", until="advice", flow="f", step="s") for what in things)
    return msgspec.structs.replace(ground, case=msgspec.structs.replace(ground.case, locks=locks))


def lado(ground: ReferralGround) -> dict[str, Stated]:
    return known_answers(ground, "lado").case


def test_what_the_guidance_holds_back_is_not_done_and_asked_about(session: Session) -> None:
    ground = held_back(referral_ground(session, coach(session)), "person_spoken_to", "parents_contacted", "suspension")
    answers = lado(ground)
    assert "The person concerned has not been spoken to." in answers["not_done"].text
    assert "The parents have not been contacted." in answers["not_done"].text
    assert answers["may_we"].text == "Speak to the person concerned? Tell the parents? Suspend?"


def test_what_happened_all_the_same_is_never_said_to_be_undone(session: Session) -> None:
    case = coach(session)
    spoken = LogEntry(
        id=new_id(), incident_id=case, at=session.clock(), entry_kind="spoken to",
        what="Ms Orme asked what it was about.", already_happened=True,
    )  # fmt: skip
    session.casebook.commit([spoken])
    ground = held_back(referral_ground(session, case), "person_spoken_to")
    assert "has not been spoken to" not in lado(ground)["not_done"].text


def test_the_adult_of_a_staff_case_is_the_member_of_staff_and_not_the_parent(session: Session) -> None:
    case = bare_case(session, safety=SafetyAnswers(danger="no", image="no", adult_here="both"))
    anna = Person(id=new_id(), name="Anna Lisle", person_kind="staff", year_or_job="Teaching assistant")
    ferris = Person(id=new_id(), name="Mr Dale Ferris", person_kind="parent")
    session.casebook.commit(
        [
            anna, ferris,
            Involvement(id=new_id(), incident_id=case, person_id=PersonId(anna.id), role="target"),
            Involvement(id=new_id(), incident_id=case, person_id=PersonId(ferris.id), role="alleged"),
        ]
    )  # fmt: skip
    assert lado(referral_ground(session, case))["adult_name"].text == "Anna Lisle"


def test_a_made_up_date_of_birth_in_the_case_is_not_passed_on(session: Session) -> None:
    case = coach(session)
    orme = next(each.person for each in referral_ground(session, case).accused if each.person)
    session.casebook.commit([msgspec.structs.replace(orme, date_of_birth=date(1900, 1, 1))])
    assert "adult_dob" not in lado(referral_ground(session, case))
    session.casebook.commit([msgspec.structs.replace(orme, date_of_birth=date(1988, 5, 9))])
    assert lado(referral_ground(session, case))["adult_dob"].text == "9 May 1988"


def test_the_police_read_words_and_no_codes(session: Session) -> None:
    case = coach(session)
    incident = session.casebook.get(Incident, case)
    classed = Classification(cells=("contact-sexual",), indicators=("CRIM-10",), mandatory_routes=("other-criminal",))
    session.casebook.commit([msgspec.structs.replace(incident, classification=classed)])
    answers = known_answers(referral_ground(session, case), "police").case
    assert answers["possible_offences"].text == "Grooming or harassment of a child or young person"
    assert answers["why_now"].text == "Other criminal conduct, activity or materials"


def test_the_acts_that_the_school_picked_reach_the_police_as_a_hint_and_never_as_a_charge(session: Session) -> None:
    case = coach(session)
    incident = session.casebook.get(Incident, case)
    classed = Classification(possible_laws=("Protection from Harassment Act 1997",))
    session.casebook.commit([msgspec.structs.replace(incident, classification=classed)])
    ground = referral_ground(session, case)
    said = known_answers(ground, "police").case["possible_laws"].text
    assert said.startswith("Protection from Harassment Act 1997\n")
    assert said.endswith("this is not a charge.")
    label = next(field.label for field in FIELDS["police"] if field.id == "possible_laws")
    assert label == "Possible legislation – for the police or CPS to decide"
    assert "possible_laws" not in lado(ground)


def test_what_was_written_for_the_lado_is_not_written_again_for_the_police(session: Session) -> None:
    case = coach(session)
    first = begin_referral(session, case, "lado")
    written = {"phone_tonight": "Jo Hartsedge, 07700 900103", "adult_whereabouts": "At home", "limbs": "2 and 4"}
    answer_referral(session, first.id, {field: Stated(text=words) for field, words in written.items()})
    police = read_referral(session, begin_referral(session, case, "police").id)
    assert police.known.carried["phone_tonight"].text == "Jo Hartsedge, 07700 900103"
    assert police.content.answers["suspect_whereabouts"].text == "At home"
    assert "limbs" not in police.content.answers


def test_a_second_summary_keeps_what_time_leaves_true(session: Session) -> None:
    case = coach(session)
    first = begin_referral(session, case, "lado")
    answer_referral(
        session, first.id, {"adult_address": Stated(text="14 Fern Row"), "decision_by": Stated(text="Tonight")}
    )
    note_sent(session, first.id, Sending(how="by hand", to="Duty LADO", at=session.clock()))
    second = read_referral(session, begin_referral(session, case, "lado").id).content.answers
    assert second["adult_address"].text == "14 Fern Row"
    assert "decision_by" not in second


def test_what_was_sent_is_read_as_it_was_sent(session: Session) -> None:
    case = coach(session)
    referral = begin_referral(session, case, "lado")
    note_sent(session, referral.id, Sending(how="by hand", to="Duty LADO", at=session.clock()))
    incident = session.casebook.get(Incident, case)
    session.casebook.commit([msgspec.structs.replace(incident, exact_words="something else")])
    assert read_referral(session, referral.id).content.answers["exact_words"].text == "she said it was our secret 🤫"


def test_an_answer_leaves_the_choice_of_exhibits_alone(session: Session) -> None:
    case: IncidentId = taunts(session)
    referral = begin_referral(session, case, "police")
    choose_exhibits(session, referral.id, ())
    answer_referral(session, referral.id, {"weapon": Stated(text="None known")})
    assert session.casebook.get(Referral, referral.id).exhibits == ()
    assert read_referral(session, referral.id).exhibits == ()


@pytest.mark.parametrize("words", ["01/01/1900", "unknown", "tbc"])
def test_a_stand_in_for_a_date_of_birth_is_refused(session: Session, words: str) -> None:
    referral = begin_referral(session, coach(session), "lado")
    with pytest.raises(UserProblem) as refused:
        answer_referral(session, referral.id, {"adult_dob": Stated(text=words)})
    assert refused.value.field == "adult_dob"


def test_what_a_parent_was_asked_does_not_pass_for_questions_to_the_child(session: Session) -> None:
    incident_id = coach(session)
    incident = session.casebook.get(Incident, incident_id)
    voice = msgspec.structs.replace(incident.voice, not_spoken_because="the LADO has not agreed yet")
    asked = msgspec.structs.replace(incident, voice=voice, questions_asked="“When did you see it?”, to her mother")
    session.casebook.commit([asked])
    said = known_answers(referral_ground(session, incident_id), "police").case["questions_asked"]
    assert said.text == "None: nobody here has spoken with the child, because the LADO has not agreed yet"


def test_what_a_copy_hides_is_told_nowhere_in_a_summary(session: Session) -> None:
    case = taunts(session)
    says = ExhibitAnswers(
        description="Kai Doe writes to Ellis", place=Stated(text="ChatNest, @kai.example"), device="Kai’s telephone",
        method="screenshot", captured_by="Jo Hartsedge",
    )  # fmt: skip
    exhibit = attach_file(session, case, sample("chatnest-taunts-1.png"), says, image_answer="no", name="kai.png")
    copy = make_copy(
        session, exhibit.id, [Box(left=60, top=320, width=300, height=40)], "redacted", "For the LADO",
        description="The taunts",
    )  # fmt: skip
    referral = begin_referral(session, case, "lado")

    def told() -> list[str]:
        content = read_referral(session, referral.id).content
        schedule = next(each for each in content.exhibits if each.ref == exhibit.ref)
        [line] = [line.done for line in content.chronology if line.entity_id == exhibit.id]
        return [
            content.answers["evidence"].text, line, schedule.description, schedule.captured_where.text,
            schedule.captured_by.text,
        ]  # fmt: skip

    assert "Kai" in "".join(told()[:2])
    choose_exhibits(session, referral.id, None, (copy.id,))
    evidence, line, _, where, by = told()
    assert f"{exhibit.ref}: Redacted copy {copy.ref} of {exhibit.ref}: The taunts" in evidence
    assert line.endswith(f"Redacted copy {copy.ref} of {exhibit.ref}: The taunts.")
    assert (where, by) == ("see the original, held by the school", "Jo Hartsedge (screenshot)")
    assert not any("kai" in each.casefold() for each in told())
    choose_exhibits(session, referral.id, None, (copy.id,), copies_say_where=True)
    assert told()[3:] == ["ChatNest, @kai.example", "Jo Hartsedge (screenshot, Kai’s telephone)"]
    choose_exhibits(session, referral.id, None)
    in_a_pack = read_referral(session, referral.id, [copy.id])
    assert "Kai Doe" not in in_a_pack.content.answers["evidence"].text
    choose_exhibits(session, referral.id, None, (copy.id,))
    sent = note_sent(
        session, referral.id, Sending(how="secure e-mail", to="LADO", at=session.clock(), password_told_how="by phone")
    )
    assert "Kai Doe" not in sent.sent_answers["evidence"].text
