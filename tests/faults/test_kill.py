"""F1: the program is killed at any moment. What was acknowledged is there, and there is nothing in between."""

import io
import os
import random
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyrage import x25519

from dslapp.casebook.evidence_files import EvidenceStore
from dslapp.casebook.key_files import CasebookKeys, read_keys, read_members
from dslapp.casebook.keys import Identity, unwrap
from dslapp.casebook.store import Casebook
from dslapp.casebook.verify import verify
from dslapp.domain.entity import IncidentId, MemberId, PersonId, new_id
from dslapp.domain.evidence import Exhibit
from dslapp.domain.incident import Incident
from dslapp.domain.people import Involvement, Person
from tests.casebooks import DSL, PASSPHRASES
from tests.faults.counts import Count
from tests.faults.kills import Acknowledge, Tally, killed_at_random
from tests.faults.scale import how_many

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks and kills: Linux")
SAVES, DRAFTS, EXHIBITS = how_many("F1 saves"), how_many("F1 others"), how_many("F1 others")


def now() -> datetime:
    return datetime.now(UTC)


class Keyring:
    """The keys of one casebook, unwrapped once, so that each of many openings is quick."""

    def __init__(self, folder: Path) -> None:
        members = read_members(folder)
        self.folder = folder
        self.identity: Identity = unwrap(members.slots[0], casebook=members.casebook, passphrase=PASSPHRASES[DSL])
        self.keys: CasebookKeys = read_keys(folder, self.identity.age, casebook=members.casebook)

    def open(self) -> Casebook:
        return Casebook(
            self.folder / self.keys.database, self.keys.key, casebook_id=self.keys.casebook, identity=self.identity,
            clock=now,
        )  # fmt: skip

    def evidence(self) -> EvidenceStore:
        identities = [x25519.Identity.from_str(each) for each in self.keys.evidence]
        return EvidenceStore(self.folder / "evidence", [identities[-1].to_public()], identities)

    @property
    def hot(self) -> bool:
        """Whether a journal waits to be rolled back."""
        journal = self.folder / f"{self.keys.database}-journal"
        return journal.exists() and journal.stat().st_size > 0


@pytest.fixture
def keyring(casebook_folder: Path) -> Keyring:
    return Keyring(casebook_folder)


@pytest.fixture
def seed(record_property: Callable[[str, object], None]) -> int:
    """A fresh seed each time, printed when the test fails."""
    chosen = random.SystemRandom().randrange(2**32)
    record_property("seed", chosen)
    print(f"seed {chosen}")
    return chosen


def incident(casebook: Casebook, number: int) -> Incident:
    member = MemberId(casebook.identity.member_id)
    return Incident(
        id=new_id(), ref=f"OSI-2026-{number:06}", owner=member, logged_at=now(), logged_by=member,
        reported_to_dsl_at=now(), summary="Unkind messages in a group chat. " * 20,
    )  # fmt: skip


def save_for_ever(keyring: Keyring, acknowledge: Acknowledge, first: int) -> None:
    casebook, number = keyring.open(), first
    while True:
        case = incident(casebook, number)
        person = Person(id=new_id(), name=f"Made-up Pupil {number}")
        part = Involvement(id=new_id(), incident_id=IncidentId(case.id), person_id=PersonId(person.id), role="target")
        casebook.commit([case, person, part])
        acknowledge(number)
        number += 1


def numbers_saved(casebook: Casebook) -> int:
    row = casebook.connection.execute("SELECT count(*), (SELECT count(*) FROM involvement) FROM incident").fetchone()
    assert row[0] == row[1], "half of a save is there"
    return int(row[0])


def test_no_acknowledged_save_is_lost_to_a_kill(keyring: Keyring, seed: int, counted: Count) -> None:
    tally, saved = Tally(), 0
    work = lambda acknowledge: save_for_ever(keyring, acknowledge, saved)  # noqa: E731 - starts where the last ended
    for acknowledged in killed_at_random(work, longest_s=0.06, seed=seed, kills=SAVES):
        tally.kills += 1
        tally.hot += keyring.hot
        tally.acknowledged += acknowledged >= saved
        casebook = keyring.open()
        present = numbers_saved(casebook)
        assert present in ({acknowledged + 1, acknowledged + 2} if acknowledged >= 0 else {saved, saved + 1})
        saved = present
        if tally.kills % 25 == 0 or tally.kills == SAVES:
            assert verify(casebook, keyring.evidence()).faults == ()
        casebook.close()
    counted("F1", "kill in a loop of saves", tally.kills, acknowledged=saved)
    assert tally.acknowledged > SAVES / 4, "the kills came before the work: they prove nothing"
    assert tally.hot > 0, "no kill came inside a save: they prove nothing"


def test_a_draft_is_the_old_one_or_the_new_one(keyring: Keyring, seed: int, counted: Count) -> None:
    def draft_for_ever(acknowledge: Acknowledge) -> None:
        casebook, number = keyring.open(), start
        while True:
            casebook.save_draft("one", "incident", f"{number} " + "word " * 2000)
            acknowledge(number)
            number += 1

    start = 0
    for acknowledged in killed_at_random(draft_for_ever, longest_s=0.06, seed=seed, kills=DRAFTS):
        casebook = keyring.open()
        kept = [int(draft.content.split(" ", 1)[0]) for draft in casebook.drafts()]
        casebook.close()
        if acknowledged >= 0:
            assert kept in ([acknowledged], [acknowledged + 1])
        start = (kept[0] if kept else -1) + 1
    counted("F1", "kill while a draft is kept", DRAFTS, acknowledged=start)
    assert start > DRAFTS / 4, "the kills came before the work: they prove nothing"


def test_no_exhibit_is_ever_without_its_file(keyring: Keyring, seed: int, counted: Count) -> None:
    bytes_of_one = os.urandom(3 << 20)
    casebook = keyring.open()
    case = incident(casebook, 1)
    casebook.commit([case])
    casebook.close()

    def attach_for_ever(acknowledge: Acknowledge) -> None:
        casebook, evidence, number = keyring.open(), keyring.evidence(), start
        while True:
            kept = evidence.keep(io.BytesIO(bytes_of_one))
            casebook.commit([
                Exhibit(
                    id=new_id(), incident_id=IncidentId(case.id), ref=f"JH/{number}", producer="JH", number=number,
                    file_id=kept.file_id, sha256=kept.sha256, size=kept.size, attached_at=now(), attached_by=DSL,
                )
            ])  # fmt: skip
            acknowledge(number)
            number += 1

    start = 1
    for acknowledged in killed_at_random(attach_for_ever, longest_s=0.15, seed=seed, kills=EXHIBITS):
        casebook, evidence = keyring.open(), keyring.evidence()
        exhibits = casebook.select(Exhibit)
        newest = max((exhibit.number for exhibit in exhibits), default=0)
        assert newest >= acknowledged
        assert {evidence.check(each.file_id, each.sha256).state for each in exhibits if each.number >= start} <= {
            "sound"
        }
        casebook.close()
        start = newest + 1
    evidence.sweep_unfinished()
    assert not list(evidence.folder.glob("*.part"))
    counted("F1", "kill while evidence is attached", EXHIBITS, acknowledged=start - 1)
    assert start > EXHIBITS / 4, "the kills came before the work: they prove nothing"
