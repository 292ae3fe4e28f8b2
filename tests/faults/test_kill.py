"""F1: the program is killed at any moment. What was acknowledged is there, and there is nothing in between."""

import io
import os
import sys
from pathlib import Path

import pytest

from dslapp.casebook.journal.verify import verify
from dslapp.casebook.store import Casebook
from dslapp.domain.evidence.exhibits import Exhibit
from tests.faults.counts import Count
from tests.faults.keyring import Keyring, case_with_a_pupil, exhibit, incident
from tests.faults.kills import Acknowledge, Tally, killed_at_random
from tests.faults.scale import how_many

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks and kills: Linux")
SAVES, DRAFTS, EXHIBITS = how_many("F1 saves"), how_many("F1 others"), how_many("F1 others")


@pytest.fixture
def keyring(casebook_folder: Path) -> Keyring:
    return Keyring(casebook_folder)


def save_for_ever(keyring: Keyring, acknowledge: Acknowledge, first: int) -> None:
    casebook, number = keyring.open(), first
    while True:
        casebook.commit(case_with_a_pupil(casebook, number))
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
            casebook.commit([exhibit(case, number, kept)])
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
