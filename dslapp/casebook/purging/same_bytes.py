"""What holds the same bytes as an exhibit, or holds them inside: one closure over exhibits and their copies."""

from dslapp.casebook.store import Casebook
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import Exhibit


def same_bytes(casebook: Casebook, exhibit_id: str) -> tuple[tuple[Exhibit, ...], tuple[Derivative, ...]]:
    """The exhibit (first) with all that holds its bytes, whatever came out of those, and the copies made of any.

    Until nothing is new: equal bytes, as exhibits or as copies; the e-mail or archive from which something was taken,
    and the original of a copy; the parts of what was meant and of what equals it. What is there only because it holds
    one of them goes alone: an e-mail's other attachments stay.
    """
    exhibits: dict[str, Exhibit] = {}
    copies: dict[str, Derivative] = {}
    taken_apart: set[str] = set()
    waiting = [(casebook.get(Exhibit, exhibit_id), True)]
    while waiting:
        each, with_parts = waiting.pop(0)
        if not each.file_id or (each.id in exhibits and (each.id in taken_apart or not with_parts)):
            continue
        exhibits[each.id] = each
        waiting += [(twin, with_parts) for twin in _of_bytes(casebook, each.sha256)]
        whole = casebook.find(Exhibit, each.part_of) if each.part_of else None
        waiting += [(whole, False)] if whole is not None else []
        if with_parts:
            taken_apart.add(each.id)
            waiting += [(part, True) for part in casebook.select(Exhibit, "p.part_of = ?", (each.id,))]
        own = casebook.select(Derivative, "p.exhibit_id = ?", (each.id,))
        for copy in (*own, *copies_of_bytes(casebook, each.sha256)):
            if copy.id in copies:
                continue
            copies[copy.id] = copy
            waiting += [(twin, True) for twin in _of_bytes(casebook, copy.sha256)]
            for twin_copy in (copy, *copies_of_bytes(casebook, copy.sha256)):
                waiting.append((casebook.get(Exhibit, twin_copy.exhibit_id), False))
    return tuple(exhibits.values()), tuple(copies.values())


def copies_of_bytes(casebook: Casebook, sha256: str) -> list[Derivative]:
    """The copies whose own bytes these are."""
    if not sha256:
        return []
    return casebook.select(Derivative, "p.sha256 = ?", (sha256,))


def _of_bytes(casebook: Casebook, sha256: str) -> list[Exhibit]:
    return casebook.select(Exhibit, "p.sha256 = ?", (sha256,)) if sha256 else []
