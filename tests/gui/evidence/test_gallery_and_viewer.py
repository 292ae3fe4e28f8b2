"""Looking at evidence: blurred until pressed, each reveal on the record, damage locked, memory let go."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea

from dslapp.domain.school import Access
from dslapp.domain.statements import Stated, When
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.beside.continuity_card import ContinuityCard
from dslapp.gui.evidence.never_here.not_here_card import NotHereCard
from dslapp.gui.evidence.viewer.pictures import COARSE, blurred
from dslapp.gui.laid_out import lay_out_now
from dslapp.gui.routes import ToPurge
from tests.casebooks import HEAD
from tests.gui.accessibility import assert_accessible
from tests.gui.evidence.conftest import TAUNTS, Evidence
from tests.gui.scripted_prompter import ScriptedPrompter


def looks(evidence: Evidence) -> list[tuple[str, str]]:
    """What the history says of looks at pictures."""
    found = [entry.entity for entry in evidence.case().history]
    return [(look.what, look.subject) for look in found if isinstance(look, Access) and look.what == "revealed"]


def opened(evidence: Evidence, number: int = 0) -> None:
    """Open an exhibit large."""
    evidence.tab.gallery.tiles()[number].open_button.click()
    evidence.settle()


def test_a_blur_holds_no_more_than_a_dozen_dots_a_side() -> None:
    picture = QImage(str(TAUNTS))
    assert max(blurred(picture).width(), blurred(picture).height()) == COARSE == 12


def test_pictures_are_blurred_until_pressed_and_the_reveal_is_on_the_record_once(evidence: Evidence) -> None:
    evidence.open()
    exhibit = evidence.attach()
    evidence.show()
    [tile] = evidence.tab.gallery.tiles()
    assert tile.picture.has_picture
    assert not tile.picture.is_open
    assert tile.picture.accessibleName() == "Exhibit JH/1. Hidden. Press to show."
    assert looks(evidence) == []
    assert_accessible(evidence.tab)
    seen: list[bool] = []
    for _ in range(2):
        QTest.mouseClick(tile.picture, Qt.MouseButton.LeftButton)
        seen.append(tile.picture.is_open)
    QTest.keyClick(tile.picture, Qt.Key.Key_Return)
    assert [*seen, tile.picture.is_open] == [True, False, True]
    evidence.settle()
    assert looks(evidence) == [("revealed", f"exhibit {exhibit.id}")]


def test_held_down_it_shows_for_so_long(evidence: Evidence) -> None:
    evidence.open()
    evidence.attach()
    evidence.show()
    picture = evidence.tab.gallery.tiles()[0].picture
    QTest.mousePress(picture, Qt.MouseButton.LeftButton)
    assert picture.is_open
    evidence.qtbot.waitUntil(lambda: picture._held.elapsed() > 520)
    QTest.mouseRelease(picture, Qt.MouseButton.LeftButton)
    assert not picture.is_open


def test_pictures_leave_memory_with_the_page_and_are_hidden_again_on_return(evidence: Evidence) -> None:
    evidence.open()
    evidence.attach()
    evidence.show()
    tile = evidence.tab.gallery.tiles()[0]
    tile.picture.click()
    evidence.tab.hide()
    assert (tile.picture.has_picture, tile.picture.is_open) == (False, False)
    evidence.show()
    assert (tile.picture.has_picture, tile.picture.is_open) == (True, False)


def test_the_viewer_shows_facts_hash_and_continuity_and_hides_the_picture_at_first(evidence: Evidence) -> None:
    evidence.open()
    exhibit = evidence.attach(
        "photo-of-phone-screen.jpg", description="Message to Ellis P.", place=Stated(text="ChatNest · @moved.away"),
        shown_time=Stated(text="21:41"), captured=When(precision="unknown", unknown_because="Ellis cannot say"),
    )  # fmt: skip
    evidence.show()
    opened(evidence)
    viewer = evidence.tab.viewer
    words = viewer.facts.words()
    for expected in (
        "ChatNest · @moved.away", "21:41", "Not known – Ellis cannot say", exhibit.sha256[:32], exhibit.sha256[32:],
        "photo-of-phone-screen.jpg", "Read from the file, not a fact", "attached by Jo Hartsedge",
        "file checked, unchanged",
    ):  # fmt: skip
        assert expected in words
    assert viewer.pane.state.words() == "Checked now: unchanged since it was attached"
    assert (viewer.pane.view.has_picture, viewer.pane.view.is_open) == (True, False)
    assert_accessible(evidence.tab)
    viewer.pane.show_button.click()
    evidence.settle()
    assert viewer.pane.view.is_open
    assert len(looks(evidence)) == 1


def test_a_picture_is_zoomed_turned_and_fitted_for_looking_only(evidence: Evidence) -> None:
    evidence.open()
    exhibit = evidence.attach()
    evidence.show()
    opened(evidence)
    view, viewer = evidence.tab.viewer.pane.view, evidence.tab.viewer
    view.setFocus()
    whole = view.zoom
    QTest.keyClick(evidence.tab, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom > whole
    QTest.keyClick(evidence.tab, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom == whole
    wheel = QWheelEvent(
        QPointF(50, 50), view.mapToGlobal(QPointF(50, 50)), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    view.wheelEvent(wheel)
    assert view.zoom > whole
    viewer.pane._tools[3].click()
    evidence.settle()
    kept = evidence.desk.session.evidence.read(exhibit.file_id, exhibit.sha256)
    assert kept == TAUNTS.read_bytes()


def test_from_one_exhibit_to_the_next_each_starts_hidden(evidence: Evidence) -> None:
    evidence.open()
    evidence.attach()
    evidence.attach("chatnest-taunts-2.png")
    evidence.show()
    opened(evidence)
    viewer = evidence.tab.viewer
    viewer.pane.set_open(True)
    QTest.keyClick(evidence.tab, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    evidence.settle()
    assert viewer.title.text().startswith("Exhibit JH/2")
    assert not viewer.pane.view.is_open
    assert not viewer.next_button.isEnabled()
    viewer.back_button.click()
    assert not viewer.pane.view.has_picture


def test_a_damaged_file_locks_its_exhibit_for_good_and_no_other(evidence: Evidence) -> None:
    evidence.open()
    damaged = evidence.attach()
    evidence.attach("chatnest-taunts-2.png")
    [stored] = evidence.desk.session.evidence.folder.rglob(f"{damaged.file_id}.age")
    stored.write_bytes(stored.read_bytes()[:-1])
    evidence.show()
    locked, sound = evidence.tab.gallery.tiles()
    assert "damaged" in locked.picture.accessibleName()
    assert (locked.picture.has_picture, sound.picture.has_picture) == (False, True)
    opened(evidence)
    assert evidence.tab.viewer.pane.state.words() == "Locked"
    assert not evidence.tab.viewer.acts.export_button.isVisible()
    assert_accessible(evidence.tab)
    assert [event.what for event in evidence.case().custody if event.exhibit_id == damaged.id] == [
        "attached", "hash mismatch",
    ]  # fmt: skip


def test_a_copy_of_the_original_wants_a_purpose_and_a_warning(
    desk: Desk, evidence_of: Callable[[Desk], Evidence], tmp_path: Path
) -> None:
    target = tmp_path / "copy.png"
    prompter = ScriptedPrompter(confirm=[False, True], save_file=[target])
    evidence = evidence_of(replace(desk, prompter=prompter))
    evidence.open()
    evidence.attach()
    evidence.show()
    opened(evidence)
    acts = evidence.tab.viewer.acts
    acts.export_button.click()
    acts.export_form.act.click()
    assert "what this copy is for" in acts.export_form.field.error()
    acts.export_form.line.setText("For the officer in the case, on her stick")
    acts.export_form.act.click()
    assert not target.exists(), "not without the word"
    acts.export_form.act.click()
    evidence.settle()
    assert prompter.asked[0] == "This copy will not be encrypted."
    assert target.read_bytes() == TAUNTS.read_bytes()
    assert "exported by Jo Hartsedge, file checked, unchanged – For the officer" in evidence.tab.viewer.facts.words()


def test_a_withdrawn_exhibit_keeps_its_number_and_says_why(evidence: Evidence) -> None:
    evidence.open()
    evidence.attach()
    evidence.show()
    opened(evidence)
    acts = evidence.tab.viewer.acts
    acts.withdraw_button.click()
    assert acts.first.accessibleName().startswith("Important: May it be a naked or sexual image of anyone")
    acts.withdraw_form.act.click()
    assert acts.withdraw_form.field.error() == "Say why this exhibit is withdrawn."
    acts.withdraw_form.line.setText("It belongs to another case.")
    acts.withdraw_form.act.click()
    evidence.settle()
    assert "It belongs to another case." in evidence.tab.viewer.facts.words()
    assert not acts.withdraw_button.isVisible()
    evidence.tab.viewer.back_button.click()
    [tile] = evidence.tab.gallery.tiles()
    assert not tile.wants_picture
    assert evidence.attach("chatnest-taunts-2.png").ref == "JH/2"


def test_the_head_looks_and_changes_nothing(
    desk: Desk, desk_of: Callable[[str], Desk], evidence_of: Callable[[Desk], Evidence]
) -> None:
    dsl = evidence_of(desk)
    dsl.open()
    dsl.attach()
    dsl.settle()
    desk.session.pictures.close()
    head = evidence_of(desk_of(HEAD))
    head.case_id = dsl.case_id
    head.show()
    opened(head)
    acts = head.tab.viewer.acts
    assert not any(button.isVisible() for button in (acts.ask_button, acts.export_button, acts.withdraw_button))
    head.tab.viewer.pane.show_button.click()
    head.settle()
    assert len(looks(head)) == 1


def test_the_column_beside_an_exhibit_is_wide_enough_for_the_forms_in_it(evidence: Evidence) -> None:
    evidence.open()
    exhibit, other = evidence.attach(), evidence.attach("chatnest-taunts-2.png")
    evidence.show()
    evidence.tab.open_exhibit(exhibit.id)
    evidence.settle()
    [card] = evidence.tab.viewer.findChildren(ContinuityCard)
    card.hands_button.click()
    evidence.settle()
    areas = [each for each in evidence.tab.viewer.findChildren(QScrollArea) if each.isAncestorOf(card)]
    evidence.qtbot.waitUntil(lambda: card.form.isVisible())
    lay_out_now()
    assert [each.horizontalScrollBar().maximum() for each in areas] == [0, 0]
    [beside] = [each for each in areas if each.verticalScrollBar().maximum() > 0]
    beside.verticalScrollBar().setValue(200)
    evidence.tab.open_exhibit(other.id)
    assert beside.verticalScrollBar().value() == 0, "the next exhibit from its top"


def test_what_must_not_be_here_is_led_to_its_page_from_wherever_it_is_first_seen(evidence: Evidence) -> None:
    evidence.open()
    exhibit = evidence.attach()
    went: list[object] = []
    evidence.tab.go.connect(went.append)
    evidence.show()
    [tile] = evidence.tab.gallery.tiles()
    assert tile.must_not_button.accessibleName() == "Exhibit JH/1: must not be here…"
    assert tile.must_not_button.text() == "Must not be here…"
    tile.must_not_button.click()
    evidence.tab.ask_about(exhibit.id)
    evidence.settle()
    evidence.tab.questions.must_not_button.click()
    opened(evidence)
    [card] = evidence.tab.viewer.findChildren(NotHereCard)
    assert card.mapTo(evidence.tab, QPoint()).y() < evidence.tab.viewer.acts.mapTo(evidence.tab, QPoint()).y(), "first"
    assert card.must_not_button.shortcut() == evidence.tab.questions.must_not_button.shortcut() == QKeySequence("Alt+H")
    card.must_not_button.click()
    assert went == [ToPurge(evidence.case_id, exhibit.id)] * 3
