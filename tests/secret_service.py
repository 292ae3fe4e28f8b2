"""A real Secret Service for tests: Debian's gnome-keyring on a message bus of its own, with an empty keyring."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import secretstorage
from jeepney import message_bus
from jeepney.io.blocking import DBusConnection

from dslapp.casebook.keys.credentials_child import Question, answer, computers_own

ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="gnome-keyring is Linux's")

STARTS_WITHIN_S = 30.0
_START = """
gnome-keyring-daemon --unlock --components=secrets --foreground >/dev/null 2>&1 <<'END' &
a keyring of a test
END
echo "$DBUS_SESSION_BUS_ADDRESS"
read until_it_is_closed
kill $!
"""


class AskedDirectly:
    """Asks the real store from this very process: ten times as fast as through the child, for tests that ask often."""

    name = "this computer’s keyring"

    def read(self, item: str, *, may_ask: bool = False) -> str | None:
        return self._ask(Question(act="read", item=item))

    def write(self, item: str, value: str, *, may_ask: bool = False) -> None:
        assert self._ask(Question(act="write", item=item, value=value)) == value

    def forget(self, item: str, *, may_ask: bool = False) -> None:
        assert self._ask(Question(act="forget", item=item)) is None

    def _ask(self, question: Question) -> str | None:
        return answer(question, computers_own()).value


def _wait_until_it_answers(open_connection: Callable[[], DBusConnection]) -> None:
    """Until the keyring of the test is there and open: asked earlier, the bus would start another store without one."""
    until = time.monotonic() + STARTS_WITHIN_S
    connection = open_connection()
    try:
        while not _is_there(connection):
            assert time.monotonic() < until, "gnome-keyring did not start"
            time.sleep(0.02)
    finally:
        connection.close()


def _is_there(connection: DBusConnection) -> bool:
    asked = message_bus.NameHasOwner("org.freedesktop.secrets")
    if not connection.send_and_get_reply(asked).body[0]:
        return False
    try:
        return not secretstorage.Collection(connection, "/org/freedesktop/secrets/aliases/default").is_locked()
    except secretstorage.ItemNotFoundException:
        return False


@contextmanager
def running_secret_service(home: Path, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Start it, with its files below `home`, and lead this process there; ended afterwards with all that it kept."""
    home.mkdir(mode=0o700, exist_ok=True)
    places = {f"XDG_{kind}": str(home) for kind in ("RUNTIME_DIR", "DATA_HOME", "CONFIG_HOME", "CACHE_HOME")}
    passed_on = {"PATH": os.environ["PATH"], "HOME": str(home), **places}
    bus = subprocess.Popen(
        ["dbus-run-session", "--", "sh", "-c", _START], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, env=passed_on, text=True,
    )  # fmt: skip
    connections = []
    open_connection = secretstorage.dbus_init

    def remembered() -> object:
        connections.append(open_connection())
        return connections[-1]

    patch.setattr(secretstorage, "dbus_init", remembered)
    assert bus.stdin is not None
    assert bus.stdout is not None
    try:
        patch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.stdout.readline().strip())
        patch.setenv("XDG_RUNTIME_DIR", str(home))
        _wait_until_it_answers(open_connection)
        yield
    finally:
        for connection in connections:  # the library leaves one open now and then
            connection.close()
        bus.stdin.close()
        bus.stdout.close()
        bus.wait(timeout=30)
