"""A case as a few lines of plain text, to be pasted into CPOMS or whatever else the school keeps (practice.md)."""

from datetime import datetime

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.cold_read import ColdPoint, cold_read
from dslapp.domain.local_time import say_moment

_POINTS = (3, 4, 5, 7, 8, 9)
"""What happened, the child, who, agencies, what comes next, parents."""


def cpoms_summary(case: CaseFile, now: datetime) -> str:
    """The text; it names the case and says where the full record is."""
    page = cold_read(case, now)
    state = f"{page.status}, {page.owner}" if page.owner else page.status
    parts = [
        f"Online-safety incident {page.ref} ({state}), as of {say_moment(now)}",
        *(_paragraph(point) for point in page.points if point.number in _POINTS),
        f"The full record, its evidence and its history are kept in DSL Casebook as {page.ref}.",
    ]
    return "\n\n".join(parts)


def _paragraph(point: ColdPoint) -> str:
    lines = (
        " ".join(filter(None, (line.label, f"“{line.text}”" if line.kind == "quote" else line.text)))
        for line in point.lines
    )
    return "\n".join((f"{point.heading}:".replace("?:", "?"), *lines))
