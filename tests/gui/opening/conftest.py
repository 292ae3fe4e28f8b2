"""A program before anything is unlocked, in folders of the test's own."""

from pathlib import Path

import pytest

from dslapp.casebook.keys.member_keys import FLOOR_KDF
from dslapp.services.program import Program
from tests.casebooks import SettableClock


@pytest.fixture
def program(tmp_path: Path, clock: SettableClock) -> Program:
    """A computer that knows no casebook yet."""
    return Program(clock=clock, settings=tmp_path / "settings", casebooks=tmp_path / "casebooks", kdf=FLOOR_KDF)


@pytest.fixture
def known(program: Program, casebook_folder: Path) -> Program:
    """A computer on which Thornmoss's casebook was opened before."""
    program.known.remember(casebook_folder, "Thornmoss – pupils")
    return program


@pytest.fixture
def afresh() -> list[str]:
    """How often the program was started afresh."""
    return []
