"""What each role may do: one table, enforced by every act of `services`, shown in the user guide."""

from typing import Literal, get_args

from dslapp.domain.evidence.exhibits import CustodyAct
from dslapp.domain.school import Role

Act = Literal[
    "read the record", "log and change the record", "answer the guidance", "refer to an agency", "review a case",
    "close a case", "change the settings", "manage the members", "countersign", "back up", "restore a backup",
    "check the record", "keep the paper seal", "move a matter", "erase",
]  # fmt: skip

ACTS: tuple[Act, ...] = get_args(Act)

_EVERYBODY: frozenset[Act] = frozenset({"read the record", "countersign", "back up", "check the record"})
_WRITES: frozenset[Act] = _EVERYBODY | {
    "log and change the record", "answer the guidance", "refer to an agency", "close a case", "change the settings",
    "restore a backup",
}  # fmt: skip
_LEADS: frozenset[Act] = _WRITES | {"manage the members", "keep the paper seal", "move a matter", "erase"}
_REVIEWS: frozenset[Act] = _EVERYBODY | {
    "review a case", "manage the members", "restore a backup", "keep the paper seal",
}  # fmt: skip

_MAY: dict[Role, frozenset[Act]] = {
    "dsl": _LEADS,
    "case_manager": _LEADS,
    "deputy_dsl": _WRITES,
    "headteacher": _REVIEWS,
    "chair_of_governors": _REVIEWS,
    "read_only": _EVERYBODY,
}


def may(role: Role, act: Act) -> bool:
    """Whether a member in `role` may do `act`."""
    return act in _MAY[role]


_OF_EVERYBODY = frozenset({"access", "cover_pin", "custody_event", "countersignature", "drill", "seal_check"})
"""What comes of opening, looking and checking: a look, a file that was checked, a backup that was proved."""
_NEEDS: dict[str, Act] = {
    "member": "manage the members",
    "recovery": "manage the members",
    "epoch": "manage the members",
    "paper_seal": "keep the paper seal",
    "restored": "restore a backup",
    "moved": "move a matter",
    "erasure": "erase",
    "neighbour": "change the settings",
    "backup_place": "back up",
}
_REVIEWERS_WRITE = frozenset({"review", "action"})
"""What comes of reviewing: a question with its action."""


def may_write(role: Role, entry_kind: str) -> bool:
    """Whether an entry of that kind in the journal can come from a member in `role`, by what the role may do."""
    if entry_kind in _OF_EVERYBODY:
        return True
    if entry_kind in _NEEDS:
        return may(role, _NEEDS[entry_kind])
    if entry_kind in _REVIEWERS_WRITE and may(role, "review a case"):
        return True
    return may(role, "log and change the record")


STEPS_OF_LOOKING: frozenset[CustodyAct] = frozenset({"hash mismatch", "missing", "checked"})
"""Steps of continuity that come of looking at a file, whoever looks."""


def may_take_step(role: Role, step: CustodyAct) -> bool:
    """Whether a step of an exhibit's continuity can come from a member in `role`."""
    return step in STEPS_OF_LOOKING or may(role, "log and change the record")


COUNTERSIGNED = frozenset({"member", "recovery", "epoch", "restored", "moved", "erasure", "neighbour"})
"""Kinds of entries that a second member is asked to countersign where there is one."""
