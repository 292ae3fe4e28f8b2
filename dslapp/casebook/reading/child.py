"""The process that reads documents, e-mails, chats and archives: no keys, no files, little memory.

Started as `--file-child` by `reader.py`, which hands it the ranges of a file that it asks for.
"""

import io
from collections.abc import Callable
from functools import partial
from typing import BinaryIO, cast

import msgspec

from dslapp.casebook.pictures.confinement import (
    MEMORY,
    allow_time_for_one_picture,
    confine_this_process,
    shut_out_the_network,
)
from dslapp.casebook.pictures.pipes import read_exactly, write_all
from dslapp.casebook.pictures.protocol import Ready, frame, read_header
from dslapp.casebook.reading.asked_file import AskedFile
from dslapp.casebook.reading.protocol import FileAnswer, FileRequest, NotRead

Result = tuple[FileAnswer, bytes]
Answering = Callable[[FileRequest, BinaryIO], Result]


def main() -> int:
    """Answer requests until the program closes the pipe. Returns the exit code."""
    shut_out_the_network()
    from dslapp.casebook.reading import reading

    reading.prepare()
    return serve(reading.answer)


def serve(answer: Answering, memory: int = MEMORY) -> int:
    """Give up all rights, then answer requests until the program closes the pipe. Returns the exit code."""
    source, target = io.FileIO(0, closefd=False), io.FileIO(1, "w", closefd=False)

    read, write = partial(read_exactly, source), partial(write_all, target)
    confine_this_process(memory)
    write(frame(Ready()))
    requests = msgspec.json.Decoder(FileRequest)
    while True:
        try:
            request = requests.decode(read_header(read))
        except EOFError:
            return 0
        allow_time_for_one_picture()
        file = cast("BinaryIO", io.BufferedReader(AskedFile(request.size, write, read)))
        header, body = _answered(answer, request, file)
        write(frame(header))
        write(body)


def _answered(answer: Answering, request: FileRequest, file: BinaryIO) -> Result:
    try:
        return answer(request, file)
    except MemoryError:
        return NotRead(reason="too large for the memory"), b""
    except Exception:  # noqa: BLE001 - a reader that is given a hostile file raises whatever it likes
        return NotRead(reason="damaged"), b""
