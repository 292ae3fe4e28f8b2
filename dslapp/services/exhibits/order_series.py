"""Put the pictures of a series in order, in one commit, and compare neighbours for overlaps and gaps."""

from collections.abc import Sequence

import msgspec

from dslapp.casebook.pictures.problems import PictureUnreadable
from dslapp.domain.entity import Entity
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.series import Between
from dslapp.domain.problems import UserProblem
from dslapp.services.exhibits.show_evidence import original
from dslapp.services.intake.attach_series import name_series
from dslapp.services.session import Session


def order_series(session: Session, incident_id: str, series: str, exhibit_ids: Sequence[str]) -> str:
    """Let these exhibits, and no others, be the series with that name, in this order; returns its name.

    An empty name makes a new series. All that changes is saved in one commit; the files are not touched.
    Raises UserProblem for an exhibit that is not of this case, was withdrawn, or is named twice.
    """
    session.require("log and change the record")
    of_case = {each.id: each for each in session.casebook.of_incident(Exhibit, incident_id)}
    chosen = [of_case.get(each) for each in exhibit_ids]
    if len(set(exhibit_ids)) != len(exhibit_ids) or any(each is None or each.withdrawn for each in chosen):
        raise UserProblem("One of these exhibits cannot be in this series.", "Open the page again and look.")
    name = series or name_series(session, incident_id)
    wanted = {exhibit_id: number for number, exhibit_id in enumerate(exhibit_ids, 1)}
    changed: list[Entity] = []
    for exhibit in of_case.values():
        place = (name, wanted[exhibit.id]) if exhibit.id in wanted else ("", 0)
        if (exhibit.series == name or exhibit.id in wanted) and (exhibit.series, exhibit.series_order) != place:
            changed.append(msgspec.structs.replace(exhibit, series=place[0], series_order=place[1]))
    if changed:
        session.casebook.commit(changed, reason=f"{name}: put in order.")
    return name


def compare(session: Session, first: Exhibit, second: Exhibit) -> Between:
    """What the end of one picture says of the next. Uses no database: runs on the thread for files.

    Raises EvidenceUnsound or ExhibitLocked; a picture that cannot be opened tells nothing.
    """
    if "picture" not in (first.exhibit_kind, second.exhibit_kind) or first.exhibit_kind != second.exhibit_kind:
        return "not known"
    try:
        found = session.pictures.lay_over(original(session, first), original(session, second))
    except PictureUnreadable:
        return "not known"
    if found.same:
        return "same"
    if not found.comparable:
        return "not known"
    return "overlap" if found.overlaps else "gap"
