"""Purge an exhibit that must never have been here: its file, copies and words go for good, its number and why stay.

The entries in the journal keep their places: the chain holds, and says that something was purged, by whom and why.
No backup is made before: it would be one more place that holds it.
"""

import contextlib
from typing import Literal, NamedTuple

import msgspec

from dslapp.casebook.database.driver import DatabaseError
from dslapp.casebook.purging.purged_list import remember
from dslapp.casebook.purging.purged_record import own_erasures
from dslapp.casebook.purging.purges import Going, carry_out, mark_unfinished, what_goes
from dslapp.casebook.rows.exhibit_rows import file_ids
from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import Entity, ExhibitId, new_id
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit, ExhibitLink, Material
from dslapp.domain.evidence.never_held import ALONE, about, is_an_image, may_go_alone
from dslapp.domain.leaving_names import says_something
from dslapp.domain.local_time import say_day, to_local
from dslapp.domain.long_work import OnCasebook, run_here
from dslapp.domain.problems import EnvironmentProblem, UserProblem
from dslapp.domain.school import Access
from dslapp.domain.trust.entries import Erasure
from dslapp.services.access.countersign import countersign
from dslapp.services.intake.record_without_file import image_possible
from dslapp.services.matters.find_places import may_ever_have_been_about
from dslapp.services.purge.kept_elsewhere import remove_where_reachable
from dslapp.services.purge.sealed_copies import asks_to_ring
from dslapp.services.purge.second_person import OpenedSecond, SecondPerson, as_second, open_keys_of, seconds_for
from dslapp.services.purge.shut_away import open_actions_done
from dslapp.services.session import Session

PoliceSaid = Literal["remove it", "leave it", "no advice", ""]
_OF_WHERE_IT_CAME_FROM = (
    "place", "platform", "account", "app_area", "url", "shown_time", "captured", "captured_clock", "captured_by",
    "device", "device_owner", "method", "received_how",
)  # fmt: skip


_HISTORY_GONE = (
    "The signed history that came with the case from another casebook was removed, because it told of a purged "
    "exhibit; its digest stays."
)


class PurgeAnswers(msgspec.Struct, frozen=True, kw_only=True):
    """What whoever purges says; nobody looks again in order to answer."""

    material: Material = ""
    described: str = ""
    """What it was, in words, as far as the police need them."""
    police_said: PoliceSaid = ""
    advised_by: str = ""
    """Who at the police, when."""
    police_ref: str = ""
    because: str = ""
    """Why it is removed although the police have not advised."""
    seen_by: str = ""
    seen_because: str = ""
    keeps_where_from: bool = True
    """The answers about where it was and how it came stay: site, account, times, device."""
    alone_because: str = ""
    """Why no second person agrees at once; they are asked later."""


class Purged(NamedTuple):
    """What came of it."""

    exhibits: tuple[Exhibit, ...]
    """As they stand now: imagery that is not held."""
    agreed: str
    """The name of the second person; empty while it waits for one."""
    waits: bool
    unfinished: bool
    """The disk, or too little memory, kept something from going: the next opening goes on."""


def purge_exhibit(
    session: Session,
    exhibit_id: str,
    said: PurgeAnswers,
    second: SecondPerson | None = None,
    on_casebook: OnCasebook | None = None,
) -> Purged:
    """Purge an exhibit with whatever else holds the same bytes. Runs on the thread for files, with `on_casebook`.

    Raises UserProblem with its field before anything happens: nothing said of the police, they want it left, nobody
    agrees and no reason is given, or the second person's passphrase is wrong. NotAllowed for who may not erase.
    """
    ask = on_casebook or run_here
    ask(_check, session, exhibit_id, said, second)
    opened = open_keys_of(session, second) if second is not None else None
    try:
        done: Purged = ask(_purge, session, exhibit_id, said, opened)
    finally:  # whatever happened after it was saved
        session.files.close()  # what was decoded of it is in the memory of the children
        remove_where_reachable(session, on_casebook)
    return done


def going_with(session: Session, exhibit_id: str) -> Going:
    """What would go. Nothing of it is read but the record."""
    session.require("read the record")
    return what_goes(session.casebook, exhibit_id)


def _check(session: Session, exhibit_id: str, said: PurgeAnswers, second: SecondPerson | None) -> None:
    session.require("erase")
    exhibit = session.casebook.get(Exhibit, exhibit_id)
    if not exhibit.file_id:
        raise UserProblem("This exhibit has no file here any more.", "Its record says what became of it.")
    if not said.police_said:
        raise UserProblem("Say what the police said: they come before a purge.", field="police_said")
    if said.police_said == "leave it":
        raise UserProblem(
            "The police want it left as it is: it stays hidden, and nothing is purged.", "Ask them when it may go.",
            field="police_said",
        )  # fmt: skip
    if said.police_said == "remove it" and not said.advised_by.strip():
        raise UserProblem("Write who at the police said so, and when.", field="advised_by")
    if said.police_said == "no advice" and not says_something(said.because):
        raise UserProblem("Write why it is removed although the police have not advised.", field="because")
    cases = frozenset(each.incident_id for each in what_goes(session.casebook, exhibit_id).exhibits)
    if any(may_ever_have_been_about(session, case, session.member) for case in cases):
        raise UserProblem(
            "A concern in this case may be about you, or once was, so you purge nothing of it. It stays hidden.",
            "Ask another member who leads this casebook.",
        )
    able = {member.id: member for member in seconds_for(session)}
    if second is not None:
        if second.member_id not in able:
            raise UserProblem("They cannot be the second person here.", "Choose somebody else.", field="second")
        if any(may_ever_have_been_about(session, case, able[second.member_id]) for case in cases):
            raise UserProblem(
                "A concern in this case may be about them, or once was: they do not agree to this.",
                "Choose somebody else.", field="second",
            )  # fmt: skip
        return
    if able and not may_go_alone(said, exhibit.material):
        raise UserProblem(
            f"This takes a second person. {ALONE}", "Choose who agrees, and let them type their own passphrase.",
            field="second",
        )  # fmt: skip
    if able and not says_something(said.alone_because):
        raise UserProblem("Write why no second person can agree now.", field="alone_because")


