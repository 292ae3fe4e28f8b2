"""The forms about a kept device: days that cannot be, and what is completed after it was taken in."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dslapp.domain.entity import IncidentId
from dslapp.gui.boards.devices_page import DeviceCard, DevicesPage
from dslapp.gui.desk import Desk
from dslapp.gui.routes import ToDevices
from dslapp.gui.widgets.text import Words
from dslapp.services.continuity.keep_devices import keep_device
from tests.cases import bare_case
from tests.gui.boards.on_a_board import PHONE, assert_all_can_read, cards, devices, opened


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> DevicesPage:
    case: IncidentId = desk.tasks.on_casebook(bare_case, desk.session)
    desk.tasks.on_casebook(keep_device, desk.session, case, PHONE)
    found = opened(qtbot, DevicesPage(desk), ToDevices(case))
    QApplication.processEvents()
    return found


def card(page: DevicesPage) -> DeviceCard:
    (found,) = (each for each in cards(page) if isinstance(each, DeviceCard))
    return found


def test_a_day_that_is_past_is_said_beside_its_field(page: DevicesPage, desk: Desk) -> None:
    page.add_button.click()
    form = page.keep_form
    assert form.fields["seal"].label.text() == "Seal or bag number (if there is one)"
    form._due.set_day((desk.now() - timedelta(days=2)).date())
    form.save_button.click()
    assert form.fields["due"].error() == "This day is past. Choose today or a later day."


def test_a_day_that_is_not_asked_for_any_more_holds_nobody_up(qtbot: QtBot, page: DevicesPage, desk: Desk) -> None:
    card(page).move_button.click()
    form = page.move_form
    form._due.set_day((desk.now() - timedelta(days=2)).date())
    form.status.button("returned").click()
    for name, text in (("to", "Ellis’s mother"), ("where", "reception"), ("purpose", "returned")):
        form.hands.lines[name].setText(text)
    form.save_button.click()
    qtbot.waitUntil(lambda: devices(desk)[0].device.status == "returned")
    qtbot.waitUntil(form.isHidden)


def test_that_the_parents_were_told_is_completed_from_the_card(qtbot: QtBot, page: DevicesPage, desk: Desk) -> None:
    before = card(page)
    assert "Parents told: Not written yet" in [words.text() for words in before.findChildren(Words)]
    before.taken_button.click()
    form = page.taken_form
    form.how_taken.lines["parents_told"].setText("Jo Hartsedge rang his mother")
    form.how_taken.lines["looked_into_by"].setText("Sam Ottrell")
    assert_all_can_read(qtbot, page)
    form.save_button.click()
    qtbot.waitUntil(lambda: "Write why somebody looked" in form.fields["looked_into_because"].error())
    form.how_taken.lines["looked_into_because"].setText("a threat to Mia")
    form.save_button.click()
    qtbot.waitUntil(form.isHidden)
    qtbot.waitUntil(lambda: card(page) is not before)
    said = [words.text() for words in card(page).findChildren(Words)]
    assert "Parents told: Jo Hartsedge rang his mother" in said
    assert "Looked into by: Sam Ottrell: a threat to Mia" in said
    assert any("looked into by Sam Ottrell, written down by Jo Hartsedge" in words for words in said)


def test_what_was_typed_there_comes_back_with_the_device(qtbot: QtBot, page: DevicesPage, desk: Desk) -> None:
    card(page).taken_button.click()
    page.taken_form.how_taken.lines["present"].setText("Mr Adair")
    page.leave()
    desk.tasks.on_casebook(lambda: None)
    again = opened(qtbot, DevicesPage(desk), ToDevices(page._wanted))
    qtbot.waitUntil(again.taken_form.isVisible)
    assert again.taken_form.value().how_taken.present == "Mr Adair"
    assert again.taken_form.subject is not None
    again.taken_form.discard()


def test_all_that_is_missing_is_said_at_once(qtbot: QtBot, desk: Desk) -> None:
    case = desk.tasks.on_casebook(bare_case, desk.session)
    page = opened(qtbot, DevicesPage(desk), ToDevices(case))
    page.add_button.click()
    form = page.keep_form
    form.save_button.click()
    wrong = [name for name, field in form.fields.items() if field.error()]
    assert {"what", "owner", "taken_because", "kept_where", "imagery"} <= set(wrong)
