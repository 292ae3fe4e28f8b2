"""Hide an exhibit from everybody at once, because it may be something that must never be here; or let it out again.

Nothing is removed: the police may want it left as it is. Its file is shown, copied, printed and read to nobody.
"""

import msgspec

from dslapp.casebook.purging.purges import files_of, what_goes
from dslapp.domain.case.casework import Action
from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import Entity, ExhibitId, new_id
from dslapp.domain.evidence.exhibits import CustodyAct, CustodyEvent, Exhibit, Material
from dslapp.domain.evidence.never_held import is_an_image
from dslapp.domain.leaving_names import says_something
from dslapp.domain.problems import UserProblem
from dslapp.services.intake.record_without_file import image_possible
from dslapp.services.purge.sealed_copies import asks_to_ring
from dslapp.services.session import Session

BECAUSE = "It may be something that must not be here."


def shut_away(session: Session, exhibit_id: str, material: Material = "") -> tuple[Exhibit, ...]:
    """Hide an exhibit with whatever holds the same bytes or came out of it; return them, the one that was meant first.

    It is withdrawn from its case, too, and the case says that such an image may be part of it. Nothing is looked at.
    """
    session.require("log and change the record")
    going = what_goes(session.casebook, exhibit_id)
    if not going.exhibits:
        raise UserProblem("This exhibit has no file here: there is nothing to hide.")
    open_ones = [each for each in going.exhibits if not each.shut_away_by]
    hidden = [_hidden(each, session.member.name, material) for each in open_ones]
    changes: list[Entity] = [*hidden, *(_event(session, each, "shut away", BECAUSE) for each in hidden)]
    if is_an_image(material):
        for incident_id in dict.fromkeys(each.incident_id for each in going.exhibits):
            changes += image_possible(session.casebook.get(Incident, incident_id))
    for each in going.exhibits:
        session.evidence.shut_away.update(files_of(session.casebook, each))
    changes += asks_to_ring(session, going.exhibits)
    if changes:
        session.casebook.commit(changes, reason=BECAUSE)
    return tuple(session.casebook.get(Exhibit, each.id) for each in going.exhibits)


def let_out(session: Session, exhibit_id: str, because: str) -> Exhibit:
    """Show an exhibit again that was hidden by mistake: only who may erase does it, and nobody looks to find out.

    Raises UserProblem without a reason in words, or when it was purged here before.
    """
    session.require("erase")
    exhibit = session.casebook.get(Exhibit, exhibit_id)
    if not can_be_let_out(session, exhibit):
        raise UserProblem("This exhibit was not hidden by mistake.", "Go on with what the page says.")
    if not says_something(because):
        raise UserProblem("Say how you know that it may be here, and who decided it.", field="because")
    stays = "" if exhibit.withdrawn_because == BECAUSE else exhibit.withdrawn_because
    out = msgspec.structs.replace(exhibit, withdrawn=bool(stays), withdrawn_because=stays, shut_away_by="", material="",
                                 police_said="")  # fmt: skip
    asked = open_actions_done(session, out, "It was hidden by mistake.")
    session.casebook.commit([out, _event(session, out, "let out", because.strip()), *asked], reason=because.strip())
    files = files_of(session.casebook, out)
    session.evidence.listed.difference_update(files)
    session.evidence.shut_away.difference_update(files)
    return out


def open_actions_done(session: Session, exhibit: Exhibit, note: str) -> list[Action]:
    """The open actions about an exhibit, such as asking the police again, as done."""
    waiting = session.casebook.select(Action, "p.source_id = ? AND p.status = 'open'", (exhibit.id,))
    return [
        msgspec.structs.replace(each, status="done", finished_at=session.clock(), finished_note=note)
        for each in waiting
    ]


def is_hidden(session: Session, exhibit: Exhibit) -> bool:
    """Whether nobody is shown its file: somebody hid it, or the record or a list beside it says that it was purged."""
    return bool(exhibit.shut_away_by) or exhibit.file_id in session.evidence.shut_away


def can_be_let_out(session: Session, exhibit: Exhibit) -> bool:
    """Whether it may be hidden by mistake: not where a signed entry says that it was purged."""
    listed = exhibit.file_id in session.evidence.listed
    return bool(exhibit.shut_away_by or listed) and exhibit.file_id not in session.evidence.purged


def _hidden(exhibit: Exhibit, by: str, material: Material) -> Exhibit:
    return msgspec.structs.replace(
        exhibit, withdrawn=True, withdrawn_because=exhibit.withdrawn_because or BECAUSE, shut_away_by=by,
        material=material or exhibit.material,
    )  # fmt: skip


def _event(session: Session, exhibit: Exhibit, what: CustodyAct, purpose: str) -> CustodyEvent:
    return CustodyEvent(
        id=new_id(), incident_id=exhibit.incident_id, exhibit_id=ExhibitId(exhibit.id), at=session.clock(), what=what,
        by=session.member.name, purpose=purpose,
    )  # fmt: skip
