"""A film of 300 MB: taken in without being held in memory, told how far it is, stopped without a trace."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event

import msgspec
import pytest

from dslapp.casebook.evidence import sources
from dslapp.casebook.evidence.sources import EvidenceRefused
from dslapp.casebook.evidence.streams import EvidenceCancelled
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.long_work import run_here
from dslapp.domain.problems import NotAllowed
from dslapp.services.exhibits.show_evidence import export_original
from dslapp.services.intake.look_at_file import HELD_IN_MEMORY, look_at_source
from dslapp.services.intake.sweep_evidence import sweep_evidence
from dslapp.services.intake.take_in_evidence import attach, look_at
from dslapp.services.session import Session
from tests.casebooks import HEAD
from tests.cases import bare_case
from tests.large_film import SIZE, make_film

ROOT = Path(__file__).parents[4]
MOST_GROWTH_MB = 64


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux tells how much memory was used")
def test_a_film_of_300_mb_is_not_held_in_memory(casebook_folder: Path, tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mp4")
    command = [sys.executable, "-m", "tests.large_film", str(casebook_folder), str(film)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120).stdout.split()
    assert told[:3] == ["JH/2", "film", str(SIZE)]
    assert float(told[3]) <= MOST_GROWTH_MB


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Just large enough to be read where it lies."""
    return make_film(tmp_path / "film.mp4", HELD_IN_MEMORY + (1 << 20))


def files_of(session: Session) -> list[Path]:
    return [path for path in session.evidence.folder.rglob("*") if path.is_file()]


def test_how_far_it_is_is_told_while_it_is_looked_at_and_kept(session: Session, film: Path) -> None:
    case, told = bare_case(session), list[tuple[int, int]]()
    looked = look_at(session, run_here, case, film, "no", Event(), progress=lambda *at: told.append(at))
    size = film.stat().st_size
    assert told[-1] == (size, size)
    told.clear()
    attach(session, run_here, case, looked.waiting, Event(), progress=lambda *at: told.append(at))
    assert told[-1] == (2 * size, 2 * size), "kept, then read back"
    assert told == sorted(told)


def test_stopped_while_it_is_looked_at_nothing_was_kept(session: Session, film: Path) -> None:
    cancel = Event()
    with pytest.raises(EvidenceCancelled):
        look_at(
            session, run_here, bare_case(session), film, "no", cancel, progress=lambda *_: cancel.set()
        )  # fmt: skip
    assert files_of(session) == []


def test_stopped_while_it_is_kept_nothing_is_left_and_it_waits_as_before(session: Session, film: Path) -> None:
    case, cancel = bare_case(session), Event()
    waiting = look_at_source(session, film)
    with pytest.raises(EvidenceCancelled):
        attach(session, run_here, case, waiting, cancel, progress=lambda *_: cancel.set())
    assert files_of(session) == []
    assert session.casebook.of_incident(Exhibit, case) == []
    assert sweep_evidence(session).in_words == ""
    cancel.clear()
    assert attach(session, run_here, case, waiting, cancel).exhibit_kind == "film"


def test_one_that_is_gone_by_the_time_it_is_kept_is_refused(session: Session, film: Path) -> None:
    case, waiting = bare_case(session), look_at_source(session, film)
    film.unlink()
    with pytest.raises(EvidenceRefused, match="no longer there"):
        attach(session, run_here, case, waiting, Event())
    assert files_of(session) == []


def test_more_than_2_gb_is_refused_before_it_is_read(session: Session, tmp_path: Path) -> None:
    disk_image = tmp_path / "disk.img"
    with disk_image.open("wb") as file:
        file.truncate(sources.LARGEST + 1)
    with pytest.raises(EvidenceRefused, match="at most 2,048"):
        look_at(session, run_here, bare_case(session), disk_image, "no", Event())


def test_a_large_original_is_saved_as_it_is_by_whoever_may(
    session: Session, unlock_as: Callable[[str], Session], film: Path, tmp_path: Path
) -> None:
    exhibit = attach(session, run_here, bare_case(session), look_at_source(session, film), Event())
    export_original(session, exhibit.id, tmp_path / "exhibit JH-1.mp4", purpose="For the officer in the case")
    assert (tmp_path / "exhibit JH-1.mp4").read_bytes() == film.read_bytes()
    opened = unlock_as(HEAD)
    reader = replace(opened, member=msgspec.structs.replace(opened.member, role="read_only"))
    with pytest.raises(NotAllowed):
        export_original(reader, exhibit.id, tmp_path / "exhibit JH-1 2.mp4", purpose="For the officer")
    assert not (tmp_path / "exhibit JH-1 2.mp4").exists()
