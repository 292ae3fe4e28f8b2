"""Which versions of people and accounts go with a case: those written in it, and nothing of what other cases said."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress

import msgspec

from dslapp.casebook.store import Casebook

KINDS = frozenset({"person", "account"})
_GONE = "gone"


class Body(msgspec.Struct, frozen=True):
    """What of a body decides whether its entry is shown."""

    v: int = 2
    at: int = 0
    session: str = ""
    entity_type: str = ""
    entity_id: str = ""


class _Owned(msgspec.Struct, frozen=True):
    person_id: str | None = None


class _Content(msgspec.Struct, frozen=True):
    entity: _Owned


def people_shown(casebook: Casebook, incident_id: str, bodies: Mapping[int, Body]) -> dict[int, str]:
    """The entries of people and accounts that are shown with a case, each with its record's id.

    Of each record those that were written in the case; where there are none, the one in force when the case last named
    it. Nothing but what the entries themselves say decides: a version that is gone is told of, not passed over.
    """
    entries: dict[str, list[int]] = defaultdict(list)
    for seq, body in bodies.items():
        entries[body.entity_id].append(seq)
    written = set(_written_in(casebook, incident_id, bodies))
    rows = casebook.connection.execute(
        "SELECT id, person_id, account_id FROM involvement WHERE incident_id = ?", (incident_id,)
    ).fetchall()
    named: dict[str, int] = {}
    for involvement, *both in rows:
        last = max(entries[involvement], default=0)
        named |= {each: max(last, named.get(each, 0)) for each in both if each}
    shown: dict[str, list[int]] = {each: _shown(entries[each], written, last) for each, last in named.items()}
    for each, seqs in tuple(shown.items()):
        owner = _owner(casebook, seqs[-1]) if seqs else None
        if owner is not None and owner not in shown:
            shown[owner] = _shown(entries[owner], written, max(named[each], seqs[-1]))
    return {seq: each for each, seqs in shown.items() for seq in seqs}


def _shown(entries: list[int], written: set[int], named: int) -> list[int]:
    own = [seq for seq in entries if seq in written]
    return own or [each for each in entries if each <= named][-1:] or entries[:1]


def _written_in(casebook: Casebook, incident_id: str, bodies: Mapping[int, Body]) -> Iterator[int]:
    """Entries of people and accounts that were saved together with the case, or in a sitting that saw no other."""
    rows = casebook.connection.execute("SELECT seq, incident_id FROM version").fetchall()
    cases = {seq: case or "" for seq, case in rows}
    seen: dict[str, set[str]] = defaultdict(set)
    saved: list[int] = []
    for seq, body in bodies.items():
        if saved and (bodies[saved[-1]].session, bodies[saved[-1]].at) != (body.session, body.at):
            yield from _of_one_save(saved, incident_id, cases, bodies, seen)
            saved = []
        saved.append(seq)
    yield from _of_one_save(saved, incident_id, cases, bodies, seen)


def _of_one_save(
    saved: list[int], incident_id: str, cases: dict[int, str], bodies: Mapping[int, Body], seen: dict[str, set[str]]
) -> Iterator[int]:
    people = [seq for seq in saved if bodies[seq].entity_type in KINDS]
    together = {cases.get(seq, _GONE) for seq in saved if seq not in people} - {""}
    before = seen[bodies[saved[0]].session] if saved else set()
    before |= together
    if (together or before) == {incident_id}:
        yield from people


def _owner(casebook: Casebook, seq: int) -> str | None:
    """Whose account it is, as that version says."""
    row = casebook.connection.execute("SELECT content FROM version WHERE seq = ?", (seq,)).fetchone()
    with suppress(msgspec.DecodeError):
        return msgspec.json.decode(row[0], type=_Content).entity.person_id if row else None
    return None
