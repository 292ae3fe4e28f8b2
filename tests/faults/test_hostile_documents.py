"""F16: any file beyond pictures is kept with words about it, or refused in words, in bounded time and memory."""

import sys
import time
from pathlib import Path

import pytest

from dslapp.casebook.reading.film_child import MEMORY as FILM_MEMORY
from dslapp.casebook.reading.reader import FileReader
from dslapp.domain.evidence.file_facts import FileFacts
from dslapp.domain.problems import UserProblem
from dslapp.services.session import Session
from tests.faults.counts import Count
from tests.faults.hostile_files import HOSTILE_FILES
from tests.files import sample_file

LONGEST_S = 10.0
MOST_KIB = {"file": 512 << 10, "film": FILM_MEMORY >> 10}
PARTS = 6
_PARTS_TAKEN = 3


def peaks_kib(files: FileReader) -> dict[str, int]:
    """The most memory that each child has had, where the system tells."""
    if sys.platform != "linux":
        return {}
    peaks = {}
    for which, child in files._children.items():
        status = Path(f"/proc/{child._process.pid}/status").read_text().splitlines()
        peaks[str(which)] = int(next((line for line in status if line.startswith("VmPeak")), "x 0").split()[1])
    return peaks


def use_all(files: FileReader, path: Path, facts: FileFacts) -> None:
    """What intake and the viewer ask of a file: its parts, its pages, its pictures."""
    for part in facts.parts[:_PARTS_TAKEN]:
        taken = files.part(path, part.number)
        if taken:
            files.look(taken, part.name)
    if facts.pages:
        files.pages(path, 1.0, 0, 1)
    if facts.poster:
        files.frames(path, 1.0, 0.5, 3, 320)


@pytest.mark.parametrize("part", range(PARTS))
def test_each_hostile_file_is_kept_with_words_or_refused_in_words(
    session: Session, tmp_path: Path, part: int, counted: Count
) -> None:
    files, wrong, kept = session.files, list[str](), 0
    names = list(HOSTILE_FILES)[part::PARTS]
    for name in names:
        path = tmp_path / "chosen.png"
        path.write_bytes(HOSTILE_FILES[name]())
        for act in ("look", "use"):
            start = time.monotonic()
            try:
                if act == "look":
                    facts = files.look(path)
                    kept += 1
                else:
                    use_all(files, path, facts)
            except UserProblem as told:
                if not (told.message and told.way_forward):
                    wrong.append(f"{name}: no words")
                if act == "look":
                    break
            if time.monotonic() - start > LONGEST_S + 2:
                wrong.append(f"{name}: {act} took {time.monotonic() - start:.0f} s")
        wrong += [f"{name}: the {which} child had {kib >> 10} MiB" for which, kib in peaks_kib(files).items()
                  if kib > MOST_KIB[which]]  # fmt: skip
        path.unlink()
    assert files.look(sample_file("parent-email.eml")).kind == "e-mail", "the program lives on"
    counted("F16", "hostile document, e-mail, archive or film", len(names), acknowledged=kept, silent=len(wrong))
    assert wrong == []
