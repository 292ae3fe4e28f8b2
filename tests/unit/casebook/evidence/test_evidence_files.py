"""Evidence is kept byte for byte or not at all, and whatever happens to it later is noticed and named."""

import errno
import hashlib
import io
import os
import shutil
import subprocess
import tracemalloc
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pyrage import x25519

from dslapp.casebook.evidence.files import EvidenceStore, EvidenceUnsound, KeptFile
from dslapp.domain.entity import new_id

SCREENSHOT = Path(__file__).parents[3] / "samples" / "evidence" / "chatnest-taunts-1.png"
SOON = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> EvidenceStore:
    identity = x25519.Identity.generate()
    (tmp_path / "evidence").mkdir()
    return EvidenceStore(tmp_path / "evidence", [identity.to_public()], [identity])


def stored_path(store: EvidenceStore, kept: KeptFile) -> Path:
    return store.folder / kept.file_id[-2:] / f"{kept.file_id}.age"


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_screenshot_is_kept_byte_for_byte_and_the_original_stays_where_it_was(store: EvidenceStore) -> None:
    original = SCREENSHOT.read_bytes()

    kept = store.keep(SCREENSHOT)

    assert store.read(kept.file_id, kept.sha256) == original == SCREENSHOT.read_bytes()
    assert kept.sha256 == hashlib.sha256(original).hexdigest()
    assert kept.size == len(original)
    assert kept.media_type == "image/png"
    assert store.check(kept.file_id, kept.sha256).state == "sound"


def test_what_is_on_the_disk_is_ciphertext_with_the_hash_that_backups_compare(store: EvidenceStore) -> None:
    kept = store.keep(SCREENSHOT)

    stored = stored_path(store, kept).read_bytes()

    assert hashlib.sha256(stored).hexdigest() == kept.stored_sha256
    assert stored.startswith(b"age-encryption.org/v1")
    assert SCREENSHOT.read_bytes()[:200] not in stored


def test_a_pasted_picture_is_kept_from_memory(store: EvidenceStore) -> None:
    kept = store.keep(io.BytesIO(SCREENSHOT.read_bytes()))

    assert store.read(kept.file_id, kept.sha256) == SCREENSHOT.read_bytes()


def test_a_name_with_emoji_and_other_scripts_is_no_obstacle(store: EvidenceStore, tmp_path: Path) -> None:
    source = tmp_path / "😡 zrzut – στιγμιότυπο اسکرین شاٹ.png"
    shutil.copy(SCREENSHOT, source)

    assert store.keep(source).media_type == "image/png"


def test_many_files_spread_over_many_folders(store: EvidenceStore) -> None:
    kept = [store.keep(io.BytesIO(bytes([n]))) for n in range(1, 30)]

    assert len({stored_path(store, each).parent for each in kept}) > 10


@pytest.mark.skipif(shutil.which("age") is None, reason="Debian's age is not installed")
def test_debians_age_opens_a_kept_file(store: EvidenceStore, tmp_path: Path) -> None:
    identity = x25519.Identity.generate()
    store = EvidenceStore(store.folder, [identity.to_public()], [identity])
    kept = store.keep(SCREENSHOT)

    opened = subprocess.run(
        ["age", "--decrypt", "--identity", "-", str(stored_path(store, kept))],
        input=str(identity).encode(), capture_output=True, check=True,
    ).stdout  # fmt: skip

    assert opened == SCREENSHOT.read_bytes()


def test_progress_ends_at_all_bytes_kept_and_all_read_back(store: EvidenceStore) -> None:
    told: list[tuple[int, int]] = []

    store.keep(io.BytesIO(bytes(3_000_000)), progress=lambda done, total: told.append((done, total)))

    assert told[-1] == (6_000_000, 6_000_000)
    assert told == sorted(told)


