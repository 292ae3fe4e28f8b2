"""People's names as they are written in a hurry: their initials, and whether two of them may mean one person."""

from dslapp.domain.search_words import plain

_TITLES = frozenset({"mr", "mrs", "miss", "ms", "mx", "dr", "sir", "rev"})


def initials_of(name: str) -> str:
    """The initials of a name, without a title: "Mrs R. Quillan" is RQ."""
    words = [word for word in name.split() if word.strip(".").casefold() not in _TITLES]
    return "".join(word[0] for word in words if word[0].isalpha()).upper()[:4]


def bare_initials(initials: str) -> str:
    """The initials without the figure that tells two people apart who have the same: of JH2, JH."""
    return initials.strip().rstrip("0123456789") or initials.strip()


def may_be_same_person(one: str, other: str) -> bool:
    """Whether two names may mean the same person: "Mrs Quillan" and "Mrs R. Quillan" may, "T. Quillan" may not.

    Whoever is not sure takes it for the same person; only another surname or another first name tells them apart.
    """
    first, second = _words(one), _words(other)
    if not first or not second:
        return False
    if len(first) == 1 or len(second) == 1:
        return any(_agree(each, word) for each in first for word in second)
    return bool(set(first[-1].split("-")) & set(second[-1].split("-"))) and _agree(first[0], second[0])


def may_have_initials(name: str, initials: str) -> bool:
    """Whether somebody of that name may have those initials: "Mr Brandt" may be CB."""
    own, theirs = initials_of(name), bare_initials(initials).upper()
    if not own or not theirs:
        return False
    return own[-1] == theirs[-1] and (len(own) == 1 or own[0] == theirs[0])


def _agree(one: str, other: str) -> bool:
    """Whether two first names may be one: "R" and "Sam" stand for what begins so."""
    return one.startswith(other) or other.startswith(one)


def _words(name: str) -> list[str]:
    """The words of a name without title and accents, the surname last: "Quillan, R." too."""
    surname, comma, rest = name.partition(",")
    words = [word.strip(".,'’") for word in plain(f"{rest} {surname}" if comma else name).casefold().split()]
    return [word for word in words if word and word not in _TITLES]
