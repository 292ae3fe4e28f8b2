"""The casebook's small files are whole after whatever happens while they are written."""

import errno
import os
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dslapp.casebook.durable_files import remove_if_there, replace_both_copies, replace_durably, write_once


class WindowsBusyError(OSError):
    """What Windows raises while a virus scanner holds a file."""

    def __init__(self, winerror: int) -> None:
        super().__init__(errno.EACCES, "in use")
        self.winerror = winerror


class Failing:
    """Stands for one call of the operating system that fails the first few times."""

    def __init__(self, real: Callable[..., object], error: OSError, times: int) -> None:
        self.real, self.error, self.left, self.calls = real, error, times, 0

    def __call__(self, *arguments: object) -> object:
        self.calls += 1
        if self.left:
            self.left -= 1
            raise self.error
        return self.real(*arguments)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The waits between tries, noted and not waited."""
    noted: list[float] = []
    monkeypatch.setattr(time, "sleep", noted.append)
    return noted


@pytest.fixture
def members(tmp_path: Path) -> Path:
    path = tmp_path / "members.json"
    path.write_bytes(b"old")
    return path


def test_a_file_is_replaced_and_nothing_else_is_left(members: Path) -> None:
    replace_durably(members, b"new")

    assert members.read_bytes() == b"new"
    assert [each.name for each in members.parent.iterdir()] == ["members.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_only_its_owner_may_read_a_written_file(members: Path) -> None:
    replace_durably(members, b"new")

    assert stat.S_IMODE(members.stat().st_mode) == 0o600


@pytest.mark.parametrize("winerror", [5, 32])
def test_a_file_that_a_virus_scanner_holds_for_a_moment_is_replaced_all_the_same(
    winerror: int, members: Path, waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "replace", Failing(os.replace, WindowsBusyError(winerror), times=3))

    replace_durably(members, b"new")

    assert members.read_bytes() == b"new"
    assert waits == [0.005, 0.01, 0.02]


def test_a_file_that_stays_held_is_left_as_it_was(
    members: Path, waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "replace", Failing(os.replace, WindowsBusyError(32), times=99))

    with pytest.raises(WindowsBusyError):
        replace_durably(members, b"new")

    assert members.read_bytes() == b"old"
    assert max(waits) == 0.2
    assert [each.name for each in members.parent.iterdir()] == ["members.json"]


def test_other_errors_are_told_at_once(members: Path, waits: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "replace", Failing(os.replace, OSError(errno.EIO, "disk"), times=1))

    with pytest.raises(OSError, match="disk"):
        replace_durably(members, b"new")

    assert members.read_bytes() == b"old"
    assert waits == []


@pytest.mark.parametrize("failing_sync", [1, 2, 3, 4])
def test_whatever_sync_fails_each_copy_is_whole(
    failing_sync: int, members: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_both_copies(members, b"old")
    count = 0

    def sync(descriptor: int) -> None:
        nonlocal count
        count += 1
        if count == failing_sync:
            raise OSError(errno.EIO, "disk")

    monkeypatch.setattr(os, "fsync", sync)
    with pytest.raises(OSError, match="disk"):
        replace_both_copies(members, b"new")

    assert members.read_bytes() in (b"old", b"new")
    assert members.with_name("members.json.b").read_bytes() in (b"old", b"new")
    assert sorted(each.name for each in members.parent.iterdir()) == ["members.json", "members.json.b"]


def test_the_second_copy_is_written_first(members: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replaced: list[str] = []

    def replace(source: Path, target: Path) -> None:
        replaced.append(target.name)

    monkeypatch.setattr(os, "replace", replace)
    replace_both_copies(members, b"new")

    assert replaced == ["members.json.b", "members.json"]


def test_what_a_crash_left_behind_does_not_stop_the_next_save(members: Path) -> None:
    members.with_name("members.json.part").write_bytes(b"half")

    replace_durably(members, b"new")

    assert members.read_bytes() == b"new"
    assert not members.with_name("members.json.part").exists()


def test_an_export_never_overwrites_a_file(tmp_path: Path) -> None:
    report = tmp_path / "TM-2026-0001.pdf"
    write_once(report, lambda file: file.write(b"first"))

    with pytest.raises(FileExistsError):
        write_once(report, lambda file: file.write(b"second"))

    assert report.read_bytes() == b"first"


def test_an_export_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", Failing(os.fsync, OSError(errno.ENOSPC, "full"), times=1))

    with pytest.raises(OSError, match="full"):
        write_once(tmp_path / "report.pdf", lambda file: file.write(b"x"))

    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right that people lack there")
def test_an_export_does_not_follow_a_link(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (tmp_path / "report.pdf").symlink_to(elsewhere)

    with pytest.raises(FileExistsError):
        write_once(tmp_path / "report.pdf", lambda file: file.write(b"x"))

    assert not elsewhere.exists()


def test_removing_what_is_not_there_is_fine(tmp_path: Path) -> None:
    remove_if_there(tmp_path / "none")
