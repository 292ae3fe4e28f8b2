"""Put support for somebody who saw what must never be here among the actions of the case."""

from dslapp.domain.case.casework import Action
from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.support import support_action
from dslapp.domain.local_time import end_of_day, to_local
from dslapp.domain.working_days import add_working_days
from dslapp.services.case.do_casework import add_action
from dslapp.services.session import Session


def see_to_support(session: Session, incident_id: IncidentId, who: str) -> Action:
    """Add the action, due on the next working day; one for the same person that is open already is returned as it is.

    `who` is a name or a few words; empty is whoever saw it.
    """
    session.require("log and change the record")
    words = support_action(who)
    waiting = session.casebook.select(Action, "p.incident_id = ? AND p.status = 'open'", (incident_id,))
    found = next((each for each in waiting if each.what == words), None)
    if found is not None:
        return found
    tomorrow = add_working_days(to_local(session.clock()).date(), 1)
    return add_action(session, incident_id, words, due=end_of_day(tomorrow))
