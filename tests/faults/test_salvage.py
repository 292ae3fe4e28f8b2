"""F5: pages of the database are damaged. What can be read is saved, nothing is made up; it mends, or says why not."""

import random
import shutil
from pathlib import Path

import pytest

from dslapp.casebook.damage.damaged_folder import DamagedFolder, read_database
from dslapp.casebook.damage.encrypted_pages import PAGE
from dslapp.casebook.damage.mending import can_mend, mend
from dslapp.casebook.database.connection import is_damage
from dslapp.casebook.folder_lock import take_lock
from dslapp.casebook.journal.verify import verify
from dslapp.casebook.keys.key_files import read_members
from dslapp.casebook.opening import Opened
from dslapp.casebook.reading.reader import FileReader
from dslapp.casebook.store import Casebook
from dslapp.content.library import load_library
from dslapp.domain.case.incident import Incident
from dslapp.domain.problems import EnvironmentProblem
from dslapp.services.case.find_incidents import find_incidents
from dslapp.services.case.keep_draft import drafts
from dslapp.services.case.list_actions import list_actions
from dslapp.services.case.list_people import list_people
from dslapp.services.case.read_case import read_case
from dslapp.services.case.search_everything import search_everything
from dslapp.services.case.today import today
from dslapp.services.exhibits.list_exhibits import list_exhibits
from dslapp.services.health.open_damaged import report_damage
from dslapp.services.papers.list_referrals import list_referrals
from dslapp.services.session import Session
from tests import cases
from tests.casebooks import DSL, unlock
from tests.faults.counts import Count
from tests.faults.keyring import Keyring, case_with_a_pupil, now
from tests.faults.scale import how_many

pytestmark = pytest.mark.timeout(7200)


@pytest.fixture
def keyring(memory_folder: Path, casebook_as_made: Path) -> Keyring:
    """A casebook with two full cases and a few small ones."""
    folder = Path(shutil.copytree(casebook_as_made, memory_folder / casebook_as_made.name))
    session = unlock(folder, DSL, now)
    cases.taunts(session)
    cases.coach(session)
    for number in range(12):
        session.casebook.commit(case_with_a_pupil(session.casebook, 700 + number))
    session.opened.close()
    session.pictures.close()
    return Keyring(folder)


def rows_of(casebook: Casebook) -> dict[int, str]:
    rows = casebook.connection.execute("SELECT seq, content FROM version").fetchall()
    return {seq: content for seq, content in rows if seq > 0}


def held(keyring: Keyring) -> DamagedFolder:
    damage, found = read_database(keyring.database, keyring.keys, keyring.identity)
    slot = read_members(keyring.folder).slots[0]
    lock = take_lock(keyring.folder, now())
    return DamagedFolder(keyring.folder, lock, slot, keyring.identity, keyring.keys, damage, found)


def look_at_everything(opened: Opened) -> None:
    assert opened.member is not None
    session = Session(opened, opened.member, load_library(), FileReader(), now)
    today(session)
    for listed in (list_actions, list_exhibits, list_people, list_referrals, find_incidents, drafts):
        listed(session)
    search_everything(session, "nobody")
    for case in session.casebook.select(Incident):
        read_case(session, case.id)


def test_whatever_is_hit_the_rest_is_saved_and_nothing_is_made_up(keyring: Keyring, seed: int, counted: Count) -> None:
    casebook = keyring.open()
    original, head = rows_of(casebook), casebook.head[0]
    casebook.close()
    sound, chance = keyring.database.read_bytes(), random.Random(seed)
    pages, made_up, lost, mended = len(sound) // PAGE, 0, 0, 0
    times = how_many("F5 salvage")
    for _ in range(times):
        hit = sorted(chance.sample(range(pages), chance.choice((1, 1, 2, 4, 10, pages // 2))))
        damaged = bytearray(sound)
        for page in hit:
            damaged[page * PAGE + chance.randrange(PAGE)] ^= 1 << chance.randrange(8)
        keyring.database.write_bytes(damaged)
        shutil.rmtree(keyring.folder / "quarantine", ignore_errors=True)
        folder = held(keyring)
        broken = {number - 1 for number in folder.damage.broken}
        lost += len(set(hit) - broken - {0})  # of the first page, the salt does not count as its content
        made_up += sum(row.content != original.get(seq) for seq, row in folder.found.rows.items())
        assert report_damage(folder).hit or not broken
        opened = folder.read(now)
        look_at_everything(opened)
        opened.casebook.close()
        made_up += not mends_soundly(folder, keyring, head)
        mended += can_mend(folder)
        folder.close()
    counted("F5", "damaged pages: salvaged, read, mended", times, acknowledged=mended, lost=lost, silent=made_up)
    assert (made_up, lost) == (0, 0)
    assert mended > times / 3


def mends_soundly(folder: DamagedFolder, keyring: Keyring, head: int) -> bool:
    """Whether the mended casebook is sound and has every entry, or mending refuses and changes nothing."""
    before = keyring.database.read_bytes()
    try:
        done = mend(folder, now)
    except EnvironmentProblem as refused:
        return bool(refused.way_forward) and not is_damage(refused) and keyring.database.read_bytes() == before
    casebook = keyring.open()
    sound = verify(casebook, keyring.evidence()).faults == () and (done.lost > 0 or casebook.head[0] == head + 1)
    casebook.close()
    return sound
