"""Offer what was answered of the exhibit before for the next one, “same as the last one”; the person confirms it."""

from collections.abc import Collection

import msgspec

from dslapp.domain.evidence import Exhibit
from dslapp.services.attach_evidence import ExhibitAnswers
from dslapp.services.session import Session

CARRIED = (
    "place", "platform", "account", "app_area", "url", "captured_by", "device", "device_owner", "method",
    "received_how",
)  # fmt: skip
"""What is often the same for several exhibits: never a time, nor what it shows."""


class CarriedOver(msgspec.Struct, frozen=True, kw_only=True):
    """The answers of an earlier exhibit that may hold for the next one; everything else is empty."""

    ref: str
    answers: ExhibitAnswers


def last_answers(
    session: Session, incident_id: str, *, series: str = "", besides: Collection[str] = ()
) -> CarriedOver | None:
    """What to carry over from the last exhibit of the series, or of the case, of which anything of this was answered.

    `besides` are the exhibits that are being asked about. None when there is nothing to carry over.
    """
    session.require("read the record")
    exhibits = [
        each
        for each in session.casebook.of_incident(Exhibit, incident_id)
        if each.has_file and not each.withdrawn and each.id not in besides and _answered(each)
    ]
    exhibits.sort(key=lambda each: (bool(series) and each.series == series, each.attached_at, each.id))
    if not exhibits:
        return None
    return CarriedOver(ref=exhibits[-1].ref, answers=carried(exhibits[-1]))


def carried(exhibit: Exhibit) -> ExhibitAnswers:
    """The answers of an exhibit that may hold for another one."""
    return ExhibitAnswers(**{name: getattr(exhibit, name) for name in CARRIED})


def _answered(exhibit: Exhibit) -> bool:
    return carried(exhibit) != ExhibitAnswers()
