"""Made-up cases for tests, written straight into the casebook: scenario 1 (taunts) and scenario 7 (the coach)."""

from datetime import UTC, date, datetime, timedelta

import msgspec

from dslapp.domain.case.casework import Action, Decision, LogEntry
from dslapp.domain.case.incident import ChildVoice, Classification, Incident, Risk, SafetyAnswers
from dslapp.domain.case.incident_draft import IncidentDraft, NamedAccount, NamedPerson
from dslapp.domain.case.people import Account, Involvement, Person
from dslapp.domain.entity import AccountId, Entity, IncidentId, MemberId, PersonId, new_id
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.guidance.route import GuidanceRun
from dslapp.domain.referral.referrals import Referral
from dslapp.domain.statements import When
from dslapp.services.case.log_incident import begin_draft
from dslapp.services.session import Session

TOLD = datetime(2026, 11, 13, 16, 50, tzinfo=UTC)


def incident(session: Session, **fields: object) -> Incident:
    """An incident of which only the first screen is filled."""
    values: dict[str, object] = {
        "id": new_id(),
        "ref": "OSI-2026-0001",
        "owner": MemberId(session.member.id),
        "logged_at": session.clock(),
        "logged_by": MemberId(session.member.id),
        "reported_to_dsl_at": session.clock(),
        "safety": SafetyAnswers(danger="no", image="no", adult_here="none"),
        "summary": "Ellis gets messages on ChatNest that say nobody wants him.",
    }
    return Incident(**{**values, **fields})  # type: ignore[arg-type]  # a test names its fields


def bare_case(session: Session, **fields: object) -> IncidentId:
    """A case straight after the first save."""
    logged = incident(session, **fields)
    session.casebook.commit([logged])
    return IncidentId(logged.id)


def taunts(session: Session, ref: str = "OSI-2026-0041") -> IncidentId:
    """Scenario 1, complete in every field that closing asks for, with one exhibit and one open action."""
    case = new_id()
    of = IncidentId(case)
    at = session.clock()
    ellis = Person(id=new_id(), name="Ellis P.", year_or_job="Year 8", date_of_birth=date(2014, 3, 3))
    gone = Person(
        id=new_id(),
        name="Kai D.",
        person_kind="former pupil",
        year_or_job="left for Fernhollow Academy",
        birth_unknown_because="asked Fernhollow Academy",
    )
    account = Account(
        id=new_id(),
        platform="ChatNest",
        handle="@moved.away.example",
        person_id=PersonId(gone.id),
        link_certainty="believed",
        link_reason="the profile photo shows him in our uniform",
    )
    logged = incident(
        session,
        ref=ref,
        id=case,
        occurred=When(precision="exact", start=datetime(2026, 11, 12, 21, 41, tzinfo=UTC)),
        place_type="online",
        platform="ChatNest",
        url="https://chatnest.example.com/m/7731",
        exact_words="nobody wants you",
        source="child",
        reporter_name="Ellis P.",
        voice=ChildVoice(wishes="Wants it to stop, and his mother not to take his phone."),
        classification=Classification(
            cells=("contact-aggressive",), primary_cell="contact-aggressive", material_class="hate-harm-harassment"
        ),
        risk=Risk(
            self_harm="no", previous="yes", safe_today="Seen by Jo Hartsedge at 15:40: calm, off home with his mother."
        ),
        not_known="Whether others in Year 8 got the same. Sam Ottrell asks his form on Monday.",
    )
    values: list[Entity] = [
        logged,
        ellis,
        gone,
        account,
        Involvement(
            id=new_id(),
            incident_id=of,
            person_id=PersonId(ellis.id),
            role="target",
            certainty="confirmed",
            parents_told="yes",
            parents_told_at=at,
            parents_told_by="Jo Hartsedge",
        ),
        Involvement(
            id=new_id(),
            incident_id=of,
            account_id=AccountId(account.id),
            role="alleged",
            certainty="confirmed",
            certainty_reason="the name stands in the picture",
        ),
        Involvement(
            id=new_id(),
            incident_id=of,
            person_id=PersonId(gone.id),
            role="alleged",
            certainty_reason="Ellis knows the photo",
            parents_told="no",
            parents_not_told_because="Fernhollow Academy’s DSL asked us to wait until Tuesday",
        ),
        Exhibit(
            id=new_id(),
            incident_id=of,
            ref="JH/1",
            producer="JH",
            number=1,
            exhibit_kind="not here yet",
            description="ChatNest, the message",
            held_by="Ellis’s phone; his mother sends it",
            attached_at=at,
            attached_by=session.member.id,
        ),
        Action(
            id=new_id(),
            incident_id=of,
            what="Ring the DSL of Fernhollow Academy",
            owner=session.member.id,
            due=datetime(2026, 11, 16, 23, 59, 59, tzinfo=UTC),
            created_at=at,
        ),
        GuidanceRun(
            id=new_id(),
            incident_id=of,
            flow="cyberbullying",
            title="Online bullying",
            edition="2026-09",
            started_at=at,
            started_by=session.member.id,
            outcome_code="BULLYING_RESOLVED",
            outcome_text="Resolved between the schools",
            ended_at=at,
        ),
    ]
    session.casebook.commit(values)
    return of


