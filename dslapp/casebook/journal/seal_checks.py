"""Which of the comparisons with seals on paper count: one that did not fit is not wiped away by any later one."""

from dslapp.casebook.journal.anchors import found_entry
from dslapp.casebook.store import Casebook
from dslapp.domain.trust.entries import SealCheck


def checks_that_count(casebook: Casebook) -> tuple[SealCheck, ...]:
    """The last one that fits, and each that does not, oldest first.

    A slip of the pen is made good by comparing the same entry again, or a later one that fits: the journal's chain
    vouches for what is before it. A slip in the entry's number is, by the same seal under the number that it fits.
    """
    checks = {check.entry: check for check in casebook.select(SealCheck, order="p.seq")}
    newest_first = sorted(checks.values(), key=lambda check: casebook.history(entity_id=check.id)[0].seq, reverse=True)
    counting: list[SealCheck] = []
    vouched_up_to = 0
    fitting: set[str] = set()
    for check in newest_first:
        found = found_entry(casebook, check.entry)
        if found is None or found.seal != check.typed:
            if check.entry >= vouched_up_to and check.typed not in fitting:
                counting.append(check)
            continue
        if not vouched_up_to:
            counting.append(check)
        fitting.add(check.typed)
        vouched_up_to = max(vouched_up_to, check.entry)
    return tuple(reversed(counting))
