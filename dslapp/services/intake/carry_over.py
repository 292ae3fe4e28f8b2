"""Offer what was answered of the exhibit before for the next one, “same as the last one”; the person confirms it.

Which one that is follows one rule, for the window and for the command: of the same series first, then of those whose
place is known the one that was answered just now, then the one that was attached last.
"""

from collections.abc import Collection, Iterable, Sequence

import msgspec

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.evidence.exhibits import Exhibit, place_in_words
from dslapp.domain.statements import Stated
from dslapp.services.intake.attach_evidence import ExhibitAnswers
from dslapp.services.session import Session

CARRIED = (
    "place", "platform", "account", "app_area", "url", "captured_clock", "captured_by", "device", "device_owner",
    "method", "received_how",
)  # fmt: skip
"""What is often the same for several exhibits: never a time, nor what it shows."""


class CarriedOver(msgspec.Struct, frozen=True, kw_only=True):
    """Answers that may hold for the next exhibit; everything else is empty."""

    whose: str
    """The reference of the exhibit that they are of, or that the case says them."""
    answers: ExhibitAnswers

    def lends(self, fields: Sequence[str]) -> dict[str, object]:
        """Its answers to `fields`; empty when it has none of them."""
        lent = {field: getattr(self.answers, field) for field in fields}
        return lent if any(value and value != Stated() for value in lent.values()) else {}


def last_answers(
    session: Session, incident_id: str, *, series: str = "", besides: Collection[str] = ()
) -> CarriedOver | None:
    """What to carry over from the last exhibit of the series, or of the case, of which anything of this was answered.

    `besides` are the exhibits that are being asked about. None when there is nothing to carry over.
    """
    session.require("read the record")
    return _last(session.casebook.of_incident(Exhibit, incident_id), series, besides)


def offered_to(exhibit: Exhibit, case: CaseFile, just_answered: Exhibit | None = None) -> CarriedOver | None:
    """The same for an exhibit of a case that was read already; else the place as the case itself says it.

    `just_answered` is the one that was saved before, as it stands now: the case may have been read earlier.
    """
    others = [each for each in case.exhibits if just_answered is None or each.id != just_answered.id]
    newest = [just_answered] if just_answered else []
    if found := _last([*others, *newest], exhibit.series, (exhibit.id,), newest):
        return found
    incident = case.incident
    place = place_in_words(incident.platform, "", incident.app_area, incident.url)
    if not place:
        return None
    told = ExhibitAnswers(
        place=Stated(text=place), platform=incident.platform, app_area=incident.app_area, url=incident.url
    )
    return CarriedOver(whose="the case says", answers=told)


def _carried(exhibit: Exhibit) -> CarriedOver:
    """The answers of an exhibit that may hold for another one."""
    answers = ExhibitAnswers(**{name: getattr(exhibit, name) for name in CARRIED})
    return CarriedOver(whose=exhibit.ref, answers=answers)


def _last(
    exhibits: Iterable[Exhibit], series: str, besides: Collection[str], newest: Collection[Exhibit] = ()
) -> CarriedOver | None:
    answered = [each for each in exhibits if each.has_file and not each.withdrawn and each.id not in besides]
    answered = [each for each in answered if _carried(each).answers != ExhibitAnswers()]
    answered.sort(
        key=lambda each: (
            bool(series) and each.series == series, each.place.answered, each in newest, each.attached_at, each.id,
        )
    )  # fmt: skip
    return _carried(answered[-1]) if answered else None
