"""The stand-alone verifier and the program say the same of a case: on random journals, sound and attacked."""

import contextlib
import random
import re
from pathlib import Path

import msgspec
import pytest

from dslapp.casebook.database.driver import DatabaseError
from dslapp.casebook.journal.verify import Verified, verify
from dslapp.casebook.keys.member_keys import Identity
from dslapp.casebook.matters.extract import Extract, extract_file, extract_of, read_extract
from dslapp.casebook.matters.extract_check import check_extract
from dslapp.casebook.store import Casebook
from dslapp.domain.entity import new_id
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.school import Access, Member, Recovery
from dslapp.domain.trust.entries import Erasure, SealCheck
from tests.faults.counts import Count
from tests.faults.journal_attacks import (
    FOUND_BY_AN_ANCHOR,
    FOUND_BY_THE_JOURNAL,
    Attack,
    a_note,
    head_of,
    lists_anew,
)
from tests.faults.journals import WRITERS, Journal, append, body_at, by_hand, random_journal
from tests.faults.scale import how_many
from tests.unit.casebook.raw_casebook import NOW, a_person, member_of
from tests.verifier import the_verifier

FROM_ONE_JOURNAL = 20
CHAIN_BROKEN = re.compile(r"it does not follow from the entry before it|entry \d+ is missing")
OF_THE_ENTRY = re.compile(
    "its (text|signature|author).*|the recovery sheet does not write this|it changes what is written.*"
)
"""What can be said of an entry of which only the body is shown."""
OF_THE_STORED_ROW = "the version stored for it is another one"
"""Columns beside the content: no extract carries them."""
OF_ALL_VERSIONS = "a version of this record is missing or doubled"
"""Of people, an extract shows only what the case knew of them: this is judged among the versions that are shown."""


def nothing(journal: Journal, casebook: Casebook, attacker: Identity, chance: random.Random) -> None:
    """A sound journal."""


def in_order(journal: Journal, casebook: Casebook, attacker: Identity, chance: random.Random) -> None:
    """A few more honest entries, one with a clock that went back."""
    for number in range(chance.randint(1, 4)):
        at = body_at(casebook, head_of(casebook)).at + chance.randint(-10_000, 10_000)
        append(casebook, attacker, a_note(journal, f"Honest {number}", chance), at=at)


def _spoil(table: str, column: str, new: str) -> Attack:
    def spoil(journal: Journal, casebook: Casebook, attacker: Identity, chance: random.Random) -> None:
        seq = chance.randint(1, head_of(casebook))
        casebook.connection.execute(f"UPDATE {table} SET {column} = {new} WHERE seq = ?", (seq,))

    return spoil


def lost_version(journal: Journal, casebook: Casebook, attacker: Identity, chance: random.Random) -> None:
    """What an entry committed to is gone, and no erasure names it."""
    casebook.connection.execute("DELETE FROM version WHERE seq = ?", (chance.randint(1, head_of(casebook)),))


def erased_too_much(journal: Journal, casebook: Casebook, attacker: Identity, chance: random.Random) -> None:
    """An erasure names what nobody may erase, or what is not written yet; it counts or it does not, for both alike."""
    head = head_of(casebook)
    seq = chance.randint(1, head + 2)
    case = chance.choice(journal.cases)
    append(casebook, attacker, a_note(journal, "Soon gone.", chance))
    append(casebook, attacker, Erasure(id=new_id(), entries=(seq,), ref=case.ref, because="x"))
    lists_anew(casebook)
    casebook.connection.execute("DELETE FROM version WHERE seq = ?", (seq,))


def stranger(journal: Journal, casebook: Casebook, attacker: Identity, chance: random.Random) -> None:
    """Somebody writes in a role that may not, or after leaving, or with a key that was replaced."""
    candidates = [*journal.identities.values(), *journal.former]
    values = [a_note(journal, "x", chance), Access(id=new_id(), what="viewed", incident_id=journal.cases[0].id)]
    append(casebook, chance.choice(candidates), chance.choice(values))


def own_promotion(journal: Journal, casebook: Casebook, attacker: Identity, chance: random.Random) -> None:
    """A member gives themselves a role or a key, or lets somebody in; some of them may."""
    author = chance.choice(list(journal.identities.values()))
    had = journal.members[author.member_id]
    new = Identity(member_id=had.id, name=had.name, age_identity="", signing_seed=chance.randbytes(32))
    value: Member = chance.choice(
        [
            msgspec.structs.replace(had, role="dsl"),
            msgspec.structs.replace(had, signing_key=new.public_key),
            msgspec.structs.replace(had, age_recipient="age1somebodyelse"),
            member_of(
                Identity(member_id=new_id(), name="N N", age_identity=author.age_identity, signing_seed=b"k" * 32)
            ),
        ]
    )
    append(casebook, author, value)


def second_sheet(journal: Journal, casebook: Casebook, attacker: Identity, chance: random.Random) -> None:
    """A recovery sheet beside the one in force, or in its place; the second is what some may."""
    own = Identity(member_id=new_id(), name="N N", age_identity="", signing_seed=chance.randbytes(32))
    number = chance.choice([own.member_id, journal.recovery.member_id])
    sheet = Recovery(id=number, recipient="age1x", issued_at=NOW, signing_key=own.public_key)
    append(casebook, chance.choice([*journal.identities.values(), journal.recovery]), sheet)


