"""F16: whatever file is chosen as evidence, the program says what it is in words, in bounded time and memory."""

import sys
import time
from pathlib import Path

import pytest

from dslapp.casebook.evidence.sources import EvidenceRefused
from dslapp.casebook.journal.verify import verify
from dslapp.casebook.pictures.problems import PictureUnreadable
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.intake.look_at_file import WaitingFile, look_at_source
from dslapp.services.session import Session
from tests.cases import bare_case
from tests.faults.counts import Count
from tests.faults.hostile import HOSTILE, HOSTILE_NAMES
from tests.pictures import child_id, sample

LONGEST_S, MOST_KIB = 10.0, 512 << 10
PARTS = 4
HONEST = "chatnest-taunts-1.png"


def peak_kib(session: Session) -> int:
    """The most memory that the child has had, where the system tells."""
    if sys.platform != "linux" or session.pictures._child is None:
        return 0
    status = Path(f"/proc/{child_id(session.pictures)}/status").read_text().splitlines()
    return int(next(line for line in status if line.startswith("VmPeak")).split()[1])


@pytest.mark.parametrize("part", range(PARTS))
def test_each_hostile_file_is_shown_or_refused_in_words(
    session: Session, tmp_path: Path, part: int, counted: Count
) -> None:
    wrong, shown = list[str](), 0
    names = list(HOSTILE)[part::PARTS]
    for name in names:
        path = tmp_path / "chosen.png"
        path.write_bytes(HOSTILE[name]())
        start = time.monotonic()
        try:
            waiting = look_at_source(session, path)
            session.pictures.thumbnail(waiting.data)
            shown += 1
        except (PictureUnreadable, EvidenceRefused) as told:
            if not (told.message and told.way_forward):
                wrong.append(f"{name}: no words")
        if time.monotonic() - start > LONGEST_S + 2:
            wrong.append(f"{name}: took {time.monotonic() - start:.0f} s")
        if peak_kib(session) > MOST_KIB:
            wrong.append(f"{name}: the child had {peak_kib(session) >> 10} MiB")
        path.unlink()
    assert isinstance(look_at_source(session, sample(HONEST)), WaitingFile), "the program lives on"
    counted("F16", "hostile file chosen as evidence", len(names), acknowledged=shown, silent=len(wrong))
    assert wrong == []


def test_a_hostile_name_is_only_ever_words(session: Session, tmp_path: Path, counted: Count) -> None:
    case, folder = bare_case(session), session.opened.folder
    outside = set(tmp_path.rglob("*"))
    for number, name in enumerate(HOSTILE_NAMES):
        attach_file(
            session, case, sample(HONEST) + bytes(number), ExhibitAnswers(description="A picture"), image_answer="no",
            name=name,
        )  # fmt: skip
    new = {path for path in set(tmp_path.rglob("*")) - outside if path.is_file()}
    wrong = [path for path in new if not path.is_relative_to(folder)]
    wrong += [path for path in new if path.is_relative_to(folder / "evidence") and path.suffix != ".age"]
    exhibits = session.casebook.select(Exhibit)
    counted("F16", "hostile name of a file", len(HOSTILE_NAMES), acknowledged=len(exhibits), silent=len(wrong))
    assert wrong == []
    assert len(exhibits) == len(HOSTILE_NAMES)
    assert verify(session.casebook, session.evidence).faults == ()
