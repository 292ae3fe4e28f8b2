"""What comes by paste, drop or choice, known by its names only: no byte of it is touched before the gate is passed."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage, QImageWriter

from dslapp.domain.seen_words import file_name
from dslapp.gui.evidence.intake.windows_clipboard import picture_on_clipboard
from dslapp.gui.evidence.intake.windows_drop import bytes_of, virtual_files
from dslapp.services.intake.attach_evidence import NOTHING_ANSWERED, ExhibitAnswers
from dslapp.services.intake.take_in_evidence import Source

_ON_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
_AS_OFFERED = (
    "image/png", _ON_WINDOWS.format("PNG"), "image/webp", "image/jpeg", _ON_WINDOWS.format("JFIF"), "image/heic",
    "image/gif", "image/bmp",
)  # fmt: skip
"""The forms in which a picture's own bytes are asked for, those without loss first."""
_WEB = ("http", "https")


@dataclass(frozen=True)
class Arriving:
    """One thing that may be looked at now: what it is called on the screen, how to read it, and its file's name.

    `answers` is what is known of it from the way in which it came.
    """

    title: str
    source: Source
    name: str = ""
    answers: ExhibitAnswers = NOTHING_ANSWERED


@dataclass(frozen=True)
class Arrival:
    """What waits for the gate's question: files, or what another program holds until it is taken by `take`.

    `called` are the names of files that another program holds; `held` is a part of the screen that was marked.
    """

    files: tuple[Path, ...] = ()
    take: Callable[[], QMimeData | None] | None = None
    called: tuple[str, ...] = ()
    held: tuple[Arriving, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What its files are called."""
        return tuple(path.name for path in self.files) or self.called

    @property
    def in_words(self) -> str:
        """How much waits, with the name of each file: "2 files wait: …"."""
        if self.held:
            return "The part of the screen that you marked waits."
        return files_wait(self.names) or "What you copied waits on the clipboard. Nothing of it has been read."

    def arriving(self) -> Sequence[Arriving]:
        """Each of it; what another program holds is taken now."""
        if self.held:
            return self.held
        if self.take is None:
            return [Arriving(path.name, path) for path in self.files]
        mime = self.take()
        return taken_from(mime, "Pasted picture", picture_on_clipboard) if mime is not None else []


def files_wait(names: Sequence[str]) -> str:
    """That these files wait, each by its name: the question is about all of them. Empty for none."""
    listed = ", ".join(file_name(name) for name in names)
    if len(names) < 2:
        return f"One file waits: {listed}. Nothing of it has been read." if names else ""
    return f"{len(names)} files wait: {listed}. Nothing of them has been read."


def names_in(mime: QMimeData) -> tuple[str, ...]:
    """What the files are called that another program hands over by their bytes; none for an image."""
    return tuple(file.name for file in virtual_files(mime))


def files_in(mime: QMimeData) -> tuple[Path, ...]:
    """The files that were copied or dropped; only their names are asked for."""
    return tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()) if mime.hasUrls() else ()


def holds_bytes(mime: QMimeData) -> bool:
    """Whether another program offers an image or files by their bytes; does not fetch them."""
    return bool(virtual_files(mime)) or mime.hasImage() or any(mime.hasFormat(form) for form in _AS_OFFERED)


def web_address(mime: QMimeData) -> str:
    """The address of a web page that came along; it is words, and never fetched."""
    urls = mime.urls() if mime.hasUrls() else []
    return next((url.toString() for url in urls if url.scheme().lower() in _WEB and url.host()), "")


def taken_from(mime: QMimeData, title: str, bitmap: Callable[[], bytes] = lambda: b"") -> Sequence[Arriving]:
    """Take now what another program hands over: its files by their bytes, else its image, named `title`."""
    files = [(file.name, bytes_of(mime, file)) for file in virtual_files(mime)]
    given = [Arriving(name, partial(bytes, held), name) for name, held in files if held]
    if given:
        return given
    reads = bytes_of_image(mime, bitmap)
    return [Arriving(title, reads)] if reads else []


def bytes_of_image(mime: QMimeData, bitmap: Callable[[], bytes] = lambda: b"") -> Callable[[], bytes] | None:
    """Take the image now and return what makes its bytes, to be called on the thread for files; None without one.

    It is taken as the other program offers it and decoded in the child only; `bitmap` takes what Windows holds as dots.
    A Mac offers no bytes of most images: there Qt's own decoder reads what the system has drawn already.
    """
    for form in _AS_OFFERED:
        if mime.hasFormat(form):
            data = bytes(mime.data(form).data())
            if data:
                return lambda: data
    dots = bitmap()
    if dots:
        return lambda: dots
    if sys.platform == "darwin" and mime.hasImage():
        image = QImage(mime.imageData())
        return None if image.isNull() else lambda: encoded(image)
    return None


def encoded(image: QImage) -> bytes:
    """The image as PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
