"""B11: a backup after one new incident, with 200 MB and then 2 GB of evidence that was backed up before.

The cost follows the database, which is copied whole, and the new evidence; old evidence is neither read nor copied. The
reference is copying the bytes that changed, the database and one screenshot, with fsync.
"""

import os
import shutil
import statistics
import tempfile
from pathlib import Path

from benchmarks import filled_casebook
from benchmarks.figure import Figure, seconds
from dslapp.casebook.backups.of_open import back_up_open
from dslapp.casebook.backups.place import BackupHome
from dslapp.casebook.backups.pool import Pace
from dslapp.casebook.opening import Opened
from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.evidence.exhibits import Exhibit

_ROUNDS = 9
_INCIDENTS = 5_000
_SCREENSHOT = 1 << 20
_SMALL, _LARGE = 200, 2_000


def run() -> list[Figure]:
    """Back up two casebooks in turn, so that both see the same disk and the same neighbours."""
    with tempfile.TemporaryDirectory() as name:
        small, large = (_Grown(Path(name) / str(size), size) for size in (_SMALL, _LARGE))
        durations = [(small.back_up(), large.back_up()) for _ in range(_ROUNDS)]
        for grown in (small, large):
            grown.opened.casebook.close()
        reference = statistics.median(seconds(large.copy_what_changed) for _ in range(_ROUNDS))
        for grown in (small, large):
            grown.opened.close()
    before, after = (statistics.median(each) for each in zip(*durations, strict=True))
    return [
        Figure(
            id="B11", work="back up after one new incident, 2 GB of evidence, against 200 MB", ours=after * 1000,
            reference=before * 1000, ratio=after / before, goal="≤ 1.3×", unit="ms", met=after / before <= 1.3,
        ),
        Figure(
            id="B11 copy", work="the same against copying the changed bytes with fsync", ours=after * 1000,
            reference=reference * 1000, ratio=after / reference, goal="reported", unit="ms", met=True,
        ),
    ]  # fmt: skip


class _Grown:
    """A casebook with so many MB of evidence, all of it backed up once."""

    def __init__(self, folder: Path, evidence: int) -> None:
        self.place = folder / "stick"
        self.place.mkdir(parents=True)
        filled_casebook.make(folder / "growing.casebook", _INCIDENTS)
        self.opened = filled_casebook.unlock(folder / "growing.casebook")
        self._home = BackupHome(self.place, self.opened.casebook.id)
        self._home.make()
        _fill(self.opened, evidence)
        self._write()

    def back_up(self) -> float:
        """How long a backup takes after one more incident with a screenshot, in seconds."""
        _log_an_incident(self.opened)
        return seconds(self._write)

    def copy_what_changed(self) -> None:
        """Copy the database, which is closed by then, and a screenshot, for good."""
        target = self.place / "reference"
        with self.opened.casebook.path.open("rb") as reading, target.open("wb") as writing:
            shutil.copyfileobj(reading, writing, _SCREENSHOT)
            writing.write(bytes(_SCREENSHOT))
            writing.flush()
            os.fsync(writing.fileno())
        target.unlink()

    def _write(self) -> None:
        back_up_open(self.opened, self._home, now=filled_casebook.now(), pace=Pace())


def _log_an_incident(opened: Opened) -> None:
    number = opened.casebook.head[0] + 1_000_000
    incident = filled_casebook.incident_with_action(opened, number, "Unkind messages in a group chat.", is_open=True)
    opened.casebook.commit([*incident, _exhibit(opened, IncidentId(incident[0].id))])


def _exhibit(opened: Opened, incident: IncidentId) -> Exhibit:
    """An exhibit with a stored file of 1 MB: its content plays no part, so that it need not be encrypted."""
    file_id, at = new_id(), filled_casebook.now()
    _store(opened, file_id, os.urandom(_SCREENSHOT))
    number = len(opened.casebook.select(Exhibit)) + 1
    return Exhibit(
        id=new_id(), incident_id=incident, ref=f"JH/{number}", producer="JH", number=number, file_id=file_id,
        size=_SCREENSHOT, attached_at=at, attached_by=opened.casebook.identity.member_id,
    )  # fmt: skip


def _fill(opened: Opened, count: int) -> None:
    """Add exhibits of 1 MB to one incident, all at once."""
    incident, content, member = IncidentId(new_id()), os.urandom(_SCREENSHOT), opened.casebook.identity.member_id
    exhibits = []
    for number in range(count):
        file_id, ref = new_id(), f"MR/{number}"
        _store(opened, file_id, content)
        exhibits.append(Exhibit(
            id=new_id(), incident_id=incident, ref=ref, producer="MR", number=number, file_id=file_id,
            size=_SCREENSHOT, attached_at=filled_casebook.now(), attached_by=member,
        ))  # fmt: skip
    opened.casebook.commit(exhibits)
    os.sync()


def _store(opened: Opened, file_id: str, content: bytes) -> None:
    path = opened.evidence.folder / file_id[-2:] / f"{file_id}.age"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
