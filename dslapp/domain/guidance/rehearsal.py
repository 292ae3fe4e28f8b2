"""Walking a flow without a case, to see where it leads: `rehearse`. Nothing needs to be written down on the way."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from dslapp.domain.guidance.flows import Library, answers_of
from dslapp.domain.guidance.path import Walk
from dslapp.domain.guidance.walk import advance, check_answers, current_step, start
from dslapp.domain.problems import UserProblem


def rehearse(
    library: Library, flow: str, answers: Sequence[str], *, at: datetime, facts: Mapping[str, str] | None = None
) -> Walk:
    """Walk with these answers in order; several answers to one step are joined by "+".

    Steps that are only done are passed by themselves, so the walk ends finished, or at the first question without an
    answer. Raises UserProblem, naming the possible ids, for an answer that is not offered or that nobody asked for.
    """
    walk = start(library, flow, at=at, facts=facts)
    left = list(answers)
    while walk.current and (step := current_step(library, walk)):
        chosen: tuple[str, ...] = ()
        if answers_of(step):
            if not left:
                return walk
            chosen = tuple(left.pop(0).split("+"))
            check_answers(step, chosen)
        walk = advance(library, walk, walk.current, chosen, {}, at=at)
    if left:
        raise UserProblem(f"Nothing is left to ask, but there are answers: {', '.join(left)}.", "Leave them out.")
    return walk
