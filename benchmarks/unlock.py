"""B2P: from the passphrase to a sitting, as slow to try as the program makes it, against Argon2id alone."""

import tempfile
from pathlib import Path

from benchmarks import filled_casebook
from benchmarks.figure import Figure, median_of
from dslapp.casebook.keys.key_files import read_members
from dslapp.casebook.keys.member_keys import STANDARD_KDF
from dslapp.services.access.unlock_casebook import lock_casebook, unlock_casebook
from dslapp.services.program import Program

_INCIDENTS = 10_000
_GOAL = 1.3


def run() -> list[Figure]:
    """Unlock and lock a casebook of 10,000 incidents; the reference derives one key with the same parameters."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "casebook.casebook"
        filled_casebook.make(folder, _INCIDENTS, STANDARD_KDF)
        program = Program(clock=filled_casebook.now, settings=Path(place), casebooks=Path(place))
        member = read_members(folder).slots[0].member
        _ = program.library, program.pictures  # loaded while the person is still typing
        ours = median_of(lambda: _unlocked(program, folder, member))
        program.close()
    reference = median_of(_derived)
    return [
        Figure(
            id="B2P", work="passphrase to sitting, 10,000 incidents, against Argon2id", ours=ours * 1000,
            reference=reference * 1000, ratio=ours / reference, goal=f"≤ {_GOAL}×", unit="ms",
            met=ours <= _GOAL * reference,
        )
    ]  # fmt: skip


def _unlocked(program: Program, folder: Path, member: str) -> None:
    lock_casebook(unlock_casebook(program, folder, member, filled_casebook.PASSPHRASE))


def _derived() -> None:
    from argon2.low_level import Type, hash_secret_raw

    hash_secret_raw(
        filled_casebook.PASSPHRASE.encode(), bytes(16), time_cost=STANDARD_KDF.passes,
        memory_cost=STANDARD_KDF.memory_kib, parallelism=STANDARD_KDF.lanes, hash_len=32, type=Type.ID, version=19,
    )  # fmt: skip
