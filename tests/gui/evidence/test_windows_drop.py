"""What Outlook and browsers on Windows hand over in a drag: names first, bytes only when they are asked for."""

import struct

from PySide6.QtCore import QMimeData

from dslapp.gui.evidence.intake.windows_drop import VirtualFile, bytes_of, described, virtual_files
from tests.gui.evidence.arriving import dragged, entry, group

FOLDER = 0x10


def test_each_file_is_named_and_gives_its_own_bytes() -> None:
    mime = dragged("taunts.png", "Brief an die Schule.eml")
    found = virtual_files(mime)
    assert [each.name for each in found] == ["taunts.png", "Brief an die Schule.eml"]
    assert [bytes_of(mime, each) for each in found] == [
        b"the bytes of taunts.png", b"the bytes of Brief an die Schule.eml",
    ]  # fmt: skip


def test_a_folder_is_left_out_and_a_path_never_becomes_a_name() -> None:
    told = group(entry("folder", FOLDER), entry("..\\..\\startup\\a.png"), entry("b/c.png"), entry(""))
    assert described(told) == (VirtualFile(number=1, name="a.png"), VirtualFile(number=2, name="c.png"))


def test_a_descriptor_that_claims_more_than_it_holds_is_read_as_far_as_it_goes() -> None:
    assert described(struct.pack("<I", 9) + entry("a.png")) == (VirtualFile(number=0, name="a.png"),)
    assert described(b"\1\0") == described(b"") == ()


def test_where_there_is_no_such_drag_there_are_no_files() -> None:
    assert virtual_files(QMimeData()) == ()
    assert bytes_of(QMimeData(), VirtualFile(number=0, name="a")) == b""
