"""The preview is the very PDF; it leaves encrypted, on paper, or plainly with a reason; each way is on the record."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.exhibits import CustodyEvent
from dslapp.domain.school import Access
from dslapp.gui.desk import Desk
from dslapp.gui.password_card import ANOTHER_WAY, ONCE
from dslapp.gui.referral.page import HANDOVER
from dslapp.gui.way_out import WayOut
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.gui.widgets.text import Words
from tests.gui.accessibility import assert_accessible
from tests.gui.referral.at_the_referral import AtTheReferral
from tests.gui.scripted_prompter import ScriptedPrompter
from tests.unit.documents.readers import Reader

Opened = Callable[[ScriptedPrompter], AtTheReferral]


@pytest.fixture
def police(qtbot: QtBot, desk: Desk, taunts_case: IncidentId) -> Opened:
    """Call it to open the police summary of the taunts at its preview."""

    def opened(prompter: ScriptedPrompter) -> AtTheReferral:
        at = AtTheReferral(qtbot, desk, taunts_case, "police", prompter=prompter)
        at.preview()
        return at

    return opened


def left(at: AtTheReferral) -> list[str]:
    """What the history says has left."""
    versions = at.desk.tasks.on_casebook(at.desk.session.casebook.history, incident_id=at.case)
    looks = [version.entity for version in versions if isinstance(version.entity, Access)]
    return [look.detail for look in looks if look.what in ("exported", "printed")]


def ways(at: AtTheReferral) -> WayOut:
    return at.page.paper.way_out


def give_reason(at: AtTheReferral, words: str) -> None:
    control = ways(at).reason.control
    assert isinstance(control, GrowingText)
    at.bot.keyClicks(control, words)
    ways(at).reason_button.click()
    at.settle()


def test_the_preview_shows_the_pages_that_are_exported(police: Opened, tmp_path: Path) -> None:
    target = tmp_path / "summary.pdf"
    at = police(ScriptedPrompter(save_file=[target]))
    shown = at.page.paper.preview.pages
    ways(at).export_button.click()
    at.settle()
    exported = Reader(tmp_path, target.read_bytes(), ways(at).password.password)
    assert exported.sound()
    assert exported.pages == shown.count
    text = exported.text()
    assert Reader(tmp_path, shown.pdf).text() == text
    assert shown.words(0).split()[:4] == text.split()[:4]
    assert "OSI-2026-0041" in shown.accessibleDescription()


def test_the_encrypted_file_opens_only_with_the_password_that_was_shown(police: Opened, tmp_path: Path) -> None:
    target = tmp_path / "summary.pdf"
    prompter = ScriptedPrompter(save_file=[target])
    at = police(prompter)
    ways(at).export_button.click()
    at.settle()
    assert prompter.asked == ["Save the encrypted file: OSI-2026-0041.pdf"]
    card = ways(at).password
    assert card.isVisible()
    assert len(card.password.split("-")) == 5
    with pytest.raises(subprocess.CalledProcessError):
        Reader(tmp_path, target.read_bytes()).text()
    with pytest.raises(subprocess.CalledProcessError):
        Reader(tmp_path, target.read_bytes(), "walnut-harbour").text()
    assert "OSI-2026-0041" in Reader(tmp_path, target.read_bytes(), card.password).text()
    assert left(at) == ["summary for Police, Thornshire, encrypted"]
    events = at.desk.tasks.on_casebook(at.desk.session.casebook.of_incident, CustodyEvent, at.case)
    assert [event.what for event in events] == ["attached", "exported"]


def test_the_password_is_shown_once_and_leaves_the_clipboard_with_the_page(police: Opened, tmp_path: Path) -> None:
    at = police(ScriptedPrompter(save_file=[tmp_path / "summary.pdf"]))
    ways(at).export_button.click()
    at.settle()
    card = ways(at).password
    words = [label.text() for label in card.findChildren(Words)]
    assert ANOTHER_WAY in words
    assert ONCE in words
    password = card.password
    card.copy_button.click()
    assert QGuiApplication.clipboard().text() == password
    at.page.leave()
    assert QGuiApplication.clipboard().text() == ""
    assert card.password == ""
    assert not card.isVisible()


def test_everything_beside_the_pages_fits(police: Opened, tmp_path: Path) -> None:
    at = police(ScriptedPrompter(save_file=[tmp_path / "summary.pdf"]))
    ways(at).export_button.click()
    at.settle()
    ways(at).plain_button.click()
    QGuiApplication.processEvents()
    assert ways(at).minimumSizeHint().width() <= ways(at).width()
    assert ways(at).visibleRegion().boundingRect().width() == ways(at).width()


def test_a_plain_file_needs_a_reason(police: Opened, tmp_path: Path) -> None:
    target = tmp_path / "summary.pdf"
    at = police(ScriptedPrompter(save_file=[target]))
    ways(at).plain_button.click()
    ways(at).reason_button.click()
    assert "without a reason" in ways(at).reason.error()
    assert not target.exists()
    give_reason(at, "Their portal refuses encrypted files")
    assert Reader(tmp_path, target.read_bytes()).pages == at.page.paper.preview.pages.count
    assert left(at) == ["summary for Police, Thornshire, not encrypted: Their portal refuses encrypted files"]
    assert at.referral().plain_because == "Their portal refuses encrypted files"
    assert not ways(at).password.isVisible()


def test_printing_warns_of_the_queue_once(police: Opened) -> None:
    prompter = ScriptedPrompter(confirm=[True], choose_printer=[False, False])
    at = police(prompter)
    for _ in range(2):
        ways(at).print_button.click()
        at.settle()
    assert prompter.asked == ["Print this here?", "print dialog", "print dialog"]
    assert left(at) == []


def test_printing_on_paper_is_on_the_record(police: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = tmp_path / "paper.pdf"  # what would come out of the printer: there is none here
    monkeypatch.setattr("dslapp.gui.way_out.makes_a_file", lambda printer: False)
    at = police(ScriptedPrompter(confirm=[True], choose_printer=[paper]))
    ways(at).print_button.click()
    at.settle()
    assert Reader(tmp_path, paper.read_bytes()).pages == at.page.paper.preview.pages.count
    assert left(at) == ["summary for Police, Thornshire, on paper"]
    events = at.desk.tasks.on_casebook(at.desk.session.casebook.of_incident, CustodyEvent, at.case)
    assert [event.what for event in events] == ["attached", "printed"]


def test_printing_to_a_file_is_an_export_that_needs_a_reason(police: Opened, tmp_path: Path) -> None:
    target = tmp_path / "printed.pdf"
    at = police(ScriptedPrompter(confirm=[True], choose_printer=[target]))
    ways(at).print_button.click()
    assert not target.exists()
    ways(at).reason_button.click()
    assert "without a reason" in ways(at).reason.error()
    give_reason(at, "For the paper file in the safe")
    printed = Reader(tmp_path, target.read_bytes())
    assert printed.pages == at.page.paper.preview.pages.count
    assert printed.info()["Title"] == "DSL Casebook"
    assert left(at) == [
        "summary for Police, Thornshire, printed to a file, not encrypted: For the paper file in the safe"
    ]


def test_a_name_that_tells_is_refused_beside_the_button(police: Opened, tmp_path: Path) -> None:
    at = police(ScriptedPrompter(save_file=[tmp_path / "ellis.pdf"]))
    ways(at).export_button.click()
    at.settle()
    assert not list(tmp_path.glob("*.pdf"))
    assert not ways(at).password.isVisible()
    assert left(at) == []


def test_the_pages_say_how_much_is_missing(police: Opened) -> None:
    at = police(ScriptedPrompter())
    assert "questions have no answer." in at.page.paper.note.accessibleName()
    assert "the police will ask" in at.page.paper.note.accessibleName()


def test_drawing_can_be_stopped(qtbot: QtBot, desk: Desk, taunts_case: IncidentId) -> None:
    at = AtTheReferral(qtbot, desk, taunts_case, "police")
    at.page.parts.setCurrentIndex(1)
    at.page.paper.stop_button.click()
    at.settle()
    assert at.page.parts.currentIndex() == 0
    assert at.page.paper.preview.pages.count == 0


def test_pages_are_read_by_keyboard(police: Opened) -> None:
    at = police(ScriptedPrompter())
    pages = at.page.paper.preview.pages
    pages.setFocus()
    at.bot.keyClick(pages, Qt.Key.Key_End)
    assert pages.page == pages.count - 1
    at.settle()
    assert pages.accessibleName() == f"Preview, page {pages.count} of {pages.count}"
    before = pages.zoom
    at.bot.keyClick(pages, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert pages.zoom > before
    at.settle()
    assert_accessible(at.page)


def test_after_the_file_comes_the_handing_over(police: Opened, tmp_path: Path) -> None:
    at = police(ScriptedPrompter(save_file=[tmp_path / "summary.pdf"]))
    ways(at).export_button.click()
    at.settle()
    ways(at).password.hand_over_button.click()
    at.settle()
    assert at.page.parts.currentIndex() == HANDOVER
    assert at.page.handover.form is not None
