"""Proves that backups can be restored: once a month for each place, and after each one made without a passphrase."""

import contextlib
from datetime import timedelta
from functools import partial
from threading import Event
from typing import NamedTuple

from dslapp.casebook.backups.manifest import ManifestFile
from dslapp.casebook.backups.place import Found
from dslapp.casebook.backups.pool import Pace
from dslapp.casebook.backups.proof import prove, put_aside
from dslapp.casebook.backups.signers import signers_of
from dslapp.casebook.journal.anchors import found_entry
from dslapp.casebook.journal.verify import Fault
from dslapp.casebook.store import Casebook
from dslapp.domain.entity import new_id
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.long_work import OnCasebook, Progress, run_here
from dslapp.domain.problems import EnvironmentProblem, Problem
from dslapp.domain.trust.backup_state import DRILL_PARTS, drill_is_due
from dslapp.domain.trust.entries import BackupPlace, Drill
from dslapp.services.backups.back_up import backup_places, home_of
from dslapp.services.session import Session

_A_DAY = timedelta(days=1)
"""Clocks are set, and differ from computer to computer."""


class Drilled(NamedTuple):
    """A drill as it stands in the journal, what was wrong, and how many damaged files are copied anew next time."""

    drill: Drill
    faults: tuple[Fault, ...]
    put_aside: int


def drill_backup(
    session: Session,
    place_id: str,
    on_casebook: OnCasebook | None = None,
    *,
    progress: Progress | None = None,
    cancel: Event | None = None,
) -> Drilled:
    """Open the newest backup of a place, check all of its journal and a quarter of its evidence, and note it.

    Four sound drills decrypt every file; after one with faults the same quarter is checked again. Raises
    EnvironmentProblem when nothing can be said: no backup, or the place does not answer; NotAllowed.
    """
    session.require("back up")
    ask = on_casebook or run_here
    place, earlier = ask(_place_and_drills, session.casebook, place_id)
    home = home_of(session, place)
    newest = home.newest()
    if newest is None:
        raise EnvironmentProblem("There is no backup at this place yet.", "Make one first: “Back up now”.")
    sound = sum(not drill.faults for drill in earlier)
    proof = prove(
        home, newest, session.opened.folder, session.casebook.identity, part=sound % DRILL_PARTS,
        parts=DRILL_PARTS, doubts=partial(ask, _doubts, session), purged=frozenset(session.evidence.purged),
        clock=session.clock, pace=Pace(progress, cancel),
    )  # fmt: skip
    drill = Drill(
        id=new_id(), place=place.id, snapshot=newest.name, entries=proof.entries, head_hash=proof.head_hash,
        files=proof.files, files_in_all=proof.files_in_all, faults=len(proof.faults), at=session.clock(),
    )  # fmt: skip
    aside = 0
    if proof.damaged:
        originals = ask(_originals, session.casebook)
        aside = put_aside(home, session.evidence, proof, originals)
    ask(session.casebook.commit, [drill])
    return Drilled(drill, proof.faults, aside)


def drill_if_due(
    session: Session, on_casebook: OnCasebook | None = None, *, cancel: Event | None = None
) -> tuple[Drilled, ...]:
    """Prove what is due at the places that are connected; a place that fails is tried again next time."""
    ask = on_casebook or run_here
    done = []
    for place in ask(backup_places, session):
        with contextlib.suppress(Problem):
            newest = home_of(session, place).newest()
            if newest is not None and is_due(newest, ask(_place_and_drills, session.casebook, place.id)[1], session):
                done.append(drill_backup(session, place.id, on_casebook, cancel=cancel))
    return tuple(done)


def is_due(newest: Found, drills: list[Drill], session: Session) -> bool:
    """Whether the newest backup of a place wants proving: it is a month since, or nobody has ever opened it."""
    unsigned = newest.heading is not None and newest.heading.signed is None
    return unsigned or drill_is_due(drills, session.clock())


def _doubts(session: Session, stored: ManifestFile, entries: int) -> str:
    """What the record itself says against a backup's moment and its signature; empty when nothing.

    What nobody vouches for, anybody could have dated: an old backup under a new name is one that lacks entries which
    were there by the day that it bears. Where nothing was written for weeks there is nothing to lack.
    """
    manifest = stored.manifest
    if signers_of(session.casebook).vouch_for(stored):
        return ""
    if stored.signed is not None:
        return "nobody whom the record knows signed it"
    after = found_entry(session.casebook, entries + 1)
    if after is not None and after.at < manifest.made_at - _A_DAY:
        return "it is older than it says: it lacks entries that were there by then"
    if manifest.made_at > session.clock() + _A_DAY:
        return "it says that it was made later than now"
    return ""


def drills_of(casebook: Casebook, place_id: str) -> list[Drill]:
    """The drills of a place, oldest first."""
    return casebook.select(Drill, "p.place = ?", (place_id,))


def _place_and_drills(casebook: Casebook, place_id: str) -> tuple[BackupPlace, list[Drill]]:
    return casebook.get(BackupPlace, place_id), drills_of(casebook, place_id)


def _originals(casebook: Casebook) -> dict[str, str]:
    return {each.file_id: each.sha256 for each in casebook.select(Exhibit, "p.file_id IS NOT NULL")}
