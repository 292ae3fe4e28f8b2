"""Find pictures of all cases that look like one, whatever their size, format or compression."""

import msgspec

from dslapp.casebook.rows.likeness_rows import near
from dslapp.domain.case.incident import Incident
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.services.session import Session

WITHIN = 8
"""Of 64 bits: a smaller JPEG of a screenshot differs in 6, the next screenshot of the same chat in 14."""
MOST = 12
"""The nearest are shown; more are no help to anybody."""


class Alike(msgspec.Struct, frozen=True, kw_only=True):
    """An exhibit that looks like another one; of a restricted case, it does not say which."""

    exhibit_id: str
    incident_id: str
    ref: str
    case_ref: str
    """Empty for the same case, and for a restricted one."""
    restricted: bool = False
    """It belongs to a case that is restricted, seen from one that is not."""
    same_bytes: bool = False
    distance: int = 0


def find_alike(session: Session, exhibit_id: str) -> tuple[Alike, ...]:
    """The exhibits of any case that look like this one, the nearest first; those that were withdrawn are left out."""
    session.require("read the record")
    exhibit = session.casebook.get(Exhibit, exhibit_id)
    home = session.casebook.get(Incident, exhibit.incident_id)
    found: list[Alike] = []
    by_distance = sorted(near(session.casebook, exhibit.likeness, WITHIN).items(), key=lambda each: (each[1], each[0]))
    for likeness, distance in by_distance:
        for other in session.casebook.select(
            Exhibit, "p.likeness = ? AND p.withdrawn = 0 AND p.id <> ?", (likeness, exhibit.id), limit=MOST
        ):
            found.append(_alike(session, exhibit, home, other, distance))
        if len(found) >= MOST:
            break
    return tuple(found[:MOST])


def _alike(session: Session, exhibit: Exhibit, home: Incident, other: Exhibit, distance: int) -> Alike:
    case = session.casebook.get(Incident, other.incident_id)
    hides = case.restricted and not home.restricted
    elsewhere = case.id != home.id
    return Alike(
        exhibit_id=other.id, incident_id=other.incident_id, ref="" if hides else other.ref,
        case_ref=case.ref if elsewhere and not hides else "", restricted=hides,
        same_bytes=other.sha256 == exhibit.sha256, distance=distance,
    )  # fmt: skip
