"""Today, the table of incidents and the search, as a DSL uses them."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dslapp.domain.case.casework import Action
from dslapp.domain.case.incident import SafetyAnswers
from dslapp.domain.entity import Entity, IncidentId, new_id
from dslapp.domain.school import Contact
from dslapp.gui.case.link import Link
from dslapp.gui.desk import Desk
from dslapp.gui.find.incidents_page import IncidentsPage
from dslapp.gui.find.search_page import SearchPage
from dslapp.gui.find.today_page import TodayPage
from dslapp.gui.pages import Page
from dslapp.gui.routes import Route, ToCase, ToIncidents, ToLogIncident, ToReference, ToSearch, ToSettings, ToToday
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.rows_view import RowsView
from dslapp.services.case.keep_draft import keep_draft
from dslapp.services.case.log_incident import begin_draft
from tests.casebooks import SettableClock
from tests.cases import bare_case
from tests.gui.accessibility import assert_accessible


def shown(qtbot: QtBot, desk: Desk, page: Page, route: Route) -> list[Route]:
    """Show the page as arrived at, and collect where it wants to go."""
    gone: list[Route] = []
    page.go.connect(gone.append)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.enter(route)
    desk.tasks.on_casebook(lambda: None)
    return gone


def words_on(page: Page) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def commit(desk: Desk, *changes: Entity) -> None:
    desk.tasks.on_casebook(desk.session.casebook.commit, changes)


def due(desk: Desk, case: str, what: str, in_days: float) -> Action:
    at = desk.now() + timedelta(days=in_days)
    action = Action(id=new_id(), incident_id=IncidentId(case), what=what, due=at, created_at=desk.now())
    commit(desk, action)
    return action


def test_an_empty_day_says_so_and_offers_to_log(qtbot: QtBot, desk: Desk) -> None:
    page = TodayPage(desk)
    gone = shown(qtbot, desk, page, ToToday())
    qtbot.waitUntil(lambda: "Nothing is due" in words_on(page))
    next(b for b in page.findChildren(Button) if "Log an incident" in b.accessibleName()).click()
    assert gone == [ToLogIncident()]
    assert_accessible(page)


def test_today_shows_overdue_first_and_leads_to_the_action(qtbot: QtBot, desk: Desk) -> None:
    case = desk.tasks.on_casebook(bare_case, desk.session)
    late = due(desk, case, "Ring the LADO", -1)
    due(desk, case, "Check with the child", 3)
    page = TodayPage(desk)
    gone = shown(qtbot, desk, page, ToToday())
    qtbot.waitUntil(lambda: "Overdue (1)" in words_on(page))
    first = page.findChildren(Link)[0]
    assert first.accessibleName().startswith("Ring the LADO – OSI-2026-0001")
    first.click()
    assert gone == [ToCase(IncidentId(case), "actions", late.id)]
    assert_accessible(page)


def test_a_draft_is_gone_on_with(qtbot: QtBot, desk: Desk) -> None:
    draft = desk.tasks.on_casebook(begin_draft, desk.session)
    desk.tasks.on_casebook(keep_draft, desk.session, draft)
    page = TodayPage(desk)
    gone = shown(qtbot, desk, page, ToToday())
    qtbot.waitUntil(lambda: "Begun and not saved yet" in words_on(page))
    page.findChildren(Link)[0].click()
    assert gone == [ToLogIncident(draft.id)]


def test_a_case_without_a_route_leads_to_the_guidance(qtbot: QtBot, desk: Desk) -> None:
    case = desk.tasks.on_casebook(bare_case, desk.session)
    page = TodayPage(desk)
    gone = shown(qtbot, desk, page, ToToday())
    qtbot.waitUntil(lambda: "Open cases without a route" in words_on(page))
    page.findChildren(Link)[0].click()
    assert gone == [ToCase(IncidentId(case), "guidance")]


def test_the_table_filters_and_opens_a_case_by_keyboard(qtbot: QtBot, desk: Desk) -> None:
    desk.tasks.on_casebook(bare_case, desk.session, ref="OSI-2026-0001")
    safety = SafetyAnswers(danger="no", image="unsure", adult_here="none")
    wanted = desk.tasks.on_casebook(bare_case, desk.session, ref="OSI-2026-0002", safety=safety)
    page = IncidentsPage(desk)
    gone = shown(qtbot, desk, page, ToIncidents())
    table = page.findChild(RowsView)
    assert table is not None
    qtbot.waitUntil(lambda: table.model().rowCount() == 2)
    next(b for b in page.findChildren(Button) if "Imagery" in b.accessibleName()).click()
    qtbot.waitUntil(lambda: table.model().rowCount() == 1)
    table.setCurrentIndex(table.model().index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert gone == [ToCase(IncidentId(wanted))]
    assert_accessible(page)


def test_filters_that_fit_nothing_say_so(qtbot: QtBot, desk: Desk) -> None:
    page = IncidentsPage(desk)
    shown(qtbot, desk, page, ToIncidents())
    qtbot.waitUntil(lambda: "No case here" in words_on(page))
    assert_accessible(page)


def test_the_incident_table_is_a_sound_model(qtbot: QtBot, desk: Desk, qtmodeltester: ModelTester) -> None:
    desk.tasks.on_casebook(bare_case, desk.session)
    page = IncidentsPage(desk)
    shown(qtbot, desk, page, ToIncidents())
    table = page.findChild(RowsView)
    assert table is not None
    qtbot.waitUntil(lambda: table.model().rowCount() == 1)
    qtmodeltester.check(table.model())


def test_a_search_shows_the_words_around_the_hit_and_leads_there(qtbot: QtBot, desk: Desk) -> None:
    case = desk.tasks.on_casebook(bare_case, desk.session, summary="Her tutor saw <b>zebra</b> & stripes 😂")
    page = SearchPage(desk)
    gone = shown(qtbot, desk, page, ToSearch("zeb"))
    qtbot.waitUntil(lambda: "1 hit" in words_on(page))
    assert "&lt;b&gt;<b>zeb</b>ra" in words_on(page)
    page.findChildren(Link)[0].click()
    assert gone == [ToCase(IncidentId(case), "summary", case)]
    assert_accessible(page)


def test_a_search_without_a_hit_says_what_to_try(qtbot: QtBot, desk: Desk) -> None:
    page = SearchPage(desk)
    shown(qtbot, desk, page, ToSearch("nothing like this"))
    qtbot.waitUntil(lambda: "Nothing found" in words_on(page))
    assert_accessible(page)


def test_numbers_that_nobody_checked_for_six_months_are_counted_and_lead_to_where_they_are_checked(
    qtbot: QtBot, desk: Desk, clock: SettableClock
) -> None:
    lado = Contact(id=new_id(), contact_kind="lado", label="LADO", phone="01632 960500", checked_on=date(2026, 1, 5))
    commit(desk, lado)
    page = TodayPage(desk)
    gone = shown(qtbot, desk, page, ToToday())
    qtbot.waitUntil(lambda: "1 of your own numbers was not checked for six months" in words_on(page))
    clock.forward(timedelta(days=300))
    page.enter(ToToday())
    qtbot.waitUntil(lambda: "acts were not checked for six months" in words_on(page))
    for link in page.to_check.findChildren(Link):
        if "numbers" in link.accessibleName():
            link.click()
    assert gone == [ToSettings(), ToReference("numbers", to_check=True)]


def test_nothing_is_said_while_everything_is_checked(qtbot: QtBot, desk: Desk) -> None:
    page = TodayPage(desk)
    shown(qtbot, desk, page, ToToday())
    qtbot.waitUntil(lambda: "Nothing is due" in words_on(page))
    assert not page.to_check.isVisible()


def test_what_is_due_never_makes_today_move_sideways(qtbot: QtBot, desk: Desk) -> None:
    case = desk.tasks.on_casebook(bare_case, desk.session)
    due(desk, case, "Chase the LADO for an answer", -5)
    page = TodayPage(desk)
    shown(qtbot, desk, page, ToToday())
    page.resize(619, 304)
    qtbot.waitUntil(lambda: "Overdue since" in words_on(page))
    qtbot.waitUntil(lambda: page.area.horizontalScrollBar().maximum() == 0)
