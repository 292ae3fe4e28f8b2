"""The settings: the school, its numbers with the day they were checked, the PIN, the look."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dslapp.domain.entity import new_id
from dslapp.domain.school import Contact, School
from dslapp.gui.case.link import Link
from dslapp.gui.contacts_page import ContactsPage
from dslapp.gui.desk import Desk
from dslapp.gui.routes import ToContacts, ToMembers, ToSettings
from dslapp.gui.settings.page import SettingsPage
from dslapp.services.access.cover_screen import lifts_cover
from dslapp.services.change_settings import change_contacts, own_contacts
from dslapp.services.exhibits import read_by_machine
from dslapp.services.program import Program
from dslapp.services.window.window_look import WindowLook
from tests.casebooks import HEAD, SettableClock
from tests.gui.accessibility import assert_accessible, clipped

MakePage = Callable[[Desk], SettingsPage]


@pytest.fixture
def program(tmp_path: Path, clock: SettableClock) -> Program:
    return Program(clock=clock, settings=tmp_path / "settings", casebooks=tmp_path)


@pytest.fixture
def worn() -> list[WindowLook]:
    """The looks that were put on."""
    return []


@pytest.fixture
def make_page(qtbot: QtBot, program: Program, worn: list[WindowLook]) -> MakePage:
    def make(desk: Desk) -> SettingsPage:
        page = SettingsPage(desk, program, worn.append)
        qtbot.addWidget(page)
        page.resize(1000, 3200)
        page.show()
        page.enter(ToSettings())
        qtbot.waitUntil(lambda: bool(page.school.lines["name"].text()))
        return page

    return make


def kept_school(desk: Desk) -> School:
    return desk.tasks.on_casebook(lambda: desk.session.school)


def test_it_is_accessible(make_page: MakePage, desk: Desk, qtbot: QtBot) -> None:
    page = make_page(desk)
    qtbot.waitUntil(lambda: clipped(page) == [])
    assert_accessible(page)


def test_a_changed_school_is_saved(make_page: MakePage, desk: Desk, qtbot: QtBot) -> None:
    page = make_page(desk)
    page.school.lines["phone"].setText("01632 960777")
    page.school.save.click()
    qtbot.waitUntil(lambda: kept_school(desk).phone == "01632 960777")


def test_the_ways_of_the_area_are_kept(make_page: MakePage, desk: Desk, qtbot: QtBot) -> None:
    page = make_page(desk)
    page.local.choices["lado_clock"].button("24 hours").click()
    page.local.choices["written_confirmation"].button("2 working days").click()
    page.local.choices["lado_label"].button("Designated Officer").click()
    page.local.levels[1].setText("Level 2 Early help")
    page.local.save.click()
    qtbot.waitUntil(lambda: kept_school(desk).lado_clock == "24 hours")
    school = kept_school(desk)
    assert (school.written_confirmation, school.lado_label) == ("2 working days", "Designated Officer")
    assert school.threshold_levels == ("", "Level 2 Early help", "", "")


def test_an_authority_with_another_name_for_the_lado_is_called_by_it(
    make_page: MakePage, desk: Desk, qtbot: QtBot
) -> None:
    page = make_page(desk)
    page.local.own_label.setText("Managing Allegations Officer")
    page.local.save.click()
    qtbot.waitUntil(lambda: kept_school(desk).lado_label == "Managing Allegations Officer")
    qtbot.waitUntil(lambda: page.local.changes() == {})
    assert page.local.choices["lado_label"].value() == ""


def test_leaving_keeps_both_the_school_and_the_ways_of_the_area(make_page: MakePage, desk: Desk, qtbot: QtBot) -> None:
    page = make_page(desk)
    page.school.lines["phone"].setText("01632 960777")
    page.local.choices["platform_reply"].button("1 week").click()
    assert page.leave()
    qtbot.waitUntil(lambda: kept_school(desk).platform_reply == "1 week")
    assert kept_school(desk).phone == "01632 960777"


def test_leaving_saves_what_was_typed(make_page: MakePage, desk: Desk, qtbot: QtBot) -> None:
    page = make_page(desk)
    page.school.lines["address"].setText("2 Thornmoss Lane")
    page.contacts.forms["lado"].lines["phone"].setText("01632 960555")
    assert page.leave()
    qtbot.waitUntil(lambda: kept_school(desk).address == "2 Thornmoss Lane")
    qtbot.waitUntil(
        lambda: [each.phone for each in desk.tasks.on_casebook(own_contacts, desk.session)] == ["01632 960555"]
    )


def test_a_school_keeps_its_name_when_the_field_is_emptied(make_page: MakePage, desk: Desk) -> None:
    page = make_page(desk)
    page.school.lines["name"].setText("  ")
    assert page.school.school().name == "Thornmoss Academy (fictional)"


def test_a_number_is_marked_on_the_day_on_which_it_was_checked(
    make_page: MakePage, desk: Desk, qtbot: QtBot, clock: SettableClock
) -> None:
    page = make_page(desk)
    form = page.contacts.forms["lado"]
    assert form.state() == "Nobody has checked this number yet"
    form.lines["phone"].setText("01632 960500")
    form.checked.click()
    assert form.state() == "Checked on Friday 13 November 2026"
    page.contacts.save.click()
    qtbot.waitUntil(lambda: not form.is_changed())
    clock.forward(timedelta(days=200))
    page.enter(ToSettings())
    qtbot.waitUntil(lambda: form.state() == "Checked on Friday 13 November 2026: ring to check it again")


def test_numbers_to_check_are_counted_at_the_top_and_lead_to_the_first(
    make_page: MakePage, desk: Desk, qtbot: QtBot
) -> None:
    lado = Contact(id=new_id(), contact_kind="lado", label="LADO", phone="01632 960500", checked_on=date(2026, 1, 5))
    desk.tasks.on_casebook(change_contacts, desk.session, [lado])
    page = make_page(desk)
    qtbot.waitUntil(page.to_check.isVisible)
    (link,) = page.to_check.findChildren(Link)
    assert link.accessibleName() == "1 of your own numbers was not checked for six months"
    with qtbot.waitActive(page):
        page.activateWindow()
    qtbot.waitUntil(page.contacts.forms["lado"].is_due)
    link.click()
    assert page.contacts.forms["lado"].checked.hasFocus()


def test_the_members_are_listed(make_page: MakePage, desk: Desk) -> None:
    page = make_page(desk)
    words = " ".join(label.text() for label in page.members.findChildren(QLabel))
    assert "Jo Hartsedge (JH), Designated safeguarding lead, since Friday 13 November 2026" in words
    assert "Mrs R. Quillan (RQ), Headteacher" in words


def test_the_settings_lead_to_the_members(make_page: MakePage, desk: Desk, qtbot: QtBot) -> None:
    page = make_page(desk)
    with qtbot.waitSignal(page.go) as gone:
        page.members.open.click()
    assert gone.args == [ToMembers()]


def test_the_pin_is_changed(make_page: MakePage, desk: Desk, qtbot: QtBot) -> None:
    page = make_page(desk)
    for line in (page.pin.form.first, page.pin.form.again):
        line.setText("7413")
    page.pin.change.click()
    qtbot.waitUntil(lambda: desk.tasks.on_casebook(lifts_cover, desk.session, "7413"))
    qtbot.waitUntil(lambda: page.pin.form.pin() == "")


def test_the_look_changes_at_once_and_is_remembered(
    make_page: MakePage, desk: Desk, program: Program, worn: list[WindowLook]
) -> None:
    page = make_page(desk)
    page.look.theme.button("dark").click()
    page.look.text_size.button("130").click()
    assert worn == [WindowLook(theme="dark"), WindowLook(theme="dark", text_size=130)]
    assert program.looks.chosen() == worn[-1]


def test_pressing_the_look_that_is_on_keeps_it_on(make_page: MakePage, desk: Desk) -> None:
    page = make_page(desk)
    page.look.theme.button("system").click()
    assert page.look.theme.value() == "system"


def test_the_headteacher_reads_the_settings_and_cannot_change_them(
    make_page: MakePage, desk_of: Callable[[str], Desk]
) -> None:
    page = make_page(desk_of(HEAD))
    assert all(line.isReadOnly() for line in page.school.lines.values())
    assert page.school.save.isHidden()
    assert page.contacts.save.isHidden()
    page.school.lines["phone"].setText("01632 960777")
    assert page.leave(), "and nothing is tried"


@pytest.fixture
def contacts_page(qtbot: QtBot, desk: Desk, program: Program) -> ContactsPage:
    page = ContactsPage(desk)
    qtbot.addWidget(page)
    page.resize(1000, 3000)
    page.show()
    return page


def words(page: ContactsPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel))


def test_the_schools_own_numbers_stand_with_the_day_and_those_that_are_missing_are_named(
    contacts_page: ContactsPage, desk: Desk, qtbot: QtBot
) -> None:
    lado = Contact(
        id=new_id(), contact_kind="lado", label="LADO (Designated Officer)", phone="01632 960500",
        out_of_hours="01632 960501", checked_on=date(2026, 1, 5),
    )  # fmt: skip
    desk.tasks.on_casebook(change_contacts, desk.session, [lado])
    contacts_page.enter(ToContacts())
    qtbot.waitUntil(lambda: "01632 960500" in words(contacts_page))
    shown = words(contacts_page)
    assert shown.index("999") < shown.index("01632 960500") < shown.index("The same everywhere in England")
    assert "Evenings and weekends: 01632 960501" in shown
    assert "Checked on Monday 5 January 2026: ring to check it" in shown
    assert "Not filled in yet" in shown
    qtbot.waitUntil(lambda: clipped(contacts_page) == [])
    assert_accessible(contacts_page)


def shows(page: ContactsPage, phone: str) -> bool:
    return phone in words(page)


def test_numbers_changed_meanwhile_are_shown(contacts_page: ContactsPage, desk: Desk, qtbot: QtBot) -> None:
    contact = Contact(id=new_id(), contact_kind="lado", label="LADO", phone="01632 960500")
    for phone in ("01632 960500", "01632 960502"):
        changed = msgspec.structs.replace(contact, phone=phone)
        desk.tasks.on_casebook(change_contacts, desk.session, [changed])
        contacts_page.enter(ToContacts())
        qtbot.waitUntil(partial(shows, contacts_page, phone))


def test_whether_pictures_are_read_by_machine_is_asked_only_where_the_program_can(
    make_page: MakePage, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not make_page(desk).machine.isVisible()
    monkeypatch.setattr(read_by_machine, "is_installed", lambda: True)
    page = make_page(desk)
    assert page.machine.choice.value() == "on"
    page.machine.choice.button("off").click()
    qtbot.waitUntil(lambda: not kept_school(desk).reads_by_machine)
    assert_accessible(page)
