"""Attach several files that came together as one series: each in a commit of its own, so that none costs another."""

from collections.abc import Callable, Sequence
from threading import Event

import msgspec

from dslapp.casebook.evidence.streams import EvidenceCancelled
from dslapp.domain.evidence import Exhibit
from dslapp.domain.problems import Problem
from dslapp.services.attach_evidence import NOTHING_ANSWERED, ExhibitAnswers
from dslapp.services.look_at_file import WaitingFile
from dslapp.services.session import Session
from dslapp.services.take_in_evidence import OnCasebook, attach

FileDone = Callable[[int, int], None]
"""Told after each file: how many are done, of how many."""


class NotAttached(msgspec.Struct, frozen=True, kw_only=True):
    """A file of a series that was not attached, and why; it waits as before."""

    waiting: WaitingFile
    problem: Problem


class SeriesAttached(msgspec.Struct, frozen=True, kw_only=True):
    """What became of files that came together."""

    series: str
    exhibits: tuple[Exhibit, ...]
    failed: tuple[NotAttached, ...] = ()

    @property
    def in_words(self) -> str:
        """Which were not attached; empty when all were."""
        names = ", ".join(each.waiting.name or "a pasted picture" for each in self.failed)
        return f"Not attached: {names}." if names else ""


def name_series(session: Session, incident_id: str) -> str:
    """A name that no series of the case has or had: "Series 1", "Series 2"."""
    taken = {each.series for each in session.casebook.of_incident(Exhibit, incident_id)}
    number = 1
    while f"Series {number}" in taken:
        number += 1
    return f"Series {number}"


def attach_series(
    session: Session,
    on_casebook: OnCasebook,
    incident_id: str,
    files: Sequence[WaitingFile],
    cancel: Event,
    *,
    answers: ExhibitAnswers = NOTHING_ANSWERED,
    series: str = "",
    file_done: FileDone | None = None,
) -> SeriesAttached:
    """Attach files that were looked at, in their order; what was attached stays, whatever happens to a later one.

    `answers` hold for each of them; `series` is one that is there already, else it gets a name. A single file makes
    none. Raises what is wrong with all of them: GateClosed, NotAllowed.
    """
    if len(files) > 1 and not series:
        series = on_casebook(name_series, session, incident_id)
    first = on_casebook(_last_of, session, incident_id, series) + 1
    exhibits: list[Exhibit] = []
    failed: list[NotAttached] = []
    for done, waiting in enumerate(files, 1):
        placed = msgspec.structs.replace(answers, series=series, series_order=first + len(exhibits) if series else 0)
        try:
            exhibits.append(attach(session, on_casebook, incident_id, waiting, cancel, answers=placed))
        except EvidenceCancelled as stopped:
            failed += [NotAttached(waiting=each, problem=stopped) for each in files[done - 1 :]]
            break
        except Problem as problem:
            failed.append(NotAttached(waiting=waiting, problem=problem))
        if file_done is not None:
            file_done(done, len(files))
    return SeriesAttached(series=series, exhibits=tuple(exhibits), failed=tuple(failed))


def _last_of(session: Session, incident_id: str, series: str) -> int:
    exhibits = session.casebook.of_incident(Exhibit, incident_id)
    return max((each.series_order for each in exhibits if series and each.series == series), default=0)
