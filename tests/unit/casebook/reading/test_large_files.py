"""A large file costs the program no memory, for its child asks for ranges of it; and nothing is loaded late."""

import struct
import subprocess
import sys
from pathlib import Path

import pytest

from dslapp.casebook.evidence.sources import EvidenceRefused
from dslapp.casebook.reading.reader import FileReader
from tests.files import FILES, sample_file

ROOT = Path(__file__).parents[4]
SIZE = 300 << 20
ALLOWED_MIB = 16
"""A quarter of what attaching may take altogether."""


def large(kind: str) -> bytes:
    if kind == "film":
        return sample_file("gamehall-clip.mp4") + struct.pack(">I4s", SIZE, b"free")
    return {"text": b"Ellis P.,Year 8,", "archive": b"PK\x03\x04", "e-mail": sample_file("parent-email.eml")}[kind]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count memory in other units")
@pytest.mark.parametrize("kind", ["film", "text", "archive", "e-mail"])
def test_a_file_of_300_mb_is_looked_at_in_little_memory(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes(large(kind))
    with path.open("r+b") as stream:
        stream.truncate(SIZE)
    program = f"""
import resource, sys
from pathlib import Path
from dslapp.casebook.reading.reader import FileReader
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
with FileReader() as files:
    files.look(b"so that all is loaded")
    before = peak()
    facts = files.look(Path({str(path)!r}))
    print(facts.kind, peak() - before)
"""
    told = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    found, grown = told.stdout.split()

    assert found == {"archive": "file", "text": "file"}.get(kind, kind)
    assert int(grown) <= ALLOWED_MIB


def test_a_file_beyond_2_gb_is_refused(files: FileReader, tmp_path: Path) -> None:
    path = tmp_path / "disk.img"
    with path.open("wb") as stream:
        stream.truncate((2 << 30) + 1)

    with pytest.raises(EvidenceRefused, match="too large"):
        files.look(path)


def test_a_file_that_vanishes_is_told_as_such(files: FileReader, tmp_path: Path) -> None:
    with pytest.raises(EvidenceRefused, match="no longer there"):
        files.look(tmp_path / "gone.eml")


def test_nothing_is_loaded_once_the_child_is_confined() -> None:
    """A module that is asked for late cannot be opened any more, and the file would seem damaged."""
    program = f"""
import io, sys
from pathlib import Path
from dslapp.casebook.reading import film, reading
from dslapp.casebook.reading.file_types import ENOUGH, is_film, media_type
from dslapp.casebook.reading.protocol import FileRequest
from tests.outlook import outlook_message
from datetime import UTC, datetime
import zipfile
sent = datetime(2026, 1, 1, tzinfo=UTC)
letter = outlook_message(sender="A", to="B", subject="C", body="D", sent=sent, files={{"a": b"b"}})
archive = io.BytesIO()
with zipfile.ZipFile(archive, "w", zipfile.ZIP_LZMA) as packed: packed.writestr("a", b"b" * 99)
page = b"<!DOCTYPE html><p>caf\\xe9</p>"
samples = [path.read_bytes() for path in Path({str(FILES)!r}).iterdir()] + [letter, page, archive.getvalue()]
reading.prepare()
film.prepare()
before = set(sys.modules)
for data in samples:
    kind = media_type(data[:ENOUGH])
    for task in ("look", "part", "page" if kind == "application/pdf" else "look"):
        if is_film(kind) and task == "part": task = "frame"
        request = FileRequest(task=task, media_type=kind, size=len(data), longest=100, number=int(task == "frame"))
        (film if is_film(kind) else reading).answer(request, io.BytesIO(data))
print(*sorted(set(sys.modules) - before))
"""
    told = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert told.stdout.split() == []


def test_the_children_load_neither_the_database_nor_keys_nor_the_window() -> None:
    program = "import dslapp.casebook.reading.reading, dslapp.casebook.reading.film, sys; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True, text=True)

    assert not {"PySide6", "sqlcipher3", "pyrage", "cryptography", "argon2", "reportlab"} & set(told.stdout.split())
