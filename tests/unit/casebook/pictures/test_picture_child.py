"""The picture child can do nothing but decode, and the program believes nothing that it says."""

import ctypes
import subprocess
import sys
from pathlib import Path

import pytest

from dslapp.casebook.own_program import child_command
from dslapp.casebook.pictures.problems import PictureReaderBroken, PictureUnreadable
from dslapp.casebook.pictures.protocol import Pixels, Ready, frame
from dslapp.casebook.pictures.reader import PictureReader
from dslapp.casebook.pictures.windows_job import BasicLimits, ExtendedLimits, Function, confine_in_a_job
from tests.children import saying

ROOT = Path(__file__).parents[4]
SCREENSHOT = (ROOT / "tests" / "samples" / "evidence" / "chatnest-taunts-1.png").read_bytes()

unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows uses a job object; see the checklist of a release")


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\xff\xff\xff\xff", id="a header of 4 GB"),
        pytest.param(b"\x00\x00\x00\x05hello", id="no JSON"),
        pytest.param(b'\x00\x00\x00\x10{"type":"other"}', id="an answer that does not exist"),
        pytest.param(frame(Pixels(width=99_999, height=99_999)), id="30 GB of dots"),
        pytest.param(frame(Pixels(width=10, height=10)) + b"too few", id="fewer dots than it said"),
        pytest.param(frame(Ready()), id="the answer to another question"),
    ],
)
def test_nonsense_from_the_child_is_a_refusal_in_words(answer: bytes) -> None:
    with PictureReader(saying(answer)) as reader, pytest.raises(PictureUnreadable, match="damaged"):
        reader.view(SCREENSHOT)


def test_a_picture_that_takes_too_long_is_stopped() -> None:
    forever = saying(then="import threading; threading.Event().wait()")

    with PictureReader(forever, patience=0.5) as reader, pytest.raises(PictureUnreadable, match="took longer than"):
        reader.view(SCREENSHOT)


def test_a_child_that_stops_reading_is_stopped() -> None:
    deaf = [sys.executable, "-c", f"import os,threading; os.write(1, {frame(Ready())!r}); threading.Event().wait()"]

    with PictureReader(deaf, patience=0.5) as reader, pytest.raises(PictureUnreadable, match="took longer than"):
        reader.view(SCREENSHOT + bytes(5_000_000))


@pytest.mark.parametrize(
    "command",
    [
        pytest.param([sys.executable, "-c", ""], id="ends at once"),
        pytest.param([sys.executable, "-c", "print('x' * 100)"], id="greets wrongly"),
        pytest.param(["/nowhere/dslcasebook"], id="is not there"),
    ],
)
def test_a_child_that_does_not_start_is_the_computers_fault_and_not_the_pictures(command: list[str]) -> None:
    with PictureReader(command) as reader, pytest.raises(PictureReaderBroken, match="does not start"):
        reader.inspect(SCREENSHOT)


def test_the_child_gets_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SECRET", "x")
    greets_if_it_has_none = f"import os; 'A_SECRET' in os.environ or os.write(1, {frame(Ready())!r})"

    with (
        PictureReader([sys.executable, "-c", greets_if_it_has_none]) as reader,
        pytest.raises(PictureUnreadable),  # and not PictureReaderBroken: it greeted
    ):
        reader.inspect(SCREENSHOT)


