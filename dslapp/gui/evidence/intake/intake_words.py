"""What the intake says of what came, and when something that came cannot be taken as it is."""

from collections.abc import Sequence
from datetime import datetime

from dslapp.domain.case.case_words import count_of
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.local_time import say_time
from dslapp.domain.problems import UserProblem

PATTERNS = "All files (*);;Pictures (*.png *.jpg *.jpeg *.webp *.heic *.heif *.gif *.tif *.tiff *.bmp)"
NOTHING_THERE = UserProblem(
    "There is no file and no picture on the clipboard.", "Copy the picture or its file, then paste it here."
)
NO_BYTES = UserProblem(
    "The other program does not hand this over in a form that can be opened safely.",
    "Save it there as a file and choose that here, or take a screenshot of it.",
)
ANSWER_FIRST = UserProblem("Answer the question first, then drag it here once more.", "Nothing of it has been read.")
ANSWER_THEN_CHOOSE = UserProblem("Answer the question first.", "Then choose the files.")
ANSWER_THEN_CAPTURE = UserProblem("Answer the question first.", "Then take a region of the screen.")
COPIED_SINCE = UserProblem("Something else was copied since.", "Paste again. Nothing has been read.")
TOO_MUCH = UserProblem("Too much waits here already.", "Save what is here first, then add this one again.")
WAITS = (
    "They are saved by themselves after two minutes; what you have shown is saved only when you press Save. Seen "
    "anything naked or sexual? Press “Yes” below: everything that waits is dropped at once."
)


def attached_in_words(batch: Sequence[Exhibit], now: datetime) -> str:
    """What the status line says of a batch."""
    refs = ", ".join(exhibit.ref for exhibit in batch)
    noun = "picture" if all(exhibit.exhibit_kind == "picture" for exhibit in batch) else "file"
    return f"Attached {count_of(len(batch), noun)} as {refs}, {say_time(now)}."
