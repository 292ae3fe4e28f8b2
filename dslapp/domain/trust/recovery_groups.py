"""The recovery key as a person handles it: short groups of letters and digits, printed, numbered and typed back."""

_GROUP = 4
KEY_START = "AGE-SECRET-KEY-1"
"""How every age identity begins; it stands on the sheet once, before the groups."""
CHARACTERS = 58
"""How many letters and digits follow it: 14 groups of four, and one of two."""
_MISREAD = str.maketrans({"O": "0", "I": "L", "1": "L", "B": "8"})
"""Letters and digits that no key has, and what they were taken for."""


def recovery_groups(identity: str) -> tuple[str, ...]:
    """Cut what follows `KEY_START` into groups of four; the last has two. Raises ValueError for anything else."""
    if not identity.startswith(KEY_START):
        raise ValueError("not an age identity")
    return groups_of(identity.removeprefix(KEY_START))


def groups_of(characters: str) -> tuple[str, ...]:
    """Cut characters into groups of four as they stand on the sheet, however many there are."""
    return tuple(characters[start : start + _GROUP] for start in range(0, len(characters), _GROUP))


def group_number(position: int) -> int:
    """The number, from 1, of the group that holds the character at `position`, from 0."""
    return position // _GROUP + 1


def typed_characters(text: str) -> str:
    """The key's letters and digits out of what was typed or scanned.

    Spaces, new lines, hyphens and capitals do not matter, nor whether the beginning was typed as well. O is read as
    nought, I and 1 as L, B as 8: no key has them.
    """
    typed = "".join(each for each in text.upper() if each.isascii() and each.isalnum())
    start = "".join(each for each in KEY_START if each.isalnum())
    return typed.removeprefix(start).translate(_MISREAD)


def same_group(typed: str, group: str) -> bool:
    """Whether what was typed is that group; capitals and spaces do not matter."""
    return "".join(typed.split()).upper() == group
