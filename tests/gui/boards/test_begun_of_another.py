"""What was begun about one thing stays, on the screen and as a draft, when another is begun; each field is kept."""

from collections.abc import Callable
from datetime import date

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from dslapp.domain.entity import IncidentId
from dslapp.gui.boards.devices_page import DeviceCard, DevicesPage
from dslapp.gui.boards.takedowns_page import TakedownCard, TakedownsPage
from dslapp.gui.desk import Desk
from dslapp.gui.routes import ToDevices, ToTakedowns
from dslapp.services.case.keep_draft import KeptDraft, drafts
from dslapp.services.continuity.keep_devices import keep_device
from dslapp.services.continuity.take_down import note_takedown
from tests.cases import bare_case
from tests.gui.boards.on_a_board import PHONE, POST, assert_all_can_read, cards, opened

AGAIN = date(2026, 11, 20)


@pytest.fixture
def case(desk: Desk) -> IncidentId:
    return desk.tasks.on_casebook(bare_case, desk.session)


@pytest.fixture
def takedowns_page(qtbot: QtBot, desk: Desk, case: IncidentId) -> TakedownsPage:
    for handle in ("@first.example", "@second.example"):
        desk.tasks.on_casebook(note_takedown, desk.session, case, msgspec.structs.replace(POST, handle=handle))
    return opened(qtbot, TakedownsPage(desk), ToTakedowns(case))


@pytest.fixture
def devices_page(qtbot: QtBot, desk: Desk, case: IncidentId) -> DevicesPage:
    for what in ("The first phone", "The second phone"):
        desk.tasks.on_casebook(keep_device, desk.session, case, msgspec.structs.replace(PHONE, what=what))
    return opened(qtbot, DevicesPage(desk), ToDevices(case))


def kept(desk: Desk) -> tuple[KeptDraft, ...]:
    return tuple(desk.tasks.on_casebook(drafts, desk.session))


def two_takedowns(page: TakedownsPage) -> tuple[TakedownCard, TakedownCard]:
    first, second = (each for each in cards(page) if isinstance(each, TakedownCard))
    return first, second


def two_devices(page: DevicesPage) -> tuple[DeviceCard, DeviceCard]:
    first, second = (each for each in cards(page) if isinstance(each, DeviceCard))
    return first, second


def test_a_report_of_another_one_waits_for_what_is_typed(
    qtbot: QtBot, desk: Desk, takedowns_page: TakedownsPage
) -> None:
    first, second = two_takedowns(takedowns_page)
    first.report_button.click()
    form = takedowns_page.report_form
    begun = form.subject
    assert begun is not None
    takedowns_page.resize(683, 330)
    form._reference.setText("CN-5512")
    takedowns_page.leave()
    qtbot.waitUntil(lambda: len(kept(desk)) == 1)
    takedowns_page.area.verticalScrollBar().setValue(takedowns_page.area.verticalScrollBar().maximum())
    second.report_button.click()
    takedowns_page.leave()
    assert (form._reference.text(), form.subject) == ("CN-5512", begun)
    assert form._about.text() == begun.where
    said = form.in_the_way.accessibleName()
    assert "Save or close this first: you began it about" in said
    assert begun.where in said
    qtbot.waitUntil(lambda: not form.in_the_way.visibleRegion().isEmpty())
    assert_all_can_read(qtbot, takedowns_page)
    assert len(kept(desk)) == 1
    first.report_button.click()
    assert form.in_the_way.isHidden()
    assert form._reference.text() == "CN-5512"
    second.report_button.click()
    form.discard_button.click()
    second.report_button.click()
    assert form.in_the_way.isHidden()
    assert form.subject is not None
    assert form.subject.id != begun.id
    assert form._reference.text() == ""
    form.discard_button.click()
    assert kept(desk) == ()


def test_a_step_of_another_device_waits_for_what_is_typed(devices_page: DevicesPage) -> None:
    first, second = two_devices(devices_page)
    first.move_button.click()
    moved = devices_page.move_form
    moved.hands.lines["to"].setText("PC 4410")
    first.taken_button.click()
    taken = devices_page.taken_form
    taken.how_taken.lines["present"].setText("Mr Adair")
    second.move_button.click()
    second.taken_button.click()
    assert moved.hands.value().to == "PC 4410"
    assert taken.how_taken.value().present == "Mr Adair"
    for form in (moved, taken):
        assert form.subject is not None
        assert form.subject.what in form.in_the_way.accessibleName()
        form.discard_button.click()
    second.move_button.click()
    assert moved.subject is not None
    assert moved.subject.what in second.move_button.accessibleName()


def choose_to(page: TakedownsPage) -> None:
    page.report_form.to.setEditText("The trust’s IT lead")


def choose_already(page: TakedownsPage) -> None:
    page.report_form.order.button("already").click()


def choose_day(page: TakedownsPage) -> None:
    page.report_form.again.set_day(AGAIN)


@pytest.mark.parametrize("act", [choose_to, choose_already, choose_day])
def test_each_field_of_a_report_is_kept(
    qtbot: QtBot, desk: Desk, takedowns_page: TakedownsPage, act: Callable[[TakedownsPage], None]
) -> None:
    first, _second = two_takedowns(takedowns_page)
    first.report_button.click()
    form = takedowns_page.report_form
    qtbot.waitUntil(lambda: form.again.day() is not None)
    assert form.is_empty(), "what the program offers is nobody’s typing"
    takedowns_page.leave()
    assert kept(desk) == ()
    act(takedowns_page)
    typed = form.value()
    takedowns_page.leave()
    first.report_button.click()
    assert form.value() == typed
    assert len(kept(desk)) == 1
    form.discard_button.click()


def test_each_field_of_a_check_and_of_a_change_of_hands_is_kept(
    desk: Desk, takedowns_page: TakedownsPage, devices_page: DevicesPage
) -> None:
    two_takedowns(takedowns_page)[0].look_wanted.emit(takedowns_page.case.takedowns[0])  # type: ignore[union-attr]
    look, move = takedowns_page.look_form, devices_page.move_form
    assert look.is_empty()
    look.again.set_day(AGAIN)
    takedowns_page.leave()
    two_devices(devices_page)[0].move_button.click()
    assert move.is_empty()
    move.status.button("elsewhere").click()
    assert not move.is_empty()
    devices_page.leave()
    assert len(kept(desk)) == 2
    look.discard_button.click()
    move.discard_button.click()


def test_each_answer_on_the_first_forms_is_kept(
    desk: Desk, takedowns_page: TakedownsPage, devices_page: DevicesPage
) -> None:
    takedowns_page.add_button.click()
    takedowns_page.note_form.imagery.button("unsure").click()
    takedowns_page.leave()
    devices_page.add_button.click()
    assert devices_page.keep_form.is_empty(), "the own name is offered"
    devices_page.keep_form.imagery.button("yes").click()
    devices_page.leave()
    assert len(kept(desk)) == 2
    takedowns_page.note_form.discard_button.click()
    devices_page.keep_form.discard_button.click()
