"""What cannot be attached is refused with the reason in words, and nothing of it is kept."""

import errno
import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import BinaryIO

import pytest
from pyrage import x25519

from dslapp.casebook.durable_files import move_into_place
from dslapp.casebook.evidence.files import EvidenceNotKept, EvidenceStore
from dslapp.casebook.evidence.sources import LARGEST, EvidenceRefused, read_whole
from dslapp.casebook.evidence.streams import EvidenceCancelled
from dslapp.domain.problems import Problem

SCREENSHOT = Path(__file__).parents[3] / "samples" / "evidence" / "chatnest-taunts-1.png"


@pytest.fixture
def store(tmp_path: Path) -> EvidenceStore:
    identity = x25519.Identity.generate()
    (tmp_path / "evidence").mkdir()
    return EvidenceStore(tmp_path / "evidence", [identity.to_public()], [identity])


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


class MeddlesomeStream(io.BytesIO):
    """Bytes in memory to which something happens when they are read up to a place."""

    def __init__(self, data: bytes, at: int, happens: Callable[[], None]) -> None:
        super().__init__(data)
        self.at, self.happens = at, happens

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() >= self.at:
            self.at = len(self.getbuffer()) * 2
            self.happens()
        return super().read(size)


def test_an_empty_file_is_refused(store: EvidenceStore, tmp_path: Path) -> None:
    (tmp_path / "empty.png").touch()

    with pytest.raises(EvidenceRefused, match="empty: it has 0 bytes"):
        store.keep(tmp_path / "empty.png")
    assert files_in(store.folder) == []


def test_a_folder_is_refused(store: EvidenceStore, tmp_path: Path) -> None:
    with pytest.raises(EvidenceRefused, match="This is a folder"):
        store.keep(tmp_path)


