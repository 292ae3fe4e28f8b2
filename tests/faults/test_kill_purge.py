"""F1: the program is killed while something is purged: afterwards it is there whole, or not one trace of it is left."""

import sys
from pathlib import Path

import pytest

from dslapp.casebook.journal.verify import verify
from dslapp.casebook.keys import member_keys as key_derivation
from dslapp.services.purge.purge_exhibit import purge_exhibit
from dslapp.services.session import Session
from tests.casebooks import DSL, SettableClock, make_casebook, unlock
from tests.faults.counts import Count
from tests.faults.keyring import derive_quickly
from tests.faults.killed_acts import Killed
from tests.faults.scale import how_many
from tests.purges import POLICE, attach_canary, found_in, traces

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks and kills: Linux"),
    pytest.mark.timeout(3600),
]
KILLS = how_many("F1 others")


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passphrases that cost nothing to try: it is the purge that is to be killed, and not Argon2id."""
    monkeypatch.setattr(key_derivation, "_derive", derive_quickly)


def opened(folder: Path) -> Session:
    return unlock(folder, DSL, SettableClock())


def test_it_is_there_whole_or_gone_for_good(memory_folder: Path, seed: int, counted: Count) -> None:
    made = make_casebook(memory_folder / "as made" / "Thornmoss.casebook", SettableClock())
    session = opened(made)
    exhibit = attach_canary(session)
    session.opened.close()
    session.files.close()
    wanted = traces(exhibit)

    def act(folder: Path) -> None:
        purge_exhibit(opened(folder), exhibit.id, POLICE)

    killed = Killed(made, memory_folder / "work", act, seed)
    lost = between = 0
    for acknowledged in killed.run(KILLS):
        after = opened(killed.folder)
        left = found_in(killed.folder, after.opened.keys, wanted)
        between += left not in (set(), set(wanted)) or bool(verify(after.casebook, after.evidence).faults)
        lost += acknowledged and left != set()
        after.opened.close()
    counted("F1", "kill while something is purged", KILLS, acknowledged=killed.acknowledged, lost=lost, silent=between)
    assert (lost, between) == (0, 0)
    assert killed.inside, "no kill came inside the purge: they prove nothing"
