"""Speed at the door: the counts of practice.md, by mouse and by keyboard."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dslapp.domain.case.incident import SafetyAnswers
from dslapp.domain.case.people import Account, Involvement, Person
from dslapp.domain.entity import IncidentId
from dslapp.domain.school import Contact
from dslapp.gui.desk import Desk
from dslapp.gui.log_incident.page import LogIncidentPage
from dslapp.gui.routes import ToCase, ToLogIncident
from tests.casebooks import SettableClock
from tests.gui.log_incident.conftest import Opens
from tests.gui.log_incident.hand import Hand
from tests.gui.log_incident.looking import advice, gone, incidents, kept

CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_text_box_is_live_from_the_first_second(qtbot: QtBot, desk: Desk) -> None:
    page = LogIncidentPage(desk)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.enter(ToLogIncident())
    Hand().type("She said it before anything was loaded.")
    qtbot.waitUntil(lambda: page.ready)
    assert page.draft().what == "She said it before anything was loaded."
    page.leave()


def test_scenario_1_is_saved_within_12_clicks_and_180_keys(qtbot: QtBot, opens: Opens, desk: Desk) -> None:
    page, hand = opens(), Hand()
    hand.clicks += 1  # "Log an incident"
    routes = gone(page)
    hand.type("Ellis showed me ChatNest: “nobody wants you”, from a boy who left three months ago.")
    hand.click(page.safety.danger.choices.button("no"))
    hand.click(page.safety.image.choices.button("no"))
    hand.click(page.safety.adult_here.choices.button("none"))
    hand.click(page.who.people.rows[0].name)
    hand.type("Ellis P.")
    hand.click(page.who.accounts.rows[0].platform)
    hand.type("ChatNest")
    hand.press(Qt.Key.Key_Tab)
    hand.type("@moved.away.example")
    hand.press(Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: bool(routes))

    assert hand.clicks <= 12
    assert hand.keys <= 180
    (saved,) = incidents(desk)
    assert routes == [ToCase(IncidentId(saved.id))]
    assert saved.safety == SafetyAnswers(danger="no", image="no", adult_here="none")
    assert [person.name for person in desk.tasks.on_casebook(desk.session.casebook.select, Person)] == ["Ellis P."]
    accounts = desk.tasks.on_casebook(desk.session.casebook.select, Account)
    assert [account.handle for account in accounts] == ["@moved.away.example"]
    assert kept(desk) == ()


def test_scenario_5_says_whom_to_ring_within_4_clicks_and_is_saved_within_13(
    qtbot: QtBot, opens: Opens, desk: Desk
) -> None:
    page, hand = opens(), Hand()
    hand.clicks += 1
    hand.click(page.safety.adult_here.choices.button("targeted"))
    assert "headteacher" in advice(page).casefold()
    assert hand.clicks <= 4

    routes = gone(page)
    hand.click(page.what.box)
    hand.type("Mr Dale Ferris posts on TownTalk about Anna Lisle: “Wait till I see her at the gate”.")
    hand.click(page.safety.danger.choices.button("unsure"))
    hand.click(page.safety.image.choices.button("no"))
    hand.click(page.who.people.rows[0].name)
    hand.type("Anna Lisle")
    hand.click(page.who.people.more)
    hand.type("Mr Dale Ferris")
    hand.press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: bool(routes))
    assert hand.clicks <= 13
    assert hand.keys <= 200
    involved = desk.tasks.on_casebook(desk.session.casebook.select, Involvement)
    assert [each.role for each in involved] == ["target", "alleged"]


def test_scenario_6_says_to_ring_police_and_lado_within_3_clicks(opens: Opens, clock: SettableClock) -> None:
    clock.now = datetime(2026, 11, 12, 16, 10, tzinfo=UTC)
    page, hand = opens(), Hand()
    hand.clicks += 1
    hand.click(page.safety.image.choices.button("yes"))
    assert "Stop. Don’t look further, copy it or ask for it. Nothing has been saved." in advice(page)
    hand.click(page.safety.adult_here.choices.button("accused"))
    assert hand.clicks <= 3
    said = advice(page)
    assert "LADO" in said
    assert "olice" in said
    assert "Ask police before switching anything off" in said


def test_scenario_7_says_to_ring_the_lado_tonight_and_by_monday_within_8_clicks(qtbot: QtBot, opens: Opens) -> None:
    page, hand = opens(), Hand()
    hand.clicks += 1
    hand.click(page.safety.danger.choices.button("no"))
    hand.click(page.safety.image.choices.button("no"))
    hand.click(page.safety.adult_here.choices.button("accused"))
    assert hand.clicks <= 8
    assert "Ring the LADO now. The latest is the end of Monday 16 November 2026." in advice(page)
    assert "Don’t tell the adult or parents until the LADO or police say you may." in advice(page)
    qtbot.waitUntil(page.safety.own_casebook.isVisible)


def test_the_number_to_ring_stands_beside_the_answer(qtbot: QtBot, opens: Opens, desk: Desk) -> None:
    lado = Contact(id="c", contact_kind="lado", label="LADO (Designated Officer)", phone="01632 960111")
    desk.tasks.on_casebook(desk.session.casebook.commit, [lado])
    page, hand = opens(), Hand()
    hand.click(page.safety.adult_here.choices.button("unsure"))
    assert "01632 960111" in advice(page)


def test_a_number_that_nobody_saved_says_so(opens: Opens) -> None:
    page, hand = opens(), Hand()
    hand.click(page.safety.adult_here.choices.button("accused"))
    assert "No number saved: LADO (Designated Officer)" in advice(page)


def test_staff_come_first_once_it_is_about_them(opens: Opens) -> None:
    page, hand = opens(), Hand()
    hand.click(page.safety.adult_here.choices.button("accused"))
    assert page.draft().people[0].part == "adult-here-alleged"
    hand.click(page.safety.adult_here.choices.button("none"))
    assert page.draft().people[0].part == "child-affected"


def test_the_keyboard_alone_logs_an_incident(qtbot: QtBot, opens: Opens, desk: Desk) -> None:
    page, hand = opens(), Hand()
    routes = gone(page)
    hand.type("Mia said “stop”.")
    for tabs in (2, 3, 2):  # to the answer No of each question
        for _ in range(tabs):
            hand.press(Qt.Key.Key_Tab)
        hand.press(Qt.Key.Key_Space)
    for _ in range(4):
        hand.press(Qt.Key.Key_Right)
    hand.press(Qt.Key.Key_Tab)
    hand.type("Mia K.")
    hand.press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: bool(routes))
    assert incidents(desk)[0].safety == SafetyAnswers(danger="no", image="no", adult_here="none")
