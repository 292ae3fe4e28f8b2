"""Looking at what is no picture: pages, films, words; hidden until asked for, never rendered, dropped from memory."""

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.school import Access
from dslapp.gui.evidence.viewer.file_pane import FilePane
from dslapp.gui.evidence.viewer.viewer import ExhibitViewer
from dslapp.services.exhibits.answer_exhibit import answer_exhibit, answers_of
from dslapp.services.exhibits.shield import blur_for_everyone
from dslapp.services.intake.attach_evidence import NOTHING_ANSWERED, attach_file
from tests.files import FILES
from tests.gui.accessibility import assert_accessible
from tests.gui.evidence.conftest import Evidence


def attach(evidence: Evidence, name: str, **answers: object) -> Exhibit:
    tasks, session = evidence.desk.tasks, evidence.desk.session
    kept = tasks.on_casebook(
        attach_file, session, evidence.case_id, FILES / name, NOTHING_ANSWERED, image_answer="no", name=name
    )
    assert isinstance(kept, Exhibit)
    if answers:
        changed = msgspec.structs.replace(answers_of(kept), **answers)
        kept = tasks.on_casebook(answer_exhibit, session, kept.id, changed)
    return kept


def opened(evidence: Evidence, exhibit: Exhibit) -> ExhibitViewer:
    evidence.show()
    evidence.tab.open_exhibit(exhibit.id)
    evidence.settle()
    assert_accessible(evidence.tab)
    return evidence.tab.viewer


def reveals(evidence: Evidence) -> int:
    found = [entry.entity for entry in evidence.case().history]
    return sum(isinstance(look, Access) and look.what == "revealed" for look in found)


@pytest.mark.parametrize(
    ("name", "words", "note"),
    [
        ("parent-email.eml", "Subject: Photos being shared in GroupPad", "plain text, its headers first"),
        ("chat-export.txt", "zed_k: mia dont even bother coming monday", "as it came, line by line"),
    ],
)
def test_words_are_plain_text_and_hidden_until_asked_for(evidence: Evidence, name: str, words: str, note: str) -> None:
    evidence.open()
    viewer = opened(evidence, attach(evidence, name))
    pane = viewer.file.words
    assert note in pane._note.text()
    assert not pane.is_open
    assert pane.words.toPlainText() == ""
    assert "unchanged since it was attached" in viewer.pane.state.accessibleName()
    pane.show_button.click()
    evidence.settle()
    assert words in pane.words.toPlainText()
    assert reveals(evidence) == 1
    assert_accessible(evidence.tab)
    evidence.tab.leave()
    assert pane.words.toPlainText() == "", "nothing stays in memory"


def test_pages_of_a_pdf_are_pictures_that_are_blurred_first(evidence: Evidence) -> None:
    evidence.open()
    viewer = opened(evidence, attach(evidence, "grouppad-export.pdf"))
    assert viewer.pane.view.has_picture
    assert not viewer.pane.view.is_open
    viewer.pane.set_open(True)
    evidence.settle()
    assert viewer.pane.view._image.width() > 1000, "large enough to read"
    assert reveals(evidence) == 1
    assert viewer.file.words.isHidden()
    assert_accessible(evidence.tab)


def test_a_film_plays_its_pictures_from_memory_once_it_may_be_seen(evidence: Evidence) -> None:
    evidence.open()
    exhibit = attach(evidence, "gamehall-clip.mp4")
    viewer = opened(evidence, exhibit)
    film = viewer.file.film
    assert film.isHidden(), "not before the film may be seen"
    viewer.pane.set_open(True)
    evidence.settle()
    assert_accessible(evidence.tab)
    first = viewer.pane.view._image.copy()
    film.row.slider.setFocus()
    QTest.keyClick(film.row.slider, Qt.Key.Key_PageUp)
    evidence.settle()
    assert film.row.time.text() == "0:05 of 0:06"
    assert viewer.pane.view._image != first
    film._clock.setInterval(1)
    film.row.button.click()
    evidence.qtbot.waitUntil(lambda: not film.is_playing)
    evidence.settle()
    assert film.row.slider.value() >= 5000
    film.row.button.click()
    assert film.row.button.text() == "Play no more"
    assert film.row.button._icon == "pause", "what pressing it does now"
    viewer.pane.set_open(False)
    assert film.row.button.text() == "Play without sound", "hidden means stopped"
    evidence.settle()


