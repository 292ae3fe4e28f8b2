"""B4: attaching a file of 300 MB, against Debian's `age` doing the same: encrypt, one SHA-256 pass, fsync, and back."""

import hashlib
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from pyrage import x25519

from benchmarks.figure import Figure, seconds
from dslapp.casebook.evidence.files import EvidenceStore

_SIZE = 300 << 20
_ROUNDS = 5
_MOST_MEMORY = 64
_MEASURE_MEMORY = "--memory"


def run() -> list[Figure]:
    """Alternate our attaching with `age`, so that both see the same disk and the same neighbours."""
    with tempfile.TemporaryDirectory() as place:
        folder, film = Path(place), Path(place) / "film.mp4"
        _write_noise(film)
        store = _store(folder / "evidence")
        reference = _Age(folder) if shutil.which("age") else None
        ours, theirs = [], []
        for _ in range(_ROUNDS):
            ours.append(_rate(seconds(lambda: store.keep(film))))
            shutil.rmtree(store.folder)
            if reference is not None:
                theirs.append(_rate(seconds(lambda: reference.keep(film))))
                reference.sealed.unlink()
        memory = _extra_memory(film)
    rate = statistics.median(ours)
    age = statistics.median(theirs) if theirs else None
    ratio = None if age is None else rate / age
    return [
        Figure(
            id="B4", work="attach 300 MB, read back and compared", ours=rate, reference=age, ratio=ratio,
            goal="≥ 0.75×", unit="MB/s", met=ratio is not None and ratio >= 0.75,
        ),
        Figure(
            id="B4 mem", work="memory while attaching 300 MB, beyond an idle process", ours=memory, reference=None,
            ratio=None, goal=f"≤ {_MOST_MEMORY} MB", unit="MB", met=memory <= _MOST_MEMORY,
        ),
    ]  # fmt: skip


class _Age:
    """What a careful person would do by hand with Debian's tool."""

    def __init__(self, folder: Path) -> None:
        identity = x25519.Identity.generate()
        self._recipient = str(identity.to_public())
        self._identity, self.sealed = folder / "identity.txt", folder / "film.age"
        self._identity.write_text(str(identity))

    def keep(self, film: Path) -> None:
        """Encrypt, hash, sync; then decrypt and hash what came out."""
        subprocess.run(["age", "-r", self._recipient, "-o", str(self.sealed), str(film)], check=True)
        _hash(film)
        descriptor = os.open(self.sealed, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
        subprocess.run(["age", "-d", "-i", str(self._identity), "-o", os.devnull, str(self.sealed)], check=True)
        _hash(film)


def _hash(path: Path) -> None:
    with path.open("rb") as file:
        hashlib.file_digest(file, "sha256")


def _store(folder: Path) -> EvidenceStore:
    identity = x25519.Identity.generate()
    return EvidenceStore(folder, [identity.to_public()], [identity])


def _write_noise(path: Path) -> None:
    with path.open("wb") as file:
        for _ in range(_SIZE >> 20):
            file.write(os.urandom(1 << 20))


def _rate(duration: float) -> float:
    return _SIZE / duration / 1_000_000


def _extra_memory(film: Path) -> float:
    """Attach in a fresh process, whose peak nothing else has raised; in MB."""
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.evidence", _MEASURE_MEMORY, str(film)],
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    return float(told.stdout)


def _peak() -> float:
    """This process's most memory so far, in MB.

    Not `ru_maxrss` where it can be helped: Linux hands the parent's on to a child, which hides all growth below it.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(each for each in status.read_text().splitlines() if each.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 / 1_000_000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000_000


def _print_extra_memory(film: Path) -> None:
    store = _store(film.parent / "evidence")
    before = _peak()
    kept = store.keep(film)
    print(_peak() - before)
    store.remove(kept.file_id)


if __name__ == "__main__" and sys.argv[1:2] == [_MEASURE_MEMORY]:
    _print_extra_memory(Path(sys.argv[2]))
