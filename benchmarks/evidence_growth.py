"""B5: attaching a screenshot of 1 MB to a casebook that holds 200 MB, then 2 GB of evidence.

The reference is KeePassXC adding the same attachment to a database of 200 MB: it rewrites the whole of it each time.
It is measured when `keepassxc-cli` is installed; else the figure is the one noted on a container of two cores.
"""

import os
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path

from benchmarks import filled_casebook
from benchmarks.figure import Figure, seconds
from dslapp.casebook.opening import Opened
from dslapp.domain.entity import ExhibitId, IncidentId, new_id
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit

_ROUNDS = 40
_SCREENSHOT = 1 << 20
_SMALL, _LARGE = 200, 2_000
_KEEPASSXC_NOTED = 23.0
_PART = 50 << 20
"""Bytes of each of the four attachments that fill KeePassXC's database."""


def run() -> list[Figure]:
    """Attach to the small casebook, fill it up, attach again."""
    with tempfile.TemporaryDirectory() as place:
        folder, screenshot = Path(place) / "growing.casebook", Path(place) / "screenshot.png"
        screenshot.write_bytes(b"\x89PNG\r\n\x1a\n" + os.urandom(_SCREENSHOT))
        filled_casebook.make(folder, 200)
        opened = filled_casebook.unlock(folder)
        _fill(opened, 0, _SMALL)
        small = _attaching(opened, screenshot)
        _fill(opened, _SMALL, _LARGE)
        large = _attaching(opened, screenshot)
        opened.close()
        reference = _keepassxc(Path(place), screenshot)
    return [
        Figure(
            id="B5", work="attach a 1 MB screenshot to 200 MB of evidence", ours=small * 1000,
            reference=reference * 1000, ratio=reference / small, goal="≥ 100× faster", unit="ms",
            met=reference / small >= 100,
        ),
        Figure(
            id="B5 grow", work="the same with 2 GB of evidence, against 200 MB", ours=large * 1000,
            reference=small * 1000, ratio=large / small, goal="≤ 1.2×", unit="ms", met=large / small <= 1.2,
        ),
    ]  # fmt: skip


def _attaching(opened: Opened, screenshot: Path) -> float:
    """The median of keeping the file and committing its exhibit with the first step of its continuity, in seconds."""
    first = len(opened.casebook.select(Exhibit)) + 1
    numbers = iter(range(first, first + _ROUNDS))
    return statistics.median(seconds(lambda: _attach(opened, screenshot, next(numbers))) for _ in range(_ROUNDS))


def _attach(opened: Opened, screenshot: Path, number: int) -> None:
    kept, at = opened.evidence.keep(screenshot), filled_casebook.now()
    member, incident = opened.casebook.identity.member_id, IncidentId(new_id())
    exhibit = Exhibit(
        id=new_id(), incident_id=incident, ref=f"JH/{number}", producer="JH", number=number,
        file_id=kept.file_id, size=kept.size, original_name=screenshot.name, sha256=kept.sha256,
        stored_sha256=kept.stored_sha256, media_type=kept.media_type, attached_at=at, attached_by=member,
    )  # fmt: skip
    taken_in = CustodyEvent(
        id=new_id(), incident_id=incident, exhibit_id=ExhibitId(exhibit.id), at=at, what="attached", by=member
    )
    opened.casebook.commit([exhibit, taken_in])


def _fill(opened: Opened, first: int, last: int) -> None:
    """Put files of 1 MB where kept ones lie: their content plays no part, their number and size might."""
    content = os.urandom(_SCREENSHOT)
    for _ in range(first, last):
        file_id = new_id()
        path = opened.evidence.folder / file_id[-2:] / f"{file_id}.age"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    os.sync()


def _keepassxc(folder: Path, screenshot: Path) -> float:
    if not shutil.which("keepassxc-cli"):
        return _KEEPASSXC_NOTED
    database, part = folder / "reference.kdbx", folder / "part"

    def cli(*arguments: str, passphrases: int = 1) -> None:
        subprocess.run(
            ["keepassxc-cli", *arguments],
            input=f"{filled_casebook.PASSPHRASE}\n" * passphrases, text=True, check=True, capture_output=True,
        )  # fmt: skip

    cli("db-create", "--set-password", str(database), passphrases=2)
    cli("add", str(database), "case")
    for number in range(4):
        part.write_bytes(os.urandom(_PART))
        cli("attachment-import", str(database), "case", f"part-{number}", str(part))
    return seconds(lambda: cli("attachment-import", str(database), "case", "screenshot.png", str(screenshot)))
