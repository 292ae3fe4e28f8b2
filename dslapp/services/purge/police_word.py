"""What the police said of a hidden exhibit that stays as it is, and that they were told of one that is gone."""

from datetime import datetime

import msgspec

from dslapp.domain.case.casework import Action, LogEntry
from dslapp.domain.entity import Entity, new_id
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.problems import UserProblem
from dslapp.services.exhibits.answer_exhibit import answer_exhibit, answers_of
from dslapp.services.purge.purge_exhibit import PurgeAnswers
from dslapp.services.purge.shut_away import is_hidden, open_actions_done
from dslapp.services.session import Session

_SAID = {
    "leave it": "The police want exhibit {ref} left as it is: hidden, and not removed.",
    "no advice": "The police have not advised on exhibit {ref} yet: it stays hidden.",
}


def keep_police_word(session: Session, exhibit_id: str, said: PurgeAnswers, ask_again: datetime | None) -> Exhibit:
    """Keep who said what, and leave the exhibit hidden; asking again by `ask_again` becomes an action.

    Raises UserProblem with its field where it is not said who said so, or when they are asked again.
    """
    session.require("log and change the record")
    exhibit = session.casebook.get(Exhibit, exhibit_id)
    if not is_hidden(session, exhibit) or not exhibit.file_id:
        raise UserProblem("Hide it first: then what the police said is kept with it.")
    if said.police_said not in _SAID:
        raise UserProblem("Say what the police said.", field="police_said")
    if said.police_said == "leave it" and not said.advised_by.strip():
        raise UserProblem("Write who at the police said so, and when.", field="advised_by")
    if ask_again is None:
        raise UserProblem("Choose when they are asked again.", field="ask_again")
    kept = msgspec.structs.replace(
        exhibit, police_said=said.police_said, told_to=said.advised_by.strip() or exhibit.told_to,
        police_ref=said.police_ref.strip() or exhibit.police_ref, seen_by=said.seen_by.strip() or exhibit.seen_by,
        seen_because=said.seen_because.strip() or exhibit.seen_because, material=exhibit.material or said.material,
    )  # fmt: skip
    now, words = session.clock(), _SAID[said.police_said].format(ref=exhibit.ref)
    reference = f"Police reference {said.police_ref.strip()}." if said.police_ref.strip() else ""
    entry = LogEntry(
        id=new_id(), incident_id=exhibit.incident_id, at=now, entry_kind="advice", what=words,
        who=said.advised_by.strip() or session.member.name, outcome=reference,
        may_preserve_or_delete="no" if said.police_said == "leave it" else "",
    )  # fmt: skip
    asks = Action(
        id=new_id(), incident_id=exhibit.incident_id, what=f"Ask the police again: may {exhibit.ref} be removed?",
        owner=session.member.id, due=ask_again, source="exhibit", source_id=exhibit.id, created_at=now,
    )  # fmt: skip
    changes: list[Entity] = [kept, entry, *open_actions_done(session, exhibit, words), asks]
    session.casebook.commit(changes, reason=words)
    return kept


def note_told(session: Session, exhibit_id: str, told: str) -> Exhibit:
    """Add that somebody was told that it is gone: who, and when. Raises UserProblem without words."""
    session.require("log and change the record")
    if not told.strip():
        raise UserProblem("Write who was told, and when.", field="told_to")
    exhibit = session.casebook.get(Exhibit, exhibit_id)
    both = "; ".join(filter(None, (exhibit.told_to.strip(), told.strip())))
    answers = msgspec.structs.replace(answers_of(exhibit), told_to=both)
    return answer_exhibit(session, exhibit_id, answers, reason=f"Told that it is gone: {told.strip()}")
