"""Files of every kind come in by the same way: told apart, put in order, kept as a series, from other programs too."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage

from dslapp.domain.statements import When
from dslapp.gui.widgets.text import spoken
from tests.files import FILES
from tests.gui.accessibility import assert_accessible
from tests.gui.evidence.arriving import copy, dragged, drawn, drop, items, offered
from tests.gui.evidence.conftest import MORE_TAUNTS, TAUNTS, Evidence, files
from tests.pictures import SAMPLES

ADDRESS = "https://chatnest.example.com/m/7731"


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("grouppad-export.pdf", "document", "PDF, "),
        ("parent-email.eml", "e-mail", "E-mail, "),
        ("chat-export.txt", "chat", "Chat export, "),
        ("gamehall-clip.mp4", "film", "Film (MP4), "),
    ],
)
def test_a_file_of_each_kind_says_what_it_is_and_becomes_an_exhibit(
    evidence: Evidence, name: str, kind: str, words: str
) -> None:
    evidence.open()
    drop(evidence, files(FILES / name))
    evidence.answer("no")
    [item] = items(evidence)
    assert item._facts.text().startswith(words)
    assert_accessible(evidence.tab)
    assert spoken(evidence.tab.intake.save_button.text()) == "Save 1 file, questions later"
    evidence.save()
    [exhibit] = evidence.case().exhibits
    assert (exhibit.exhibit_kind, exhibit.original_name) == (kind, name)
    assert evidence.told[-1].startswith("Attached 1 file as JH/1")


def test_several_at_once_become_a_series_in_the_order_that_they_are_put_into(evidence: Evidence) -> None:
    evidence.open()
    drop(evidence, files(TAUNTS, MORE_TAUNTS, SAMPLES / "gamehall-dark.png"))
    evidence.answer("no")
    first, _, last = items(evidence)
    assert evidence.tab.intake.tray.together.isChecked()
    assert (first.up.isEnabled(), first.down.isEnabled(), last.down.isEnabled()) == (False, True, False)
    last.up.click()
    last.up.click()
    assert not last.up.isEnabled()
    assert_accessible(evidence.tab)
    evidence.save()
    assert [(each.ref, each.original_name, each.series_order) for each in evidence.case().exhibits] == [
        ("JH/1", "gamehall-dark.png", 1), ("JH/2", TAUNTS.name, 2), ("JH/3", MORE_TAUNTS.name, 3),
    ]  # fmt: skip
    assert {each.series for each in evidence.case().exhibits} == {"Series 1"}


def test_files_of_different_kinds_become_a_series_only_when_somebody_says_so(evidence: Evidence) -> None:
    evidence.open()
    drop(evidence, files(TAUNTS, FILES / "grouppad-export.pdf"))
    evidence.answer("no")
    together = evidence.tab.intake.tray.together
    assert (together.isVisible(), together.isChecked()) == (True, False)
    assert together.text() == "These are pages of one thing (one chat, one profile), in this order"
    together.click()
    evidence.save()
    assert {each.series for each in evidence.case().exhibits} == {"Series 1"}


def test_what_does_not_belong_together_becomes_no_series(evidence: Evidence) -> None:
    evidence.open()
    drop(evidence, files(TAUNTS, MORE_TAUNTS))
    evidence.answer("no")
    evidence.tab.intake.tray.together.click()
    evidence.save()
    assert {each.series for each in evidence.case().exhibits} == {""}


def test_a_file_that_the_program_does_not_know_is_kept_with_a_note(evidence: Evidence, tmp_path: Path) -> None:
    evidence.open()
    unknown = tmp_path / "taunts.png"
    unknown.write_bytes(bytes(range(256)))
    drop(evidence, files(unknown))
    evidence.answer("no")
    [item] = items(evidence)
    assert "does not know this kind of file, whatever its name says" in item._notes.text()
    assert item.ready
    assert_accessible(evidence.tab)
    evidence.tab.intake.let_go()


def test_files_out_of_outlook_come_by_their_bytes_after_the_answer(evidence: Evidence) -> None:
    evidence.open()
    mime = dragged("a.txt", "b.txt")
    drop(evidence, mime)
    assert "Answer the question first" in evidence.tab.intake._trouble.accessibleName()
    assert items(evidence) == []
    evidence.answer("no")
    drop(evidence, mime)
    evidence.settle()
    assert [(item.name, item.ready) for item in items(evidence)] == [("a.txt", True), ("b.txt", True)]
    evidence.save()
    assert [each.original_name for each in evidence.case().exhibits] == ["a.txt", "b.txt"]


def test_a_dropped_address_is_never_fetched_but_may_be_where_it_was(evidence: Evidence) -> None:
    evidence.open()
    mime = QMimeData()
    mime.setUrls([QUrl(ADDRESS)])
    drop(evidence, mime)
    intake = evidence.tab.intake
    assert ADDRESS in intake.address.accessibleName()
    assert "Nothing was fetched" in intake.address.accessibleName()
    assert_accessible(evidence.tab)
    evidence.answer("no")
    drop(evidence, files(TAUNTS))
    evidence.settle()
    intake.address.use.click()
    evidence.save()
    assert evidence.case().exhibits[0].url == ADDRESS
    assert not intake.address.isVisible()


def test_an_address_that_nobody_took_over_becomes_no_answer(evidence: Evidence) -> None:
    evidence.open()
    mime = offered(drawn())
    mime.setUrls([QUrl(ADDRESS)])
    evidence.answer("no")
    drop(evidence, mime)
    evidence.settle()
    assert evidence.tab.intake.address.isVisible()
    evidence.save()
    [exhibit] = evidence.case().exhibits
    assert (exhibit.url, exhibit.still_to_answer[0]) == ("", "place")


def test_a_part_of_the_screen_is_taken_after_the_answer_and_says_when_and_how(evidence: Evidence) -> None:
    evidence.open()
    part = evidence.tab.intake.screen_part
    started: list[bool] = []
    part.consent.agreed.disconnect()
    part.consent.agreed.connect(lambda: started.append(True))
    part.button.click()
    assert "Answer the question first" in evidence.tab.intake._trouble.accessibleName()
    assert not part.consent.isVisible()
    evidence.answer("no")
    part.button.click()
    assert started == [], "said first"
    assert_accessible(evidence.tab)
    part.consent.go_on.click()
    assert started == [True]
    part.capture.taken.emit(drawn())
    evidence.settle()
    assert not part.consent.isVisible()
    evidence.save()
    [exhibit] = evidence.case().exhibits
    kept = QImage.fromData(evidence.desk.session.evidence.read(exhibit.file_id, exhibit.sha256))
    assert kept.convertToFormat(drawn().format()) == drawn()
    now = evidence.desk.now().replace(second=0, microsecond=0)
    assert exhibit.captured == When(precision="exact", start=now)
    assert (exhibit.captured_clock, exhibit.method) == ("this computer’s clock", "screenshot")
    assert exhibit.captured_by == "Jo Hartsedge"
    assert exhibit.still_to_answer == ("place", "shown time", "what it shows")


def test_an_answer_of_not_sure_leaves_no_way_to_the_screen(evidence: Evidence) -> None:
    evidence.open()
    evidence.answer("no")
    evidence.tab.intake.screen_part.button.click()
    evidence.answer("unsure")
    assert not evidence.tab.intake.screen_part.consent.isVisible()
    assert not evidence.tab.intake.screen_part.button.isVisible()


def test_an_address_on_the_clipboard_says_that_there_is_no_picture(evidence: Evidence) -> None:
    evidence.open()
    copy(QMimeData())
    evidence.tab.intake.paste()
    assert "no file and no picture on the clipboard" in evidence.tab.intake._trouble.accessibleName()
    QGuiApplication.clipboard().clear()


def test_an_email_says_what_came_in_it_and_leads_there(evidence: Evidence) -> None:
    evidence.open()
    drop(evidence, files(FILES / "parent-email.eml"))
    evidence.answer("no")
    evidence.save()
    holds = evidence.tab.intake.holds
    assert "1 file came in JH/1." in holds.accessibleName()
    assert_accessible(evidence.tab)
    holds.button.click()
    evidence.settle()
    assert evidence.tab.viewer.exhibit is not None
    assert evidence.tab.viewer.exhibit.ref == "JH/1"


def test_a_large_file_says_how_far_it_was_read_and_is_stopped_by_taking_it_out(evidence: Evidence) -> None:
    evidence.open()
    drop(evidence, files(FILES / "gamehall-clip.mp4"))
    evidence.tab.intake.gate.answers.button("no").click()
    [item] = items(evidence)
    item.show_progress(150_000_000, 300_000_000)
    assert item._facts.text() == "Being read … 50 % of 300.0 MB"
    item.take_out.click()
    evidence.settle()
    assert item.cancel.is_set()
    assert items(evidence) == []
    assert evidence.stored() == 0