def _purge(session: Session, exhibit_id: str, said: PurgeAnswers, second: OpenedSecond | None) -> Purged:
    if second is not None:
        with as_second(session, second):
            pass  # the journal vouches for them, or nothing is done
    going = what_goes(session.casebook, exhibit_id)
    files = going.files
    session.evidence.shut_away.update(file.file_id for file in files)
    left = [_what_is_left(session, each, going.exhibits[0], said) for each in going.exhibits]
    erasures = _erasures(session, going, said)
    ended = [_ended(each) for each in going.links]
    changes: list[Entity] = [*left, *ended, *(_custody(session, each, said) for each in left), *erasures]
    changes += (
        Access(id=new_id(), what="purged", incident_id=each.incident_id, subject=f"exhibit {each.id}") for each in left
    )
    if is_an_image(said.material):
        for incident_id in dict.fromkeys(each.incident_id for each in left):
            changes += image_possible(session.casebook.get(Incident, incident_id))
    changes += (done for each in left for done in open_actions_done(session, each, "It was purged."))
    changes += asks_to_ring(session, going.exhibits)
    with contextlib.suppress(OSError):  # then the files that are still there say it
        mark_unfinished(session.opened.folder)
    entries = tuple(seq for each in erasures for seq in each.entries)
    alone = f" No second person yet: {said.alone_because.strip()}" if second is None and said.alone_because else ""
    saved = session.casebook.commit(changes, reason=_reason(said) + alone, erases=entries)
    session.evidence.purged.update(file.file_id for file in files)
    agreed = ""
    if second is not None:
        first = saved.first + changes.index(erasures[0])
        with contextlib.suppress(UserProblem, EnvironmentProblem), as_second(session, second) as theirs:
            countersign(theirs, range(first, first + len(erasures)), True, "Agreed at the same computer.")
            agreed = theirs.member.name
    unfinished = False
    try:
        remember(session.opened.folder, session.opened.keys, own_erasures(session.casebook))
        carry_out(session.opened.folder, session.casebook, session.evidence, files, file_ids(session.casebook))
    except (OSError, DatabaseError, MemoryError, EnvironmentProblem):
        unfinished = True
    waits = not agreed and bool(seconds_for(session))
    return Purged(tuple(session.casebook.get(Exhibit, each.id) for each in left), agreed, waits, unfinished)


def _what_is_left(session: Session, exhibit: Exhibit, meant: Exhibit, said: PurgeAnswers) -> Exhibit:
    """The exhibit without its file and without what the file said: where it came from stays, if that is wanted."""
    day = say_day(to_local(session.clock()).date())
    kept = {name: getattr(exhibit, name) for name in _OF_WHERE_IT_CAME_FROM} if said.keeps_where_from else {}
    with_it = "" if exhibit.id == meant.id else f"It held the same as {meant.ref}, or came out of it."
    return Exhibit(
        id=exhibit.id, incident_id=exhibit.incident_id, ref=exhibit.ref, producer=exhibit.producer,
        number=exhibit.number, exhibit_kind="imagery not held", attached_at=exhibit.attached_at,
        attached_by=exhibit.attached_by, description=with_it or said.described.strip(), material=said.material,
        held_by=f"Nobody here: purged on {day} by {session.member.name}", seen_by=said.seen_by.strip(),
        seen_because=said.seen_because.strip(), told_to=said.advised_by.strip(), police_ref=said.police_ref.strip(),
        **kept,
    )  # fmt: skip


def _erasures(session: Session, going: Going, said: PurgeAnswers) -> list[Erasure]:
    """One for each case, that of the exhibit that was meant first; it names all the files."""
    cases = dict.fromkeys((*(str(each.incident_id) for each in going.exhibits), *going.entries))
    files, law = going.files, about(said.material).why
    because = _reason(said) + (f" {_HISTORY_GONE}" if going.histories else "")
    return [
        Erasure(
            id=new_id(), entries=going.entries[case], ref=session.casebook.get(Incident, case).ref,
            because=because, law=law, files=files if number == 0 else (),
        )
        for number, case in enumerate(cases)
    ]  # fmt: skip


def _ended(link: ExhibitLink) -> ExhibitLink:
    """What is left of a place in another case: it was there, and no word why."""
    return msgspec.structs.replace(link, because="", withdrawn=True, withdrawn_because="The exhibit was purged.")


def _reason(said: PurgeAnswers) -> str:
    what = f"Purged: {said.material or 'it may be something that must never be here'}."
    told = [f"The police said that it may go: {said.advised_by.strip()}."] if said.police_said == "remove it" else []
    why = [f"The police have not advised: {said.because.strip()}"] if said.police_said == "no advice" else []
    return " ".join((what, *told, *why))


def _custody(session: Session, exhibit: Exhibit, said: PurgeAnswers) -> CustodyEvent:
    return CustodyEvent(
        id=new_id(), incident_id=exhibit.incident_id, exhibit_id=ExhibitId(exhibit.id), at=session.clock(),
        what="purged", by=session.member.name, purpose=_reason(said),
    )  # fmt: skip
