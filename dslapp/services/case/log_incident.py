"""Log an incident: the first screen becomes a case with its people and accounts, all in one save."""

from dslapp.casebook.rows.people_rows import last_number
from dslapp.domain.case.incident import Incident
from dslapp.domain.case.incident_draft import IncidentDraft, NamedAccount, NamedPerson, missing
from dslapp.domain.case.parts import BY_KEY
from dslapp.domain.case.people import Account, Involvement, Person
from dslapp.domain.entity import AccountId, Entity, IncidentId, MemberId, PersonId, new_id
from dslapp.domain.local_time import to_local
from dslapp.domain.problems import UserProblem
from dslapp.domain.school import ROLE_NAMES
from dslapp.services.matters.find_places import require_place_here
from dslapp.services.matters.read_note import entries_of_note, note_is_in_the_record
from dslapp.services.session import Session


def begin_draft(session: Session) -> IncidentDraft:
    """An empty first screen: reported now, by the member at the keyboard."""
    session.require("log and change the record")
    now = session.clock()
    member = session.member
    return IncidentDraft(
        id=new_id(), began_at=now, reported_at=now, reporter_name=member.name, reporter_role=ROLE_NAMES[member.role],
        source="staff",
    )  # fmt: skip


def log_incident(session: Session, draft: IncidentDraft) -> Incident:
    """Save the first screen as a new incident, and end its draft.

    People and accounts are new unless a match was picked. Raises UserProblem with `field` (a `FirstScreenField`) for
    what is missing, BelongsElsewhere when whom it is about can open this casebook, EnvironmentProblem when nothing was
    saved. The sealed note from which it was begun stands in its chronology, and leaves the inbox.
    """
    session.require("log and change the record")
    now = session.clock()
    for each in missing(draft, now):
        raise UserProblem(each.message, field=each.field)
    require_place_here(session, draft)
    incident_id = IncidentId(new_id())
    year = to_local(now).year
    incident = Incident(
        id=incident_id,
        ref=f"OSI-{year}-{last_number(session.casebook, year) + 1:04}",
        owner=MemberId(session.member.id),
        logged_at=now,
        logged_by=MemberId(session.member.id),
        reported_to_dsl_at=min(draft.reported_at, now),  # later only where the computer's clock went back meanwhile
        safety=draft.safety,
        about_adult=draft.about if draft.safety.staff_concern else "",
        platform=next((account.platform.strip() for account in draft.given_accounts if account.platform.strip()), ""),
        reporter_name=draft.reporter_name.strip(),
        reporter_role=draft.reporter_role.strip(),
        reporter_anonymous=draft.reporter_anonymous,
        reporter_knows=draft.reporter_knows,
        source=draft.source,
        summary=draft.what.strip(),
        not_known=_who_not_known(draft),
        restricted=draft.safety.staff_concern,
    )
    changes: list[Entity] = [incident]
    for person in draft.named:
        changes += _person(session, incident_id, person)
    for account in draft.given_accounts:
        changes += _account(session, incident_id, account)
    noted = entries_of_note(session, draft, incident_id)
    changes += noted
    session.casebook.commit(changes, reason="Logged.", finishes_draft=draft.id)
    if noted:
        note_is_in_the_record(session, draft.note)
    return incident


def _who_not_known(draft: IncidentDraft) -> str:
    because = draft.who_unknown_because.strip()
    return f"Who: {because}" if because and not draft.named else ""


def _person(session: Session, incident_id: IncidentId, named: NamedPerson) -> list[Entity]:
    part = BY_KEY[named.part]
    picked = session.casebook.find(Person, named.person_id) if named.person_id else None
    person = picked or Person(id=new_id(), name=named.name.strip(), person_kind=part.person_kind)
    involvement = Involvement(
        id=new_id(), incident_id=incident_id, person_id=PersonId(person.id), role=part.role,
        certainty="believed" if part.role == "alleged" else "confirmed",
    )  # fmt: skip
    return [involvement] if picked else [person, involvement]


def _account(session: Session, incident_id: IncidentId, named: NamedAccount) -> list[Entity]:
    picked = session.casebook.find(Account, named.account_id) if named.account_id else None
    account = picked or Account(id=new_id(), platform=named.platform.strip(), handle=named.handle.strip())
    involvement = Involvement(
        id=new_id(), incident_id=incident_id, account_id=AccountId(account.id), role="alleged", certainty="unknown"
    )
    return [involvement] if picked else [account, involvement]