@unix
@pytest.mark.parametrize(
    ("attempt", "outcome"),
    [
        pytest.param("open('/etc/hostname').read()", "OSError", id="read a file"),
        pytest.param("os.open('/tmp', os.O_RDONLY)", "OSError", id="look into a folder"),
        pytest.param("__import__('_socket').socket()", "OSError", id="open a socket"),
        pytest.param("os.dup(1)", "OSError", id="make another handle"),
        pytest.param("os.close(2), open('/etc/hostname').read()", "OSError", id="read a file in the place of another"),
        pytest.param(
            "os.close(2), __import__('_socket').socket()", "OSError", id="open a socket in the place of another"
        ),
        pytest.param("subprocess.Popen(['/bin/true'])", "OSError", id="start a program"),
        pytest.param("bytearray(600 << 20)", "MemoryError", id="take 600 MB"),
        pytest.param("bytearray(100 << 20)", "done", id="take 100 MB"),
    ],
)
def test_the_confined_process_can(attempt: str, outcome: str) -> None:
    if "600" in attempt and sys.platform == "darwin":
        pytest.skip("macOS keeps to no such limit")
    program = f"""
import _socket, os, subprocess
from dslapp.casebook.pictures.confinement import confine_this_process
confine_this_process()
try:
    {attempt}
except (OSError, MemoryError) as error:
    os.write(1, (OSError if isinstance(error, OSError) else MemoryError).__name__.encode())
else:
    os.write(1, b"done")
"""
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env={}, capture_output=True, check=True, timeout=60
    )

    assert ended.stdout.decode() == outcome


@unix
def test_the_confined_process_writes_no_file_that_was_open_before(tmp_path: Path) -> None:
    program = f"""
import os
from dslapp.casebook.pictures.confinement import confine_this_process
descriptor = os.open({str(tmp_path / "leak")!r}, os.O_CREAT | os.O_WRONLY)
confine_this_process()
os.write(descriptor, b"a child's words")
"""
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env={}, capture_output=True, timeout=60)

    assert b"File too large" in ended.stderr
    assert (tmp_path / "leak").read_bytes() == b""


def test_the_child_loads_neither_the_database_nor_keys_nor_the_window() -> None:
    program = "import dslapp.casebook.pictures.child, sys; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout.split()

    for banned in ("PySide6", "sqlcipher3", "pyrage", "cryptography", "argon2", "reportlab"):
        assert banned not in loaded


def test_the_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)

    assert child_command("--picture-child") == [sys.executable, "--picture-child"]


class NotedFunction:
    """One function of Windows: notes each call and succeeds, or fails."""

    def __init__(self, name: str, calls: list[tuple[str, tuple[object, ...]]], *, fails: bool) -> None:
        self.name, self.calls, self.fails = name, calls, fails
        self.restype: object = None
        self.argtypes: object = None

    def __call__(self, *arguments: object) -> int:
        self.calls.append((self.name, arguments))
        return 0 if self.fails else 7


class NotedCalls:
    """Stands for kernel32.dll; one of its functions may fail."""

    def __init__(self, failing: str = "") -> None:
        self.calls: list[tuple[str, tuple[object, ...]]] = []

        def function(name: str) -> Function:
            return NotedFunction(name, self.calls, fails=name == failing)

        self.CreateJobObjectW = function("CreateJobObjectW")
        self.SetInformationJobObject = function("SetInformationJobObject")
        self.AssignProcessToJobObject = function("AssignProcessToJobObject")
        self.GetCurrentProcess = function("GetCurrentProcess")


def test_on_windows_the_child_puts_itself_into_a_job() -> None:
    kernel32 = NotedCalls()

    confine_in_a_job(kernel32, 512 << 20)

    assert [name for name, _ in kernel32.calls] == [
        "CreateJobObjectW", "SetInformationJobObject", "SetInformationJobObject", "GetCurrentProcess",
        "AssignProcessToJobObject",
    ]  # fmt: skip
    assert kernel32.calls[1][1][1] == 9
    assert kernel32.calls[1][1][3] == ctypes.sizeof(ExtendedLimits)
    assert kernel32.calls[-1][1] == (7, 7)


@pytest.mark.parametrize("failing", ["CreateJobObjectW", "SetInformationJobObject", "AssignProcessToJobObject"])
def test_on_windows_a_child_that_is_not_confined_does_not_go_on(failing: str) -> None:
    with pytest.raises(OSError, match="did not confine"):
        confine_in_a_job(NotedCalls(failing), 512 << 20)


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="the sizes of 64-bit Windows")
def test_the_limits_have_the_layout_that_windows_documents() -> None:
    assert ctypes.sizeof(BasicLimits) == 64
    assert ctypes.sizeof(ExtendedLimits) == 144
    assert ExtendedLimits.process_memory.offset == 112
