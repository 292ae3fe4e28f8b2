"""F1: the program is killed while it changes more than a record: keys, members, backups, the format, what was damaged.

After each kill the casebook opens in its old state or in its new one, and is sound; what was acknowledged is there.
"""

import io
import os
import shutil
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from dslapp.casebook.backups.of_open import back_up_open
from dslapp.casebook.backups.place import BackupHome
from dslapp.casebook.backups.pool import Pace
from dslapp.casebook.backups.restore_from import restore
from dslapp.casebook.backups.restore_keys import Passphrase
from dslapp.casebook.backups.writing import check_snapshot
from dslapp.casebook.damage.damaged_folder import open_damaged_folder
from dslapp.casebook.damage.encrypted_pages import PAGE
from dslapp.casebook.damage.mending import mend
from dslapp.casebook.database.schema import SCHEMA_VERSION
from dslapp.casebook.journal.verify import verify
from dslapp.casebook.keys import member_keys as key_derivation
from dslapp.casebook.keys.member_keys import FLOOR_KDF, WrongPassphrase
from dslapp.casebook.keys.membership import change_keys, change_passphrase, enrol
from dslapp.casebook.opening import Opened, open_folder
from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import new_id
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.school import Member
from dslapp.domain.trust.entries import Epoch, Restored
from tests.casebooks import DEPUTY, DSL, PASSPHRASES, SettableClock, make_casebook
from tests.faults.counts import Count
from tests.faults.keyring import Keyring, case_with_a_pupil, derive_quickly, exhibit, incident
from tests.faults.killed_acts import Killed
from tests.faults.scale import SCALE, how_many

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks and kills: Linux"),
    pytest.mark.timeout(3600),
]
KILLS = how_many("F1 others")
LARGE = {"quick": 8 << 20, "short": 32 << 20, "long": 200 << 20}[SCALE]
"""Bytes of the large exhibit."""
FORMAT_1 = Path(__file__).parents[1] / "samples" / "casebooks" / "format-1.zip"
NEW_WORDS = "granite-teapot-willow-anchor"


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passphrases that cost nothing to try: it is the writing that is to be killed, and not Argon2id."""
    monkeypatch.setattr(key_derivation, "_derive", derive_quickly)


@pytest.fixture
def as_made(memory_folder: Path) -> Path:
    """A casebook with a few cases."""
    folder = make_casebook(memory_folder / "as made" / "Thornmoss.casebook", SettableClock())
    opened = unlock(folder)
    for number in range(8):
        opened.casebook.commit(case_with_a_pupil(opened.casebook, number))
    opened.close()
    return folder


def unlock(folder: Path, who: str = DSL, words: str = "") -> Opened:
    return open_folder(folder, who=who, passphrase=words or PASSPHRASES[who], clock=now)


def sound(opened: Opened) -> bool:
    return verify(opened.casebook, opened.evidence).faults == ()


def test_a_new_passphrase_is_in_force_or_the_old_one_is(
    as_made: Path, memory_folder: Path, seed: int, counted: Count
) -> None:
    def act(folder: Path) -> None:
        change_passphrase(unlock(folder), PASSPHRASES[DSL], NEW_WORDS, FLOOR_KDF)

    killed = Killed(as_made, memory_folder / "work", act, seed)
    lost = between = 0
    for acknowledged in killed.run(KILLS):
        opens = []
        for words in (PASSPHRASES[DSL], NEW_WORDS):
            try:
                opened = unlock(killed.folder, words=words)
            except WrongPassphrase:
                continue
            opens.append(words)
            between += not sound(opened)
            opened.close()
        between += len(opens) != 1
        lost += acknowledged and opens != [NEW_WORDS]
    counted("F1", "kill while a passphrase is changed", KILLS, acknowledged=killed.acknowledged, lost=lost,
            silent=between)  # fmt: skip
    assert (lost, between) == (0, 0)
    assert killed.inside, "no kill came inside the change: they prove nothing"


def test_a_member_is_there_with_keys_or_not_at_all(
    as_made: Path, memory_folder: Path, seed: int, counted: Count
) -> None:
    member = Member(
        id=new_id(), name="Ada Fenwright", role="deputy_dsl", initials="AF", signing_key="", age_recipient="",
        added_at=now(),
    )  # fmt: skip

    def act(folder: Path) -> None:
        enrol(unlock(folder), member, NEW_WORDS, reason="She starts on Monday.", kdf=FLOOR_KDF)

    killed = Killed(as_made, memory_folder / "work", act, seed)
    lost = between = 0
    for acknowledged in killed.run(KILLS):
        opened = unlock(killed.folder)
        there = opened.casebook.find(Member, member.id) is not None
        between += not sound(opened)
        opened.close()
        try:
            unlock(killed.folder, member.name, NEW_WORDS).close()
            opens = True
        except EnvironmentProblem:
            opens = False
        between += opens != there
        lost += acknowledged and not there
    counted("F1", "kill while a member is added", KILLS, acknowledged=killed.acknowledged, lost=lost, silent=between)
    assert (lost, between) == (0, 0)
    assert killed.inside, "no kill came inside the change: they prove nothing"


def test_a_removed_member_with_new_keys_or_the_old_ones(
    as_made: Path, memory_folder: Path, seed: int, counted: Count
) -> None:
    def act(folder: Path) -> None:
        opened = unlock(folder)
        gone = next(each for each in opened.casebook.select(Member) if each.name == DEPUTY)
        change_keys(opened, [msgspec.structs.replace(gone, retired=True, retired_at=now())], because="He left.")

    killed = Killed(as_made, memory_folder / "work", act, seed)
    lost = between = 0
    for acknowledged in killed.run(KILLS):
        opened = unlock(killed.folder)
        epochs = len(opened.casebook.select(Epoch))
        retired = any(each.retired for each in opened.casebook.select(Member))
        between += (epochs == 1) != retired or not sound(opened) or opened.keys.epoch != 1 + epochs
        opened.close()
        try:
            unlock(killed.folder, DEPUTY).close()
            between += retired
        except EnvironmentProblem:
            between += not retired
        left = sorted(path.name for path in killed.folder.glob("casebook-*.db"))
        between += left != [f"casebook-{1 + epochs}.db"]
        lost += acknowledged and not retired
    counted("F1", "kill while keys are changed", KILLS, acknowledged=killed.acknowledged, lost=lost, silent=between)
    assert (lost, between) == (0, 0)
    assert killed.inside, "no kill came inside the change: they prove nothing"


def test_a_backup_is_whole_or_does_not_count_and_the_one_before_stays(
    as_made: Path, memory_folder: Path, seed: int, counted: Count
) -> None:
    stick = memory_folder / "stick"
    stick.mkdir()
    opened = unlock(as_made)
    case_with_pictures(opened)
    home = BackupHome(stick, opened.casebook.id)
    home.make()
    back_up_open(opened, home, now=now(), pace=Pace())
    opened.casebook.commit(case_with_a_pupil(opened.casebook, 500))
    opened.close()
    sound_before = memory_folder / "stick as it was"
    shutil.copytree(stick, sound_before)

    def act(folder: Path) -> None:
        back_up_open(unlock(folder), home, now=now(), pace=Pace())

    killed = Killed(as_made, memory_folder / "work", act, seed)
    lost = between = 0
    for acknowledged in killed.run(KILLS):
        listed = home.listed()
        between += len([check_snapshot(found.folder) for found in listed]) < 1
        lost += acknowledged and len(listed) < 2
        opened = unlock(killed.folder)
        between += not sound(opened)
        back_up_open(opened, home, now=now(), pace=Pace())  # and the next one goes through
        opened.close()
        between += bool(home.leftovers())
        shutil.rmtree(stick)
        shutil.copytree(sound_before, stick)
    counted("F1", "kill while a backup is made", KILLS, acknowledged=killed.acknowledged, lost=lost, silent=between)
    assert (lost, between) == (0, 0)


def case_with_pictures(opened: Opened) -> Incident:
    case = incident(opened.casebook, 900)
    kept = [opened.evidence.keep(io.BytesIO(os.urandom(200_000))) for _ in range(3)]
    opened.casebook.commit([case, *(exhibit(case, number, each) for number, each in enumerate(kept, 1))])
    return case


def test_a_restored_backup_or_the_casebook_as_it_was(
    as_made: Path, memory_folder: Path, seed: int, counted: Count
) -> None:
    stick = memory_folder / "stick"
    stick.mkdir()
    opened = unlock(as_made)
    case_with_pictures(opened)
    home = BackupHome(stick, opened.casebook.id)
    home.make()
    back_up_open(opened, home, now=now(), pace=Pace())
    newer = case_with_a_pupil(opened.casebook, 501)
    opened.casebook.commit(newer)
    opened.close()
    found = home.newest()
    assert found is not None

    def act(folder: Path) -> None:
        restore(folder, home, found, Passphrase(DSL, PASSPHRASES[DSL]), reason="A trial.", clock=now)

    killed = Killed(as_made, memory_folder / "work", act, seed)
    lost = between = 0
    for acknowledged in killed.run(KILLS):
        opened = unlock(killed.folder)
        restored = bool(opened.casebook.select(Restored))
        has_newer = opened.casebook.find(Incident, newer[0].id) is not None
        between += restored == has_newer or not sound(opened)
        between += any((killed.folder / name).exists() for name in ("restore.staged", "restore.json", "restore.json.b"))
        opened.close()
        lost += acknowledged and not restored
    counted("F1", "kill while a backup is restored", KILLS, acknowledged=killed.acknowledged, lost=lost,
            silent=between)  # fmt: skip
    assert (lost, between) == (0, 0)
    assert killed.inside, "no kill came inside the restore: they prove nothing"


def test_a_casebook_of_the_old_format_is_brought_up_whole_or_stays_as_it_was(
    memory_folder: Path, seed: int, counted: Count, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = memory_folder / "as made" / "Old.casebook"
    with zipfile.ZipFile(FORMAT_1) as archive:
        archive.extractall(original)
    monkeypatch.undo()  # its slots were made with Argon2id: they are opened once
    keyring = Keyring(original)

    def act(folder: Path) -> None:
        keyring.open(folder)

    killed = Killed(original, memory_folder / "work", act, seed)
    between = 0
    for _ in killed.run(KILLS):
        casebook = keyring.open(killed.folder)
        version = casebook.connection.execute("PRAGMA user_version").fetchone()[0]
        faults = verify(casebook, keyring.evidence(killed.folder)).faults
        between += version != SCHEMA_VERSION or faults != () or not casebook.select(Exhibit)
        casebook.close()
    counted("F1", "kill while an old format is brought up", KILLS, acknowledged=killed.acknowledged, silent=between)
    assert between == 0
    assert killed.inside, "no kill came inside the change: they prove nothing"


def test_a_damaged_casebook_is_mended_or_as_damaged_as_before(
    as_made: Path, memory_folder: Path, seed: int, counted: Count
) -> None:
    database = next(as_made.glob("casebook-*.db"))
    data = bytearray(database.read_bytes())
    data[300] ^= 1
    data[(len(data) // PAGE - 2) * PAGE + 50] ^= 1
    database.write_bytes(data)

    def act(folder: Path) -> None:
        mend(open_damaged_folder(folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=now), now)

    killed = Killed(as_made, memory_folder / "work", act, seed)
    lost = between = 0
    for acknowledged in killed.run(KILLS):
        try:
            opened = unlock(killed.folder)
        except EnvironmentProblem:
            between += next(killed.folder.glob("casebook-*.db")).read_bytes() != data
            lost += acknowledged
            continue
        between += not sound(opened)
        between += next((killed.folder / "quarantine").rglob("casebook-*.db")).read_bytes() != data
        opened.close()
    counted("F1", "kill while a damaged casebook is mended", KILLS, acknowledged=killed.acknowledged, lost=lost,
            silent=between)  # fmt: skip
    assert (lost, between) == (0, 0)
    assert killed.inside, "no kill came inside the mending: they prove nothing"


def test_a_large_exhibit_has_its_file_or_is_not_there(
    as_made: Path, memory_folder: Path, seed: int, counted: Count
) -> None:
    keyring = Keyring(as_made)
    large = os.urandom(1 << 20) * (LARGE >> 20)
    casebook = keyring.open()
    case = incident(casebook, 901)
    casebook.commit([case])
    casebook.close()

    def act(folder: Path) -> None:
        kept = keyring.evidence(folder).keep(io.BytesIO(large))
        keyring.open(folder).commit([exhibit(case, 1, kept)])

    killed = Killed(as_made, memory_folder / "work", act, seed)
    lost = between = 0
    for acknowledged in killed.run(KILLS):
        casebook, evidence = keyring.open(killed.folder), keyring.evidence(killed.folder)
        exhibits = casebook.select(Exhibit)
        between += any(evidence.check(each.file_id, each.sha256).state != "sound" for each in exhibits)
        lost += acknowledged and not exhibits
        casebook.close()
        evidence.sweep_unfinished()
        between += bool(list(evidence.folder.glob("*.part")))
    counted("F1", f"kill while {LARGE >> 20} MB are attached", KILLS, acknowledged=killed.acknowledged, lost=lost,
            silent=between)  # fmt: skip
    assert (lost, between) == (0, 0)
    assert killed.inside, "no kill came inside the attaching: they prove nothing"
