"""The recovery key as a person handles it: short groups of letters and digits, printed, numbered and typed back."""

_GROUP = 4
KEY_START = "AGE-SECRET-KEY-1"
"""How every age identity begins; it stands on the sheet once, before the groups."""


def recovery_groups(identity: str) -> tuple[str, ...]:
    """Cut what follows `KEY_START` into groups of four; the last has two. Raises ValueError for anything else."""
    if not identity.startswith(KEY_START):
        raise ValueError("not an age identity")
    rest = identity.removeprefix(KEY_START)
    return tuple(rest[start : start + _GROUP] for start in range(0, len(rest), _GROUP))


def same_group(typed: str, group: str) -> bool:
    """Whether what was typed is that group; capitals and spaces do not matter."""
    return "".join(typed.split()).upper() == group
