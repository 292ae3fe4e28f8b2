"""Devices and takedowns in the window: written down in the case, followed on a board of all cases."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dslapp.domain.entity import IncidentId
from dslapp.gui.boards.devices_page import DeviceCard, DevicesPage
from dslapp.gui.boards.takedowns_page import TakedownCard, TakedownsPage
from dslapp.gui.desk import Desk
from dslapp.gui.exhibits_page import ExhibitsPage
from dslapp.gui.routes import Route, ToDevices, ToExhibitPapers, ToExhibits, ToTakedowns
from dslapp.services.continuity.keep_devices import keep_device
from dslapp.services.continuity.take_down import Reported, note_takedown, report_takedown
from dslapp.services.intake.attach_evidence import ExhibitAnswers
from dslapp.services.intake.record_without_file import record_without_file
from tests.cases import bare_case
from tests.gui.boards.on_a_board import PHONE, POST, assert_all_can_read, cards, devices, opened, takedowns


@pytest.fixture
def case(desk: Desk) -> IncidentId:
    return desk.tasks.on_casebook(bare_case, desk.session)


def test_a_device_is_written_down_and_then_handed_to_the_police(qtbot: QtBot, desk: Desk, case: IncidentId) -> None:
    page = opened(qtbot, DevicesPage(desk), ToDevices(case))
    page.add_button.click()
    form = page.keep_form
    for name, text in (
        ("what", "Black Moto G phone"), ("owner", "Ellis P."), ("taken_because", "for the police"),
        ("kept_where", "the safe"),
    ):  # fmt: skip
        form.lines[name].setText(text)
    form.save_button.click()
    assert "says who may get the device" in form.fields["imagery"].error()
    form.imagery.button("no").click()
    assert_all_can_read(qtbot, page)
    form.save_button.click()
    qtbot.waitUntil(lambda: isinstance(cards(page)[0], DeviceCard))
    card = cards(page)[0]
    assert isinstance(card, DeviceCard)
    assert_all_can_read(qtbot, page)
    card.move_button.click()
    step = page.move_form
    step.status.button("with the police").click()
    for name, text in (("to", "PC 4410"), ("where", "reception"), ("purpose", "investigation")):
        step.hands.lines[name].setText(text)
    step.save_button.click()
    qtbot.waitUntil(lambda: devices(desk)[0].device.status == "with the police", timeout=10_000)
    qtbot.waitUntil(step.isHidden)
    went: list[Route] = []
    page.go.connect(went.append)
    qtbot.waitUntil(lambda: cards(page)[0] is not card)
    again = cards(page)[0]
    assert isinstance(again, DeviceCard)
    again.paper_button.click()
    assert went == [ToExhibitPapers(case, "continuity", (devices(desk)[0].device.id,))]


def test_a_report_is_refused_on_the_form_until_something_preserves_it(
    qtbot: QtBot, desk: Desk, case: IncidentId
) -> None:
    on_casebook = desk.tasks.on_casebook
    answers = ExhibitAnswers(held_by="Ellis’s phone", description="The post")
    on_casebook(record_without_file, desk.session, case, "not here yet", answers)
    on_casebook(note_takedown, desk.session, case, POST)
    page = opened(qtbot, TakedownsPage(desk), ToTakedowns(case))
    card = cards(page)[0]
    assert isinstance(card, TakedownCard)
    assert not card.look_button.isVisible()
    card.report_button.click()
    form = page.report_form
    qtbot.waitUntil(lambda: "It should answer" in form.help.text())
    assert form.again.day() is not None, "the school’s setting says when"
    assert form.exhibit.count() == 1, "what is not here yet preserves nothing"
    assert_all_can_read(qtbot, page)
    form.save_button.click()
    qtbot.waitUntil(lambda: "Preserve, then decide" in form.fields["exhibit_id"].error())
    form._because.setText("It vanished while Ellis showed it to us.")
    form.save_button.click()
    qtbot.waitUntil(lambda: takedowns(desk)[0].takedown.status == "reported", timeout=10_000)
    qtbot.waitUntil(form.isHidden)
    qtbot.waitUntil(lambda: cards(page)[0] is not card)
    page.look_form.begin(takedowns(desk)[0].takedown)
    page.open(page.look_form)
    qtbot.waitUntil(lambda: page.look_form._found is not None)
    assert "in a browser in which nobody is signed in to that site" in page.look_form._how.text()
    page.look_form.seen.button("still up").click()
    assert "the guidance on removal" in page.look_form._why_then.text()
    assert_all_can_read(qtbot, page)
    page.look_form.save_button.click()
    qtbot.waitUntil(lambda: takedowns(desk)[0].takedown.status == "still up", timeout=10_000)
    qtbot.waitUntil(page.look_form.isHidden)


def test_an_answer_stands_with_the_report_that_it_belongs_to(qtbot: QtBot, desk: Desk, case: IncidentId) -> None:
    found = desk.tasks.on_casebook(note_takedown, desk.session, case, POST)
    for to in ("ChatNest", "The Report Harmful Content service of the UK Safer Internet Centre"):
        made = Reported(to=to, at=desk.now(), not_kept_because="It has gone.", look_again=desk.now())
        desk.tasks.on_casebook(report_takedown, desk.session, found.id, made)
    page = opened(qtbot, TakedownsPage(desk), ToTakedowns(case))
    card = cards(page)[0]
    assert isinstance(card, TakedownCard)
    card.end_button.click()
    assert card._whose.isHidden()
    card.answer_button.click()
    card.form.line.setText("We have it, ticket 7")
    card.form.act.click()
    assert card._whose.error() == "Choose which report they answered."
    assert card.report.itemText(1).startswith("ChatNest, Friday 13 November 2026")
    assert card.report.minimumSizeHint().width() < 300, "a long name makes no page wider than the window"
    assert_all_can_read(qtbot, page)
    card.report.setCurrentIndex(1)
    card.form.act.click()
    qtbot.waitUntil(lambda: any(each.answer for each in takedowns(desk)[0].takedown.reports), timeout=10_000)
    assert [each.answer for each in takedowns(desk)[0].takedown.reports] == ["We have it, ticket 7", ""]
    qtbot.waitUntil(lambda: cards(page)[0] is not card)


def test_the_form_asks_for_no_address_of_what_nobody_may_look_at(qtbot: QtBot, desk: Desk, case: IncidentId) -> None:
    page = opened(qtbot, TakedownsPage(desk), ToTakedowns(case))
    page.add_button.click()
    form = page.note_form
    form.imagery.button("no").click()
    form._address.setText("https://chatnest.example.com/p/1")
    form.imagery.button("unsure").click()
    assert form._preserved.label.text() == "Which record in words belongs to it?"
    assert form._keeping.text().startswith("Never a copy, screenshot or link of it.")
    assert [form.exhibit.itemText(number) for number in range(form.exhibit.count())] == ["None yet"]
    assert form.fields["address"].isHidden()
    assert form._never.isVisible()
    assert form.value().address == ""
    assert_all_can_read(qtbot, page)
    form.clear()


def test_boards_appear_with_their_first_row_and_lead_to_its_case(qtbot: QtBot, desk: Desk, case: IncidentId) -> None:
    page = ExhibitsPage(desk)
    went: list[Route] = []
    page.go.connect(went.append)
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    page.enter(ToExhibits())
    qtbot.waitUntil(lambda: bool(page.takedowns.count.text()))
    assert page.tabs.isHidden()
    phone = desk.tasks.on_casebook(keep_device, desk.session, case, PHONE)
    post = desk.tasks.on_casebook(note_takedown, desk.session, case, POST)
    page.enter(ToExhibits())
    qtbot.waitUntil(page.tabs.isVisible)
    qtbot.waitUntil(lambda: len(page.takedowns.list.lines()) == 1)
    for number, board in ((1, page.devices), (2, page.takedowns)):
        page.tabs.setCurrentIndex(number)
        QApplication.processEvents()
        assert board.isVisible()
        assert_all_can_read(qtbot, page)
        board.list.opened.emit(board.list.lines()[0].key)
    assert went == [ToDevices(case, phone.id), ToTakedowns(case, post.id)]
    assert "Overdue: it was due by 15:50 GMT on Friday 13 November 2026" in page.devices.list.lines()[0].spoken
    assert page.devices.count.text() == "1 of 1 shown. 1 overdue."