def test_a_file_that_is_gone_is_refused(store: EvidenceStore, tmp_path: Path) -> None:
    with pytest.raises(EvidenceRefused, match="no longer there"):
        store.keep(tmp_path / "gone.png")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such devices here")
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_is_refused_before_it_is_read(device: str, store: EvidenceStore) -> None:
    with pytest.raises(EvidenceRefused, match="a device and not a file"):
        store.keep(Path(device))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_refused_and_not_waited_for(store: EvidenceStore, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")

    with pytest.raises(EvidenceRefused, match="a device and not a file"):
        store.keep(tmp_path / "pipe.png")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        pytest.param(PermissionError(errno.EACCES, "no"), "does not let you read", id="no permission"),
        pytest.param(OSError(errno.EIO, "bad sector"), "stopped in the middle", id="a bad disk"),
    ],
)
def test_a_file_that_cannot_be_opened_is_refused(
    error: OSError, words: str, store: EvidenceStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "shut.png"
    source.write_bytes(b"x")
    real = Path.open

    def refuse(path: Path, mode: str = "r") -> BinaryIO:
        if path == source:
            raise error
        return real(path, mode)  # type: ignore[return-value]  # only ever opened for bytes

    monkeypatch.setattr(Path, "open", refuse)

    with pytest.raises(EvidenceRefused, match=words):
        store.keep(source)
    assert files_in(store.folder) == []


def test_a_stick_that_is_pulled_out_mid_way_leaves_nothing(store: EvidenceStore) -> None:
    def pulled() -> None:
        raise OSError(errno.ENODEV, "gone")

    with pytest.raises(EvidenceRefused, match="stopped in the middle"):
        store.keep(MeddlesomeStream(bytes(500_000), 200_000, pulled))
    assert files_in(store.folder) == []


@pytest.mark.parametrize("meddling", ["cut short", "made longer", "written over"])
def test_a_file_that_changes_while_it_is_read_is_refused(meddling: str, store: EvidenceStore, tmp_path: Path) -> None:
    source = tmp_path / "download.png"
    source.write_bytes(bytes(4 << 20))

    def meddle(done: int, total: int) -> None:
        with source.open("r+b") as file:
            if meddling == "cut short":
                file.truncate(2 << 20)
            else:
                file.seek(0 if meddling == "written over" else 4 << 20)
                file.write(b"new")
        os.utime(source, (0, 0))

    with pytest.raises(EvidenceRefused, match="changed this file while it was being read"):
        store.keep(source, progress=meddle)
    assert files_in(store.folder) == []
    assert source.exists()


def test_a_file_that_vanishes_and_cannot_be_read_to_its_end_is_refused(store: EvidenceStore, tmp_path: Path) -> None:
    source = tmp_path / "download.png"
    source.write_bytes(bytes(4 << 20))

    def vanish(done: int, total: int) -> None:
        if source.exists():
            os.truncate(source, 2 << 20)
            source.unlink()

    with pytest.raises(EvidenceRefused, match="vanished while it was being read"):
        store.keep(source, progress=vanish)
    assert files_in(store.folder) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody delete an open file")
def test_a_file_that_was_deleted_but_read_whole_is_kept_for_it_may_be_the_last_copy(
    store: EvidenceStore, tmp_path: Path
) -> None:
    source = tmp_path / "download.png"
    source.write_bytes(bytes(4 << 20))

    kept = store.keep(source, progress=lambda done, total: source.unlink(missing_ok=True))

    assert store.check(kept.file_id, kept.sha256).state == "sound"


def test_a_file_that_is_far_too_large_is_refused(store: EvidenceStore, tmp_path: Path) -> None:
    with (tmp_path / "disk.img").open("wb") as file:
        file.truncate(LARGEST + 1)

    with pytest.raises(EvidenceRefused, match="can be attached"):
        store.keep(tmp_path / "disk.img")


def test_cancelling_leaves_nothing(store: EvidenceStore) -> None:
    cancelled = Event()

    with pytest.raises(EvidenceCancelled, match="Nothing was attached"):
        store.keep(io.BytesIO(bytes(5 << 20)), progress=lambda done, total: cancelled.set(), cancelled=cancelled)
    assert files_in(store.folder) == []


def test_cancelling_while_it_is_read_back_leaves_nothing(store: EvidenceStore) -> None:
    cancelled = Event()

    def cancel_late(done: int, total: int) -> None:
        if done > total * 0.7:
            cancelled.set()

    with pytest.raises(EvidenceCancelled):
        store.keep(io.BytesIO(bytes(5 << 20)), progress=cancel_late, cancelled=cancelled)
    assert files_in(store.folder) == []


# When the casebook's own disk fails


@pytest.mark.parametrize("failing", ["fsync", "replace", "open"])
@pytest.mark.parametrize(
    ("code", "words"),
    [
        pytest.param(errno.ENOSPC, "too full", id="full"),
        pytest.param(errno.EIO, "would not take this file", id="broken"),
    ],
)
def test_a_disk_that_fails_leaves_nothing_and_says_why(
    failing: str, code: int, words: str, store: EvidenceStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:

        def fail(*arguments: object, **named: object) -> int:
            raise OSError(code, os.strerror(code))

        broken.setattr(os, failing, fail)
        with pytest.raises(EvidenceNotKept, match=words):
            store.keep(io.BytesIO(bytes(100_000)))

    assert files_in(store.folder) == []


def test_room_is_looked_for_before_a_byte_is_written(store: EvidenceStore, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(store.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage._replace(free=70 << 20))

    with pytest.raises(EvidenceNotKept, match="too full"):
        store.keep(io.BytesIO(bytes(10 << 20)))
    store.keep(io.BytesIO(bytes(1 << 20)))


def test_what_does_not_read_back_is_not_kept(store: EvidenceStore, monkeypatch: pytest.MonkeyPatch) -> None:
    real = move_into_place

    def corrupt(source: Path, target: Path) -> None:
        real(source, target)
        with target.open("r+b") as file:
            file.seek(-20, os.SEEK_END)
            file.write(b"!")

    monkeypatch.setattr("dslapp.casebook.evidence.files.move_into_place", corrupt)

    with pytest.raises(EvidenceNotKept, match="did not read back"):
        store.keep(SCREENSHOT)
    assert files_in(store.folder) == []


def test_every_refusal_says_what_to_do_next(store: EvidenceStore, tmp_path: Path) -> None:
    with pytest.raises(Problem) as told:
        store.keep(tmp_path)

    assert told.value.message
    assert told.value.way_forward


def test_a_picture_is_read_whole_with_the_same_refusals(tmp_path: Path) -> None:
    (tmp_path / "large.png").write_bytes(bytes(2 << 20))

    assert read_whole(SCREENSHOT, 1 << 20) == SCREENSHOT.read_bytes()
    with pytest.raises(EvidenceRefused, match="it has 2 MB, and at most 1 can be attached"):
        read_whole(tmp_path / "large.png", 1 << 20)
    with pytest.raises(EvidenceRefused, match="This is a folder"):
        read_whole(tmp_path, 1 << 20)
