"""A place for the backups of Thornmoss's casebook, and an exhibit to be kept there."""

from datetime import timedelta
from pathlib import Path

import pytest

from dslapp.casebook.backups.of_open import back_up_open
from dslapp.casebook.backups.place import BackupHome
from dslapp.casebook.backups.pool import Pace
from dslapp.casebook.backups.writing import Made
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.services.session import Session
from tests.backups import BackUp, attach
from tests.casebooks import SettableClock


@pytest.fixture
def home(tmp_path: Path, session: Session) -> BackupHome:
    """The casebook's backups on a stick."""
    place = tmp_path / "stick"
    place.mkdir()
    home = BackupHome(place, session.casebook.id)
    home.make()
    return home


@pytest.fixture
def exhibit(session: Session) -> Exhibit:
    return attach(session, "chatnest-taunts-1.png")


@pytest.fixture
def back_up(session: Session, home: BackupHome, clock: SettableClock) -> BackUp:
    """Call it to make a backup, a minute after the one before."""

    def act() -> Made:
        clock.forward(timedelta(minutes=1))
        return back_up_open(session.opened, home, now=clock(), pace=Pace())

    return act
