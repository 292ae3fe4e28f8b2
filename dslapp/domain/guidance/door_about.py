"""The advice at the door once it is said which adult it is about: whom to tell, and never the one whom it is about."""

from collections.abc import Mapping

import msgspec

from dslapp.domain.case.incident import AboutWhom
from dslapp.domain.guidance.contacts import Whom
from dslapp.domain.guidance.door import DoorAdvice

TELL_THE_CHAIR = "Tell the chair now. Do not tell the headteacher."
_TELLS_THE_HEAD = "Tell the headteacher"
_MAY_BE_HEAD: frozenset[AboutWhom] = frozenset({"head", "not known"})


def advice_about(advice: DoorAdvice, about: AboutWhom) -> DoorAdvice:
    """The advice with the chair in place of the headteacher, where it is or may be about the headteacher."""
    if about not in _MAY_BE_HEAD:
        return advice
    return msgspec.structs.replace(
        advice, heading=_chair_instead(advice.heading), do=tuple(_chair_instead(line) for line in advice.do)
    )


def may_ring(whom: Mapping[str, Whom], about: AboutWhom, *, adult_accused: bool) -> dict[str, Whom]:
    """Whom to ring: never the one whom it is about; before it is said who that is, not the headteacher."""
    barred = {about, "head"} if about in _MAY_BE_HEAD or (adult_accused and not about) else {about}
    return {key: each for key, each in whom.items() if key not in barred}


def _chair_instead(line: str) -> str:
    return TELL_THE_CHAIR if line.startswith(_TELLS_THE_HEAD) else line
