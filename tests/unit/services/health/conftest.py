"""Computers that remember, or do not, how the record ended."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dslapp.casebook.journal.anchors import item_of
from dslapp.casebook.keys.key_files import read_members
from dslapp.services.program import Program
from tests.casebooks import SettableClock

if TYPE_CHECKING:
    from tests.secret_service import AskedDirectly


@pytest.fixture
def here(clock: SettableClock, tmp_path: Path, key_store: "AskedDirectly", casebook_folder: Path) -> Program:
    """This computer, which remembers nothing of the casebook yet."""
    key_store.forget(item_of(read_members(casebook_folder).casebook))
    return Program(clock=clock, settings=tmp_path / "here", casebooks=tmp_path, key_store=lambda: key_store)


@pytest.fixture
def elsewhere(clock: SettableClock, tmp_path: Path) -> Program:
    """Another computer, without a key store."""
    return Program(clock=clock, settings=tmp_path / "elsewhere", casebooks=tmp_path)
