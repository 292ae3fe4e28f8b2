"""Act out one made-up case through the very services that a person uses: log, complete, attach, answer, refer."""

from collections.abc import Generator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from dslapp.domain.case.casework import LogEntry
from dslapp.domain.case.incident import ChildVoice, Classification, Incident, Risk, SafetyAnswers
from dslapp.domain.case.incident_draft import IncidentDraft, NamedAccount, NamedPerson
from dslapp.domain.case.people import Account, Involvement, Person
from dslapp.domain.entity import IncidentId, PersonId, new_id
from dslapp.domain.guidance.flows import required_record
from dslapp.domain.local_time import LONDON
from dslapp.domain.made_up import MadeUpAccount, MadeUpCase, MadeUpPerson, MadeUpReferral
from dslapp.domain.reference.matrix import kcsie_risks_of
from dslapp.domain.referral.referrals import Referral
from dslapp.domain.statements import Stated, When
from dslapp.services.case.amend_incident import amend_incident
from dslapp.services.case.do_casework import add_log_entry
from dslapp.services.case.involve_people import amend_account, involve
from dslapp.services.case.log_incident import begin_draft, log_incident
from dslapp.services.demo.act_out_evidence import ask_to_take_down, put_away, take_in
from dslapp.services.guidance.answer_guidance import answer_step, open_route, step_being_asked
from dslapp.services.papers.refer import Sending, answer_referral, begin_referral, note_sent
from dslapp.services.session import Session

Story = Generator[datetime, None, Incident]
_ACT = timedelta(minutes=1)
_NOT_YET = "not asked yet"


class ScriptedClock:
    """A clock that the story sets; it goes on by a minute with each act, so that the chronology has an order."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The present moment of the story, in UTC."""
        return self.now

    def set(self, local: datetime) -> None:
        """Go to a moment of London's clock, or stay if the story is past it already."""
        self.now = max(self.now, local.replace(tzinfo=LONDON))

    def go_on(self) -> None:
        """One more act."""
        self.now += _ACT


def act_out_case(session: Session, clock: ScriptedClock, case: MadeUpCase, samples: Path) -> Story:
    """Log a made-up case and bring it to where its story stands; `samples` holds its pictures.

    Yields each local time for which the story waits, so that several can be told side by side; returns the incident.
    """
    yield case.logged
    incident = log_incident(session, _first_screen(session, case))
    clock.go_on()
    incident = amend_incident(session, _completed(incident, case), reason="Completed that evening.")
    _complete_people(session, clock, incident.id, case)
    exhibits = []
    for exhibit in case.exhibits:
        clock.go_on()
        if exhibit.recorded:
            yield exhibit.recorded
        exhibits.append(take_in(session, incident.id, exhibit, samples))
    for device in case.devices:
        yield device.taken
        put_away(session, incident.id, device)
    for takedown in case.takedowns:
        yield from ask_to_take_down(session, incident.id, takedown, exhibits[takedown.exhibit].id)
    if case.steps:
        yield from _answer_guidance(session, clock, incident.id, case)
    for referral in case.referrals:
        clock.go_on()
        _refer(session, clock, incident.id, referral)
    for entry in case.log:
        yield entry.at
        add_log_entry(
            session,
            LogEntry(
                id=new_id(), incident_id=IncidentId(incident.id), at=_utc(entry.at), entry_kind=entry.entry_kind,
                what=entry.what, who=entry.who or session.member.name, with_whom=entry.with_whom,
                outcome=entry.outcome,
            ),
        )  # fmt: skip
    return incident


def tell_side_by_side(clock: ScriptedClock, stories: Sequence[Story]) -> list[Incident]:
    """Tell stories in the order of their times; return their incidents in the order of the stories."""
    waiting = [(next(story), number) for number, story in enumerate(stories)]
    told: dict[int, Incident] = {}
    while waiting:
        waiting.sort()
        moment, number = waiting.pop(0)
        clock.set(moment)
        try:
            waiting.append((next(stories[number]), number))
        except StopIteration as end:
            told[number] = end.value
    return [told[number] for number in range(len(stories))]


def _utc(local: datetime) -> datetime:
    return local.replace(tzinfo=LONDON)


def _first_screen(session: Session, case: MadeUpCase) -> IncidentDraft:
    draft = begin_draft(session)
    return msgspec.structs.replace(
        draft,
        safety=SafetyAnswers(danger=case.danger, image=case.image, adult_here=case.adult_here),
        what=case.what,
        people=tuple(NamedPerson(name=person.name, part=person.part) for person in case.people),
        accounts=tuple(NamedAccount(platform=each.platform, handle=each.handle) for each in case.accounts),
        reporter_name=case.reporter or draft.reporter_name,
        reporter_role=case.reporter_role or draft.reporter_role,
        source=case.source,
        reported_at=_utc(case.told),
    )


