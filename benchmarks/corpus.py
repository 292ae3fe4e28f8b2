"""A public corpus through intake and the readers, by hand: `make corpus ARGS="FOLDER [MORE FILES OR FOLDERS]"`.

Downloads the source distributions named here with pip into FOLDER, and takes each test file in them the way that a
person's file goes: behind the gate, looked at, drawn small, kept, recorded, and read back from the casebook; then it is
drawn as the viewer does and its parts are taken out. At the end the whole casebook is verified. Nothing of the files is
kept in the repository, and the casebook is thrown away.
"""

import resource
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from threading import Event

from benchmarks.filled_casebook import make, now, unlock
from dslapp.casebook.reading.reader import FileReader
from dslapp.content.library import load_library
from dslapp.domain.case.incident import Incident, SafetyAnswers
from dslapp.domain.entity import MemberId, new_id
from dslapp.domain.evidence.file_facts import FileFacts
from dslapp.domain.long_work import run_here
from dslapp.domain.problems import Problem
from dslapp.domain.school import Member
from dslapp.services.health.verify_casebook import verify_casebook
from dslapp.services.intake.take_in_evidence import attach, look_at
from dslapp.services.session import Session

SOURCES = (
    "Pillow==13.0.0", "pikepdf==10.17.0", "pdfminer.six==20260107", "pypdf==7.1.0", "python-oxmsg==0.0.2",
    "extract-msg==0.57.0", "tinytag==2.3.2", "mutagen==1.48.1", "pymediainfo==7.0.1", "mail-parser==4.8.0",
    "chardet==7.7.0", "openpyxl==3.1.5", "python-docx==1.2.0", "olefile==0.47", "whatstk==0.9.1",
    "beautifulsoup4==4.15.0", "imageio==2.38.1",
)  # fmt: skip
SLOW_S = 10.0
CRASHED = "crashed"
_TESTS = frozenset({"tests", "test", "samples", "resources", "data", "datasets", "images", "fuzz", "examples"})
_CODE = frozenset({".py", ".pyi", ".c", ".h", ".cpp", ".pyx", ".toml", ".cfg", ".lock"})
_FIRST_PARTS = 3


def main(arguments: list[str]) -> int:
    """Download, take each file in, and print the counts; the exit code says whether anything crashed or was slow."""
    if not arguments:
        print("Name a folder for what is downloaded: make corpus ARGS=build/corpus")
        return 2
    folder, *more = map(Path, arguments)
    return taken_in((*_of_sources(folder), *_of_paths(more)))


def taken_in(corpus: Iterable[tuple[str, str, bytes]]) -> int:
    """Take files in, each with where it is from and its name; the exit code of `main`."""
    counts: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    by_source: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as place, FileReader() as files:
        session, case = _casebook(Path(place) / "Corpus.casebook", files)
        _take_in(session, case, "first.txt", b"so that the child is there", Counter())
        before = _peak_mib()
        for source, name, data in corpus:
            start = time.monotonic()
            what, kind = _take_in(session, case, PurePosixPath(name).name, data, counts)
            took = time.monotonic() - start
            counts[what] += 1
            kinds[kind] += 1
            by_source[source] += 1
            if took > SLOW_S:
                counts["slow"] += 1
            if what == CRASHED or took > SLOW_S:
                print(f"{what}, {took:.1f} s: {source} {name}")
        grown = _peak_mib() - before
        faults = verify_casebook(session).faults
        session.opened.close()
    print("files:", dict(by_source))
    print("kinds:", dict(kinds))
    print(f"{sum(by_source.values())} files: {dict(counts)}; memory of the program grew by {grown:.0f} MiB at most")
    print(f"{len(faults)} faults in the casebook afterwards")
    return int(counts[CRASHED] + counts["slow"] + len(faults) > 0)


def _casebook(folder: Path, files: FileReader) -> tuple[Session, str]:
    """A casebook with a case into which files may come."""
    make(folder, 0)
    opened = unlock(folder)
    member = opened.casebook.get(Member, opened.casebook.identity.member_id)
    case = Incident(
        id=new_id(), ref="OSI-2026-0001", owner=MemberId(member.id), logged_at=now(), logged_by=MemberId(member.id),
        reported_to_dsl_at=now(), summary="Files of others",
        safety=SafetyAnswers(danger="no", image="no", adult_here="none"),
    )  # fmt: skip
    opened.casebook.commit([case])
    return Session(opened, member, load_library(), files, now), case.id


def _take_in(session: Session, case: str, name: str, data: bytes, counts: Counter[str]) -> tuple[str, str]:
    """Attach a file, read it back and use what it has; what became of it, and what kind of file it is."""
    try:
        looked = look_at(session, run_here, case, lambda: data, "no", Event(), name=name)
        exhibit = attach(session, run_here, case, looked.waiting, Event(), although_known=True)
        if session.evidence.read(exhibit.file_id, exhibit.sha256) != data:
            return _crashed(name, "it was kept as something else")
    except Problem as told:
        has_way_on = bool(told.message and told.way_forward)
        return ("refused", "refused") if has_way_on else _crashed(name, "refused, and no way on was said")
    except Exception as error:  # noqa: BLE001 - this is what the run is to find
        return _crashed(name, type(error).__name__)
    facts = looked.waiting.facts
    for use in (_draw, _take_out):
        try:
            use(session.files, data, facts)
        except Problem as told:
            counts[f"kept, and of a part was said: {told.message}"] += 1
        except Exception as error:  # noqa: BLE001 - as above
            return _crashed(name, type(error).__name__)
    return ("kept with a note" if facts.notes else "kept"), facts.kind


def _crashed(name: str, why: str) -> tuple[str, str]:
    print(f"{name}: {why}")
    return CRASHED, CRASHED


def _draw(files: FileReader, data: bytes, facts: FileFacts) -> None:
    if facts.kind == "picture":
        files.thumbnail(data)
    elif facts.pages:
        files.pages(data, 1.0, 0, 1)
    elif facts.poster:
        files.frames(data, 0.0, 0.5, 4, 320)


def _take_out(files: FileReader, data: bytes, facts: FileFacts) -> None:
    for part in facts.parts[:_FIRST_PARTS]:
        if part.can_be_taken and (taken := files.part(data, part.number)):
            files.look(taken)


def _of_sources(folder: Path) -> Iterator[tuple[str, str, bytes]]:
    """Each test file of each source distribution, downloaded once."""
    folder.mkdir(parents=True, exist_ok=True)
    for source in SOURCES:
        project, version = source.lower().split("==")
        pattern = f"{project.replace('-', '?').replace('.', '?')}-{version}*"
        if not any(folder.glob(pattern)):
            fetch = ("download", "--quiet", "--no-binary", ":all:", "--no-deps", "--dest", str(folder), source)
            subprocess.run([sys.executable, "-m", "pip", *fetch], check=True)
        for archive in folder.glob(pattern):
            for name, data in _members(archive):
                path = PurePosixPath(name)
                if data and path.suffix.lower() not in _CODE and _TESTS & {part.lower() for part in path.parts}:
                    yield project, name, data


def _members(archive: Path) -> Iterator[tuple[str, bytes]]:
    if archive.suffix == ".zip":
        with zipfile.ZipFile(archive) as packed:
            for name in packed.namelist():
                yield name, packed.read(name)
        return
    with tarfile.open(archive) as packed_too:
        for member in packed_too:
            held = packed_too.extractfile(member) if member.isfile() else None
            if held is not None:
                yield member.name, held.read()


def _of_paths(paths: list[Path]) -> Iterator[tuple[str, str, bytes]]:
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                yield path.name, file.name, file.read_bytes()


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
