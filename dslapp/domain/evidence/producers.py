"""The initials under which a person's exhibits are numbered: one person, one producer (records.md C.4)."""

from collections.abc import Collection

from dslapp.domain.names import bare_initials, initials_of
from dslapp.domain.problems import UserProblem


def reference(pattern: str, producer: str, number: int) -> str:
    """An exhibit's reference, such as JH/1 or JH1.

    After a producer who is told apart by a figure there is always a stroke: JH2 and 1 must not read as 21 of JH.
    """
    return f"{producer}/{number}" if producer[-1:].isdigit() else pattern.format(initials=producer, n=number)


def told_apart(initials: str, taken: Collection[str]) -> str:
    """These initials, or with the first figure behind them that tells them from those that are taken: JH, JH2, JH3."""
    others = {each.casefold() for each in taken}
    stem, found, figure = bare_initials(initials), initials, 1
    while found.casefold() in others:
        figure += 1
        found = f"{stem}{figure}"
    return found


def check_initials(name: str, initials: str, taken: Collection[str]) -> None:
    """Raise UserProblem, with a suggestion, when somebody else has these initials."""
    others, wanted = {each.casefold() for each in taken}, initials.strip()
    if wanted.casefold() not in others:
        return
    whole = initials_of(name)
    free = len(whole) > len(wanted) and whole.casefold() not in others
    raise UserProblem(
        f"Somebody else here has the initials {wanted}.",
        f"Exhibits are numbered with them: take {whole if free else told_apart(wanted.upper(), taken)}, for example.",
        field="initials",
    )
