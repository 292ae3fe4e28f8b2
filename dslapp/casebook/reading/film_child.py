"""The process that opens films and sounds. Started as `--film-child` by `reader.py`; as the file child otherwise."""

from dslapp.casebook.pictures.confinement import shut_out_the_network
from dslapp.casebook.reading.child import serve

MEMORY = 1 << 30
"""Bytes of address space: a third of it is the decoders' own code and tables, which the others do not load."""


def main() -> int:
    """Answer requests until the program closes the pipe. Returns the exit code."""
    shut_out_the_network()
    from dslapp.casebook.reading import film

    film.prepare()
    return serve(film.answer, MEMORY)
