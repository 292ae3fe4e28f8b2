"""Attaching pictures in the window: the gate before everything, then paste, drop or choose, then save."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest

from dslapp.domain.case.incident import SafetyAnswers
from dslapp.domain.evidence.gate import STOP
from dslapp.domain.school import Access
from dslapp.domain.statements import Stated
from dslapp.gui.desk import Desk
from tests.casebooks import HEAD
from tests.gui.accessibility import assert_accessible
from tests.gui.evidence.arriving import Untouchable, copy, copy_image, drawn, drop, items, offered, words_of
from tests.gui.evidence.conftest import MORE_TAUNTS, TAUNTS, Evidence, files
from tests.gui.scripted_prompter import ScriptedPrompter
from tests.pictures import SAMPLES


def test_nothing_of_the_clipboard_is_touched_before_the_gate_is_answered(evidence: Evidence) -> None:
    evidence.open()
    mime = Untouchable()
    copy(mime)
    evidence.tab.intake.paste()
    evidence.settle()
    assert not mime.touched
    assert items(evidence) == []
    assert "Nothing of it has been read" in evidence.tab.intake.gate._waits.text()
    QGuiApplication.clipboard().clear()


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_yes_or_not_sure_stops_keeps_nothing_and_opens_the_form_in_words(evidence: Evidence, answer: str) -> None:
    evidence.open()
    mime = Untouchable()
    copy(mime)
    evidence.tab.intake.paste()
    evidence.answer(answer)
    gate = evidence.tab.intake.gate
    assert (mime.touched, evidence.stored(), items(evidence)) == (False, 0, [])
    assert evidence.tab.intake._arrival is None
    assert gate._stop.isVisible()
    assert STOP in gate._stop.accessibleName()
    assert "Ring the police: 999 if anyone could be hurt today, else 101." in gate._stop.accessibleName()
    assert "press “This must not be here”" not in gate._stop.accessibleName(), "there is no file in this case"
    assert evidence.tab.not_held.isVisible()
    assert not evidence.tab.intake.paste_button.isVisible()
    assert not evidence.tab.not_here_button.isVisible(), "nobody is asked to send it"
    QGuiApplication.clipboard().clear()
    assert_accessible(evidence.tab)


def test_a_case_that_takes_no_files_offers_no_way_in_at_all(evidence: Evidence) -> None:
    evidence.open(safety=SafetyAnswers(danger="no", image="yes", adult_here="accused"))
    copy_image()
    QTest.keyClick(evidence.tab, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert not drop(evidence, files(TAUNTS))
    evidence.settle()
    assert "the police and the LADO" in evidence.tab.closed.accessibleName()
    assert not evidence.tab.intake.isVisible()
    assert not evidence.tab.not_here_button.isVisible()
    assert evidence.tab.not_held_button.isVisible()
    assert (items(evidence), evidence.stored()) == ([], 0)
    assert_accessible(evidence.tab)


def test_a_pasted_image_is_kept_as_png_without_loss_and_says_where_it_came_from(evidence: Evidence) -> None:
    evidence.open()
    image = copy_image()
    QTest.keyClick(evidence.tab, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    evidence.answer("no")
    assert evidence.stored() == 0, "it waits in memory only"
    evidence.save()
    [exhibit] = evidence.case().exhibits
    kept = QImage.fromData(evidence.desk.session.evidence.read(exhibit.file_id, exhibit.sha256))
    assert kept.convertToFormat(image.format()) == image
    assert (exhibit.media_type, exhibit.read_from_file) == ("image/png", "pasted from the clipboard")
    assert len(exhibit.still_to_answer) == 6
    assert "Attached 1 picture as JH/1" in evidence.told[-1]


@pytest.mark.parametrize("kind", ["jpeg", "webp"])
def test_a_pasted_picture_in_another_form_keeps_the_very_bytes_that_were_offered(evidence: Evidence, kind: str) -> None:
    evidence.open()
    mime = offered(drawn(), kind)
    copy(mime)
    evidence.tab.intake.paste()
    evidence.answer("no")
    evidence.save()
    [exhibit] = evidence.case().exhibits
    kept = evidence.desk.session.evidence.read(exhibit.file_id, exhibit.sha256)
    assert (exhibit.media_type, kept) == (f"image/{kind}", bytes(mime.data(f"image/{kind}").data()))


def test_a_pasted_picture_of_bare_dots_becomes_png_without_loss(evidence: Evidence) -> None:
    evidence.open()
    copy(offered(drawn(), "bmp"))
    evidence.tab.intake.paste()
    evidence.answer("no")
    evidence.save()
    [exhibit] = evidence.case().exhibits
    kept = QImage.fromData(evidence.desk.session.evidence.read(exhibit.file_id, exhibit.sha256))
    assert exhibit.media_type == "image/png"
    assert kept.convertToFormat(drawn().format()) == drawn()


def test_what_only_this_very_process_could_decode_is_refused_in_words(evidence: Evidence) -> None:
    """A hostile picture must not meet a decoder beside the keys: it is taken in its own bytes or not at all."""
    evidence.open()
    mime = QMimeData()
    mime.setImageData(drawn())
    copy(mime)
    evidence.tab.intake.paste()
    evidence.answer("no")
    assert items(evidence) == []
    assert "not hand this over in a form that can be opened safely" in (evidence.tab.intake._trouble.accessibleName())


def test_a_copied_file_keeps_its_very_bytes(evidence: Evidence) -> None:
    evidence.open()
    copy(files(SAMPLES / "photo-of-phone-screen.heic"))
    evidence.tab.intake.paste()
    evidence.answer("no")
    evidence.save()
    [exhibit] = evidence.case().exhibits
    original = (SAMPLES / "photo-of-phone-screen.heic").read_bytes()
    assert exhibit.sha256 == hashlib.sha256(original).hexdigest()
    assert evidence.desk.session.evidence.read(exhibit.file_id, exhibit.sha256) == original


def test_two_dropped_screenshots_are_attached_with_two_clicks(evidence: Evidence) -> None:
    evidence.open()
    assert drop(evidence, files(TAUNTS, MORE_TAUNTS))
    assert "2 files wait" in evidence.tab.intake.gate._waits.text()
    QTest.mouseClick(evidence.tab.intake.gate.answers.button("no"), Qt.MouseButton.LeftButton)
    evidence.settle()
    assert [item.picture.is_open for item in items(evidence)] == [False, False]
    assert_accessible(evidence.tab)
    QTest.mouseClick(evidence.tab.intake.save_button, Qt.MouseButton.LeftButton)
    evidence.settle()
    assert [(each.ref, each.original_name) for each in evidence.case().exhibits] == [
        ("JH/1", TAUNTS.name), ("JH/2", MORE_TAUNTS.name),
    ]  # fmt: skip
    assert items(evidence) == []
    assert evidence.tab.intake.gate.answer() == "", "the answer held for these two only"


def test_one_of_several_can_still_be_taken_out(evidence: Evidence) -> None:
    evidence.open()
    drop(evidence, files(TAUNTS, MORE_TAUNTS))
    evidence.answer("no")
    items(evidence)[0].take_out.click()
    evidence.save()
    assert [each.original_name for each in evidence.case().exhibits] == [MORE_TAUNTS.name]


def test_bad_files_say_why_beside_their_names_and_the_good_one_goes_on(evidence: Evidence, tmp_path: Path) -> None:
    evidence.open()
    half = tmp_path / "half.png"
    half.write_bytes(TAUNTS.read_bytes()[:5000])
    empty = tmp_path / "empty.jpg"
    empty.touch()
    drop(evidence, files(half, empty, tmp_path, TAUNTS, tmp_path / "gone.png"))
    evidence.answer("no")
    said = {item.name: words_of(item) for item in items(evidence)}
    assert "stops in the middle" in said["half.png"]
    assert "0 bytes" in said["empty.jpg"]
    assert "folder" in said[tmp_path.name]
    assert "no longer there" in said["gone.png"]
    assert_accessible(evidence.tab)
    evidence.save()
    assert [each.original_name for each in evidence.case().exhibits] == [TAUNTS.name]
    assert [item.name for item in items(evidence)] == ["half.png", "empty.jpg", tmp_path.name, "gone.png"]
    assert evidence.tab.leave(), "files that were refused keep nobody here"


def test_the_same_picture_is_noticed_and_attached_again_only_on_purpose(evidence: Evidence) -> None:
    evidence.open()
    evidence.attach()
    drop(evidence, files(TAUNTS))
    evidence.answer("no")
    [item] = items(evidence)
    assert "same file as exhibit JH/1" in words_of(item)
    assert not evidence.tab.intake.save_button.isVisible()
    item.again.click()
    evidence.save()
    assert [each.ref for each in evidence.case().exhibits] == ["JH/1", "JH/2"]


def test_a_picture_dropped_by_a_browser_needs_the_answer_first(evidence: Evidence) -> None:
    evidence.open()
    mime = Untouchable()
    drop(evidence, mime)
    assert not mime.touched
    assert "Answer the question first" in evidence.tab.intake._trouble.accessibleName()
    evidence.answer("no")
    drop(evidence, offered(drawn()))
    evidence.settle()
    assert [item.ready for item in items(evidence)] == [True]
    items(evidence)[0].take_out.click()


def test_a_link_is_not_a_picture_and_nothing_is_fetched(evidence: Evidence) -> None:
    evidence.open()
    mime = QMimeData()
    mime.setText("https://chatnest.example.com/m/7731")
    mime.setUrls([QUrl("https://chatnest.example.com/m/7731")])
    copy(mime)
    evidence.tab.intake.paste()
    assert "Nothing was fetched from it" in evidence.tab.intake.address.accessibleName()
    assert items(evidence) == []


def test_what_was_copied_since_is_not_taken_for_what_was_asked_about(evidence: Evidence) -> None:
    evidence.open()
    copy_image()
    evidence.tab.intake.paste()
    copy_image(64, 64)
    evidence.answer("no")
    assert items(evidence) == []


def test_pictures_are_chosen_after_the_answer(desk: Desk, evidence_of: Callable[[Desk], Evidence]) -> None:
    evidence = evidence_of(replace(desk, prompter=ScriptedPrompter(choose_files=[[TAUNTS, MORE_TAUNTS]])))
    evidence.open()
    evidence.tab.intake.choose_button.click()
    assert items(evidence) == []
    evidence.answer("no")
    evidence.tab.intake.choose_button.click()
    evidence.settle()
    assert items(evidence) == [], "that no was for one thing, and these are two: it is asked again, of both by name"
    evidence.answer("no")
    assert [item.name for item in items(evidence)] == [TAUNTS.name, MORE_TAUNTS.name]
    evidence.tab.intake.let_go()


def test_nobody_leaves_without_a_word_about_the_pictures_that_wait(evidence: Evidence) -> None:
    evidence.open()
    drop(evidence, files(TAUNTS))
    evidence.answer("no")
    assert not evidence.tab.leave()
    assert "Files wait to be saved" in evidence.told[-1]
    items(evidence)[0].take_out.click()
    assert evidence.tab.leave()


def test_stopping_attaches_nothing_more(evidence: Evidence) -> None:
    evidence.open()
    drop(evidence, files(TAUNTS, MORE_TAUNTS))
    evidence.answer("no")
    for item in items(evidence):
        item.cancel.set()
    panel = evidence.tab.intake
    panel.save_button.click()
    panel.stop_button.click()
    evidence.settle()
    assert len(evidence.case().exhibits) + len(items(evidence)) == 2
    assert all("stopped" in words_of(item) for item in items(evidence))
    panel.let_go()


def test_a_headteacher_sees_the_exhibits_and_no_way_in(
    desk_of: Callable[[str], Desk], evidence_of: Callable[[Desk], Evidence], desk: Desk
) -> None:
    dsl = evidence_of(desk)
    dsl.open()
    dsl.attach(place=Stated(text="ChatNest"))
    dsl.tab.hide()
    dsl.settle()
    dsl.desk.session.pictures.close()
    head = evidence_of(desk_of(HEAD))
    head.case_id = dsl.case_id
    head.show()
    assert not head.tab.intake.isVisible()
    assert not head.tab.not_held_button.isVisible()
    assert [tile.exhibit.ref for tile in head.tab.gallery.tiles()] == ["JH/1"]
    assert not drop(head, files(TAUNTS))
    assert_accessible(head.tab)


def test_a_reveal_before_saving_is_no_exhibit_and_needs_no_note(evidence: Evidence) -> None:
    evidence.open()
    drop(evidence, files(TAUNTS))
    evidence.answer("no")
    items(evidence)[0].picture.click()
    evidence.settle()
    assert items(evidence)[0].picture.is_open
    looks = [entry.entity for entry in evidence.case().history if isinstance(entry.entity, Access)]
    assert [look.what for look in looks] == ["viewed"]
    evidence.tab.intake.let_go()


def test_whoever_is_called_away_finds_the_pictures_saved(evidence: Evidence) -> None:
    evidence.open()
    drop(evidence, files(TAUNTS))
    evidence.answer("no")
    waiting = evidence.tab.intake._by_itself
    assert waiting.isActive()
    waiting.setInterval(1)
    evidence.qtbot.waitUntil(lambda: not items(evidence))
    evidence.settle()
    assert [each.original_name for each in evidence.case().exhibits] == [TAUNTS.name]
    assert not waiting.isActive()


def test_what_was_shown_is_never_saved_by_itself(evidence: Evidence) -> None:
    """Whoever sees what must not be here takes the hands off the keyboard and rings: nothing may be saved meanwhile."""
    evidence.open()
    drop(evidence, files(TAUNTS))
    evidence.answer("no")
    intake = evidence.tab.intake
    items(evidence)[0].picture.click()
    assert not intake._by_itself.isActive()
    intake.save_before_lock()
    evidence.settle()
    assert (evidence.case().exhibits, items(evidence), evidence.stored()) == ((), [], 0)


def test_this_must_not_be_here_drops_all_that_waits_and_stops(evidence: Evidence) -> None:
    evidence.open()
    drop(evidence, files(TAUNTS, MORE_TAUNTS))
    evidence.answer("no")
    items(evidence)[1].must_not_button.click()
    evidence.settle()
    assert (items(evidence), evidence.stored()) == ([], 0)
    assert evidence.tab.intake.gate.stopped
    assert evidence.tab.not_held.isVisible()


def test_what_was_cut_short_when_the_program_stopped_is_thrown_away_and_said(
    desk: Desk, evidence_of: Callable[[Desk], Evidence]
) -> None:
    half = desk.session.evidence.folder / "half.part"
    half.write_bytes(b"half")
    evidence = evidence_of(desk)
    evidence.open()
    assert not half.exists()
    assert any("Nothing of it was kept: attach it again." in words for words in evidence.told)
