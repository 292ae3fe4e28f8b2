"""What each role may do: one table, enforced by every act of `services`, shown in the user guide."""

from typing import Literal

from dslapp.domain.school import Role

Act = Literal[
    "read the record", "log and change the record", "answer the guidance", "refer to an agency", "review a case",
    "close a case", "change the settings",
]  # fmt: skip

_WRITES: frozenset[Act] = frozenset(
    {
        "read the record", "log and change the record", "answer the guidance", "refer to an agency", "close a case",
        "change the settings",
    }
)  # fmt: skip
_REVIEWS: frozenset[Act] = frozenset({"read the record", "review a case"})

_MAY: dict[Role, frozenset[Act]] = {
    "dsl": _WRITES,
    "deputy_dsl": _WRITES,
    "case_manager": _WRITES,
    "headteacher": _REVIEWS,
    "chair_of_governors": _REVIEWS,
}


def may(role: Role, act: Act) -> bool:
    """Whether a member in `role` may do `act`."""
    return act in _MAY[role]


_REVIEWERS_WRITE = frozenset({"review", "action", "access", "cover_pin", "custody_event"})
"""What comes of reading and reviewing: a look, a question with its action, a file that was checked."""


def may_write(role: Role, entry_kind: str) -> bool:
    """Whether an entry of that kind in the journal can come from a member in `role`, by what the role may do."""
    return may(role, "log and change the record") or entry_kind in _REVIEWERS_WRITE
