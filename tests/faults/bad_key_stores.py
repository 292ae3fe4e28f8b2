"""Key stores that misbehave, each served as the program's own child serves the real one."""

import sys
import time

from keyring.backend import KeyringBackend
from keyring.backends import fail, null

from dslapp.casebook.keys.credentials_child import serve

SLOW = 30.0
"""Seconds before it answers."""


class Lying(KeyringBackend):
    """Says that it kept what it was given, and holds something else."""

    priority = 1
    held = '{"anchor":{"v":1}}'

    def get_password(self, service: str, username: str) -> str | None:
        return self.held

    def set_password(self, service: str, username: str, password: str) -> None:
        return


class LyingWell(Lying):
    """Holds what looks like an anchor, made without the casebook's keys."""

    def get_password(self, service: str, username: str) -> str | None:
        casebook = service.rpartition("/")[2]
        anchor = f'{{"at":1,"casebook":"{casebook}","entry":9999,"hash":"{"0" * 64}","members":1,"v":1}}'
        return f'{{"anchor":{anchor},"mac":"{"0" * 64}"}}'


class Slow(Lying):
    """Takes half a minute."""

    def get_password(self, service: str, username: str) -> str | None:
        time.sleep(SLOW)
        return None


STORES: dict[str, type[KeyringBackend]] = {
    "null": null.Keyring, "failing": fail.Keyring, "lying": Lying, "lying well": LyingWell, "slow": Slow,
}  # fmt: skip

if __name__ == "__main__":
    raise SystemExit(serve(lambda question: STORES[sys.argv[1]]()))
