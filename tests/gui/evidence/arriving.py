"""How pictures arrive in the window: on the clipboard, or dropped by another program."""

import struct

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMetaType, QMimeData, QPointF, Qt
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QImageWriter

from dslapp.gui.evidence.intake.tray import TrayItem
from tests.gui.evidence.conftest import Evidence


class Untouchable(QMimeData):
    """An image on the clipboard whose bytes must not be asked for yet."""

    def __init__(self) -> None:
        super().__init__()
        self.touched = False

    def formats(self) -> list[str]:
        return ["application/x-qt-image", "image/png"]

    def hasFormat(self, kind: str) -> bool:
        return kind in self.formats()

    def retrieveData(self, kind: str, wanted: QMetaType | object) -> object:
        self.touched = True
        return None


def copy(mime: QMimeData) -> None:
    QGuiApplication.clipboard().setMimeData(mime)


def drawn(width: int = 320, height: int = 200) -> QImage:
    """A picture that another program shows."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    image.setPixelColor(3, 4, QColor("white"))
    return image


def copy_image(width: int = 320, height: int = 200) -> QImage:
    """Another program puts a picture on the clipboard and offers it as PNG, as they all do."""
    image = drawn(width, height)
    copy(offered(image))
    return image


def offered(image: QImage, kind: str = "png") -> QMimeData:
    """A picture as another program hands it over, in one form."""
    mime, held = QMimeData(), QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(held, QByteArray(kind.encode())).write(image)
    mime.setData(f"image/{kind}", held.data())
    return mime


def items(evidence: Evidence) -> list[TrayItem]:
    return list(evidence.tab.intake.items)


def words_of(item: TrayItem) -> str:
    return item._problem.text()


def drop(evidence: Evidence, mime: QMimeData) -> bool:
    """Drag `mime` over the tab and let go; returns whether it was taken."""
    over = QDragEnterEvent(
        evidence.tab.rect().center(), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    over.setAccepted(False)
    evidence.tab.dragEnterEvent(over)
    if not over.isAccepted():
        return False
    let_go = QDropEvent(
        QPointF(evidence.tab.rect().center()), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    evidence.tab.dropEvent(let_go)
    return let_go.isAccepted()


def entry(name: str, attributes: int = 0x80) -> bytes:
    """A FILEDESCRIPTORW as shlobj_core.h lays it out."""
    head = struct.pack("<I16s8s8sI8s8s8sII", 0, b"", b"", b"", attributes, b"", b"", b"", 0, 0)
    return head + name.encode("utf-16-le").ljust(520, b"\0")


def group(*entries: bytes) -> bytes:
    return struct.pack("<I", len(entries)) + b"".join(entries)


def dragged(*names: str) -> QMimeData:
    mime = QMimeData()
    described = QByteArray(group(*map(entry, names)))
    mime.setData('application/x-qt-windows-mime;value="FileGroupDescriptorW"', described)
    for number, name in enumerate(names):
        form = f'application/x-qt-windows-mime;value="FileContents";index={number}'
        mime.setData(form, QByteArray(f"the bytes of {name}".encode()))
    return mime
