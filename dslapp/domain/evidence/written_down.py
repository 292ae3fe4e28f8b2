"""What somebody wrote down of a recording: who speaks, what is said, in the words of whoever heard it."""

from collections.abc import Iterable

from dslapp.domain.evidence.exhibits import Exhibit, ExhibitText
from dslapp.domain.local_time import say_moment

LONGEST = 100_000
"""Characters: some two hours of talk."""


def written_down_of(exhibit_id: str, texts: Iterable[ExhibitText]) -> ExhibitText | None:
    """What was written down of an exhibit, or None while nothing was."""
    return next((each for each in texts if each.exhibit_id == exhibit_id and each.how == "written down by us"), None)


def can_be_written_down(exhibit: Exhibit) -> bool:
    """Whether something is said in it: a recording, a voice message, a film."""
    return exhibit.exhibit_kind in ("sound", "film") and exhibit.has_file and not exhibit.withdrawn


def whose_words(text: ExhibitText) -> str:
    """By whom and when: "Written down by Jo Hartsedge, Friday 13 November 2026, 16:50 GMT"."""
    when = f", {say_moment(text.at)}" if text.at else ""
    return f"Written down by {text.by}{when}"
