"""Files that a Windows program hands over in a drag without having them on disk: an attachment, a mail, a web picture.

Outlook and browsers describe them as FileGroupDescriptorW and give the bytes of each as FileContents. Qt hands both on
under names of its own; elsewhere there are none.
"""

import struct
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QMimeData

_DESCRIPTOR: Final = 'application/x-qt-windows-mime;value="FileGroupDescriptorW"'
_CONTENTS: Final = 'application/x-qt-windows-mime;value="FileContents";index={}'
_ENTRY, _NAME_AT, _NAME_SIZE, _ATTRIBUTES_AT = 592, 72, 520, 36
"""Bytes of a FILEDESCRIPTORW, where its name begins and how long that is, and where its attributes stand."""
_FOLDER = 0x10
MOST_FILES = 100


@dataclass(frozen=True)
class VirtualFile:
    """One of them: its number in the drag, and its name. Nothing of it was read."""

    number: int
    name: str


def virtual_files(mime: QMimeData) -> tuple[VirtualFile, ...]:
    """The files that are handed over by bytes; only their names are asked for."""
    return described(bytes(mime.data(_DESCRIPTOR).data())) if mime.hasFormat(_DESCRIPTOR) else ()


def bytes_of(mime: QMimeData, file: VirtualFile) -> bytes:
    """The bytes of one; empty when the other program does not give them as a stream, as Outlook with a whole mail."""
    return bytes(mime.data(_CONTENTS.format(file.number)).data())


def described(group: bytes) -> tuple[VirtualFile, ...]:
    """The files of a FILEGROUPDESCRIPTORW, without folders and without paths before their names."""
    if len(group) < 4:
        return ()
    (count,) = struct.unpack_from("<I", group)
    found = []
    for number in range(min(count, MOST_FILES, (len(group) - 4) // _ENTRY)):
        start = 4 + number * _ENTRY
        (attributes,) = struct.unpack_from("<I", group, start + _ATTRIBUTES_AT)
        held = group[start + _NAME_AT : start + _NAME_AT + _NAME_SIZE]
        name = held.decode("utf-16-le", "replace").partition("\0")[0].replace("/", "\\").rpartition("\\")[2]
        if name and not attributes & _FOLDER:
            found.append(VirtualFile(number=number, name=name))
    return tuple(found)
