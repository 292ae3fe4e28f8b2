"""Which reader reads which kind of file. Runs in the child only."""

import encodings.aliases
from contextlib import suppress
from importlib import import_module
from types import ModuleType
from typing import BinaryIO

from dslapp.casebook.reading import pdf
from dslapp.casebook.reading.file_types import PDF
from dslapp.casebook.reading.protocol import FileAnswer, FileRequest, NotRead, Taken

_READERS: dict[str, ModuleType] = {PDF: pdf}


def prepare() -> None:
    """Load all that reading needs, for afterwards the child can open no file, not even a module's."""
    for name in sorted(set(encodings.aliases.aliases.values())):
        with suppress(ImportError):  # some are there on one system only
            import_module(f"encodings.{name}")


def answer(request: FileRequest, source: BinaryIO) -> tuple[FileAnswer, bytes]:
    """Do what is asked with a file. Raises whatever a reader raises."""
    reader = _READERS[request.media_type]
    if request.task == "look":
        found: tuple[FileAnswer, bytes] = reader.look(source).answer()
        return found
    if request.task == "part":
        data = reader.take(source, request.number)
        return (data, b"") if isinstance(data, NotRead) else (Taken(size=len(data)), data)
    return pdf.draw_page(source, request.number, request.scale)
