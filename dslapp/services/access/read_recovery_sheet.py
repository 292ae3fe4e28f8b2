"""Reads the recovery key back from what was typed from the sheet, and says which group to look at again."""

from pathlib import Path
from typing import NamedTuple

from dslapp.domain.problems import UserProblem
from dslapp.domain.trust.recovery_groups import CHARACTERS, KEY_START, typed_characters
from dslapp.domain.trust.recovery_misreading import misread_groups


class ReadSheet(NamedTuple):
    """What came of reading: the key, or what to look at again."""

    identity: str
    """The age identity; empty while it is not whole."""
    advice: str = ""
    """How to mend it; empty when it is whole."""
    wrong: tuple[int, ...] = ()
    """The numbers, from 1, of the groups that are wrong, where that can be told."""


def read_recovery_sheet(text: str) -> ReadSheet:
    """Read what was typed, forgiving about spaces, new lines and capitals. Takes part of a second when it is wrong."""
    characters = typed_characters(text)
    if _is_key(characters):
        return ReadSheet(KEY_START + characters)
    if not characters:
        return ReadSheet("", "Type the groups from the recovery sheet.")
    wrong = misread_groups(characters, _is_key)
    too_few = CHARACTERS - len(characters)
    if wrong and too_few == 1:
        advice = f"One letter or digit is missing in {_named(wrong)}."
    elif wrong and too_few == -1:
        advice = f"There is one letter or digit too many in {_named(wrong)}."
    elif wrong:
        advice = f"Look at {_named(wrong)} again, letter by letter: something there is not as on the sheet."
    elif too_few > 0:
        advice = f"{_count(too_few)} still missing: there are 14 groups of four, and one of two."
    elif too_few < 0:
        advice = f"{_count(-too_few)} too many: there are 14 groups of four, and one of two."
    else:
        advice = "More than one group is wrong. Compare each with the sheet, letter by letter."
    return ReadSheet("", advice, wrong)


def check_sheet(folder: Path, identity: str) -> None:
    """Raise UserProblem unless that key opens the keys of the casebook at `folder`."""
    import pyrage
    from pyrage import x25519

    from dslapp.casebook.keys.key_files import KEY_FILE

    for path in (folder / KEY_FILE, folder / f"{KEY_FILE}.b"):
        try:
            pyrage.decrypt(path.read_bytes(), [x25519.Identity.from_str(identity)])
        except (OSError, pyrage.DecryptError):
            continue
        return
    raise UserProblem(
        "This is a whole key, but it does not open this casebook.",
        "Perhaps it is the sheet of another casebook, or an older one: the newest sheet alone opens it.",
        field="sheet",
    )


def _is_key(characters: str) -> bool:
    from pyrage import IdentityError, x25519

    try:
        x25519.Identity.from_str(KEY_START + characters)
    except IdentityError:
        return False
    return True


def _named(groups: tuple[int, ...]) -> str:
    numbers = [str(each) for each in groups]
    if len(numbers) == 1:
        return f"group {numbers[0]}"
    return f"groups {', '.join(numbers[:-1])} and {numbers[-1]}"


def _count(characters: int) -> str:
    return "One letter or digit is" if characters == 1 else f"{characters} letters or digits are"
