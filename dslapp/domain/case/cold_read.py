"""The cold-read page: twelve points by which somebody who never saw a case understands it in three minutes.

The points, their order and the rule that an empty one says "not known – why" are those of practice.md. The page is one
value: the Summary tab shows it, and `documents` draws the same value on paper.
"""

from collections.abc import Callable
from datetime import datetime

import msgspec

from dslapp.domain.case import cold_points as points
from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.cold_points import ColdLine, Lines


class ColdPoint(msgspec.Struct, frozen=True, kw_only=True):
    """One numbered point with its lines; there is always at least one."""

    number: int
    heading: str
    tab: str
    """The tab of the case on which this is written and can be mended."""
    lines: tuple[ColdLine, ...]

    @property
    def known(self) -> bool:
        """Whether anything at all is known here."""
        return any(line.kind != "not known" for line in self.lines)


class ColdRead(msgspec.Struct, frozen=True, kw_only=True):
    """The whole page, as the case stood at `as_of`, which is entry `to_entry` of the journal."""

    ref: str
    headline: str
    status: str
    owner: str
    as_of: datetime
    to_entry: int
    points: tuple[ColdPoint, ...]


def cold_read(case: CaseFile, now: datetime) -> ColdRead:
    """Read a case cold at `now` (UTC)."""
    return ColdRead(
        ref=case.incident.ref,
        headline=case.incident.headline,
        status=case.incident.status,
        owner=case.name_of(case.incident.owner),
        as_of=now,
        to_entry=case.last_entry,
        points=tuple(
            ColdPoint(number=number, heading=heading, tab=tab, lines=tuple(lines(case, now)))
            for number, (heading, tab, lines) in enumerate(_POINTS, 1)
        ),
    )


_POINTS: tuple[tuple[str, str, Callable[[CaseFile, datetime], Lines]], ...] = (
    ("The decision wanted from you", "review", points.decision_wanted),
    ("Is the child safe today, and how do we know?", "summary", points.safe_today),
    ("What happened", "chronology", points.what_happened),
    ("The child’s words and wishes", "summary", points.words_and_wishes),
    ("Who, and how certain", "people", points.who),
    ("Decisions not taken, and why", "chronology", points.decisions_not_taken),
    ("Agencies: told when, answered what", "referrals", points.agencies_told),
    ("Overdue and next, and whose it is", "actions", points.overdue_and_next),
    ("Have parents been told?", "people", points.parents_told),
    ("Earlier incidents", "people", points.earlier_incidents),
    ("What is not known", "summary", points.not_known),
    ("Exhibits, and what changed since the last sign-off", "evidence", points.exhibits_and_changes),
)


def for_a_pack(page: ColdRead, purpose: str) -> ColdRead:
    """The page as it goes outside: why it is given, and not what the school asks of its head, chases and signs off."""
    why = ColdPoint(number=1, heading="Why it is given", tab="", lines=(ColdLine(text=purpose),))
    kept = [msgspec.structs.replace(each, heading=_OUTSIDE.get(each.heading, each.heading), lines=_outside(each.lines))
            for each in page.points if each.heading not in _OURS]  # fmt: skip
    numbered = (msgspec.structs.replace(each, number=number) for number, each in enumerate((why, *kept), 1))
    return msgspec.structs.replace(page, points=tuple(numbered))


def _outside(lines: tuple[ColdLine, ...]) -> tuple[ColdLine, ...]:
    return tuple(line for line in lines if line.label not in _OF_SIGN_OFF)


_OURS = frozenset({"The decision wanted from you", "Overdue and next, and whose it is"})
_OUTSIDE = {"Exhibits, and what changed since the last sign-off": "Exhibits"}
_OF_SIGN_OFF = frozenset({"Sign-off:", "Signed off:", "Changed since:"})