def written_twice(journal: Journal, casebook: Casebook, attacker: Identity, chance: random.Random) -> None:
    """What was said once is said otherwise by somebody else."""
    said = SealCheck(id=new_id(), entry=1, typed="x", fits=False)
    append(casebook, attacker, said)
    if chance.random() < 0.8:
        append(casebook, attacker, msgspec.structs.replace(said, fits=True))


def kind_disguised(journal: Journal, casebook: Casebook, attacker: Identity, chance: random.Random) -> None:
    """A record under the name of something that everybody may write."""
    value = a_person("Nobody") if chance.random() < 0.5 else a_note(journal, "x", chance)
    append(casebook, attacker, value, entity_type="access")
    casebook.connection.execute("UPDATE version SET entity_type = 'access' WHERE seq = ?", (head_of(casebook),))


ATTACKS: tuple[Attack, ...] = (
    *(nothing, in_order, in_order),
    *FOUND_BY_THE_JOURNAL.values(),
    *FOUND_BY_AN_ANCHOR.values(),
    _spoil("journal", "body", "replace(body, '\"session\":\"', '\"session\":\"0')"),
    _spoil("journal", "body", "'{}'"),
    _spoil("journal", "body", "'}'"),
    _spoil("journal", "signature", "zeroblob(64)"),
    _spoil("version", "content", "replace(content, 'e', 'é')"),
    _spoil("version", "content", "'[]'"),
    _spoil("version", "salt", "zeroblob(16)"),
    *(lost_version, erased_too_much, stranger, own_promotion, second_sheet, written_twice, kind_disguised),
)  # fmt: skip


def of_a_matter(extract: Extract) -> list[str]:
    """What the program finds when the extract comes to it with a matter from another casebook."""
    try:
        return list(check_extract(read_extract(extract_file(extract))).faults)
    except EnvironmentProblem as problem:
        return [str(problem)]


def of_the_case(found: Verified, extract: Extract) -> list[str]:
    """What the program found at entries that the extract shows, and wherever the chain is broken."""
    faults = []
    for fault in found.faults:
        number = re.fullmatch(r"journal entry (\d+)", fault.where)
        if number is None or fault.what == OF_THE_STORED_ROW:
            continue
        shown = extract.shown.get(int(number[1]))
        if fault.what == OF_ALL_VERSIONS and int(number[1]) in _people_in_order(extract):
            continue
        with_content = shown is not None and (shown.part != "chain" or OF_THE_ENTRY.fullmatch(fault.what))
        if with_content or CHAIN_BROKEN.fullmatch(fault.what):
            faults.append(f"{fault.where}: {fault.what}")
    return faults


def _people_in_order(extract: Extract) -> set[int]:
    """The shown versions of people that come after the shown ones before them."""
    last: dict[str, int] = {}
    found = set[int]()
    for seq, entry in extract.shown.items():
        if entry.part == "people":
            body = msgspec.json.decode(entry.body)
            if body["version"] > last.get(body["entity_id"], 0):
                found.add(seq)
            last[body["entity_id"]] = body["version"]
    return found


@pytest.mark.timeout(300)
def test_the_verifier_and_the_program_agree(tmp_path: Path, counted: Count) -> None:
    verifier, count = the_verifier(), how_many("F23 journals")
    differing, bad = list[str](), 0
    for seed in range(-(-count // FROM_ONE_JOURNAL)):
        journal = random_journal(tmp_path / str(seed), seed)
        attacker = random.Random(seed).choice(journal.active(*WRITERS))
        with journal.raw.opened(attacker) as casebook:
            for turn in range(min(FROM_ONE_JOURNAL, count - seed * FROM_ONE_JOURNAL)):
                chance = random.Random(f"{seed} {turn}")
                attack = chance.choice(ATTACKS)
                with by_hand(casebook):
                    attack(journal, casebook, attacker, chance)
                    with contextlib.suppress(msgspec.DecodeError, DatabaseError, KeyError):
                        lists_anew(casebook)
                    case = casebook.connection.execute("SELECT id FROM incident ORDER BY id").fetchall()
                    if not case:
                        continue
                    extract = extract_of(casebook, chance.choice(case)[0])
                    ours = of_the_case(verify(casebook, journal.raw.evidence, with_files=False), extract)
                theirs = verifier.Check(verifier.read(extract_file(extract))).faults
                bad += bool(ours)
                if bool(ours) != bool(theirs):
                    differing.append(f"journal {seed}.{turn}, {attack.__name__}: {ours} but {theirs}")
                brought = of_a_matter(extract)
                if bool(brought) != bool(theirs):
                    differing.append(f"journal {seed}.{turn}, {attack.__name__}, moved: {brought} but {theirs}")
    counted("F23", "random journals, verifier and program agree", count)
    assert differing == []
    assert count / 5 < bad < count * 4 / 5, "hardly any good or hardly any bad journal: nothing is shown"
