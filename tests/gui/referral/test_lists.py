"""Where a referral is found: under its case, and on the page of all referrals with those whose receipt is overdue."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dslapp.domain.entity import IncidentId
from dslapp.gui.desk import Desk
from dslapp.gui.referral.referrals_tab import ReferralsTab
from dslapp.gui.referrals_page import ReferralsPage
from dslapp.gui.routes import ToRefer, ToReferrals
from dslapp.services.case.read_case import read_case
from dslapp.services.papers.refer import Sending, begin_referral, note_sent
from tests.casebooks import HEAD, SettableClock
from tests.gui.accessibility import assert_accessible


def case_tab(qtbot: QtBot, desk: Desk, case: IncidentId) -> ReferralsTab:
    tab = ReferralsTab(desk)
    qtbot.addWidget(tab)
    tab.resize(1158, 480)
    tab.show()
    tab.show_case(desk.tasks.on_casebook(read_case, desk.session, case))
    return tab


def test_a_case_begins_and_goes_on_with_its_summaries(qtbot: QtBot, desk: Desk, taunts_case: IncidentId) -> None:
    tab = case_tab(qtbot, desk, taunts_case)
    assert tab.begin["police"].accessibleName() == "Begin a police summary"
    with qtbot.waitSignal(tab.go) as gone:
        tab.begin["police"].click()
    assert gone.args == [ToRefer(taunts_case, "police")]
    begun = desk.tasks.on_casebook(begin_referral, desk.session, taunts_case, "police")
    tab.show_case(desk.tasks.on_casebook(read_case, desk.session, taunts_case))
    assert tab.begin["police"].accessibleName() == "Go on with the police summary"
    assert "Summary for the police" in tab.list.lines()[0].spoken
    assert "In preparation" in tab.list.lines()[0].spoken
    tab.look_for(begun.id)
    with qtbot.waitSignal(tab.go) as gone:
        tab.open_button.click()
    assert gone.args == [ToRefer(taunts_case, "police", begun.id)]
    assert_accessible(tab)


def test_the_guidance_brings_the_button_of_its_paper(qtbot: QtBot, desk: Desk, taunts_case: IncidentId) -> None:
    tab = case_tab(qtbot, desk, taunts_case)
    tab.look_for("lado")
    assert tab.focusWidget() is tab.begin["lado"]


def test_the_headteacher_begins_nothing(
    qtbot: QtBot, desk: Desk, desk_of: Callable[[str], Desk], coach_case: IncidentId
) -> None:
    tab = case_tab(qtbot, desk_of(HEAD), coach_case)
    assert not any(button.isVisible() for button in tab.begin.values())
    assert len(tab.list.lines()) == 1


@pytest.fixture
def page(
    qtbot: QtBot, desk: Desk, coach_case: IncidentId, taunts_case: IncidentId, clock: SettableClock
) -> ReferralsPage:
    """The LADO has had the coach's summary since Friday; on Tuesday the police one of the taunts is in preparation."""
    clock.forward(timedelta(days=4))
    desk.tasks.on_casebook(begin_referral, desk.session, taunts_case, "police")
    page = ReferralsPage(desk)
    qtbot.addWidget(page)
    page.resize(1158, 660)
    page.show()
    page.enter(ToReferrals())
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    return page


def test_an_overdue_receipt_is_seen_at_once(page: ReferralsPage) -> None:
    page.which.button("overdue").click()
    assert page.which.button("overdue").text() == "Receipt overdue (1)"
    assert page.model.rowCount() == 1
    said = [page.model.index(0, column).data() for column in range(page.model.columnCount())]
    assert said[0] == "OSI-2026-0043"
    assert said[2:5] == ["LADO", "Receipt overdue", "13 Nov 2026, 16:50 GMT"]
    assert said[6] == "Was due 16 Nov 2026"


def test_every_row_leads_to_its_referral(qtbot: QtBot, page: ReferralsPage, coach_case: IncidentId) -> None:
    with qtbot.waitSignal(page.go) as gone:
        page.table.opened.emit(page.model.rows()[1])
    route = gone.args[0]
    assert (route.incident_id, route.recipient) == (coach_case, "lado")
    assert route.referral_id


def test_the_table_is_for_everybody(page: ReferralsPage) -> None:
    assert_accessible(page)
    page.which.button("waiting").click()
    page.resize(590, 300)
    assert_accessible(page)


def test_nothing_here_is_said_in_words(qtbot: QtBot, desk: Desk, page: ReferralsPage, taunts_case: IncidentId) -> None:
    referral = desk.tasks.on_casebook(begin_referral, desk.session, taunts_case, "police")
    sending = Sending(how="by hand", to="PC Okafor (fictional)", at=desk.now())
    desk.tasks.on_casebook(note_sent, desk.session, referral.id, sending)
    page.enter(ToReferrals())
    page.which.button("preparing").click()
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    assert any(label.isVisible() and label.text() == "No referral here" for label in page.findChildren(QLabel))
