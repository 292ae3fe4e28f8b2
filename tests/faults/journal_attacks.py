"""Ten attacks on the journal by a member: with the database's key, a good signing key of their own, and no other.

Each is as clever as it can be: what follows a change is chained anew, signed anew where the attacker wrote it, and
the lists are made anew from what then stands there.
"""

import random
from collections.abc import Callable

import msgspec

from dslapp.casebook.database.projecting import clear_projections, project
from dslapp.casebook.database.stored_versions import content_of
from dslapp.casebook.journal.entries import EntryBody, commitment_of
from dslapp.casebook.keys.member_keys import Identity
from dslapp.casebook.store import Casebook
from dslapp.domain.case.casework import LogEntry
from dslapp.domain.entities import ENTITY_TYPES
from dslapp.domain.entity import Entity, IncidentId, new_id
from dslapp.domain.school import School
from tests.faults.journals import Journal, append, body_at, put_entry, put_version
from tests.unit.casebook.raw_casebook import NOW, a_person, an_incident, member_of

Attack = Callable[[Journal, Casebook, Identity, random.Random], None]


def head_of(casebook: Casebook) -> int:
    """The number of the last entry as the rows stand now."""
    return int(casebook.connection.execute("SELECT max(seq) FROM journal").fetchone()[0])


def lists_anew(casebook: Casebook) -> None:
    """What no attacker forgets: lists and search show what the versions say."""
    connection = casebook.connection
    clear_projections(connection)
    rows = connection.execute(
        "SELECT v.content, v.entity_type, max(v.seq) FROM version v WHERE entity_type <> 'access' GROUP BY entity_id "
        "HAVING max(number) > coalesce((SELECT number FROM erased e WHERE e.entity_id = v.entity_id), 0)"
    ).fetchall()
    for content, kind, seq in rows:
        project(connection, content_of(content, ENTITY_TYPES[kind]), seq, 1)


def chain_anew(casebook: Casebook, first: int, attacker: Identity) -> None:
    """Let every entry from `first` on follow from the one before; sign the attacker's, keep other signatures."""
    execute = casebook.connection.execute
    for seq in range(first, head_of(casebook) + 1):
        before = execute("SELECT hash FROM journal WHERE seq = ?", (seq - 1,)).fetchone()
        previous = before[0].hex() if before else "0" * 64
        body = msgspec.structs.replace(body_at(casebook, seq), seq=seq, prev=previous)
        (signature,) = execute("SELECT signature FROM journal WHERE seq = ?", (seq,)).fetchone()
        put_entry(casebook, body, attacker.signing_key)
        if (body.actor, body.key) != (attacker.member_id, attacker.public_key):
            execute("UPDATE journal SET signature = ? WHERE seq = ?", (signature, seq))


def _of_others(casebook: Casebook, attacker: Identity) -> list[int]:
    return [n for n in range(1, head_of(casebook) + 1) if body_at(casebook, n).actor != attacker.member_id]


def _others_entry(casebook: Casebook, attacker: Identity, chance: random.Random) -> int:
    """An entry at or before the last one that somebody else wrote: so it is not in the attacker's own tail."""
    return chance.randint(1, _of_others(casebook, attacker)[-1])


def _change(casebook: Casebook, seq: int, attacker: Identity, **fields: object) -> None:
    put_entry(casebook, msgspec.structs.replace(body_at(casebook, seq), **fields), attacker.signing_key)


def a_note(journal: Journal, what: str, chance: random.Random) -> Entity:
    """A line in the chronology of a case."""
    case = IncidentId(chance.choice(journal.cases).id)
    return LogEntry(id=new_id(), incident_id=case, at=NOW, entry_kind="note", what=what)


