"""What was written in the guidance about an agency, the parents or a device, for wherever the case is asked for it.

Public: `told_in_guidance(case, *tells)`, `Told`. Answers that were taken back are left out.
"""

import msgspec

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.guidance.flows import Tells
from dslapp.domain.local_time import say_moment


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What one step recorded about one of them. `words` are its labels with what was written."""

    tells: Tells
    words: str
    when: str
    """When it was written, in words."""
    answer_id: str


def told_in_guidance(case: CaseFile, *tells: Tells) -> tuple[Told, ...]:
    """What was recorded about these, in the order of the answers; one line a step and subject."""
    found: list[Told] = []
    for answer in case.answers:
        for subject in tells if not answer.superseded else ():
            written = [
                f"{each.label.rstrip('?')}: {each.stated.in_words()}"
                for each in answer.recorded
                if each.tells == subject and (each.value.strip() or each.unknown_because.strip())
            ]
            if written:
                when = say_moment(answer.answered_at)
                found.append(Told(tells=subject, words="; ".join(written), when=when, answer_id=answer.id))
    return tuple(found)
