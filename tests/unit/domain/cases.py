"""Case files as plain values, for the rules that read them."""

from datetime import UTC, datetime

from dslapp.domain.case.case_file import CaseFile, HistoryEntry
from dslapp.domain.case.casework import Decision
from dslapp.domain.case.incident import Incident, SafetyAnswers
from dslapp.domain.entity import Entity, IncidentId, MemberId
from dslapp.domain.school import Member

CASE = IncidentId("case")
JO = MemberId("jo")
FRIDAY = datetime(2026, 11, 13, 16, 50, tzinfo=UTC)

MEMBERS = {
    JO: Member(
        id=JO, name="Jo Hartsedge", role="dsl", initials="JH", signing_key="", age_recipient="", added_at=FRIDAY
    ),
    "rq": Member(
        id="rq",
        name="Mrs R. Quillan",
        role="headteacher",
        initials="RQ",
        signing_key="",
        age_recipient="",
        added_at=FRIDAY,
    ),
}


def incident(**fields: object) -> Incident:
    """Scenario 1 straight after the first save."""
    values: dict[str, object] = {
        "id": CASE,
        "ref": "OSI-2026-0041",
        "owner": JO,
        "logged_at": FRIDAY,
        "logged_by": JO,
        "reported_to_dsl_at": FRIDAY,
        "summary": "Ellis is told on ChatNest that nobody wants him.",
        "safety": SafetyAnswers(danger="no", image="no", adult_here="none"),
    }
    return Incident(**{**values, **fields})  # type: ignore[arg-type]  # a test names its fields


def case_file(**fields: object) -> CaseFile:
    """A case with only its incident, unless told otherwise."""
    values: dict[str, object] = {"incident": incident(), "members": MEMBERS, "read_by": JO}
    return CaseFile(**{**values, **fields})  # type: ignore[arg-type]  # a test names its fields


def saved(entity: Entity, at: datetime = FRIDAY, *, seq: int = 1, number: int = 1, reason: str = "") -> HistoryEntry:
    """A value as it stands in the history, written by Jo."""
    return HistoryEntry(
        seq=seq,
        number=number,
        at=at,
        actor=JO,
        action="created" if number == 1 else "amended",
        reason=reason,
        entity=entity,
    )


def handled_in_school(**fields: object) -> Decision:
    """The decision not to follow a route away from the school, which the police handed back."""
    values: dict[str, object] = {
        "id": "d",
        "incident_id": CASE,
        "at": FRIDAY,
        "subject": "route",
        "decision": "Handled in school",
        "rationale": "The police handed it back.",
        "decided_by": JO,
    }
    return Decision(**{**values, **fields})  # type: ignore[arg-type]  # a test names its fields
