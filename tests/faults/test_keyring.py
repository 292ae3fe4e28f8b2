"""F14: whatever the computer's key store does, the casebook opens by its passphrase; only one that lies is told of."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dslapp.casebook.journal.anchors import item_of
from dslapp.casebook.keys.credentials import ComputersCredentials, CredentialStore
from dslapp.casebook.keys.key_files import read_members
from dslapp.domain.school import Access
from dslapp.domain.trust.record_state import RecordState
from dslapp.services.access.unlock_casebook import lock_casebook, unlock_casebook
from dslapp.services.health.anchors import look_at_anchors
from dslapp.services.program import Program
from tests.casebooks import DSL, PASSPHRASES, SettableClock
from tests.faults.counts import Count
from tests.secret_service import ON_LINUX, running_secret_service

pytestmark = ON_LINUX

WHO = (DSL, PASSPHRASES[DSL])
LYING = ("lying", "lying well")
STORES = ("none", "null", "failing", "lying", "lying well", "slow", "wiped")
UNLOCK_WITHIN_S = 8.0
"""On a busy machine; the slow store takes 30."""


@pytest.fixture(scope="module")
def secret_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A real one, which the wiped store is."""
    with pytest.MonkeyPatch.context() as patch, running_secret_service(tmp_path_factory.mktemp("home"), patch):
        yield


def the_store(name: str) -> CredentialStore:
    if name == "wiped":
        return ComputersCredentials()
    if name == "none":
        return ComputersCredentials(["/nowhere/at/all"])
    command = [sys.executable, "-m", "tests.faults.bad_key_stores", name]
    return ComputersCredentials(command, patience=1.0 if name == "slow" else 10.0)


@pytest.mark.usefixtures("secret_service")
@pytest.mark.parametrize("known", [False, True], ids=["a computer that is new", "a computer that had kept an anchor"])
@pytest.mark.parametrize("name", STORES)
def test_the_casebook_opens_and_what_the_store_says_is_not_believed(
    name: str, known: bool, casebook_folder: Path, tmp_path: Path, clock: SettableClock, counted: Count
) -> None:
    if known:
        a_sitting(ComputersCredentials(), casebook_folder, tmp_path, clock)
    store = the_store(name)
    if name == "wiped":
        store.forget(item_of(read_members(casebook_folder).casebook))

    expected: RecordState = "the key store remembers another record" if name in LYING else "unknown"
    accused = a_sitting(store, casebook_folder, tmp_path, clock, expected)
    again = unlock_casebook(Program(clock=clock, settings=tmp_path, casebooks=tmp_path), casebook_folder, *WHO)
    lost = int(not again.casebook.history(entity_id="kept"))
    again.opened.close()
    again.pictures.close()

    counted("F14", "key store: none, null, failing, lying, slow, wiped", 1, acknowledged=1, lost=lost, silent=accused)
    assert (accused, lost) == (0, 0)


def a_sitting(
    store: CredentialStore, folder: Path, settings: Path, clock: SettableClock, expected: RecordState = "unknown"
) -> int:
    """Unlock, look, write, lock; 1 when anything but what is `expected` was said."""
    program = Program(clock=clock, settings=settings, casebooks=settings, key_store=lambda: store)
    begun = time.monotonic()
    session = unlock_casebook(program, folder, *WHO)
    took = time.monotonic() - begun
    report = look_at_anchors(session)
    session.casebook.commit([Access(id="kept", what="viewed")])
    lock_casebook(session)
    session.pictures.close()
    assert took < UNLOCK_WITHIN_S
    return int(report.judged.state != expected)
