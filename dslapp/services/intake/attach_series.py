"""Attach several files that came together as one series: each in a commit of its own, so that none costs another."""

from collections.abc import Callable, Sequence
from threading import Event
from typing import NamedTuple

import msgspec

from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.long_work import OnCasebook, Progress, run_here
from dslapp.domain.problems import Problem
from dslapp.domain.statements import TriState
from dslapp.services.intake.attach_evidence import NOTHING_ANSWERED, ExhibitAnswers, check_intake
from dslapp.services.intake.look_at_file import WaitingFile
from dslapp.services.intake.take_in_evidence import attach
from dslapp.services.session import Session


class Coming(NamedTuple):
    """A file that is to be attached, known by its name only until `look` is called."""

    name: str
    image_answer: TriState
    """What was answered at the gate for this very file."""
    look: Callable[[], WaitingFile]


class NotAttached(msgspec.Struct, frozen=True, kw_only=True):
    """A file of a series that was not attached, and why."""

    name: str
    problem: Problem


class SeriesAttached(msgspec.Struct, frozen=True, kw_only=True):
    """What became of files that came together."""

    series: str
    exhibits: tuple[Exhibit, ...]
    failed: tuple[NotAttached, ...] = ()

    @property
    def in_words(self) -> str:
        """Which were not attached; empty when all were."""
        return f"Not attached: {', '.join(each.name for each in self.failed)}." if self.failed else ""


def name_series(session: Session, incident_id: str) -> str:
    """A name that no series of the case has or had: "Series 1", "Series 2"."""
    taken = {each.series for each in session.casebook.of_incident(Exhibit, incident_id)}
    number = 1
    while f"Series {number}" in taken:
        number += 1
    return f"Series {number}"


class OpenSeries:
    """A series that goes on, or a new one, named with its first file; each that is attached has a place in it."""

    def __init__(self, name: str = "", last: int = 0) -> None:
        self.name, self.last = name, last


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


def take_in_series(
    session: Session,
    incident_id: str,
    came: Sequence[Coming],
    *,
    answers: ExhibitAnswers = NOTHING_ANSWERED,
    series: str = "",
    although_known: bool = False,
    together: bool = True,
) -> SeriesAttached:
    """Look at files and attach them, one after the other, so that only one is in memory at a time.

    `answers` hold for each of them; `series` is one that is there already, else several that belong `together`
    make a new one. What was attached stays, whatever happens to a later one; whatever is wrong with a file stands
    beside it. Raises NotAllowed, and GateClosed, before anything is read, unless the gate's question was answered with
    no for each of them.
    """
    for each in came:
        check_intake(session, incident_id, each.image_answer)
    new = together and len(came) > 1
    of_series = OpenSeries(series, _last_of(session, incident_id, series)) if series or new else None
    exhibits: list[Exhibit] = []
    failed: list[NotAttached] = []
    for each in came:
        try:
            exhibits.append(
                attach_next(
                    session, run_here, incident_id, each.look(), of_series, Event(), answers=answers,
                    although_known=although_known,
                )
            )  # fmt: skip
        except Problem as problem:
            failed.append(NotAttached(name=each.name, problem=problem))
    return SeriesAttached(series=of_series.name if of_series else "", exhibits=tuple(exhibits), failed=tuple(failed))


def _last_of(session: Session, incident_id: str, series: str) -> int:
    exhibits = session.casebook.of_incident(Exhibit, incident_id)
    return max((each.series_order for each in exhibits if series and each.series == series), default=0)