def test_what_is_distressing_or_covered_is_hidden_again_each_time(evidence: Evidence) -> None:
    evidence.open()
    mail = attach(evidence, "parent-email.eml", distressing=True)
    film = attach(evidence, "gamehall-clip.mp4")
    evidence.desk.tasks.on_casebook(blur_for_everyone, evidence.desk.session, film.id, because="a child is hurt in it")
    evidence.tab.gallery.seen.update({mail.id, film.id})
    viewer = opened(evidence, mail)
    assert not viewer.file.words.is_open
    viewer = opened(evidence, film)
    assert not viewer.pane.view.is_open
    evidence.tab.viewer.closed.emit()
    said = [tile.findChildren(type(evidence.tab.empty)) for tile in evidence.tab.gallery.tiles()]
    texts = [label.text() for labels in said for label in labels]
    assert "It was marked as distressing." in texts
    assert "Jo Hartsedge asks that nobody sees it without need: a child is hurt in it" in texts


@pytest.mark.parametrize("name", ["parent-email.eml", "grouppad-export.pdf"])
def test_what_is_covered_for_everyone_closes_on_the_screen_where_it_was_covered(evidence: Evidence, name: str) -> None:
    evidence.open()
    exhibit = attach(evidence, name)
    pane = opened(evidence, exhibit).file

    def can_be_made_out() -> bool:
        return pane.words.is_open or pane.picture.view.is_open

    (pane.words if name.endswith("eml") else pane.picture).show_button.click()
    evidence.settle()
    assert can_be_made_out()
    evidence.desk.tasks.on_casebook(blur_for_everyone, evidence.desk.session, exhibit.id, because="a child is hurt")
    evidence.read()
    evidence.settle()
    evidence.settle()
    assert not can_be_made_out()


def test_the_gallery_says_what_each_is_where_there_is_nothing_to_draw(evidence: Evidence) -> None:
    evidence.open()
    for name in ("parent-email.eml", "grouppad-export.pdf", "gamehall-clip.mp4"):
        attach(evidence, name)
    evidence.show()
    mail, pdf, film = evidence.tab.gallery.tiles()
    assert "E-mail" in mail.picture.accessibleName()
    assert (mail.picture.has_picture, pdf.picture.has_picture, film.picture.has_picture) == (False, True, True)
    assert not pdf.picture.is_open
    assert not mail.wants_picture, "it is not read again and again"
    assert_accessible(evidence.tab)


def test_the_words_stand_beside_the_questions_too(evidence: Evidence) -> None:
    evidence.open()
    exhibit = attach(evidence, "parent-email.eml")
    evidence.show()
    evidence.tab.ask_about(exhibit.id)
    evidence.settle()
    pane = evidence.tab.questions.file
    assert isinstance(pane, FilePane)
    assert not pane.words.is_open
    offers = [button.accessibleDescription() for rows in evidence.tab.questions.asked.offers for button in rows.buttons]
    assert any("parent.nandan@example.com" in each and "not checked" in each for each in offers)
    assert_accessible(evidence.tab)


def test_an_email_says_from_whom_when_and_what_about_unless_it_stays_covered(evidence: Evidence) -> None:
    evidence.open()
    exhibit = attach(evidence, "parent-email.eml")
    pane = opened(evidence, exhibit).file.words
    assert pane.head.isVisible()
    assert "Subject: Photos being shared in GroupPad" in pane.head.text()
    assert [line.partition(":")[0] for line in pane.head.text().splitlines()] == ["From", "To", "Sent", "Subject"]
    evidence.desk.tasks.on_casebook(blur_for_everyone, evidence.desk.session, exhibit.id, because="It names a child")
    evidence.read()
    evidence.settle()
    assert not pane.head.isVisible()
    pane.show_button.click()
    evidence.settle()
    assert pane.head.isVisible()
