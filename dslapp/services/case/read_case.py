"""Read one case: everything that stands in it, in a few queries, and note once a sitting that somebody looked."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from dslapp.casebook.database.stored_versions import Version
from dslapp.casebook.rows.link_rows import also_in
from dslapp.casebook.store import Casebook
from dslapp.domain.boards.devices import HeldDevice
from dslapp.domain.boards.takedowns import Takedown
from dslapp.domain.case.case_file import CaseFile, EarlierIncident, HistoryEntry, Involved
from dslapp.domain.case.casework import Action, Decision, LogEntry, Review
from dslapp.domain.case.cpoms_summary import cpoms_summary
from dslapp.domain.case.incident import Incident
from dslapp.domain.case.people import Account, Involvement, Person
from dslapp.domain.entity import Entity, new_id
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit, ExhibitLink, ExhibitText
from dslapp.domain.guidance.reading import locks
from dslapp.domain.guidance.route import GuidanceAnswer, GuidanceDeparture, GuidanceRun
from dslapp.domain.guidance.walk import replay
from dslapp.domain.referral.referrals import Referral
from dslapp.domain.school import Access, Member
from dslapp.services.case.note_access import note_look
from dslapp.services.exhibits.exhibit_locks import learn_locks, note_locks
from dslapp.services.guidance.answer_guidance import walk_events
from dslapp.services.purge.shut_away import is_hidden
from dslapp.services.session import Session

E = TypeVar("E", bound=Entity)
L = TypeVar("L", CustodyEvent, ExhibitText, Derivative)
_IN_CASE = "SELECT {column} FROM involvement WHERE incident_id = ?"


def read_case(session: Session, incident_id: str) -> CaseFile:
    """Open a case for reading; once a sitting the look is noted in its history. Raises KeyError for an unknown id."""
    session.require("read the record")
    case = load_case(session, incident_id)
    note_look(session, "viewed", incident_id, f"incident {incident_id}")
    return case


def copy_summary(session: Session, incident_id: str) -> str:
    """The case as text for CPOMS or another system; that it was copied is noted in the history."""
    session.require("read the record")
    text = cpoms_summary(load_case(session, incident_id), session.clock())
    session.casebook.commit(
        [Access(id=new_id(), what="copied", incident_id=incident_id, subject=f"incident {incident_id}",
                detail="summary for CPOMS")]
    )  # fmt: skip
    return text


def load_case(session: Session, incident_id: str) -> CaseFile:
    """The case as it stands, without noting a look: for other services, which act rather than show."""
    casebook, guidance = session.casebook, session.library.guidance
    versions = casebook.history(incident_id=incident_id)
    learn_locks(session)
    present: dict[str, Entity] = {version.entity.id: version.entity for version in versions}
    incident = present.get(incident_id)
    if not isinstance(incident, Incident):
        raise KeyError(f"incident {incident_id}")
    values = sorted(present.values(), key=lambda value: value.id)
    runs, answers = _of(GuidanceRun, values), _of(GuidanceAnswer, values)
    departures, links = _of(GuidanceDeparture, values), _of(ExhibitLink, values)
    custody = _of(CustodyEvent, present.values())  # in the order of the record: by it, not by a clock, locks are told
    note_locks(session, [each.id for each in _of(Exhibit, values)], custody)
    people, accounts = _people(casebook, incident_id)
    linked = tuple(found for each in links if not each.withdrawn and (found := casebook.find(Exhibit, each.exhibit_id)))
    hidden = {each.id for each in (*_of(Exhibit, values), *linked) if is_hidden(session, each)}
    texts = (*_of(ExhibitText, values), *_of_linked(casebook, ExhibitText, linked, incident_id))
    history = [*versions, *(v for value in (*people.values(), *accounts.values())
                            for v in casebook.history(entity_id=value.id))]  # fmt: skip
    return CaseFile(
        incident=incident,
        involved=tuple(_involved(each, people, accounts) for each in _of(Involvement, values)),
        exhibits=tuple(sorted(_of(Exhibit, values), key=lambda exhibit: (exhibit.attached_at, exhibit.number))),
        custody=(*custody, *_of_linked(casebook, CustodyEvent, linked, incident_id)),
        texts=tuple(each for each in texts if each.exhibit_id not in hidden),
        links=links,
        linked=linked,
        also_in=also_in(casebook, incident, linked),
        derivatives=(*_of(Derivative, values), *_of_linked(casebook, Derivative, linked, incident_id)),
        devices=_of(HeldDevice, values),
        takedowns=_of(Takedown, values),
        log=tuple(sorted(_of(LogEntry, values), key=lambda entry: entry.at)),
        actions=_of(Action, values),
        decisions=_of(Decision, values),
        runs=runs,
        answers=tuple(sorted(answers, key=lambda answer: answer.number)),
        departures=departures,
        referrals=_of(Referral, values),
        reviews=_of(Review, values),
        history=tuple(_history_entry(version) for version in sorted(history, key=lambda version: version.seq)),
        earlier=_earlier(casebook, incident),
        locks=locks(guidance, replay(guidance, walk_events(runs, answers, departures))) if runs else (),
        members={member.id: member for member in casebook.select(Member)},
        read_by=session.member.id,
        lado_label=session.school.lado_label,
    )


def _of_linked(casebook: Casebook, entity_type: type[L], linked: Iterable[Exhibit], incident_id: str) -> Iterable[L]:
    """What belongs to exhibits of other cases, in the order in which it was made."""
    for exhibit in linked:
        where = "p.exhibit_id = ? AND p.incident_id <> ?"
        found = casebook.select(entity_type, where, (exhibit.id, incident_id), order="p.seq")
        yield from found


def _of(entity_type: type[E], values: Iterable[Entity]) -> tuple[E, ...]:
    return tuple(value for value in values if isinstance(value, entity_type))


def _people(casebook: Casebook, incident_id: str) -> tuple[dict[str, Person], dict[str, Account]]:
    people = casebook.select(Person, f"p.id IN ({_IN_CASE.format(column='person_id')})", (incident_id,))
    accounts = casebook.select(Account, f"p.id IN ({_IN_CASE.format(column='account_id')})", (incident_id,))
    return {person.id: person for person in people}, {account.id: account for account in accounts}


def _involved(involvement: Involvement, people: dict[str, Person], accounts: dict[str, Account]) -> Involved:
    return Involved(
        involvement=involvement,
        person=people.get(involvement.person_id or ""),
        account=accounts.get(involvement.account_id or ""),
    )


def _history_entry(version: Version) -> HistoryEntry:
    return HistoryEntry(
        seq=version.seq, number=version.number, at=version.at, actor=version.actor, action=version.action,
        reason=version.reason, entity=version.entity, session_id=version.session_id,
    )  # fmt: skip


def _earlier(casebook: Casebook, incident: Incident) -> tuple[EarlierIncident, ...]:
    """Other cases with the same people or accounts, and those linked by hand, oldest first."""
    elsewhere = casebook.select(
        Involvement,
        f"p.incident_id <> ? AND p.withdrawn = 0 AND (p.person_id IN ({_IN_CASE.format(column='person_id')} "
        f"AND withdrawn = 0) OR p.account_id IN ({_IN_CASE.format(column='account_id')} AND withdrawn = 0))",
        (incident.id, incident.id, incident.id),
    )
    ids = {*(str(each.incident_id) for each in elsewhere), *incident.linked_incidents}
    others = [found for found in (casebook.find(Incident, each) for each in ids) if found]
    people, accounts = _people(casebook, incident.id) if elsewhere else ({}, {})
    return tuple(
        EarlierIncident(incident=other, shared=_shared(other, elsewhere, people, accounts))
        for other in sorted(others, key=lambda other: other.logged_at)
    )


def _shared(
    other: Incident, elsewhere: Sequence[Involvement], people: dict[str, Person], accounts: dict[str, Account]
) -> tuple[Involved, ...]:
    return tuple(_involved(each, people, accounts) for each in elsewhere if each.incident_id == other.id)
