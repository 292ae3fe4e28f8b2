"""A public corpus through the readers, by hand: `python -m benchmarks.corpus FOLDER [MORE FILES OR FOLDERS]`.

Downloads the source distributions named here with pip into FOLDER, and takes each test file in them through what intake
and the viewer do: look, draw, take parts out. Nothing of them is kept in the repository.
"""

import resource
import subprocess
import sys
import tarfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from dslapp.casebook.reading.reader import FileReader
from dslapp.domain.evidence.file_facts import FileFacts
from dslapp.domain.problems import UserProblem

SOURCES = (
    "Pillow==13.0.0", "pikepdf==10.17.0", "pdfminer.six==20260107", "pypdf==7.1.0", "python-oxmsg==0.0.2",
    "extract-msg==0.57.0", "tinytag==2.3.2", "mutagen==1.48.1", "pymediainfo==7.0.1", "mail-parser==4.8.0",
    "chardet==7.7.0", "openpyxl==3.1.5", "python-docx==1.2.0", "olefile==0.47", "whatstk==0.9.1",
    "beautifulsoup4==4.15.0", "imageio==2.38.1",
)  # fmt: skip
SLOW_S = 10.0
_TESTS = frozenset({"tests", "test", "samples", "resources", "data", "datasets", "images", "fuzz", "examples"})
_CODE = frozenset({".py", ".pyi", ".c", ".h", ".cpp", ".pyx", ".toml", ".cfg", ".lock"})
_FIRST_PARTS = 3


def main(arguments: list[str]) -> int:
    """Download, look at each file, and print the counts; the exit code says whether anything crashed or was slow."""
    folder = Path(arguments[0])
    counts: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    by_source: Counter[str] = Counter()
    with FileReader() as files:
        _try(files, b"so that the child is there", counts)
        before, counts = _peak_mib(), Counter()
        for source, name, data in (*_of_sources(folder), *_of_paths(arguments[1:])):
            start = time.monotonic()
            what, kind = _try(files, data, counts)
            took = time.monotonic() - start
            counts[what] += 1
            kinds[kind] += 1
            by_source[source] += 1
            if took > SLOW_S:
                counts["slow"] += 1
            if what == "crashed" or took > SLOW_S:
                print(f"{what}, {took:.1f} s: {source} {name}")
        grown = _peak_mib() - before
    print("files:", dict(by_source))
    print("kinds:", dict(kinds))
    print(f"{sum(by_source.values())} files: {dict(counts)}; memory of the program grew by {grown:.0f} MiB at most")
    return int(counts["crashed"] + counts["slow"] > 0)


def _try(files: FileReader, data: bytes, counts: Counter[str]) -> tuple[str, str]:
    """Look at a file and use what it has; what became of it, and what kind of file it is."""
    try:
        facts = files.look(data)
    except UserProblem as told:
        return ("refused" if told.message and told.way_forward else "crashed"), "refused"
    except Exception as error:  # noqa: BLE001 - this is what the run is to find
        return f"crashed ({type(error).__name__})", "crashed"
    for use in (_draw, _take_out):
        try:
            use(files, data, facts)
        except UserProblem as told:
            counts[f"kept, and of a part was said: {told.message}"] += 1
        except Exception:  # noqa: BLE001 - as above
            return "crashed", facts.kind
    return ("kept with a note" if facts.notes else "kept"), facts.kind


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


def _of_paths(paths: list[str]) -> Iterator[tuple[str, str, bytes]]:
    for path in map(Path, paths):
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                yield path.name, file.name, file.read_bytes()


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