def edit(journal: Journal, casebook: Casebook, attacker: Identity, chance: random.Random) -> None:
    """What somebody wrote says something else."""
    seq = _others_entry(casebook, attacker, chance)
    row = casebook.connection.execute("SELECT salt, content FROM version WHERE seq = ?", (seq,)).fetchone()
    if row is None:
        casebook.connection.execute(
            "UPDATE journal SET body = replace(body, '\"v\":2', '\"v\":3') WHERE seq = ?", (seq,)
        )
        return
    casebook.connection.execute(
        'UPDATE version SET content = replace(content, \'"reason":"\', \'"reason":"not \') WHERE seq = ?', (seq,)
    )
    if chance.random() < 0.7:
        (content,) = casebook.connection.execute("SELECT content FROM version WHERE seq = ?", (seq,)).fetchone()
        (signature,) = casebook.connection.execute("SELECT signature FROM journal WHERE seq = ?", (seq,)).fetchone()
        _change(casebook, seq, attacker, commitment=commitment_of(row[0], content))
        casebook.connection.execute("UPDATE journal SET signature = ? WHERE seq = ?", (signature, seq))
        chain_anew(casebook, seq, attacker)


def delete(journal: Journal, casebook: Casebook, attacker: Identity, chance: random.Random) -> None:
    """An entry in the middle is gone, and what follows has moved up."""
    execute = casebook.connection.execute
    seq, head = chance.randrange(1, _of_others(casebook, attacker)[-1]), head_of(casebook)
    for table in ("version", "journal"):
        execute(f"DELETE FROM {table} WHERE seq = ?", (seq,))
        for each in range(seq + 1, head + 1):
            execute(f"UPDATE {table} SET seq = ? WHERE seq = ?", (each - 1, each))
    if chance.random() < 0.7 and seq <= head_of(casebook):
        chain_anew(casebook, seq, attacker)


def reorder(journal: Journal, casebook: Casebook, attacker: Identity, chance: random.Random) -> None:
    """Two entries have changed places."""
    execute = casebook.connection.execute
    one = chance.choice(_of_others(casebook, attacker))
    two = chance.choice([n for n in range(1, head_of(casebook) + 1) if n != one])
    for table in ("version", "journal"):
        for old, new in ((one, -1), (two, one), (-1, two)):
            execute(f"UPDATE {table} SET seq = ? WHERE seq = ?", (new, old))
    if chance.random() < 0.7:
        chain_anew(casebook, min(one, two), attacker)


def replay(journal: Journal, casebook: Casebook, attacker: Identity, chance: random.Random) -> None:
    """What somebody else once wrote and signed stands there a second time."""
    execute = casebook.connection.execute
    head = head_of(casebook)
    seq = chance.choice(_of_others(casebook, attacker))
    execute("INSERT INTO journal SELECT ?, body, hash, signature FROM journal WHERE seq = ?", (head + 1, seq))
    execute(
        "INSERT INTO version SELECT ?, entity_type, entity_id, number + 100, incident_id, salt, content FROM version "
        "WHERE seq = ?",
        (head + 1, seq),
    )
    if chance.random() < 0.7:
        body = body_at(casebook, head + 1)
        (number,) = execute("SELECT max(number) FROM version WHERE entity_id = ?", (body.entity_id,)).fetchone() or (1,)
        (signature,) = execute("SELECT signature FROM journal WHERE seq = ?", (seq,)).fetchone()
        _change(casebook, head + 1, attacker, version=number or 1)
        execute("UPDATE journal SET signature = ? WHERE seq = ?", (signature, head + 1))
        chain_anew(casebook, head + 1, attacker)


def backdate(journal: Journal, casebook: Casebook, attacker: Identity, chance: random.Random) -> None:
    """Something was written, it says, long before it was."""
    if chance.random() < 0.5:
        seq = _others_entry(casebook, attacker, chance)
        (signature,) = casebook.connection.execute("SELECT signature FROM journal WHERE seq = ?", (seq,)).fetchone()
        _change(casebook, seq, attacker, at=body_at(casebook, seq).at - chance.randint(1, 10**9))
        casebook.connection.execute("UPDATE journal SET signature = ? WHERE seq = ?", (signature, seq))
        chain_anew(casebook, seq, attacker)
        return
    # A new entry is put in before what others wrote.
    execute, head = casebook.connection.execute, head_of(casebook)
    append(casebook, attacker, a_note(journal, "I rang the parents at once.", chance))
    place = _others_entry(casebook, attacker, chance)
    for table in ("version", "journal"):
        execute(f"UPDATE {table} SET seq = -1 WHERE seq = ?", (head + 1,))
        for each in range(head, place - 1, -1):
            execute(f"UPDATE {table} SET seq = ? WHERE seq = ?", (each + 1, each))
        execute(f"UPDATE {table} SET seq = ? WHERE seq = -1", (place,))
    chain_anew(casebook, place, attacker)


