"""How a referral's form is laid out: the points of the first page, then the rest of the fields in the form's order."""

from typing import NamedTuple

from dslapp.domain.referral.fields import FIELDS, FIRST_PAGE, ReferralField
from dslapp.domain.referral.referrals import Recipient

_MAIN_QUESTION = "What has been done, and what has deliberately not been done?"
_WHY = "The reader acts on this first. Write “none” if nothing was done; say who held back, and on whose advice."


class FormPart(NamedTuple):
    """Some fields under a heading. A part with a `reason` is a question that must not be passed over."""

    heading: str
    fields: tuple[ReferralField, ...]
    reason: str = ""


class FormLayout(NamedTuple):
    """The first page's parts, then the others."""

    first_page: tuple[FormPart, ...]
    rest: tuple[FormPart, ...]

    @property
    def fields(self) -> tuple[ReferralField, ...]:
        """All fields in the order in which they stand."""
        return tuple(field for part in (*self.first_page, *self.rest) for field in part.fields)


def form_layout(recipient: Recipient) -> FormLayout:
    """Every field of the form once."""
    by_id = {field.id: field for field in FIELDS[recipient]}
    first: list[FormPart] = []
    placed: set[str] = set()
    for point in FIRST_PAGE[recipient]:
        fields = tuple(by_id[field_id] for field_id in point.fields if field_id not in placed)
        placed |= set(point.fields)
        main = "not_done" in point.fields
        first.append(
            FormPart(f"{point.number}  {_MAIN_QUESTION if main else point.heading}", fields, _WHY if main else "")
        )
    sections: dict[str, list[ReferralField]] = {}
    for field in FIELDS[recipient]:
        if field.id not in placed:
            sections.setdefault(field.section, []).append(field)
    return FormLayout(tuple(first), tuple(FormPart(name, tuple(fields)) for name, fields in sections.items()))
