"""Run by itself: takes a film of 300 MB in, in a process of its own, and prints by how many MB its memory grew."""

import sys
from pathlib import Path
from threading import Event

from dslapp.domain.long_work import run_here
from dslapp.services.intake.take_in_evidence import attach, look_at
from tests.casebooks import DSL, SettableClock, unlock
from tests.cases import bare_case

CLIP = Path(__file__).parent / "samples" / "files" / "gamehall-clip.mp4"
SIZE = 300 << 20
_HEADER = 16


def make_film(path: Path, size: int = SIZE) -> Path:
    """The sample, with a box behind it that every player passes over."""
    clip = CLIP.read_bytes()
    with path.open("wb") as file:
        file.write(clip)
        file.write((1).to_bytes(4, "big") + b"free" + (size - len(clip)).to_bytes(8, "big"))
        file.truncate(size)
    return path


def memory(line: str) -> float:
    """What Linux says of this process's memory, in MB: VmRSS now, VmHWM the most since it was last forgotten."""
    status = Path("/proc/self/status").read_text()
    return int(next(each for each in status.splitlines() if each.startswith(line)).split()[1]) * 1024 / 1_000_000


def main(folder: Path, film: Path) -> None:
    """Take a small film in, so that everything is loaded; then the large one."""
    session = unlock(folder, DSL, SettableClock())
    case = bare_case(session)
    try:
        for source in (CLIP, film):
            Path("/proc/self/clear_refs").write_text("5")  # forget the most so far: opening a casebook takes some
            before = memory("VmRSS")
            looked = look_at(session, run_here, case, source, "no", Event())
            exhibit = attach(session, run_here, case, looked.waiting, Event())
        print(exhibit.ref, exhibit.exhibit_kind, exhibit.size, f"{memory('VmHWM') - before:.1f}")
    finally:
        session.files.close()
        session.opened.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
