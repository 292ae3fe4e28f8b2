"""What a school cannot take out of the first screen and the list of contacts by changing them, and why.

Public: `check_door_floors(shipped, laid)`, `check_contact_floors(shipped, laid)`.
"""

from collections.abc import Iterator

from dslapp.domain.guidance.checks import Finding
from dslapp.domain.guidance.contacts import ContactList
from dslapp.domain.guidance.door import Door, DoorEntry

EMERGENCY = "police_999"
_DOOR = "it stands beside the first questions, where danger is noticed or missed"


def check_door_floors(shipped: Door, laid: Door) -> tuple[Finding, ...]:
    """Say where `laid` leaves out what the first screen says for an answer."""
    own = {entry.id: entry for entry in laid.entries}
    return tuple(
        finding
        for entry in shipped.entries
        for finding in _check_entry(entry, own.get(entry.id))
        if own.get(entry.id) != entry
    )


def check_contact_floors(shipped: ContactList, laid: ContactList) -> tuple[Finding, ...]:
    """Say so when 999 is no longer 999."""
    number, own = (next((c.phone for c in each.national if c.key == EMERGENCY), "") for each in (shipped, laid))
    if number == own:
        return ()
    mend = f"Keep {number}: a wrong number costs the minutes that count."
    return (Finding(flow="contacts", step=EMERGENCY, problem="has another number", mend=mend),)


def _check_entry(shipped: DoorEntry, own: DoorEntry | None) -> Iterator[Finding]:
    if own is None:
        yield _finding(shipped, "cannot be taken out", f"Keep it: {_DOOR}.")
        return
    locks = {(lock.what, lock.until) for lock in own.locks}
    clocks = {(clock.id, clock.within, clock.since, clock.at_once) for clock in own.clocks}
    for lost, problem, name in (
        (own.when != shipped.when, "is said for other answers", "when"),
        (shipped.urgent and not own.urgent, "is no longer urgent", "urgent"),
        (bool(set(own.hides) - set(shipped.hides)), "hides other advice", "hides"),
        (any((lock.what, lock.until) not in locks for lock in shipped.locks), "no longer has its locks", "locks"),
        (
            any((clock.id, clock.within, clock.since, clock.at_once) not in clocks for clock in shipped.clocks),
            "has other time limits",
            "clocks",
        ),
        (bool(set(shipped.contacts) - set(own.contacts)), "no longer says whom to ring", "contacts"),
    ):
        if lost:
            yield _finding(shipped, problem, f"Keep `{name}` as it was: {_DOOR}.")


def _finding(entry: DoorEntry, problem: str, mend: str) -> Finding:
    return Finding(flow="door", step=entry.id, problem=problem, mend=mend)
