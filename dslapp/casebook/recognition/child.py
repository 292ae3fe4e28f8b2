"""The process that reads words in dots: no keys, no files, no network; it starts with the models and nothing else.

Started as `--recognition-child` by `reader.py`, which speaks to it through its input and output.
"""

import io
import os
import sys

import msgspec

from dslapp.casebook.pictures.confinement import (
    allow_time_for_one_picture,
    confine_this_process,
    shut_out_the_network,
)
from dslapp.casebook.pictures.pipes import read_exactly, write_all
from dslapp.casebook.pictures.protocol import Ready, Refused, frame, read_header
from dslapp.casebook.recognition.protocol import MOST_DOTS, Answer, Lines, Strip

MEMORY = 768 << 20
"""Bytes: libraries, models and a strip of MOST_DOTS need 655 MiB of address space, 420 of them in use."""
SECONDS = 30
"""Of one processor, for one strip."""


def main() -> int:
    """Answer requests until the program closes the pipe. Returns the exit code."""
    shut_out_the_network()
    source, target = io.FileIO(0, closefd=False), io.FileIO(1, "w", closefd=False)
    _let_everything_else_go_first()
    _give_memory_back()
    for library in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[library] = "1"
    from dslapp.casebook.recognition.engine import Engine  # loads the libraries, which look at the threads above

    engine = Engine()
    confine_this_process(MEMORY)
    write_all(target, frame(Ready()))
    strips = msgspec.json.Decoder(Strip)
    while True:
        try:
            strip = strips.decode(read_header(lambda size: read_exactly(source, size)))
        except EOFError:
            return 0
        if strip.width * strip.height > MOST_DOTS:
            return 1
        dots = read_exactly(source, strip.size)
        allow_time_for_one_picture(SECONDS)
        answer: Answer
        try:
            answer = Lines(lines=engine.see(dots, strip.width, strip.height))
        except MemoryError:
            answer = Refused(reason="too large for the memory")
        write_all(target, frame(answer))


def _give_memory_back() -> None:
    """Have Linux keep no memory for threads that are not there, and take back every large piece that was used."""
    if sys.platform == "linux":
        import ctypes

        arenas, kept_below, megabyte = -8, -3, 1 << 20
        allocator = ctypes.CDLL(None)
        allocator.mallopt(arenas, 1)
        allocator.mallopt(kept_below, megabyte)


def _let_everything_else_go_first() -> None:
    """Take the lowest priority there is: the window must never wait for this."""
    if sys.platform == "win32":
        import ctypes

        idle = 0x40
        kernel32 = ctypes.WinDLL("kernel32")
        kernel32.GetCurrentProcess.restype = ctypes.c_void_p
        kernel32.SetPriorityClass(ctypes.c_void_p(kernel32.GetCurrentProcess()), idle)
    else:
        os.nice(19)
