"""In which other cases an exhibit is shown, without a word of a case that is restricted."""

from collections.abc import Iterable, Mapping

from dslapp.casebook.store import Casebook
from dslapp.domain.case.incident import Incident
from dslapp.domain.evidence.exhibits import Exhibit, ExhibitLink

RESTRICTED = "a restricted case"
"""What stands for the reference of one outside of it."""


def also_in(casebook: Casebook, incident: Incident, linked: Iterable[Exhibit]) -> Mapping[str, tuple[str, ...]]:
    """By exhibit, what the other cases are called in which it is: of the exhibits of a case, and of those linked to it.

    The case to which an exhibit belongs comes first.
    """
    found: dict[str, list[str]] = {}
    for exhibit in linked:
        found[exhibit.id] = [_called(casebook, exhibit.incident_id, incident)]
    links = casebook.select(
        ExhibitLink,
        "p.withdrawn = 0 AND p.incident_id <> ? AND p.exhibit_id IN (SELECT id FROM exhibit WHERE incident_id = ? "
        "UNION SELECT exhibit_id FROM exhibit_link WHERE incident_id = ? AND withdrawn = 0)",
        (incident.id, incident.id, incident.id),
    )
    for link in links:
        found.setdefault(link.exhibit_id, []).append(_called(casebook, link.incident_id, incident))
    return {exhibit_id: tuple(dict.fromkeys(names)) for exhibit_id, names in found.items()}


def _called(casebook: Casebook, incident_id: str, seen_from: Incident) -> str:
    other = casebook.find(Incident, incident_id)
    if other is None:
        return "a case that is not here any more"
    return RESTRICTED if other.restricted and not seen_from.restricted else other.ref
