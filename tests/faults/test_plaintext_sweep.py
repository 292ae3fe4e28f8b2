"""F18: a canary is typed into every field and file name; after a full tour no file on the disk holds it readably."""

import base64
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dslapp.__main__ import say_crash
from dslapp.bootstrap import build_program
from dslapp.casebook.keys.member_keys import FLOOR_KDF
from dslapp.services.program import Program
from tests.casebooks import SettableClock
from tests.faults.counts import Count, Mutation
from tests.faults.sweep import changed_elsewhere, files_below, leaks, unprotected
from tests.faults.tour import take_the_tour
from tests.faults.tour_words import CANARY, Places


@pytest.fixture
def places(tmp_path: Path) -> Places:
    found = Places(*(tmp_path / name for name in ("program", "casebooks", "own", "exports")))
    for place in (found.program, found.casebooks, found.own, found.exports):
        place.mkdir()
    return found


@pytest.fixture
def program(places: Places, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """The program with all its folders, temporary ones included, where the sweep looks."""
    monkeypatch.setattr("tempfile.tempdir", None)
    for variable in ("TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(variable, str(places.program))
    built = build_program(settings=places.program, casebooks=places.casebooks)
    made = replace(built, clock=SettableClock(), kdf=FLOOR_KDF)
    yield made
    made.pictures.close()


def test_no_file_holds_a_word_of_what_was_typed(
    program: Program, places: Places, tmp_path: Path, capfd: pytest.CaptureFixture[str],
    counted: Count,
) -> None:  # fmt: skip
    since = time.time() - 1
    take_the_tour(program, places)

    ours = files_below(places.program, places.casebooks, places.exports)
    elsewhere = changed_elsewhere(since, tmp_path) if sys.platform == "linux" else []
    found = leaks(CANARY, [*ours, *elsewhere])
    counted("F18", "plaintext sweep: files changed", len(ours) + len(elsewhere), plaintext=len(found))
    assert found == []
    assert unprotected(ours) == []
    said = capfd.readouterr()
    assert CANARY not in said.out + said.err


def test_a_crash_says_no_word_of_what_was_typed(capfd: pytest.CaptureFixture[str]) -> None:
    try:
        raise KeyError(CANARY)
    except KeyError as error:
        say_crash(KeyError, error, error.__traceback__)
    said = capfd.readouterr()
    assert "KeyError" in said.err
    assert CANARY not in said.out + said.err


@pytest.mark.parametrize(
    "spelled",
    [
        lambda word: word.encode(),
        lambda word: word.encode("utf-16-le"),
        lambda word: word.encode("utf-16-be"),
        lambda word: base64.b64encode(word.encode()),
        lambda word: base64.b64encode(b"x" + word.encode()),
        lambda word: base64.b64encode(b"xy" + word.encode("utf-16-be") + b"z"),
    ],
    ids=["UTF-8", "UTF-16 LE", "UTF-16 BE", "base64", "base64 one further", "base64 of UTF-16"],
)
def test_a_planted_leak_is_found(places: Places, spelled: Callable[[str], bytes], mutation: Mutation) -> None:
    planted = places.program / "planted"
    planted.write_bytes(b"before " + spelled(CANARY) + b" after")
    found = leaks(CANARY, files_below(places.program, places.casebooks))
    mutation("F18", "with a planted leak", found=len(found), count=1)
    assert found == [planted]


def test_a_telling_file_name_is_found(places: Places) -> None:
    planted = places.program / f"{CANARY}.tmp"
    planted.touch()
    assert leaks(CANARY, files_below(places.program)) == [planted]


@pytest.mark.parametrize("start", [b"%PDF-1.7\n", b"\x89PNG\r\n", b"SQLite format 3\x00"], ids=["PDF", "PNG", "SQLite"])
def test_a_file_that_anybody_can_open_is_found(places: Places, start: bytes) -> None:
    planted = places.casebooks / "spool"
    planted.write_bytes(start + b"words that are packed")
    assert unprotected(files_below(places.casebooks)) == [planted]


@pytest.mark.skipif(sys.platform != "linux", reason="looks into Linux's folders")
def test_a_leak_into_the_shared_temporary_folder_is_found(tmp_path: Path) -> None:
    since = time.time() - 1
    planted = Path("/dev/shm") / f"planted-by-{tmp_path.name}"
    planted.write_text(CANARY)
    try:
        assert planted in leaks(CANARY, changed_elsewhere(since, tmp_path))
    finally:
        planted.unlink()
