"""F19: after the hard lock no passphrase, no key and no word of a record is left in the process that took its place."""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.casebooks import DSL, PASSPHRASES
from tests.faults.counts import Count, Mutation
from tests.faults.memory import found_in, readable, size_of, spelled

ROOT = Path(__file__).resolve().parents[2]
REST_S = 0.2
PATIENCE_S = 60.0

pytestmark = pytest.mark.skipif(not readable(), reason="only the administrator of Linux may read another's memory")


@pytest.fixture
def program(casebook_folder: Path, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The program with Thornmoss's casebook; nothing that it should forget is in its arguments or environment."""
    home = {name: str(tmp_path) for name in ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")}
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.opened_program", str(casebook_folder)], cwd=ROOT, bufsize=0,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={**os.environ, **home, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    yield started
    started.kill()
    started.communicate()


def tell(program: subprocess.Popen[bytes], words: str) -> None:
    assert program.stdin is not None
    program.stdin.write(words.encode() + b"\n")


def secrets_of(program: subprocess.Popen[bytes]) -> list[str]:
    """The keys that the program says it holds."""
    assert program.stdout is not None
    return program.stdout.readline().decode().split()


def wait_for_the_first_page(process: int) -> None:
    """Until another program stands in the process and has come to rest, with its first page shown."""
    began, before = time.monotonic(), (0, 0)
    while time.monotonic() - began < PATIENCE_S:
        time.sleep(REST_S)
        command = Path(f"/proc/{process}/cmdline").read_bytes()
        used = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11])
        now = (used, size_of(process))
        loaded = "libQt6Widgets" in Path(f"/proc/{process}/maps").read_text()
        if b"main.py" in command and loaded and now == before:
            return
        before = now
    pytest.fail("the program did not come back to its first page")


def test_nothing_of_a_sitting_is_left_in_memory_after_the_lock(
    program: subprocess.Popen[bytes], counted: Count, mutation: Mutation
) -> None:
    words = f"kanarienvogel {secrets.token_hex(8)} sings to nobody"
    tell(program, PASSPHRASES[DSL])
    tell(program, words)
    key, evidence, identity, seed = secrets_of(program)
    wanted = {
        "the passphrase": spelled(PASSPHRASES[DSL]),
        "the words": spelled(words),
        "the database's key": (key.encode(), key.upper().encode(), bytes.fromhex(key)[:32]),
        "the evidence identity": spelled(evidence),
        "the member's identity": spelled(identity),
        "the signing key": (bytes.fromhex(seed), seed.encode()),
    }
    before = found_in(program.pid, wanted)
    tell(program, "lock")
    wait_for_the_first_page(program.pid)
    left = found_in(program.pid, wanted)

    counted("F19", "memory after a hard lock: passphrase, keys, words", 1, plaintext=len(left))
    mutation("F19", "without the lock", found=len(before), count=len(wanted))
    assert {"the words", "the database's key", "the member's identity"} <= before, "the search finds what is there"
    assert left == set()
