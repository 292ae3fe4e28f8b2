"""F1: the program is killed while a pack is made: no half one has its name, nothing lies there in plain or untold."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from dslapp.casebook.durable_files import UNFINISHED
from dslapp.casebook.journal.verify import verify
from dslapp.casebook.keys import member_keys as key_derivation
from dslapp.domain.evidence.exhibits import CustodyEvent
from dslapp.domain.pack.chosen import PackForm
from dslapp.domain.problems import Problem
from dslapp.services.pack.check_pack import check_pack
from dslapp.services.pack.make_pack import make_pack
from dslapp.services.pack.tell_unfinished import tell_unfinished_packs
from dslapp.services.session import Session
from tests.casebooks import DSL, SettableClock, make_casebook, unlock
from tests.faults.counts import Count
from tests.faults.keyring import derive_quickly
from tests.faults.killed_acts import Killed
from tests.faults.scale import how_many
from tests.packs import CHILD, everything, packed_case

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks and kills: Linux"),
    pytest.mark.timeout(3600),
]
KILLS = how_many("F1 packs")
FORMS: tuple[PackForm, ...] = get_args(PackForm)
PASSWORD = "a-b-c-d-e"
BECAUSE = "handed over here, onto the officer's own encrypted stick"
OUT = "stick"
"""Beside the casebook's own things, so that each try finds it empty."""


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passphrases that cost nothing to try: it is the pack that is to be killed, and not Argon2id."""
    monkeypatch.setattr(key_derivation, "_derive", derive_quickly)


def opened(folder: Path) -> Session:
    return unlock(folder, DSL, SettableClock())


def sound(pack: Path) -> bool:
    """Whether what has a pack's name is a whole pack."""
    try:
        return check_pack(pack, "" if pack.is_dir() else PASSWORD).sound
    except Problem:
        return False


def test_a_pack_is_there_whole_or_not_at_all(memory_folder: Path, seed: int, counted: Count) -> None:
    made = make_casebook(memory_folder / "as made" / "Thornmoss.casebook", SettableClock())
    session = opened(made)
    case = packed_case(session, film=2_000_000)
    secrets = [CHILD.encode(), b"He says stop", session.evidence.read(case.taunts.file_id, case.taunts.sha256)[900:980]]
    session.opened.close()
    session.files.close()

    def packing(form: PackForm, name: str) -> Callable[[Path], object]:
        choice = everything(case, form=form, plain_because=BECAUSE if form == "folder" else "", paper="")

        def act(folder: Path) -> None:
            (folder / OUT).mkdir()
            password = "" if form == "folder" else PASSWORD
            make_pack(opened(folder), case.id, choice, folder / OUT / name, password=password)

        return act

    half = plain = lost = acknowledged = inside = 0
    for form, name in zip(FORMS, ("Pack.zip", "Pack.tar.age", "Pack"), strict=True):
        killed = Killed(made, memory_folder / "work", packing(form, name), seed)
        for done in killed.run(-(-KILLS // len(FORMS))):
            out, target = killed.folder / OUT, killed.folder / OUT / name
            there = target.exists()
            half += there and not sound(target)
            unnamed = [each for each in out.rglob("*") if each.is_file() and form != "folder"]
            plain += any(secret in each.read_bytes() for each in unnamed for secret in secrets)
            after = opened(killed.folder)
            noted = any(each.what == "exported" for each in after.casebook.select(CustodyEvent))
            lost += ((done or noted) and not there) or bool(verify(after.casebook, after.evidence).faults)
            lost += done and (not noted or any(each.name.endswith(UNFINISHED) for each in out.iterdir()))
            lost += any(out.iterdir()) and not noted and len(tell_unfinished_packs(after)) != 1
            after.opened.close()
        acknowledged, inside = acknowledged + killed.acknowledged, inside + killed.inside
    counted(
        "F1", "kill while a pack is made", KILLS, acknowledged=acknowledged, lost=lost, silent=half, plaintext=plain
    )
    assert (lost, half, plain) == (0, 0, 0)
    assert inside, "no kill came while a pack was being written: they prove nothing"
