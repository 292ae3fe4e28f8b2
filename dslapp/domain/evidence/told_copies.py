"""A case as a paper tells it on which copies stand in place of their originals: what the copies hide is not told."""

from collections.abc import Collection, Iterable

import msgspec

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.statements import Stated

WHERE_WITHHELD = Stated(text="see the original, held by the school")
"""In place of where it was seen: an account or an address may tell whom the copy hides."""


def told_as_copies(case: CaseFile, copies: Collection[str]) -> CaseFile:
    """The case with the words of the copies in place of those of their originals, by the ids of the copies."""
    of: dict[str, list[Derivative]] = {}
    for copy in case.derivatives:
        if copy.id in copies and not copy.withdrawn:
            of.setdefault(copy.exhibit_id, []).append(copy)

    def told(exhibits: Iterable[Exhibit]) -> tuple[Exhibit, ...]:
        return tuple(
            msgspec.structs.replace(each, description=copies_in_words(each.ref, of[each.id])) if each.id in of else each
            for each in exhibits
        )

    return msgspec.structs.replace(case, exhibits=told(case.exhibits), linked=told(case.linked)) if of else case


def copies_in_words(exhibit_ref: str, copies: Iterable[Derivative]) -> str:
    """What the copies are and show: the description and the name of the original may tell what they hide."""
    called = []
    for copy in copies:
        title = copy.title_of(exhibit_ref)
        called.append(f"{title[0].upper()}{title[1:]}" + (f": {copy.description}" if copy.description else ""))
    return "; ".join(called)
