"""What stands in the place of a record that is lost, so that what belongs to it can still be found and read."""

from collections.abc import Callable, Iterator
from datetime import datetime

from dslapp.domain.case.incident import Incident
from dslapp.domain.case.people import Account, Involvement, Person
from dslapp.domain.entity import Entity, MemberId
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit
from dslapp.domain.guidance.route import GuidanceAnswer, GuidanceRun

IsThere = Callable[[type[Entity], str], bool]
LOST_CASE = "The record of this case is lost. What belongs to it could be read, in part."
LOST_PERSON = "Somebody whose record is lost"


def stand_ins(value: Entity, is_there: IsThere, member: str, at: datetime) -> Iterator[Entity]:
    """The case, person and account that `value` belongs to, if nobody could read them."""
    incident = value.about_incident()
    if incident and not is_there(Incident, incident):
        yield Incident(
            id=incident, ref=f"LOST-{incident[-6:].upper()}", owner=MemberId(member), logged_at=at,
            logged_by=MemberId(member), reported_to_dsl_at=at, summary=LOST_CASE,
        )  # fmt: skip
    if isinstance(value, Involvement | Account) and value.person_id and not is_there(Person, value.person_id):
        yield Person(id=value.person_id, name=LOST_PERSON)
    if isinstance(value, Involvement) and value.account_id and not is_there(Account, value.account_id):
        yield Account(id=value.account_id, platform="", handle="an account whose record is lost")


def means_nothing(value: Entity, is_there: IsThere) -> bool:
    """Whether `value` says nothing without a record that is lost: an answer without its questions, for one."""
    if isinstance(value, GuidanceAnswer):
        return not is_there(GuidanceRun, value.run_id)
    return isinstance(value, CustodyEvent) and not is_there(Exhibit, value.exhibit_id)