def coach(session: Session, ref: str = "OSI-2026-0043") -> IncidentId:
    """Scenario 7, as it stands on Friday evening: the LADO told, nobody else, a decision wanted from the head."""
    case = new_id()
    of = IncidentId(case)
    at = session.clock()
    orme = Person(id=new_id(), name="Ms Tess Orme", person_kind="staff", year_or_job="Athletics coach")
    leaver = Person(id=new_id(), name="Mia K.", person_kind="former pupil", year_or_job="aged 16")
    logged = incident(
        session,
        ref=ref,
        id=case,
        summary="Ms Orme sent Mia, who left in July, late messages on ChatNest: “our secret”.",
        safety=SafetyAnswers(danger="unsure", image="no", adult_here="accused"),
        place_type="online",
        platform="ChatNest",
        classification=Classification(cells=("contact-sexual",), mandatory_routes=("other-criminal",)),
        exact_words="she said it was our secret 🤫",
        voice=ChildVoice(not_spoken_because="the LADO asked us not to, until the police have"),
    )
    values: list[Entity] = [
        logged,
        orme,
        leaver,
        Involvement(id=new_id(), incident_id=of, person_id=PersonId(leaver.id), role="target"),
        Involvement(id=new_id(), incident_id=of, person_id=PersonId(orme.id), role="alleged", aware="no"),
        Decision(
            id=new_id(),
            incident_id=of,
            at=at,
            subject="parents",
            decision="Not to tell Mia’s parents yet",
            rationale="The LADO asked us to wait",
            decided_by=session.member.id,
            consulted="LADO on duty",
            would_change_if="Mia comes to harm",
            declined=True,
        ),
        Referral(
            id=new_id(),
            incident_id=of,
            recipient="lado",
            status="sent",
            started_at=at,
            sent_at=at,
            sent_how="secure e-mail",
            sent_by=session.member.id,
        ),
        LogEntry(
            id=new_id(),
            incident_id=of,
            at=at - timedelta(days=2),
            entry_kind="advice",
            what="Keep Ms Orme away from children without saying why.",
            with_whom="LADO on duty",
            may_speak_to_subject="no",
            may_tell_parents="no",
        ),
    ]
    session.casebook.commit(values)
    return of


ALL_CLEAR = SafetyAnswers(danger="no", image="no", adult_here="none")


def ex_pupil_taunts(session: Session) -> IncidentDraft:
    """Scenario 1, as somebody types it."""
    return msgspec.structs.replace(
        begin_draft(session),
        safety=ALL_CLEAR,
        what="Ellis gets “nobody wants you” on ChatNest from a pupil who left three months ago.",
        people=(NamedPerson(name="Ellis P.", part="child-affected"), NamedPerson()),
        accounts=(NamedAccount(platform="ChatNest", handle="@moved.away.example"),),
    )
