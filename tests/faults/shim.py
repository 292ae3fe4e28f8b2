"""Lets the disk fail, or writes down what a program asks of it: faultio.c, loaded into a child process of the tests.

The test starts a module of tests/faults in a child and gets what it prints, one JSON value a line:

    for found in run_shimmed("tests.faults.io_errors", folder, "evidence"): ...

The child works on files below `folder` with the program's own code, and says when the disk shall fail:

    disk = Disk()
    with disk.failing(nth=7, fault=Fault(errno.EIO)):       # the 7th call that changes something below the folder
        casebook.commit(...)
    disk.hits                                               # how many calls failed
    with disk.written_down(log): casebook.commit(...); disk.mark(1)

Nothing but the child is touched, and in it nothing outside `folder`.
"""

import ctypes
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntFlag
from functools import cache
from hashlib import sha256
from pathlib import Path

SOURCE = Path(__file__).with_name("faultio.c")
ROOT = SOURCE.parents[2]
LONGEST_S = 6 * 60 * 60
"""Seconds that a child may take at the long counts."""


class Kind(IntFlag):
    """Which calls may fail; the numbers are faultio.c's."""

    WRITE = 1
    SYNC = 2
    TRUNCATE = 4
    UNLINK = 8
    RENAME = 16
    OPEN = 32
    READ = 64
    MKDIR = 128


CHANGING = Kind.WRITE | Kind.SYNC | Kind.TRUNCATE | Kind.UNLINK | Kind.RENAME | Kind.OPEN | Kind.MKDIR
"""All that a save asks of the disk; opening counts, also for reading."""
ANY = CHANGING | Kind.READ


@dataclass(frozen=True, kw_only=True)
class Fault:
    """How the disk fails: with which errno, once or from then on, and whether half of a write still goes through."""

    error: int
    for_good: bool = False
    torn: bool = False
    kinds: Kind = CHANGING


class Disk:
    """The shim as the child sees it."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(os.environ["LD_PRELOAD"])
        self._library.fault_arm.argtypes = [ctypes.c_long, *[ctypes.c_int] * 4]
        self._library.fault_hits.restype = ctypes.c_long
        self._library.fault_calls.restype = ctypes.c_long
        self._library.log_mark.argtypes = [ctypes.c_long]
        self._library.log_to.argtypes = [ctypes.c_char_p]

    @contextmanager
    def failing(self, nth: int, fault: Fault) -> Iterator[None]:
        """Let the `nth` call from now on fail, counted from 1."""
        self._library.fault_arm(nth, fault.error, fault.for_good, fault.kinds, fault.torn)
        try:
            yield
        finally:
            self._hits, self._calls = self._library.fault_hits(), self._library.fault_calls()
            self._library.fault_arm(0, 0, 0, 0, 0)

    @property
    def hits(self) -> int:
        """How many calls failed in the last `failing`."""
        return int(self._hits)

    @contextmanager
    def written_down(self, log: Path) -> Iterator[None]:
        """Write every change of the files into `log`, for tests.faults.write_log to read."""
        assert self._library.log_to(os.fsencode(log)) >= 0, "the log cannot be written"
        try:
            yield
        finally:
            self._library.log_to(None)

    def mark(self, number: int) -> None:
        """Note in the log that what `number` stands for has been acknowledged."""
        self._library.log_mark(number)


@cache
def why_not() -> str:
    """Why no faults can be injected here; empty where they can."""
    if not sys.platform.startswith("linux"):
        return "faults are injected through LD_PRELOAD: Linux"
    return "" if shutil.which("gcc") else "the shim is compiled with gcc, which is not installed"


@cache
def library() -> Path:
    """Compile the shim once for each text of it."""
    built = Path("/tmp") / f"faultio-{os.getuid()}-{sha256(SOURCE.read_bytes()).hexdigest()[:16]}.so"
    if not built.exists():
        unfinished = built.with_suffix(f".{os.getpid()}")
        subprocess.run(["gcc", "-O1", "-shared", "-fPIC", "-o", unfinished, SOURCE, "-ldl"], check=True)
        unfinished.rename(built)
    return built


def run_shimmed(module: str, below: Path, *arguments: str) -> list[dict[str, object]]:
    """Run a module in a child in which files below a folder may fail; what it printed, one JSON object a line.

    A child that dies is a failure of what it ran, and is raised with what it said last.
    """
    environment = {
        **os.environ, "LD_PRELOAD": str(library()), "FAULTS_BELOW": str(below.resolve()), "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1", "PYTHONFAULTHANDLER": "1",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", module, str(below.resolve()), *arguments],
        env=environment, cwd=ROOT, capture_output=True, text=True, timeout=LONGEST_S,
    )  # fmt: skip
    assert done.returncode == 0, f"the child of {module} ended with {done.returncode}:\n{done.stderr[-4000:]}"
    return [json.loads(line) for line in done.stdout.splitlines()]
