"""Attach several files that came together as one series: each in a commit of its own, so that none costs another."""

from collections.abc import Callable, Sequence
from functools import partial
from threading import Event
from typing import NamedTuple

import msgspec

from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.problems import Problem
from dslapp.domain.statements import TriState
from dslapp.services.intake.attach_evidence import NOTHING_ANSWERED, ExhibitAnswers, check_intake
from dslapp.services.intake.look_at_file import Progress, WaitingFile
from dslapp.services.intake.take_in_evidence import OnCasebook, attach, stop_if
from dslapp.services.session import Session

FileDone = Callable[[int, int], None]
"""Told after each file: how many are done, of how many."""


class Coming(NamedTuple):
    """A file that is to be attached, known by its name only until `look` is called."""

    name: str
    image_answer: TriState
    """What was answered at the gate for this very file."""
    look: Callable[[], WaitingFile]


class NotAttached(msgspec.Struct, frozen=True, kw_only=True):
    """A file of a series that was not attached, and why; it waits as before if it was looked at."""

    name: str
    problem: Problem
    waiting: WaitingFile | None = None


class SeriesAttached(msgspec.Struct, frozen=True, kw_only=True):
    """What became of files that came together."""

    series: str
    exhibits: tuple[Exhibit, ...]
    failed: tuple[NotAttached, ...] = ()

    @property
    def in_words(self) -> str:
        """Which were not attached; empty when all were."""
        names = ", ".join(each.name or "a pasted picture" for each in self.failed)
        return f"Not attached: {names}." if names else ""


def name_series(session: Session, incident_id: str) -> str:
    """A name that no series of the case has or had: "Series 1", "Series 2"."""
    taken = {each.series for each in session.casebook.of_incident(Exhibit, incident_id)}
    number = 1
    while f"Series {number}" in taken:
        number += 1
    return f"Series {number}"


class OpenSeries:
    """A series that is being made: it gets its name with its first file, and a place for each that is attached."""

    def __init__(self) -> None:
        self.name, self.last = "", 0


def attach_next(
    session: Session,
    on_casebook: OnCasebook,
    incident_id: str,
    waiting: WaitingFile,
    series: OpenSeries | None,
    cancel: Event,
    *,
    answers: ExhibitAnswers = NOTHING_ANSWERED,
    although_known: bool = False,
    awaited: str = "",
    progress: Progress | None = None,
) -> Exhibit:
    """Attach a file that was looked at, as the next of `series` where there is one: what fails leaves no gap in it.

    Raises what `attach` raises.
    """
    if series is not None:
        series.name = series.name or on_casebook(name_series, session, incident_id)
        answers = msgspec.structs.replace(answers, series=series.name, series_order=series.last + 1)
    exhibit = attach(
        session, on_casebook, incident_id, waiting, cancel, answers=answers, although_known=although_known,
        awaited=awaited, progress=progress,
    )  # fmt: skip
    if series is not None:
        series.last += 1
    return exhibit


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
    none. Raises NotAllowed; whatever is wrong with a file stands beside it.
    """
    came = [Coming(each.name, "no", partial(_as_it_waits, each)) for each in files]
    return take_in_series(
        session, on_casebook, incident_id, came, cancel, answers=answers, series=series, file_done=file_done
    )


def take_in_series(
    session: Session,
    on_casebook: OnCasebook,
    incident_id: str,
    came: Sequence[Coming],
    cancel: Event,
    *,
    answers: ExhibitAnswers = NOTHING_ANSWERED,
    series: str = "",
    although_known: bool = False,
    file_done: FileDone | None = None,
) -> SeriesAttached:
    """Look at files and attach them, one after the other, so that only one is in memory at a time.

    Raises GateClosed, before anything is read, unless the gate's question was answered with no for each of them.
    """
    for each in came:
        on_casebook(check_intake, session, incident_id, each.image_answer)
    if len(came) > 1 and not series:
        series = on_casebook(name_series, session, incident_id)
    first = on_casebook(_last_of, session, incident_id, series) + 1
    exhibits: list[Exhibit] = []
    failed: list[NotAttached] = []
    for done, each in enumerate(came, 1):
        placed = msgspec.structs.replace(answers, series=series, series_order=first + len(exhibits) if series else 0)
        waiting: WaitingFile | None = None
        try:
            stop_if(cancel)
            waiting = each.look()
            exhibits.append(
                attach(
                    session, on_casebook, incident_id, waiting, cancel, answers=placed, although_known=although_known
                )
            )  # fmt: skip
        except Problem as problem:
            failed.append(NotAttached(name=each.name, problem=problem, waiting=waiting))
        if file_done is not None:
            file_done(done, len(came))
    return SeriesAttached(series=series, exhibits=tuple(exhibits), failed=tuple(failed))


def _as_it_waits(waiting: WaitingFile) -> WaitingFile:
    return waiting


def _last_of(session: Session, incident_id: str, series: str) -> int:
    exhibits = session.casebook.of_incident(Exhibit, incident_id)
    return max((each.series_order for each in exhibits if series and each.series == series), default=0)
