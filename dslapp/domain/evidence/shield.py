"""The shield against distress: what stays covered, why, and what a person is told about their own week."""

from datetime import datetime, time, timedelta

from dslapp.domain.case.case_words import count_of
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.local_time import LONDON, to_local

WHO_SEES_IT = (
    "Only you see this number. It stands in no report and on nobody else’s screen. That an exhibit was shown, by whom "
    "and when, stands in the history of its case, as it must: who may read the case can read that."
)
WHERE_TO_TURN = (
    "Looking at such things wears people down, also those who are used to it. Bring it to your supervision, or to "
    "whoever supports you here, and let somebody else take the next one."
)


def stays_covered(exhibit: Exhibit) -> bool:
    """Whether it is covered again each time, even for whoever has seen it in this visit."""
    return exhibit.distressing or bool(exhibit.blurred_by)


def cover_in_words(exhibit: Exhibit) -> str:
    """Why it is covered; empty when it is only blurred as every picture is at first."""
    if exhibit.blurred_by:
        return f"{exhibit.blurred_by} asks that nobody sees it without need: {exhibit.blurred_because}"
    return "It was marked as distressing." if exhibit.distressing else ""


def week_of(now: datetime) -> datetime:
    """When the week began: Monday, as the day begins in England."""
    monday = to_local(now).date() - timedelta(days=to_local(now).weekday())
    return datetime.combine(monday, time(), LONDON)


def week_in_words(count: int) -> str:
    """A kind sentence on how many distressing exhibits somebody has looked at this week."""
    if not count:
        return "You have looked at no distressing exhibit this week."
    return f"You have looked at {count_of(count, 'distressing exhibit')} this week."
