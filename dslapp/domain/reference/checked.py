"""When somebody last checked a row of reference data, and when that is too long ago."""

from datetime import date
from typing import Protocol

from dslapp.domain.school import CHECK_AFTER_DAYS


class Checked(Protocol):
    """What every row of reference data says about itself."""

    @property
    def key(self) -> str:
        """The name by which it is known; it never changes."""

    @property
    def source(self) -> str:
        """Where it was found."""

    @property
    def checked_on(self) -> date:
        """The day on which somebody last looked whether it is still right."""

    @property
    def check_locally(self) -> bool:
        """Whether it was not seen at its own source, or differs from place to place."""


def check_is_due(checked_on: date, today: date) -> bool:
    """Whether nobody has checked it for six months."""
    return (today - checked_on).days > CHECK_AFTER_DAYS
