"""The computer's own store of credentials: the real one of Linux, and how the program chooses among systems."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring.backends.macOS
import keyring.backends.SecretService
import keyring.backends.Windows
import pytest
import secretstorage

from dslapp.casebook.keys.credentials import (
    LONGEST,
    ComputersCredentials,
    CredentialsUnavailable,
    NoCredentials,
)
from dslapp.casebook.keys.credentials_child import backend_class, computers_own
from tests.secret_service import ON_LINUX, running_secret_service

ITEM = "dsl-casebook/test/0192"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ComputersCredentials]:
    """The store of this computer, at a real Secret Service."""
    with pytest.MonkeyPatch.context() as patch, running_secret_service(tmp_path_factory.mktemp("home"), patch):
        yield ComputersCredentials()


@ON_LINUX
def test_a_value_is_kept_replaced_and_forgotten(store: ComputersCredentials) -> None:
    item = ITEM + "/replaced"
    assert store.read(item) is None
    store.write(item, "first – with “marks”")
    store.write(item, "second")
    assert store.read(item) == "second"
    store.forget(item)
    store.forget(item)
    assert store.read(item) is None


@ON_LINUX
def test_a_locked_keyring_is_left_alone_unless_somebody_may_be_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the computer would ask for a password at each unlock, for a note that is only an extra."""
    with running_secret_service(tmp_path / "home", monkeypatch):
        store = ComputersCredentials()
        store.write(ITEM, "kept")
        with contextlib.closing(secretstorage.dbus_init()) as bus:
            secretstorage.get_default_collection(bus).lock()
        with pytest.raises(CredentialsUnavailable) as refusal:
            store.read(ITEM)
    assert refusal.value.why == "none"


@ON_LINUX
def test_each_item_is_kept_by_itself(store: ComputersCredentials) -> None:
    store.write(ITEM + "/one", "1")
    store.write(ITEM + "/two", "2")

    assert (store.read(ITEM + "/one"), store.read(ITEM + "/two")) == ("1", "2")


@ON_LINUX
def test_the_longest_value_is_kept_and_a_longer_one_never_tried(store: ComputersCredentials) -> None:
    store.write(ITEM, "x" * LONGEST)
    assert store.read(ITEM) == "x" * LONGEST
    with pytest.raises(ValueError, match="more than"):
        store.write(ITEM, "x" * (LONGEST + 1))


@ON_LINUX
def test_the_environment_and_files_of_settings_choose_no_store(
    store: ComputersCredentials, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Else whoever may set a variable could have the anchor kept nowhere, or a device key told to a file."""
    settings = tmp_path / "python_keyring" / "keyringrc.cfg"
    settings.parent.mkdir()
    settings.write_text("[backend]\ndefault-keyring=keyring.backends.null.Keyring\n")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("KEYRING_PROPERTY_PREFERRED_COLLECTION", "/nowhere")

    store.write(ITEM, "kept all the same")

    assert store.read(ITEM) == "kept all the same"


def test_no_setting_of_the_environment_reaches_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("KEYRING_PROPERTY_PREFERRED_COLLECTION", "/nowhere")

    assert not hasattr(computers_own(), "preferred_collection")


@pytest.mark.parametrize(
    ("system", "store_of_system"),
    [
        ("win32", keyring.backends.Windows.WinVaultKeyring),
        ("darwin", keyring.backends.macOS.Keyring),
        ("linux", keyring.backends.SecretService.Keyring),
    ],
)
def test_each_system_has_its_own_store(system: str, store_of_system: type) -> None:
    assert backend_class(system) is store_of_system


def test_a_system_that_nobody_knows_has_none() -> None:
    with pytest.raises(LookupError):
        backend_class("plan9")


def test_without_a_service_the_store_says_that_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)

    with pytest.raises(CredentialsUnavailable) as refusal:
        ComputersCredentials().read(ITEM)
    assert refusal.value.why == "none"


def test_a_program_that_cannot_be_started_is_no_store_either() -> None:
    with pytest.raises(CredentialsUnavailable):
        ComputersCredentials(["/nowhere/at/all"]).read(ITEM)


def test_a_store_that_is_late_is_given_up_on() -> None:
    with pytest.raises(CredentialsUnavailable) as refusal:
        ComputersCredentials([sys.executable, "-c", "import time; time.sleep(60)"], patience=0.2).read(ITEM)
    assert refusal.value.why == "late"


def test_no_store_keeps_nothing() -> None:
    with pytest.raises(CredentialsUnavailable):
        NoCredentials().read(ITEM)
    with pytest.raises(CredentialsUnavailable):
        NoCredentials().write(ITEM, "x")
    with pytest.raises(CredentialsUnavailable):
        NoCredentials().forget(ITEM)


def test_nothing_of_the_library_is_loaded_before_it_is_asked() -> None:
    """Loading it takes a tenth of a second, at each start."""
    program = "import dslapp.bootstrap, dslapp.casebook.keys.credentials, sys; print('keyring' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env={**os.environ})
    assert done.stdout.strip() == "False"
