"""What a second member is asked to look at: on Today, on the members' page, agreed to or not."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from dslapp.domain.problems import EnvironmentProblem
from dslapp.gui.desk import Desk
from dslapp.gui.find.today_page import TodayPage
from dslapp.gui.members import countersign_card
from dslapp.gui.routes import ToMembers, ToToday
from dslapp.services.access import members
from tests.casebooks import DEPUTY, DSL, HEAD
from tests.gui.accessibility import assert_accessible
from tests.gui.members.conftest import AtTheMembers

SitDown = Callable[[str], AtTheMembers]


def role_changed_by_the_dsl(sit_down: SitDown) -> None:
    at = sit_down(DSL)
    at.desk.tasks.on_casebook(
        members.change_role, at.desk.session, at.member(DEPUTY).id, "read_only", "On leave until Easter."
    )


def test_a_second_member_agrees_with_one_press(sit_down: SitDown) -> None:
    role_changed_by_the_dsl(sit_down)
    at = sit_down(HEAD)
    at.arrive()
    assert "Why: On leave until Easter." in at.words()
    at.press("I agree: Sam Ottrell was Deputy DSL and is now Reader.")
    at.wait_for(lambda: not at.page.overview.countersign.isVisible())


def test_a_second_member_says_what_is_not_right(sit_down: SitDown) -> None:
    role_changed_by_the_dsl(sit_down)
    at = sit_down(HEAD)
    at.arrive()
    at.press("This is not right: Sam Ottrell was Deputy DSL and is now Reader.")
    (act,) = at.page.overview.countersign.acts
    at.press("Sign that it is not right: Sam Ottrell was Deputy DSL and is now Reader.")
    assert act.note_field.error() == "Write what is not right."
    assert_accessible(at.page)
    at.type(act.note, "Sam is not on leave.")
    at.press("Sign that it is not right: Sam Ottrell was Deputy DSL and is now Reader.")
    at.wait_for(lambda: "Mrs R. Quillan says that this is not right" in at.words())
    assert "Sam is not on leave." in at.words()


def test_an_answer_that_was_not_saved_can_be_given_again(sit_down: SitDown, monkeypatch: pytest.MonkeyPatch) -> None:
    role_changed_by_the_dsl(sit_down)
    at = sit_down(HEAD)
    at.arrive()

    def refuse(*_: object) -> None:
        raise EnvironmentProblem("This could not be saved.")

    with monkeypatch.context() as patched:
        patched.setattr(countersign_card, "countersign", refuse)
        at.press("I agree: Sam Ottrell was Deputy DSL and is now Reader.")
        at.wait_for(lambda: at.page.overview.countersign.trouble.isVisible())
    at.press("I agree: Sam Ottrell was Deputy DSL and is now Reader.")
    at.wait_for(lambda: not at.page.overview.countersign.isVisible())


def test_a_removal_and_its_new_keys_are_countersigned_in_one_go(sit_down: SitDown) -> None:
    at = sit_down(DSL)
    at.desk.tasks.on_casebook(members.remove_member, at.desk.session, at.member(DEPUTY).id, "Left the school.")
    at = sit_down(HEAD)
    at.arrive()
    at.press("I agree: Sam Ottrell (Deputy DSL) was removed. The casebook was given new keys (number 2).")
    at.wait_for(lambda: not at.page.overview.countersign.isVisible())


def test_whom_it_is_about_is_not_asked_to_countersign(sit_down: SitDown) -> None:
    role_changed_by_the_dsl(sit_down)
    at = sit_down(DEPUTY)
    at.arrive()
    assert not at.page.overview.countersign.isVisible()


@pytest.fixture
def today_of(qtbot: QtBot, desk_of: Callable[[str], Desk]) -> Callable[[str], TodayPage]:
    def today(name: str) -> TodayPage:
        page = TodayPage(desk_of(name))
        qtbot.addWidget(page)
        page.resize(1000, 900)
        page.show()
        page.enter(ToToday())
        return page

    return today


def test_today_counts_what_waits_for_a_countersignature(
    sit_down: SitDown, today_of: Callable[[str], TodayPage], qtbot: QtBot
) -> None:
    role_changed_by_the_dsl(sit_down)
    page = today_of(HEAD)
    qtbot.waitUntil(lambda: page.notices.isVisible() and page._cards.count() > 0)
    (line,) = page.notices.lines
    assert line.accessibleName() == "1 change waits for your second signature"
    assert_accessible(page)
    with qtbot.waitSignal(page.go) as gone:
        line.click()
    assert gone.args == [ToMembers()]


def test_today_says_nothing_where_nothing_waits(
    sit_down: SitDown, today_of: Callable[[str], TodayPage], qtbot: QtBot
) -> None:
    role_changed_by_the_dsl(sit_down)
    page = today_of(DSL)
    with qtbot.waitSignal(page.notices.read_anew):
        page.enter(ToToday())
    assert not page.notices.isVisible()
