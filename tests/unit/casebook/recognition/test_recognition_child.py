"""The recognition child can do nothing but read dots, and the program believes nothing that it says."""

import os
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest

from dslapp.casebook.own_program import child_command
from dslapp.casebook.pictures.protocol import Ready, Refused, frame
from dslapp.casebook.recognition.judging import Reading, judge
from dslapp.casebook.recognition.problems import MachineReaderBroken, NotReadByMachine
from dslapp.casebook.recognition.protocol import GAP, MOST_DOTS, Lines, SeenLine, Strip
from dslapp.casebook.recognition.reader import WIDEST, MachineReader, strips
from tests.children import saying
from tests.written import dots_of, needs_recognition, written

ROOT = Path(__file__).parents[4]
linux = pytest.mark.skipif(sys.platform != "linux", reason="asks the system of Linux")


def line(text: str, *, sure: float = 0.99, least: float = 0.99, height: int = 30) -> SeenLine:
    return SeenLine(text=text, sure=sure, least_sure=least, top=0, left=0, height=height)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\xff\xff\xff\xff", id="a header of 4 GB"),
        pytest.param(b"\x00\x00\x00\x05hello", id="no JSON"),
        pytest.param(frame(Ready()), id="the answer to another question"),
        pytest.param(frame(Refused(reason="too large for the memory")), id="that it has no memory"),
        pytest.param(frame(Lines(lines=(line("x"),) * 1_001)), id="too many lines"),
        pytest.param(frame(Lines(lines=(line("x" * 2_001),))), id="a line that is too long"),
        pytest.param(frame(Lines(lines=(line("x", sure=7),))), id="more than certainty"),
    ],
)
def test_nonsense_from_the_child_is_a_refusal_in_words(answer: bytes) -> None:
    with MachineReader(saying(answer)) as reader, pytest.raises(NotReadByMachine, match="could not be read by machine"):
        reader.see(dots_of(written("hello", width=100)), Event())


def test_a_reading_that_takes_too_long_is_stopped() -> None:
    forever = saying(then="import threading; threading.Event().wait()")
    with MachineReader(forever, patience=0.5) as reader, pytest.raises(NotReadByMachine, match="took longer than"):
        reader.see(dots_of(written("hello", width=100)), Event())


def test_a_child_that_does_not_start_is_the_computers_fault() -> None:
    with pytest.raises(MachineReaderBroken, match="does not start"):
        MachineReader([sys.executable, "-c", ""])


@needs_recognition
@linux
def test_the_child_has_given_up_its_rights_before_it_is_handed_a_dot() -> None:
    with MachineReader() as reader:
        process = reader._child._process.pid
        limits = Path(f"/proc/{process}/limits").read_text(encoding="ascii")
        status = Path(f"/proc/{process}/stat").read_text(encoding="ascii").split(") ")[1].split()
        rows = {row[:26].strip(): row[26:].split()[:2] for row in limits.splitlines()}
    assert rows["Max open files"] == ["0", "0"]
    assert rows["Max file size"] == ["0", "0"]
    assert rows["Max address space"] == [str(768 << 20)] * 2
    assert rows["Max core file size"] == ["0", "0"]
    assert status[16] == "19"  # its nice value: everything else goes first


@needs_recognition
@linux
def test_a_strip_as_large_as_there_is_leaves_room_in_its_memory() -> None:
    rows = [f"every line of this strip is full of words, number {number}" for number in range(28)]
    with MachineReader() as reader:
        assert len(reader.see(dots_of(written(*rows, size=13, width=1_160)), Event())) == 28
        memory = Path(f"/proc/{reader._child._process.pid}/status").read_text(encoding="ascii")
        peak = next(int(row.split()[1]) >> 10 for row in memory.splitlines() if row.startswith("VmPeak"))
    assert peak < 720, f"{peak} MiB of 768"


@needs_recognition
def test_the_child_takes_no_strip_that_is_larger_than_agreed() -> None:
    child = subprocess.Popen(child_command("--recognition-child"), stdin=-1, stdout=-1, stderr=-3, cwd=ROOT)
    out, _ = child.communicate(frame(Strip(width=MOST_DOTS, height=2)), timeout=60)
    assert (out, child.returncode) == (frame(Ready()), 1)


def test_the_program_loads_nothing_of_the_recognition_itself() -> None:
    program = "import dslapp.services.exhibits.read_by_machine as r, sys; r.is_available(); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=dict(os.environ), capture_output=True, check=True, text=True
    ).stdout.split()
    assert {"cv2", "numpy", "onnxruntime", "rapidocr"} & set(loaded) == set()


@pytest.mark.parametrize("size", [(1_080, 16_000), (720, 300), (WIDEST, 3_000), (300, 9_000), (1, 1)])
def test_strips_are_small_enough_and_each_row_belongs_to_one(size: tuple[int, int]) -> None:
    width, height = size
    taken = 0
    for top, bottom, first, last in strips(width, height):
        assert width * (bottom - top) <= MOST_DOTS
        assert (first, top <= first, last <= bottom) == (taken, True, True)
        taken = last
    assert taken == height


@pytest.mark.parametrize(
    ("seen", "reading"),
    [
        ([], Reading(text="", unread=())),
        ([line("see you  at 21:41 ")], Reading(text="see you at 21:41", unread=())),
        (
            [line("a", sure=0.89), line(""), line("he wrote Πoe to me"), line("b", least=0.4)],
            Reading(text="", unread=("4 lines could not be read: perhaps another script, emoji or a drawing.",)),
        ),
        ([line("tiny", height=14)], Reading(text="", unread=("1 line is too small to be read safely.",))),
        (
            [line(f"lol {GAP} ok"), line(GAP)],
            Reading(
                text="lol [unread] ok",
                unread=(
                    "1 line could not be read: perhaps another script, emoji or a drawing.",
                    "In 1 line something was not read: [unread] stands where it is.",
                ),
            ),
        ),
        ([line("abc\u202edef\x07")], Reading(text="abcdef", unread=())),
        ([line("你在哪里 ok")], Reading(text="你在哪里 ok", unread=())),
    ],
)
def test_only_what_is_sure_becomes_text(seen: list[SeenLine], reading: Reading) -> None:
    assert judge(seen) == reading