def forge(journal: Journal, casebook: Casebook, attacker: Identity, chance: random.Random) -> None:
    """An entry in a colleague's name, or of one who left, or with a colleague's key replaced by one's own."""
    others = [each for each in journal.identities.values() if each.member_id != attacker.member_id]
    victim = chance.choice(others)
    note = a_note(journal, "The mother said that all was well.", chance)
    way = chance.randrange(3)
    if way == 0:
        append(casebook, victim, note, key=attacker)
    elif way == 1 and journal.former:
        append(casebook, chance.choice(journal.former), note)
    else:
        append(casebook, victim, note, key=attacker)
        _change(casebook, head_of(casebook), attacker, key=victim.public_key)


def cut_tail(journal: Journal, casebook: Casebook, attacker: Identity, chance: random.Random) -> None:
    """The newest entries are gone."""
    last = chance.randint(max(6, head_of(casebook) - 8), head_of(casebook) - 1)
    for table in ("version", "journal"):
        casebook.connection.execute(f"DELETE FROM {table} WHERE seq > ?", (last,))


def rewrite_own_tail(journal: Journal, casebook: Casebook, attacker: Identity, chance: random.Random) -> None:
    """The attacker's own newest entry says something else, and is signed again."""
    seq = head_of(casebook)
    body = body_at(casebook, seq)
    value = msgspec.structs.replace(a_note(journal, "She was told at 9:00.", chance), id=body.entity_id)
    _change(casebook, seq, attacker, commitment=put_version(casebook, seq, body.version, value))


def put_old_copy_back(journal: Journal, casebook: Casebook, attacker: Identity, chance: random.Random) -> None:
    """Last week's copy is in its place, and new entries follow in it, more than were lost."""
    lost = head_of(casebook)
    cut_tail(journal, casebook, attacker, chance)
    lost -= head_of(casebook)
    for _ in range(lost + chance.randint(0, 3)):
        append(casebook, attacker, a_note(journal, "Nothing happened.", chance))


def swap_casebook(journal: Journal, casebook: Casebook, attacker: Identity, chance: random.Random) -> None:
    """Another casebook of the same name and number, made by the attacker, stands in its place."""
    for table in ("version", "journal", "erased"):
        casebook.connection.execute(f"DELETE FROM {table}")
    school = School(id=new_id(), name="Thornmoss Academy (fictional)")
    founding = [member_of(attacker), school, an_incident(1)]
    for seq, value in enumerate(founding, 1):
        _first_entries(casebook, attacker, seq, value)
    for _ in range(chance.randint(0, 40)):
        append(casebook, attacker, a_person("Nobody"))


def _first_entries(casebook: Casebook, author: Identity, seq: int, value: Entity) -> None:
    body = EntryBody(
        casebook=casebook.id, seq=seq, prev="0" * 64, at=0, tz="Europe/London", session="first",
        actor=author.member_id, key=author.public_key, action="created", entity_type=value.kind(), entity_id=value.id,
        version=1, commitment=put_version(casebook, seq, 1, value), app="0",
    )  # fmt: skip
    put_entry(casebook, body, author.signing_key)
    chain_anew(casebook, seq, author)


FOUND_BY_THE_JOURNAL: dict[str, Attack] = {
    "edit": edit, "delete": delete, "reorder": reorder, "replay": replay, "backdate": backdate, "forge": forge,
}  # fmt: skip
FOUND_BY_AN_ANCHOR: dict[str, Attack] = {
    "cut tail": cut_tail, "rewrite own tail": rewrite_own_tail, "put an old copy back": put_old_copy_back,
    "swap casebook": swap_casebook,
}  # fmt: skip
