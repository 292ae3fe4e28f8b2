"""Beside the question: whom to ring, other guidance, why it is asked; by keyboard, for reviewers, at any size."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from dslapp.domain.case.incident import SafetyAnswers
from dslapp.domain.guidance.route import GuidanceAnswer, GuidanceRun
from dslapp.domain.school import Contact
from dslapp.gui.desk import Desk
from dslapp.gui.guidance.step_parts import PaperButtons, WhomLine
from dslapp.gui.routes import Route, ToSettings
from tests.casebooks import HEAD
from tests.cases import bare_case
from tests.gui.accessibility import assert_accessible
from tests.gui.case.at_the_case import button
from tests.gui.guidance.at_the_guidance import COACH, AtTheGuidance, Opens, case_at, saved, words_of

ALT = Qt.KeyboardModifier.AltModifier


def test_why_shows_source_edition_and_the_day_it_was_checked(opens: Opens) -> None:
    at = opens("staff-concern", "ring-lado")
    assert "A referral must not wait" not in at.words()
    at.form.why.button.click()
    said = words_of(at.form.why)
    assert "A referral must not wait for more information." in said
    assert "Source: " in said
    assert "Edition: " in said
    assert "Last checked on Friday 20 November 2026." in said
    assert "Check locally" in said


def test_the_number_to_ring_stands_at_the_step_with_the_day_of_its_check(
    qtbot: QtBot, opens: Opens, desk: Desk
) -> None:
    lado = Contact(
        id="c",
        contact_kind="lado",
        label="LADO",
        phone="01632 960111",
        checked_on=desk.now().date() - timedelta(days=9),
    )
    desk.tasks.on_casebook(desk.session.casebook.commit, [lado])
    at = opens("staff-concern", "ring-lado")
    ringing = [words_of(line) for line in at.form.findChildren(WhomLine)]
    assert ringing[0] == "LADO (Designated Officer): 01632 960111\nChecked on Wednesday 4 November 2026."
    assert "No number is saved. Look it up now" in ringing[1]
    routes: list[Route] = []
    at.page.go.connect(routes.append)
    button(at.form, "LADO out of hours").click()
    assert routes == [ToSettings()]


def test_the_police_guidance_opens_from_any_step_and_the_question_waits(opens: Opens) -> None:
    at = opens("staff-concern", "about-whom")
    at.walk.strip.police.click()
    at.settle()
    assert at.form.shown.place.flow == "police"
    assert {run.flow for run in saved(at, GuidanceRun)} >= {"triage", "police", "staff-concern"}
    assert "Comes afterwards" in at.words()


def test_other_guidance_opens_from_the_list(opens: Opens) -> None:
    at = opens("staff-concern", "about-whom")
    at.walk.strip.flows.click()
    assert "staff-concern" not in at.walk.flows.buttons
    at.walk.flows.buttons["nudes"].click()
    at.settle()
    assert at.form.shown.place.flow == "nudes"


def test_whom_to_ask_is_always_at_hand(opens: Opens) -> None:
    at = opens("staff-concern", "about-whom")
    at.walk.pane.ask_button.click()
    assert "Not sure is an answer" in at.words()
    assert "You may tell it without names" in at.words()


def test_papers_wanted_lead_to_the_referrals(opens: Opens) -> None:
    at = opens("staff-concern", "ring-lado")
    wanted: list[Route] = []
    at.tab.go.connect(wanted.append)
    at.form.findChildren(PaperButtons)[0].findChildren(QPushButton)[0].click()
    assert [(route.tab, route.focus_id) for route in wanted] == [("referrals", "lado")]  # type: ignore[attr-defined]  # ToCase


def test_at_200_per_cent_the_page_is_as_high_as_the_step(opens: Opens) -> None:
    at = opens("staff-concern", "ring-lado")
    at.page.resize(620, 384)
    at.form.why.button.click()
    at.settle()
    QApplication.processEvents()
    pane = at.walk.pane
    assert pane.area.verticalScrollBar().maximum() == 0
    assert pane.area.geometry().bottom() < pane.go_button.geometry().top()
    assert pane.geometry().height() >= pane.area.height() + pane.go_button.height()


def test_the_headteacher_reads_the_guidance_and_answers_nothing(
    qtbot: QtBot, desk: Desk, desk_of: Callable[[str], Desk]
) -> None:
    case = case_at(desk, "staff-concern", "about-whom")
    at = AtTheGuidance(qtbot, desk_of(HEAD), case)
    assert "You can read the guidance of this case." in at.words()
    assert "Who is the concern about?" in at.words()
    assert at.form.answers is None
    assert not at.walk.pane.go_button.isVisible()
    assert not at.walk.strip.police.isVisible()
    at.walk.show_side("answers")
    assert [each for each in at.walk.answers.findChildren(QPushButton) if each.isVisible()] == []
    assert_accessible(at.tab)


def test_the_headteacher_sees_that_nothing_has_begun(qtbot: QtBot, desk: Desk, desk_of: Callable[[str], Desk]) -> None:
    case = desk.tasks.on_casebook(bare_case, desk.session)
    at = AtTheGuidance(qtbot, desk_of(HEAD), case)
    assert not at.tab.begin.begin_button.isVisible()


def test_the_guidance_is_walked_by_keyboard_alone(opens: Opens, desk: Desk) -> None:
    at = opens()
    at.tab.begin.begin_button.setFocus()
    at.press(Qt.Key.Key_Space)
    assert at.step == "triage/what-else"
    at.press(Qt.Key.Key_7)
    at.press(Qt.Key.Key_1)
    assert at.form.answers is not None
    assert at.form.answers.values() == ("self-harm", "bullying")
    at.press(Qt.Key.Key_Return)
    assert at.step == "staff-concern/about-whom"
    at.press(Qt.Key.Key_Return)  # chooses the answer on which it stands
    assert at.step == "staff-concern/about-whom"
    at.press(Qt.Key.Key_2)
    at.press(Qt.Key.Key_Return)
    assert at.step == "staff-concern/tell-head"
    at.press(Qt.Key.Key_Left, ALT)
    assert at.step == "staff-concern/about-whom"
    assert at.form.shown.changes
    at.press(Qt.Key.Key_Escape)
    assert at.step == "staff-concern/tell-head"
    at.press(Qt.Key.Key_H)
    at.press(Qt.Key.Key_Return)
    assert at.form.fields["told-at"].error()


@pytest.mark.parametrize("width", [pytest.param(1158, id="1366 pixels wide"), pytest.param(620, id="at 200 %")])
@pytest.mark.parametrize(
    ("step", "safety", "default"),
    [
        pytest.param("about-whom", COACH, "no", id="answers"),
        pytest.param("keep-quiet", COACH, "no", id="a stop with locks"),
        pytest.param("ring-lado", COACH, "no", id="a clock and numbers"),
    ],
)
def test_the_guidance_is_accessible(opens: Opens, width: int, step: str, safety: SafetyAnswers, default: str) -> None:
    at = opens("staff-concern", step, safety=safety, default=default)
    at.page.resize(width, 640)
    at.form.why.button.click()
    at.settle()
    assert_accessible(at.tab)


@pytest.mark.parametrize("width", [pytest.param(1158, id="1366 pixels wide"), pytest.param(620, id="at 200 %")])
@pytest.mark.parametrize("side", ["standing", "answers", "path"])
def test_the_views_are_accessible(opens: Opens, width: int, side: str) -> None:
    at = opens("staff-concern", "ring-lado")
    at.page.resize(width, 640)
    at.settle()
    if not at.walk.strip.sides[side].isChecked():  # type: ignore[index]  # one of the three
        at.walk.strip.sides[side].click()  # type: ignore[index]  # one of the three
    at.settle()
    for area in at.tab.findChildren(QScrollArea):
        area.verticalScrollBar().setValue(0)
    assert_accessible(at.tab)


def test_a_step_of_the_case_is_found_by_its_answer(qtbot: QtBot, desk: Desk) -> None:
    case = case_at(desk, "staff-concern", "keep-quiet")
    at = AtTheGuidance(qtbot, desk, case)
    answer = next(each for each in saved(at, GuidanceAnswer) if each.step == "tell-head")
    at.tab.look_for(answer.id)
    assert at.step == "staff-concern/tell-head"
