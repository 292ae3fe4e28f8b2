"""A casebook of an older format is kept as it was before it is brought to the present one."""

import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from dslapp.casebook.database import former_format
from dslapp.casebook.database.connection import open_database
from dslapp.casebook.database.copying import CopyFailed
from dslapp.casebook.opening import open_folder
from dslapp.domain.problems import EnvironmentProblem
from tests.casebooks import DSL, PASSPHRASES, SettableClock

FORMAT_1 = Path(__file__).parents[3] / "samples" / "casebooks" / "format-1.zip"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with zipfile.ZipFile(FORMAT_1) as packed:
        packed.extractall(tmp_path / "Thornmoss.casebook")
    return tmp_path / "Thornmoss.casebook"


def format_of(database: Path, key: str) -> int:
    with closing(open_database(database, key, read_only=True)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_the_old_database_stays_in_quarantine_and_opens_with_the_same_key(folder: Path, clock: SettableClock) -> None:
    for _ in range(2):  # the second unlock has nothing to keep
        opened = open_folder(folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=clock)
        key = opened.keys.key
        opened.close()
    assert format_of(folder / "quarantine" / "format-1" / "casebook-1.db", key) == 1
    assert format_of(folder / "casebook-1.db", key) > 1
    assert [path.name for path in (folder / "quarantine").iterdir()] == ["format-1"]


def test_without_room_for_the_copy_nothing_is_migrated(
    folder: Path, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*arguments: object) -> None:
        raise CopyFailed

    before = (folder / "casebook-1.db").read_bytes()
    monkeypatch.setattr(former_format, "copy_connection", no_room)
    with pytest.raises(EnvironmentProblem, match="older version"):
        open_folder(folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=clock)
    assert (folder / "casebook-1.db").read_bytes() == before


def test_a_casebook_of_the_present_format_has_no_quarantine(casebook_folder: Path, clock: SettableClock) -> None:
    open_folder(casebook_folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=clock).close()
    assert not (casebook_folder / "quarantine").exists()