def test_a_large_film_never_stands_in_memory_as_a_whole(store: EvidenceStore, tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    with film.open("wb") as file:
        file.truncate(100 << 20)
    tracemalloc.start()
    try:
        store.keep(film)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 16 << 20


# What happens to it later is noticed (F8)


@pytest.mark.parametrize("place", [0, 10, 60, 150, 250, 5_000, 65_900, -1])
def test_one_flipped_bit_anywhere_is_damage(place: int, store: EvidenceStore) -> None:
    kept = store.keep(SCREENSHOT)
    other = store.keep(io.BytesIO(b"other"))
    path = stored_path(store, kept)
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)

    assert store.check(kept.file_id, kept.sha256).state == "damaged"
    with pytest.raises(EvidenceUnsound) as told:
        store.read(kept.file_id, kept.sha256)
    assert told.value.check.state == "damaged"
    assert told.value.way_forward
    assert store.check(other.file_id, other.sha256).state == "sound"


@pytest.mark.parametrize("left", [0, 1, 100, 230, 300, 65_000, 66_000, 98_000])
def test_a_file_that_was_cut_is_damage(left: int, store: EvidenceStore) -> None:
    kept = store.keep(SCREENSHOT)
    os.truncate(stored_path(store, kept), left)

    assert store.check(kept.file_id, kept.sha256).state == "damaged"


def test_a_file_that_grew_is_damage(store: EvidenceStore) -> None:
    kept = store.keep(SCREENSHOT)
    with stored_path(store, kept).open("ab") as file:
        file.write(b"more")

    assert store.check(kept.file_id, kept.sha256).state == "damaged"


def test_a_missing_file_is_missing(store: EvidenceStore) -> None:
    kept = store.keep(SCREENSHOT)
    stored_path(store, kept).unlink()

    assert store.check(kept.file_id, kept.sha256).state == "missing"


def test_two_files_that_were_swapped_are_changed(store: EvidenceStore) -> None:
    one, two = store.keep(SCREENSHOT), store.keep(io.BytesIO(b"another"))
    first, second = stored_path(store, one), stored_path(store, two)
    swapped = first.read_bytes(), second.read_bytes()
    second.write_bytes(swapped[0])
    first.write_bytes(swapped[1])

    assert store.check(one.file_id, one.sha256).state == "changed"
    assert store.check(two.file_id, two.sha256).state == "changed"


def test_a_file_sealed_to_somebody_else_is_damage_and_not_a_crash(store: EvidenceStore) -> None:
    kept = store.keep(SCREENSHOT)
    stranger = EvidenceStore(store.folder, [], [x25519.Identity.generate()])

    assert stranger.check(kept.file_id, kept.sha256).state == "damaged"


def test_an_export_that_fails_while_it_is_written_is_not_mistaken_for_damage(store: EvidenceStore) -> None:
    kept = store.keep(SCREENSHOT)

    class FullDisk(io.BytesIO):
        def write(self, data: object, /) -> int:
            raise OSError(errno.ENOSPC, "full")

    with pytest.raises(OSError, match="full"):
        store.copy_to(kept.file_id, kept.sha256, FullDisk())


def test_no_id_leads_out_of_the_folder(store: EvidenceStore) -> None:
    with pytest.raises(ValueError, match="not the id"):
        store.read("../../members", "0" * 64)


# Leftovers


def test_a_file_without_a_record_is_an_orphan_once_it_is_old(store: EvidenceStore) -> None:
    known, orphan = store.keep(io.BytesIO(b"known")), store.keep(io.BytesIO(b"orphan"))

    assert store.orphans({known.file_id}, SOON) == (orphan.file_id,)
    assert store.orphans({known.file_id}, datetime.now(UTC) - timedelta(days=30)) == ()

    store.remove(orphan.file_id)
    assert store.orphans({known.file_id}, SOON) == ()
    assert store.check(known.file_id, known.sha256).state == "sound"


def test_a_clock_that_jumped_makes_no_orphan_old(store: EvidenceStore) -> None:
    orphan = store.keep(io.BytesIO(b"orphan"))
    os.utime(stored_path(store, orphan), (0, 0))

    assert store.orphans(set(), datetime.now(UTC) - timedelta(days=30)) == ()


def test_what_a_crash_left_half_written_is_swept(store: EvidenceStore) -> None:
    kept = store.keep(SCREENSHOT)
    (store.folder / f"{new_id()}.part").write_bytes(b"half")

    assert store.sweep_unfinished() == 1
    assert files_in(store.folder) == [stored_path(store, kept)]
