"""What every test lives by: no unexpected log line, no thread left behind, a fixed screen."""

import functools
import gc
import logging
import os
import re
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import low_level
from hypothesis import settings
from pyrage import passphrase

from dslapp.gui.garbage import collect_what_is_due
from dslapp.services.session import Session
from tests import cheap_age
from tests.casebooks import DSL, HEAD, SettableClock, make_casebook, unlock

settings.register_profile("frugal", deadline=None, max_examples=40, database=None)
settings.load_profile("frugal")

THREADS_END_WITHIN_S = 5.0
JOURNEYS = "tests/e2e"


def pytest_configure(config: pytest.Config) -> None:
    """Draw off-screen, except when the run is of the journeys alone: those need a real window.

    Nothing is kept in the key store of whoever runs the tests: those about it start one of their own.
    """
    os.environ.pop("DBUS_SESSION_BUS_ADDRESS", None)
    if not runs_only_journeys(config):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip the journeys where they cannot run: beside other tests, or away from Linux."""
    if runs_only_journeys(config) and sys.platform.startswith("linux"):
        return
    reason = "journeys run on Linux, by themselves: pytest tests/e2e"
    for item in items:
        if item.path.relative_to(config.rootpath).as_posix().startswith(JOURNEYS):
            item.add_marker(pytest.mark.skip(reason=reason))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests counted (kills, clicks, seconds), as SQLite prints its own: record_property("counts", …)."""
    passed = terminalreporter.stats.get("passed", [])
    counted = [str(value) for report in passed for name, value in report.user_properties if name == "counts"]
    if counted:
        terminalreporter.section("counts")
        terminalreporter.write_line("\n".join(sorted(set(counted))))


def runs_only_journeys(config: pytest.Config) -> bool:
    """Whether every path that was asked for lies in tests/e2e."""
    return bool(config.args) and all(JOURNEYS in argument.replace("\\", "/") for argument in config.args)


@pytest.fixture(autouse=True)
def no_unexpected_log_lines(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logs a warning or worse, unless it says so with @pytest.mark.expected_log(pattern)."""
    yield
    expected = [re.compile(mark.args[0]) for mark in request.node.iter_markers("expected_log")]
    for phase in ("setup", "call"):
        for record in caplog.get_records(phase):
            if record.levelno >= logging.WARNING and not any(p.search(record.getMessage()) for p in expected):
                pytest.fail(f"unexpected log line from {record.name}: {record.levelname} {record.getMessage()}")


@pytest.fixture(autouse=True)
def garbage_is_looked_for_on_this_thread() -> Iterator[None]:
    """As in the program itself: widgets that a test left behind are not ended by a worker thread of the next."""
    gc.disable()
    yield
    collect_what_is_due()


@pytest.fixture(autouse=True, scope="session")
def each_passphrase_is_stretched_once() -> Iterator[None]:
    """Remember what Argon2 made of a passphrase and a salt: thousands of unlocks take half the time of all tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(low_level, "hash_secret_raw", functools.cache(low_level.hash_secret_raw))
        yield


@pytest.fixture(autouse=True, scope="session")
def passwords_of_packs_are_stretched_a_little() -> Iterator[None]:
    """Age takes a second of all a computer can do for each password: those of most tests open as quickly as others."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passphrase, "encrypt", cheap_age.seal)
        yield


@pytest.fixture(autouse=True)
def no_thread_left_behind() -> Iterator[None]:
    """Fail a test that started a thread and did not end it. Qt's own threads have no Python thread to count."""
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        if isinstance(thread, threading._DummyThread):
            continue
        thread.join(THREADS_END_WITHIN_S)
        if thread.is_alive():
            pytest.fail(f"thread left running: {thread.name}")


@pytest.fixture
def clock() -> SettableClock:
    """A clock that stands at Friday 13 November 2026, 16:50, until `clock.forward(...)` or `clock.now = ...`."""
    return SettableClock()


@pytest.fixture(scope="session")
def casebook_as_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thornmoss's casebook on its first day, made once; tests work on copies of it."""
    return make_casebook(tmp_path_factory.mktemp("as-made") / "Thornmoss.casebook", SettableClock())


@pytest.fixture
def casebook_folder(tmp_path: Path, casebook_as_made: Path) -> Path:
    """A new casebook of Thornmoss with its DSL, head and deputy, locked."""
    return Path(shutil.copytree(casebook_as_made, tmp_path / "Thornmoss.casebook"))


@pytest.fixture
def unlock_as(casebook_folder: Path, clock: SettableClock) -> Iterator[Callable[[str], Session]]:
    """Lock the casebook if it is open, and unlock it as the member of that name (tests.casebooks.DSL, HEAD, DEPUTY)."""
    sessions: list[Session] = []

    def lock() -> None:
        while sessions:
            session = sessions.pop()
            session.opened.close()
            session.pictures.close()

    def unlock_instead(name: str) -> Session:
        lock()
        sessions.append(unlock(casebook_folder, name, clock))
        return sessions[-1]

    yield unlock_instead
    lock()


@pytest.fixture
def session(unlock_as: Callable[[str], Session]) -> Session:
    """The casebook of Thornmoss, unlocked by its DSL, Jo Hartsedge."""
    return unlock_as(DSL)


@pytest.fixture
def head_session(unlock_as: Callable[[str], Session]) -> Callable[[], Session]:
    """Call it to lock the casebook and have the headteacher, Mrs R. Quillan, unlock it."""
    return lambda: unlock_as(HEAD)
