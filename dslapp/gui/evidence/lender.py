"""Answers that an exhibit may take over: of the one before it, or of the place as the case says it."""

from collections.abc import Sequence
from dataclasses import dataclass

from dslapp.domain.case_file import CaseFile
from dslapp.domain.evidence import Exhibit, place_in_words
from dslapp.domain.statements import Stated
from dslapp.services.answer_exhibit import answers_of
from dslapp.services.attach_evidence import ExhibitAnswers


@dataclass(frozen=True)
class Lender:
    """Whose answers they are, in words, and the answers."""

    name: str
    answers: ExhibitAnswers

    def lends(self, fields: Sequence[str]) -> dict[str, object]:
        """Its answers to `fields`; empty when it has none of them."""
        lent = {field: getattr(self.answers, field) for field in fields}
        return lent if any(value and value != Stated() for value in lent.values()) else {}


def lender_for(exhibit: Exhibit, case: CaseFile) -> Lender | None:
    """The exhibit of the case that was attached last of those whose place is known, else the case itself."""
    others = [each for each in case.shown_exhibits if each.id != exhibit.id and each.place.answered]
    if others:
        return Lender(others[-1].ref, answers_of(others[-1]))
    incident = case.incident
    place = place_in_words(incident.platform, "", incident.app_area, incident.url)
    if not place:
        return None
    told = ExhibitAnswers(
        place=Stated(text=place), platform=incident.platform, app_area=incident.app_area, url=incident.url
    )
    return Lender("the case says", told)
