"""The first screen: what it asks, refuses and fills in by itself."""

from datetime import UTC, datetime

import msgspec
import pytest
from PySide6.QtCore import QMimeData, Qt, QTime, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QTimeEdit, QWidget
from pytestqt.qtbot import QtBot

from dslapp.domain.case.incident import SafetyAnswers
from dslapp.gui.desk import Desk
from dslapp.gui.routes import ToCase
from dslapp.gui.widgets.buttons import Button
from dslapp.services.case.log_incident import log_incident
from tests.casebooks import DSL, SettableClock
from tests.cases import ex_pupil_taunts
from tests.gui.accessibility import assert_accessible
from tests.gui.log_incident.conftest import Opens
from tests.gui.log_incident.hand import Hand
from tests.gui.log_incident.looking import gone, incidents

CTRL = Qt.KeyboardModifier.ControlModifier


def test_no_answer_ever_loses_a_word(opens: Opens) -> None:
    page, hand = opens(), Hand()
    hand.type("Żółć 🙃 وہ")
    for question in (page.safety.danger, page.safety.image, page.safety.adult_here):
        for answer in question.choices.findChildren(Button):
            hand.click(answer)
            assert page.draft().what == "Żółć 🙃 وہ"


def test_nothing_at_all_is_refused_beside_each_field(opens: Opens, desk: Desk) -> None:
    page, hand = opens(), Hand()
    hand.press(Qt.Key.Key_S, CTRL)
    assert "one sentence is enough" in page.what.field.error()
    assert "“Not sure” is an answer" in page.safety.danger.field.error()
    assert "“Not sure” is an answer" in page.safety.image.field.error()
    assert "“Not sure” is an answer" in page.safety.adult_here.field.error()
    assert "Name one person" in page.who.field.error()
    assert page.what.box.hasFocus()
    assert incidents(desk) == []
    hand.type("Now there is one.")
    assert page.what.field.error() == ""


def test_ten_thousand_characters_are_saved_whole(qtbot: QtBot, opens: Opens, desk: Desk) -> None:
    page = opens()
    words = "اردو 🙃 Zażółć " * 715
    page.what.show_text(words)
    page.safety.show_answers(SafetyAnswers(danger="no", image="no", adult_here="none"))
    page.who.people.rows[0].name.setText("Mia K.")
    with qtbot.waitSignal(page.go):
        page.save()
    assert incidents(desk)[0].summary == words.strip()


def test_somebody_known_is_offered_and_taken_only_when_pressed(qtbot: QtBot, opens: Opens, desk: Desk) -> None:
    earlier = desk.tasks.on_casebook(log_incident, desk.session, ex_pupil_taunts(desk.session))
    page, hand = opens(), Hand()
    row = page.who.people.rows[0]
    hand.click(row.name)
    hand.type("elli")
    qtbot.waitUntil(lambda: bool(row.matches.offered()))
    (offer,) = row.matches.offered()
    assert offer.text() == f"Ellis P. · pupil · {earlier.ref}"
    assert page.draft().people[0].person_id == ""
    hand.click(offer)
    picked = page.draft().people[0]
    assert picked.name == "Ellis P."
    assert picked.person_id
    hand.type("x")
    assert page.draft().people[0].person_id == "", "another name is another person"


def test_the_same_handle_in_another_case_shows_up(qtbot: QtBot, opens: Opens, desk: Desk) -> None:
    earlier = desk.tasks.on_casebook(log_incident, desk.session, ex_pupil_taunts(desk.session))
    page, hand = opens(), Hand()
    row = page.who.accounts.rows[0]
    hand.click(row.handle)
    hand.type("Moved.away")
    qtbot.waitUntil(lambda: bool(row.matches.offered()))
    hand.click(row.matches.offered()[0])
    assert earlier.ref in row.matches.words()
    assert page.draft().accounts[0].platform == "ChatNest"


def test_a_pasted_picture_waits_until_the_incident_is_saved(qtbot: QtBot, opens: Opens) -> None:
    page, hand = opens(), Hand()
    page.safety.show_answers(SafetyAnswers(danger="no", image="no", adult_here="none"))
    paste_picture(page.what.box)
    assert "Save first" in page.notice.accessibleName()
    hand.type("Screenshot of the chat.")
    page.who.people.rows[0].name.setText("Mia K.")
    routes = gone(page)
    page.save()
    qtbot.waitUntil(lambda: bool(routes))
    assert isinstance(routes[0], ToCase)
    assert routes[0].tab == "evidence"


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_no_picture_is_taken_where_an_image_may_be_part_of_it(qtbot: QtBot, opens: Opens, answer: str) -> None:
    page, hand = opens(), Hand()
    hand.click(page.safety.image.choices.button(answer))
    paste_picture(page.what.box)
    assert "Stop. Don’t look further" in page.notice.accessibleName()
    assert page.draft().what == ""


def test_a_picture_pasted_before_the_question_is_answered_asks_it(opens: Opens) -> None:
    page = opens()
    paste_picture(page.what.box)
    assert "First answer" in page.safety.image.field.error()


def test_who_told_us_is_filled_in_and_can_be_changed(qtbot: QtBot, opens: Opens, desk: Desk) -> None:
    page, hand = opens(), Hand()
    draft = page.draft()
    assert (draft.reporter_name, draft.reporter_role) == (DSL, "Designated safeguarding lead")
    hand.click(page.reporter.opener)
    hand.type("Ravi S.")
    assert page.draft().reporter_name == "Ravi S."
    assert "Told by Ravi S., today at 16:50 GMT" in page.reporter.line.text()


def test_the_last_reporter_is_one_click_away(qtbot: QtBot, opens: Opens, desk: Desk) -> None:
    told_by = {"reporter_name": "Ravi S.", "reporter_role": "IT technician"}
    told = msgspec.structs.replace(ex_pupil_taunts(desk.session), **told_by)
    desk.tasks.on_casebook(log_incident, desk.session, told)
    page, hand = opens(), Hand()
    hand.click(page.reporter.same)
    assert page.draft().reporter_name == "Ravi S."
    assert page.draft().reporter_role == "IT technician"


def test_the_clocks_going_back_are_asked_about(qtbot: QtBot, opens: Opens, desk: Desk, clock: SettableClock) -> None:
    clock.now = datetime(2026, 10, 25, 9, 0, tzinfo=UTC)
    page = opens()
    page.reporter.opener.click()
    page.reporter.at.findChildren(QTimeEdit)[0].setTime(QTime(1, 30))
    page.what.show_text("Told in the night.")
    page.safety.show_answers(SafetyAnswers(danger="no", image="no", adult_here="none"))
    page.who.people.rows[0].name.setText("Mia K.")
    page.save()
    assert "BST" in page.reporter.at_field.error()


@pytest.mark.parametrize("width", [1158, 620])
def test_everything_can_be_reached_and_read(qtbot: QtBot, opens: Opens, width: int) -> None:
    page = opens()
    page.resize(width, 1200)
    assert_accessible(page)


def paste_picture(box: QWidget) -> None:
    picture = QMimeData()
    picture.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    picture.setUrls([QUrl.fromLocalFile("/nowhere/screenshot.png")])
    QGuiApplication.clipboard().setMimeData(picture)
    box.setFocus()
    Hand().press(Qt.Key.Key_V, CTRL)
