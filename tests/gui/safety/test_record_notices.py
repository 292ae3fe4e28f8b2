"""What Today says of the record: nothing while all is well; plainly, with the next step, when it is not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from dslapp.gui.desk import Desk
from dslapp.gui.find.today_page import TodayPage
from dslapp.gui.routes import ToPurge, ToSafety, ToToday
from dslapp.services.health.paper_seal import check_seal
from dslapp.services.purge.shut_away import shut_away
from tests.casebooks import DEPUTY, DSL, SettableClock
from tests.gui.accessibility import assert_accessible
from tests.gui.safety.key_store import KeepsInMemory
from tests.purges import attach_canary

DeskOf = Callable[[str], Desk]


@pytest.fixture
def today(qtbot: QtBot) -> Callable[[Desk], TodayPage]:
    """The Today page of somebody, shown and read."""

    def show(desk: Desk) -> TodayPage:
        page = TodayPage(desk)
        qtbot.addWidget(page)
        page.resize(1000, 900)
        page.show()
        with qtbot.waitSignal(desk.tasks.busy, check_params_cb=lambda busy: not busy):
            page.enter(ToToday())
        return page

    return show


def test_while_all_is_well_nothing_is_said(desk: Desk, today: Callable[[Desk], TodayPage]) -> None:
    assert today(desk).record.isHidden()


def test_at_the_first_arrival_the_key_store_is_asked_and_told(
    desk: Desk, today: Callable[[Desk], TodayPage], qtbot: QtBot
) -> None:
    store = KeepsInMemory()
    session = desk.tasks.on_casebook(replace, desk.session, credentials=store)

    page = today(replace(desk, session=session))
    kept = dict(store.held)
    with qtbot.waitSignal(desk.tasks.busy, check_params_cb=lambda busy: not busy):
        page.enter(ToToday())

    assert [item.rpartition("/")[0] for item in kept] == ["dsl-casebook/anchor"]
    assert page.record.isHidden()
    assert store.held == kept, "once a sitting; the lock keeps it again"


def test_coming_back_before_the_key_store_has_answered_does_not_skip_it(
    desk: Desk, today: Callable[[Desk], TodayPage], qtbot: QtBot
) -> None:
    store, answers = KeepsInMemory(), Event()
    session = desk.tasks.on_casebook(replace, desk.session, credentials=store)
    desk.tasks.submit(answers.wait, lane="files")
    page = TodayPage(replace(desk, session=session))
    qtbot.addWidget(page)
    page.enter(ToToday())
    page.enter(ToToday())
    with qtbot.waitSignal(desk.tasks.busy, check_params_cb=lambda busy: not busy):
        answers.set()
    assert len(store.held) == 1


def test_a_record_that_is_not_the_one_that_was_left_is_told_first(
    desk: Desk, today: Callable[[Desk], TodayPage], qtbot: QtBot
) -> None:
    desk.tasks.on_casebook(check_seal, desk.session, 9_999, "K7QD-M2X9-40T1")
    page = today(desk)

    said = page.record.record.accessibleName()
    assert "This looks like an older copy of the casebook" in said
    assert "Write nothing in it until you know" in said
    assert_accessible(page)
    with qtbot.waitSignal(page.go) as going:
        page.record.see.click()
    assert going.args == [ToSafety()]


def test_the_weekly_seal_is_asked_of_those_who_keep_it(
    desk_of: DeskOf, today: Callable[[Desk], TodayPage], clock: SettableClock, qtbot: QtBot
) -> None:
    clock.forward(timedelta(days=8))
    page = today(desk_of(DSL))
    assert page.record.seal.accessibleName().startswith("Information: The weekly seal is due")
    assert_accessible(page)
    with qtbot.waitSignal(page.go) as going:
        page.record.write_seal.click()
    assert going.args == [ToSafety()]

    assert today(desk_of(DEPUTY)).record.isHidden()


def test_a_clock_that_is_behind_the_record_is_told(
    desk_of: DeskOf, today: Callable[[Desk], TodayPage], clock: SettableClock
) -> None:
    desk_of(DSL)
    clock.forward(timedelta(days=-3))

    page = today(desk_of(DSL))

    assert "earlier than the last entry" in page.record.clock.accessibleName()


def test_at_the_second_arrival_it_is_read_anew(desk: Desk, today: Callable[[Desk], TodayPage], qtbot: QtBot) -> None:
    page = today(desk)
    desk.tasks.on_casebook(check_seal, desk.session, 2, "K7QD-M2X9-40T1")

    page.enter(ToToday())

    qtbot.waitUntil(lambda: not page.record.isHidden())
    assert "another history" in page.record.record.accessibleName()


def test_what_an_older_backup_brought_back_of_a_purge_is_told(
    desk: Desk, today: Callable[[Desk], TodayPage], qtbot: QtBot
) -> None:
    exhibit = desk.tasks.on_casebook(attach_canary, desk.session)
    desk.session.evidence.purged.add(exhibit.file_id)
    page = today(desk)
    qtbot.waitUntil(page.record.back.isVisible)
    assert exhibit.ref in page.record.back.accessibleName()
    assert_accessible(page)
    with qtbot.waitSignal(page.go) as gone:
        page.record.purge_again.click()
    assert gone.args == [ToPurge(exhibit.incident_id, exhibit.id)]


def test_what_somebody_else_hid_is_told_to_who_leads_until_they_have_looked(
    desk_of: DeskOf, today: Callable[[Desk], TodayPage], qtbot: QtBot
) -> None:
    deputys = desk_of(DEPUTY)
    exhibit = deputys.tasks.on_casebook(attach_canary, deputys.session)
    deputys.tasks.on_casebook(shut_away, deputys.session, exhibit.id)
    assert today(deputys).record.hidden.isHidden()

    page = today(desk_of(DSL))
    said = page.record.hidden.accessibleName()
    assert f"{DEPUTY} hid exhibit {exhibit.ref} in OSI-2026-0001" in said
    assert "zzy" not in said
    assert_accessible(page)
    with qtbot.waitSignal(page.go) as gone:
        page.record.see_hidden.click()
    assert gone.args == [ToPurge(exhibit.incident_id, exhibit.id)]
    assert today(desk_of(DSL)).record.hidden.isHidden()
