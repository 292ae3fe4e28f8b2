"""Where the computer's clock jumped between two entries of the journal: recorded as it was, refused never."""

from datetime import datetime, timedelta
from typing import NamedTuple

from dslapp.casebook.store import Casebook
from dslapp.domain.local_time import from_milliseconds

BACK_BY = timedelta(minutes=5)
"""Less than that is a clock that was set right."""
ON_BY = timedelta(days=400)
"""No school leaves its record alone for longer."""
LATELY = 200
"""Entries after which a jump is history."""


class ClockJump(NamedTuple):
    """The entry at which the clock had jumped, and the moments (UTC) of the one before and of itself."""

    entry: int
    before: datetime
    at: datetime

    @property
    def went_back(self) -> bool:
        """Whether it went back rather than on."""
        return self.at < self.before


def clock_jumps(casebook: Casebook) -> tuple[ClockJump, ...]:
    """Every jump, oldest first. The order of entries is their number and never their time."""
    rows = casebook.connection.execute(
        "SELECT seq, before, at FROM (SELECT seq, json_extract(body, '$.at') AS at, "
        "lag(json_extract(body, '$.at')) OVER (ORDER BY seq) AS before FROM journal) "
        "WHERE at < before - ? OR at > before + ? ORDER BY seq",
        (BACK_BY // timedelta(milliseconds=1), ON_BY // timedelta(milliseconds=1)),
    )
    return tuple(
        ClockJump(seq, from_milliseconds(before), from_milliseconds(at)) for seq, before, at in rows.fetchall()
    )


def jumped_lately(casebook: Casebook) -> bool:
    """Whether the clock is not to be trusted just now: nothing may be removed because it is old."""
    jumps = clock_jumps(casebook)
    return bool(jumps) and casebook.head[0] - jumps[-1].entry <= LATELY