def _completed(incident: Incident, case: MadeUpCase) -> Incident:
    """The rest of the record, as it is written that evening."""
    return msgspec.structs.replace(
        incident,
        occurred=_when(case.occurred, case.occurred_unknown_because),
        first_disclosed_at=_utc(case.first_disclosed) if case.first_disclosed else None,
        place_type=case.place_type,
        platform=case.platform or incident.platform,
        app_area=case.app_area,
        url=case.url,
        exact_words=case.words,
        words_used=case.words_used,
        questions_asked=case.questions,
        observed=case.observed,
        hearsay=case.hearsay,
        hearsay_source=case.hearsay_source,
        voice=ChildVoice(
            wishes=case.wishes, not_spoken_because=case.not_spoken_because, wants_police=case.wants_police
        ),
        risk=Risk(safe_today=case.safe_today),
        classification=Classification(
            cells=case.cells,
            primary_cell=case.cells[0] if case.cells else None,
            kcsie_risks=kcsie_risks_of(case.cells),
            indicators=case.indicators,
            under_age_account=case.under_age_account,
            ai_generated=case.ai_generated,
        ),
        not_known=case.not_known or incident.not_known,
    )


def _when(moments: tuple[datetime, ...], unknown_because: str) -> When:
    if not moments:
        return When(precision="unknown", unknown_because=unknown_because or _NOT_YET)
    if len(moments) == 1:
        return When(precision="exact", start=_utc(moments[0]))
    return When(precision="between", start=_utc(moments[0]), end=_utc(moments[1]))


def _complete_people(session: Session, clock: ScriptedClock, incident_id: str, case: MadeUpCase) -> None:
    involvements = session.casebook.of_incident(Involvement, incident_id)
    involved = [session.casebook.get(Person, each.person_id) for each in involvements if each.person_id]
    people = {person.name: person for person in involved}
    for told in case.people:
        clock.go_on()
        person = _described(people[told.name], told)
        part = next(each for each in involvements if each.person_id == person.id)
        involve(session, _part_described(session, part, told), person=person, reason="Completed that evening.")
    for account in case.accounts:
        _describe_account(session, account, involvements, people)


def _described(person: Person, told: MadeUpPerson) -> Person:
    return msgspec.structs.replace(
        person,
        person_kind=told.person_kind or person.person_kind,
        year_or_job=told.year_or_job,
        date_of_birth=told.born,
        birth_unknown_because=told.birth_unknown_because,
        employer=told.employer,
        employment_started=told.employment_started,
        dbs=told.dbs,
        address=told.address,
        phone=told.phone,
        parents=told.parents,
        send=told.send,
        work_elsewhere=Stated(text=told.work_elsewhere),
        own_children=Stated(text=told.own_children),
        earlier_concerns=Stated(text=told.earlier_concerns),
    )


def _part_described(session: Session, part: Involvement, told: MadeUpPerson) -> Involvement:
    return msgspec.structs.replace(
        part,
        certainty=told.certainty or part.certainty,
        certainty_reason=told.certainty_reason,
        parents_told=told.parents_told,
        parents_told_at=session.clock() if told.parents_told == "yes" else None,
        parents_told_by=told.parents_told_by,
        parents_not_told_because=told.parents_not_told_because,
        aware=told.aware,
    )


def _describe_account(
    session: Session, told: MadeUpAccount, parts: list[Involvement], people: dict[str, Person]
) -> None:
    accounts = [session.casebook.get(Account, part.account_id) for part in parts if part.account_id]
    account = next(each for each in accounts if each.handle == told.handle)
    owner = people.get(told.of)
    amend_account(
        session,
        msgspec.structs.replace(
            account, display_name=told.display_name, person_id=PersonId(owner.id) if owner else None,
            link_certainty=told.certainty, link_reason=told.because, seen_on=session.clock().date(),
        ),
        reason="Completed that evening.",
    )  # fmt: skip


def _answer_guidance(
    session: Session, clock: ScriptedClock, incident_id: str, case: MadeUpCase
) -> Generator[datetime, None, None]:
    """Walk the flows as far as the story goes; what it does not say is written as not asked yet."""
    walk, to_tell = open_route(session, incident_id), dict(case.steps)
    while (step := step_being_asked(session, walk)) is not None and walk.current is not None:
        told = to_tell.pop(f"{walk.current.flow}/{walk.current.step}", None)
        if told is None:
            return
        if told.at:
            yield told.at
        clock.go_on()
        fields = required_record(step, told.answer)
        recorded = {
            field.id: _written(told.record.get(field.id, ""), is_moment=field.type == "datetime") for field in fields
        }
        walk = answer_step(session, incident_id, step.id, told.answer, recorded)


def _written(words: str, *, is_moment: bool) -> Stated:
    if not words:
        return Stated(unknown_because=_NOT_YET)
    return Stated(text=_utc(datetime.fromisoformat(words)).isoformat() if is_moment else words)


def _refer(session: Session, clock: ScriptedClock, incident_id: str, told: MadeUpReferral) -> Referral:
    referral = begin_referral(session, incident_id, told.recipient)
    clock.go_on()
    referral = answer_referral(
        session, referral.id, {field: _written(words, is_moment=False) for field, words in told.fields.items()}
    )
    if told.sent_to:
        clock.go_on()
        sending = Sending(
            how=told.sent_how, to=told.sent_to, at=session.clock(), password_told_how=told.password_told_how
        )
        referral = note_sent(session, referral.id, sending)
    return referral
