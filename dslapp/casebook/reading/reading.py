"""Which reader reads which kind of file. Runs in the child only."""

import encodings
import io
import pkgutil
from collections.abc import Callable
from contextlib import suppress
from encodings.aliases import aliases
from importlib import import_module
from typing import BinaryIO

from dslapp.casebook.reading import archive, chat, email_message, outlook_message, pdf, web_page
from dslapp.casebook.reading.file_types import EMAIL, HTML, MHTML, OLE, PDF, TEXT, ZIP
from dslapp.casebook.reading.findings import Findings
from dslapp.casebook.reading.protocol import FileAnswer, FileRequest, NotRead, Taken

_LOOK: dict[str, Callable[[BinaryIO], Findings]] = {
    PDF: pdf.look,
    EMAIL: email_message.look,
    OLE: outlook_message.look,
    MHTML: web_page.look_at_archive,
    HTML: web_page.look,
    TEXT: chat.look,
    ZIP: archive.look,
}
_TAKE: dict[str, Callable[[BinaryIO, int], bytes | NotRead]] = {
    PDF: pdf.take,
    EMAIL: email_message.take,
    OLE: outlook_message.take,
    MHTML: web_page.take_from_archive,
    ZIP: archive.take,
}

_LOADS_WHAT_IS_LOADED_LATE = (
    b"From: =?utf-8?q?a?= <a@example.com>\nTo: b@example.com\nDate: Tue, 10 Nov 2026 19:22:05 +0100\n"
    b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/html; charset=no-such\n\n<p>caf\xe9</p>\n"
    b"--x\nContent-Type: image/png; name=a\nContent-Transfer-Encoding: base64\n\nAAAA\n--x--\n"
)


def prepare() -> None:
    """Load all that reading needs, for afterwards the child can open no file, not even a module's."""
    names = {module.name for module in pkgutil.iter_modules(encodings.__path__)} | set(aliases.values())
    for name in sorted(names):
        with suppress(ImportError):  # some are there on one system only
            import_module(f"encodings.{name}")
    for name in ("email.generator", "bz2", "lzma"):
        import_module(name)
    email_message.look(io.BytesIO(_LOADS_WHAT_IS_LOADED_LATE))


def answer(request: FileRequest, source: BinaryIO) -> tuple[FileAnswer, bytes]:
    """Do what is asked with a file. Raises whatever a reader raises."""
    if request.task == "look":
        return _LOOK[request.media_type](source).answer()
    if request.task == "look less":
        return pdf.look_less(source).answer()
    if request.task == "part":
        take = _TAKE.get(request.media_type)
        data = take(source, request.number) if take else NotRead(reason="no such part")
        return (data, b"") if isinstance(data, NotRead) else (Taken(size=len(data)), data)
    return pdf.draw_page(source, request.number, request.scale)
