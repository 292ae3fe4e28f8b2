"""The process that speaks with the computer's own store of credentials: one question, one answer, then it ends.

A process of its own, since a store may take half a minute or ask somebody something, and can then only be given up on.
Which store is settled here by the system alone: neither the environment nor a file of settings is asked, since either
could name a store that keeps nothing or tells everybody.
"""

import contextlib
import io
import os
import sys
from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable

    from keyring.backend import KeyringBackend

_DEFAULT_KEYRING = "/org/freedesktop/secrets/aliases/default"
ACCOUNT = "DSL Casebook"
"""The name beside every item; the item itself is the service, one name an item."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of the store."""

    act: Literal["read", "write", "forget"]
    item: str
    value: str = ""
    may_ask: bool = False
    """Whether the store may ask the person to open it."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What it holds afterwards."""

    value: str | None


def backend_class(system: str) -> "type[KeyringBackend]":
    """The store of a system, by Python's name for it. Raises LookupError where there is none that is known."""
    if system == "win32":
        from keyring.backends.Windows import WinVaultKeyring

        return WinVaultKeyring
    if system == "darwin":
        from keyring.backends.macOS import Keyring as Keychain

        return Keychain
    if system == "linux":
        from keyring.backends.SecretService import Keyring as SecretService

        return SecretService
    raise LookupError(system)


def computers_own(*, may_ask: bool = True) -> "KeyringBackend":
    """The store of this computer. Raises whatever the store raises when it is locked and nobody may be asked."""
    for name in [each for each in os.environ if each.startswith("KEYRING_")]:
        del os.environ[name]  # the library would take a store's settings from them
    if sys.platform == "linux" and not may_ask:
        _refuse_locked()
    backend = backend_class(sys.platform)()
    if sys.platform == "win32":
        backend.persist = "local machine"  # type: ignore[attr-defined]  # else it roams with the person's profile
    return backend


def answer(question: Question, backend: "KeyringBackend") -> Answer:
    """Do what is asked, and say what the store holds then: read back, never believed."""
    held = backend.get_password(question.item, ACCOUNT)
    if question.act == "read" or (question.act == "forget" and held is None):
        return Answer(value=held)
    if question.act == "forget":
        backend.delete_password(question.item, ACCOUNT)
    elif held != question.value:
        backend.set_password(question.item, ACCOUNT, question.value)
    return Answer(value=backend.get_password(question.item, ACCOUNT))


def _refuse_locked() -> None:
    """Raise PermissionError when the keyring of the session is locked, or there is none: opening it asks somebody."""
    import secretstorage

    with contextlib.closing(secretstorage.dbus_init()) as bus:
        if secretstorage.Collection(bus, _DEFAULT_KEYRING).is_locked():
            raise PermissionError


def main() -> int:
    """Answer for this computer's own store."""
    return serve(lambda question: computers_own(may_ask=question.may_ask))


def serve(store_for: "Callable[[Question], KeyringBackend]") -> int:
    """Answer the question on standard input. Any failure ends the process: the other side then knows no answer."""
    source, target = io.FileIO(0, closefd=False), io.FileIO(1, "w", closefd=False)  # a windowed program has no others
    question = msgspec.json.decode(source.readall(), type=Question)
    target.write(msgspec.json.encode(answer(question, store_for(question))))
    return 0
