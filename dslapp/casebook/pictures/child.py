"""The process that decodes pictures: no keys, no files, little memory; it reads pictures and writes dots.

Started as `--picture-child` by `reader.py`, which speaks to it through its input and output.
"""

import io

import msgspec

from dslapp.casebook.pictures import decoding
from dslapp.casebook.pictures.confinement import allow_time_for_one_picture, confine_this_process
from dslapp.casebook.pictures.pipes import read_exactly, write_all
from dslapp.casebook.pictures.protocol import MOST_BYTES, Ready, Request, frame, read_header


def main() -> int:
    """Answer requests until the program closes the pipe. Returns the exit code."""
    source, target = io.FileIO(0, closefd=False), io.FileIO(1, "w", closefd=False)
    decoding.prepare()
    confine_this_process()
    write_all(target, frame(Ready()))
    requests = msgspec.json.Decoder(Request)
    while True:
        try:
            request = requests.decode(read_header(lambda size: read_exactly(source, size)))
        except EOFError:
            return 0
        if request.size > 2 * MOST_BYTES:
            return 1
        allow_time_for_one_picture()
        answer, body = decoding.answer(request, read_exactly(source, request.size))
        write_all(target, frame(answer))
        write_all(target, body)
