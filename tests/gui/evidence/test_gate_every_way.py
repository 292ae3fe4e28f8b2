"""The gate stands before every way in of the window: until it is answered with no, nothing is read, taken or drawn."""

import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMetaType, QMimeData
from PySide6.QtGui import QGuiApplication

from dslapp.gui.evidence.intake import intake_panel
from tests.gui.evidence.arriving import Untouchable, copy, drop, items
from tests.gui.evidence.conftest import Evidence, files


class OutlooksAttachment(QMimeData):
    """A file in a drag that is on no disk: its description may be read, its contents not."""

    DESCRIPTOR = 'application/x-qt-windows-mime;value="FileGroupDescriptorW"'

    def __init__(self) -> None:
        super().__init__()
        self.touched = False

    def formats(self) -> list[str]:
        return [self.DESCRIPTOR, 'application/x-qt-windows-mime;value="FileContents";index=0']

    def hasFormat(self, kind: str) -> bool:
        return kind in self.formats()

    def retrieveData(self, kind: str, wanted: QMetaType | object) -> object:
        if kind != self.DESCRIPTOR:
            self.touched = True
            return None
        name = "photo.jpg".encode("utf-16-le").ljust(520, b"\0")
        return struct.pack("<I", 1) + bytes(72) + name


def the_chosen(evidence: Evidence, _path: Path) -> None:
    """Nothing can even be chosen: the scripted prompter has no files to give, and would fail."""
    evidence.tab.intake.choose_button.click()


def the_capture(evidence: Evidence, _path: Path) -> None:
    evidence.tab.intake.screen_part.button.click()


def a_pasted_file(evidence: Evidence, path: Path) -> None:
    copy(files(path))
    evidence.tab.intake.paste()


def a_pasted_image(evidence: Evidence, _path: Path) -> None:
    copy(Untouchable())
    evidence.tab.intake.paste()


def a_dropped_file(evidence: Evidence, path: Path) -> None:
    drop(evidence, files(path))


def several_dropped_files(evidence: Evidence, path: Path) -> None:
    drop(evidence, files(path, path.with_name("other.pdf"), path.with_name("mail.eml")))


def a_dropped_image(evidence: Evidence, _path: Path) -> None:
    mime = Untouchable()
    drop(evidence, mime)
    assert not mime.touched


def an_attachment_dragged_from_outlook(evidence: Evidence, _path: Path) -> None:
    mime = OutlooksAttachment()
    drop(evidence, mime)
    assert not mime.touched


WAYS: dict[str, Callable[[Evidence, Path], None]] = {
    way.__name__.replace("_", " "): way
    for way in (
        the_chosen, the_capture, a_pasted_file, a_pasted_image, a_dropped_file, several_dropped_files,
        a_dropped_image, an_attachment_dragged_from_outlook,
    )
}  # fmt: skip


@pytest.mark.parametrize("answer", ["", "yes", "unsure"])
@pytest.mark.parametrize("way", WAYS)
def test_without_a_no_nothing_comes_in(
    evidence: Evidence, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, way: str, answer: str
) -> None:
    looked: list[object] = []
    monkeypatch.setattr(intake_panel, "look_at", lambda *given, **_: looked.append(given))
    evidence.open()
    monkeypatch.setattr(
        evidence.tab.intake.screen_part.capture, "start", lambda: looked.append("the screen was captured")
    )
    WAYS[way](evidence, tmp_path / "gone.png")
    if answer:
        evidence.answer(answer)
    evidence.settle()
    mime = QGuiApplication.clipboard().mimeData()
    assert looked == []
    assert not getattr(mime, "touched", False)
    assert (items(evidence), evidence.stored(), evidence.case().exhibits) == ([], 0, ())
    assert not evidence.tab.intake.screen_part.consent.isVisible()
    QGuiApplication.clipboard().clear()


@pytest.mark.parametrize("way", WAYS)
def test_the_answer_to_what_came_before_is_no_answer_for_what_comes_next(
    evidence: Evidence, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, way: str
) -> None:
    """A no is used up by the file for which it was given."""
    evidence.open()
    evidence.answer("no")
    drop(evidence, files(tmp_path / "first.png"))
    evidence.settle()
    looked: list[object] = []
    monkeypatch.setattr(intake_panel, "look_at", lambda *given, **_: looked.append(given))
    WAYS[way](evidence, tmp_path / "gone.png")
    evidence.settle()
    assert looked == []
    assert evidence.tab.intake.gate.answer() == ""
    QGuiApplication.clipboard().clear()
