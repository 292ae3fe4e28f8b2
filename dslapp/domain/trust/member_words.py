"""What is said about members: who they are, since when, what their role may do, and whom to ask instead."""

from collections.abc import Iterable

from dslapp.domain.local_time import say_day, to_local
from dslapp.domain.roles import ACTS, Act, may
from dslapp.domain.school import ROLE_NAMES, Member, Role

ROLE_HINTS: dict[Role, str] = {
    "dsl": "leads the cases",
    "deputy_dsl": "logs and changes as the lead does",
    "case_manager": "leads cases about staff",
    "headteacher": "reads and reviews, changes nothing",
    "chair_of_governors": "reads and reviews",
    "read_only": "reads, changes nothing",
}
"""Each role in a few words; `roles` is what counts."""


def named(member: Member) -> str:
    """Who they are: "Jo Hartsedge (JH), Designated safeguarding lead"."""
    return f"{member.name} ({member.initials}), {ROLE_NAMES[member.role]}"


def membership(member: Member) -> str:
    """Since when they may open the casebook, or when and why they left."""
    since = f"since {say_day(to_local(member.added_at).date())}"
    if not member.retired:
        return since
    left = f"left on {say_day(to_local(member.retired_at).date())}" if member.retired_at else "left"
    return f"{since}, {left}{f': {member.retired_because}' if member.retired_because else ''}"


def whom_to_ask(act: Act, members: Iterable[Member]) -> str:
    """Those among `members` who may do `act`: "Jo Hartsedge or Mrs R. Quillan"; "nobody here" where none may."""
    names = [member.name for member in members if not member.retired and may(member.role, act)]
    if not names:
        return "nobody here"
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def roles_table() -> list[tuple[str, tuple[bool, ...]]]:
    """What each role may do: an act in words, and for each role in the order of `ROLE_NAMES` whether it may."""
    return [(act.capitalize(), tuple(may(role, act) for role in ROLE_NAMES)) for act in ACTS]
