"""Small secrets that the computer keeps for the person who is signed in: an extra, never the only copy of anything.

There are two stores: the computer's own, and none. Whatever a store does, the casebook opens with its passphrase.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Literal, Protocol

import msgspec

from dslapp.casebook.keys.credentials_child import Answer, Question
from dslapp.casebook.own_program import FOLDER, child_command
from dslapp.domain.problems import EnvironmentProblem

LONGEST = 1_200
"""Characters of one value: Windows keeps 2,560 bytes."""
PATIENCE = 6.0
"""Seconds that the store may take."""
PATIENCE_WITH_PEOPLE = 30.0
"""Seconds that it may take when it may ask somebody."""
_NAMES = {"win32": "Windows Credential Manager", "darwin": "the macOS Keychain"}
_PASSED_ON = {
    "win32": ("SYSTEMROOT", "USERPROFILE", "APPDATA", "LOCALAPPDATA"),
    "darwin": ("HOME", "USER"),
}
_ON_LINUX = ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "HOME")

Why = Literal["none", "late", "not kept"]


class CredentialsUnavailable(EnvironmentProblem):
    """The computer keeps nothing for us now: `why` says whether there is no store, none in time, or none that keeps."""

    def __init__(self, why: Why) -> None:
        said = {
            "none": "This computer offers no place where the program can keep a key.",
            "late": "This computer’s own key store did not answer in time.",
            "not kept": "This computer’s own key store did not keep what it was given.",
        }
        super().__init__(said[why], "The casebook works without it.")
        self.why: Why = why


class CredentialStore(Protocol):
    """Keeps a short text under the name of an item. Every method raises CredentialsUnavailable.

    `may_ask`: the store may ask the person to open it first; else a locked one is as none.
    """

    @property
    def name(self) -> str:
        """What the person knows it as."""

    def read(self, item: str, *, may_ask: bool = False) -> str | None:
        """What is kept under that name, None when nothing is."""

    def write(self, item: str, value: str, *, may_ask: bool = False) -> None:
        """Keep `value`, at most LONGEST characters, in place of what was there; it is read back and compared."""

    def forget(self, item: str, *, may_ask: bool = False) -> None:
        """Keep nothing under that name any more."""


class NoCredentials:
    """A computer that keeps nothing."""

    name = "no key store"

    def read(self, item: str, *, may_ask: bool = False) -> str | None:
        """Raises CredentialsUnavailable."""
        raise CredentialsUnavailable("none")

    def write(self, item: str, value: str, *, may_ask: bool = False) -> None:
        """Raises CredentialsUnavailable."""
        raise CredentialsUnavailable("none")

    def forget(self, item: str, *, may_ask: bool = False) -> None:
        """Raises CredentialsUnavailable."""
        raise CredentialsUnavailable("none")


class ComputersCredentials:
    """The computer's own store, asked through a process that is ended when it is late."""

    def __init__(self, command: Sequence[str] = (), *, patience: float = PATIENCE) -> None:
        self._command = list(command) or child_command("--keyring-child")
        self._patience = patience

    @property
    def name(self) -> str:
        """What the person knows it as."""
        return _NAMES.get(sys.platform, "this computer’s keyring")

    def read(self, item: str, *, may_ask: bool = False) -> str | None:
        """What is kept under that name, None when nothing is."""
        return self._ask(Question(act="read", item=item, may_ask=may_ask))

    def write(self, item: str, value: str, *, may_ask: bool = False) -> None:
        """Keep `value` in place of what was there."""
        if len(value) > LONGEST:
            raise ValueError("more than a store of credentials holds")
        if self._ask(Question(act="write", item=item, value=value, may_ask=may_ask)) != value:
            raise CredentialsUnavailable("not kept")

    def forget(self, item: str, *, may_ask: bool = False) -> None:
        """Keep nothing under that name any more."""
        if self._ask(Question(act="forget", item=item, may_ask=may_ask)) is not None:
            raise CredentialsUnavailable("not kept")

    def _ask(self, question: Question) -> str | None:
        try:
            done = subprocess.run(
                self._command, input=msgspec.json.encode(question), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                timeout=PATIENCE_WITH_PEOPLE if question.may_ask else self._patience, cwd=FOLDER, env=_environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0), check=True,
            )  # fmt: skip
            return msgspec.json.decode(done.stdout, type=Answer).value
        except subprocess.TimeoutExpired:
            raise CredentialsUnavailable("late") from None
        except (OSError, subprocess.CalledProcessError, msgspec.MsgspecError):
            raise CredentialsUnavailable("none") from None


def _environment() -> dict[str, str]:
    """What the store is found by, and nothing else."""
    names = _PASSED_ON.get(sys.platform, _ON_LINUX)
    return {name: os.environ[name] for name in names if name in os.environ}
