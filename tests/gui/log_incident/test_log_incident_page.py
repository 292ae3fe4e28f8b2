"""The first screen: how a DSL logs an incident with a child in the room."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QMimeData, Qt, QTime, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QTimeEdit, QWidget
from pytestqt.qtbot import QtBot

from dslapp.domain.entity import IncidentId
from dslapp.domain.incident import Incident, SafetyAnswers
from dslapp.domain.people import Account, Involvement, Person
from dslapp.domain.school import Contact
from dslapp.gui.desk import Desk
from dslapp.gui.log_incident.advice_box import AdviceBox
from dslapp.gui.log_incident.draft_keeper import KEEP_AFTER_MS
from dslapp.gui.log_incident.page import LogIncidentPage
from dslapp.gui.routes import Route, ToCase, ToLogIncident
from dslapp.gui.widgets.buttons import Button
from dslapp.services.keep_draft import KeptDraft, drafts, restore_draft
from dslapp.services.log_incident import log_incident
from tests.casebooks import DSL, SettableClock, unlock
from tests.gui.accessibility import assert_accessible
from tests.gui.log_incident.hand import Hand
from tests.gui.scripted_prompter import ScriptedPrompter
from tests.unit.services.test_log_incident import ex_pupil_taunts

Opens = Callable[..., LogIncidentPage]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def opens(qtbot: QtBot, desk: Desk) -> Iterator[Opens]:
    """Open the first screen as large as the window leaves it at 1366 × 768, and wait until it is live."""

    pages: list[LogIncidentPage] = []

    def open_page(draft_id: str = "", *, desk: Desk = desk) -> LogIncidentPage:
        page = LogIncidentPage(desk)
        pages.append(page)
        qtbot.addWidget(page)
        page.resize(1158, 640)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        page.enter(ToLogIncident(draft_id))
        qtbot.waitUntil(lambda: page.ready)
        return page

    yield open_page
    for page in pages:
        page.leave()


def gone(page: LogIncidentPage) -> list[Route]:
    routes: list[Route] = []
    page.go.connect(routes.append)
    return routes


def advice(page: LogIncidentPage) -> str:
    """All that is said beside the answers, in words."""
    QApplication.processEvents()
    words = "\n".join(box.words() for box in page.findChildren(AdviceBox) if box.isVisible())
    return words.replace("'", "’")


def kept(desk: Desk) -> tuple[KeptDraft, ...]:
    return desk.tasks.on_casebook(drafts, desk.session)


def incidents(desk: Desk) -> list[Incident]:
    return desk.tasks.on_casebook(desk.session.casebook.select, Incident)


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


def test_scenario_7_says_to_ring_the_lado_tonight_and_by_monday_within_8_clicks(opens: Opens) -> None:
    page, hand = opens(), Hand()
    hand.clicks += 1
    hand.click(page.safety.danger.choices.button("no"))
    hand.click(page.safety.image.choices.button("no"))
    hand.click(page.safety.adult_here.choices.button("accused"))
    assert hand.clicks <= 8
    assert "Ring the LADO now. The latest is the end of Monday 16 November 2026." in advice(page)
    assert "Don’t tell the adult or parents until the LADO or police say you may." in advice(page)
    assert page.safety.own_casebook.isVisible()


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


def test_no_answer_ever_loses_a_word(opens: Opens) -> None:
    page, hand = opens(), Hand()
    hand.type("Żółć 🙃 وہ")
    for question in (page.safety.danger, page.safety.image, page.safety.adult_here):
        for answer in question.choices.findChildren(Button):
            hand.click(answer)
            assert page.draft().what == "Żółć 🙃 وہ"


def test_nothing_at_all_is_refused_beside_each_field(opens: Opens, desk: Desk) -> None:
    page, hand = opens(), Hand()
    hand.press(Qt.Key.Key_S, CTRL)
    assert "one sentence is enough" in page.what.field.error()
    assert "“Not sure” is an answer" in page.safety.danger.field.error()
    assert "“Not sure” is an answer" in page.safety.image.field.error()
    assert "“Not sure” is an answer" in page.safety.adult_here.field.error()
    assert "Name one person" in page.who.field.error()
    assert page.what.box.hasFocus()
    assert incidents(desk) == []
    hand.type("Now there is one.")
    assert page.what.field.error() == ""


def test_ten_thousand_characters_are_saved_whole(qtbot: QtBot, opens: Opens, desk: Desk) -> None:
    page = opens()
    words = "اردو 🙃 Zażółć " * 715
    page.what.show_text(words)
    page.safety.show_answers(SafetyAnswers(danger="no", image="no", adult_here="none"))
    page.who.people.rows[0].name.setText("Mia K.")
    with qtbot.waitSignal(page.go):
        page.save()
    assert incidents(desk)[0].summary == words.strip()


def test_typing_is_kept_within_two_seconds_though_nobody_pauses(qtbot: QtBot, opens: Opens, desk: Desk) -> None:
    page, hand = opens(), Hand()
    assert KEEP_AFTER_MS <= 1500
    hand.type("Mia")
    with qtbot.waitSignal(page.keeper.kept, timeout=2000):
        for letter in " came to me after lunch":
            hand.type(letter)
    (draft,) = kept(desk)
    assert draft.headline.startswith("Mia")


def test_a_draft_is_restored_and_says_since_when(
    qtbot: QtBot, opens: Opens, desk: Desk, clock: SettableClock, tmp_path: Path
) -> None:
    page, hand = opens(), Hand()
    hand.type("Mia said “stop”")
    hand.click(page.safety.danger.choices.button("unsure"))
    hand.click(page.who.people.rows[0].name)
    hand.type("Mia K.")
    page.leave()
    (draft,) = kept(desk)
    clock.forward(timedelta(minutes=40))

    again = opens(draft.id)
    assert again.draft() == page.draft()
    assert "Restored from 16:50 GMT" in again.notice.accessibleName()
    assert "999" in advice(again)


def test_what_was_typed_survives_the_kill_of_the_process(
    qtbot: QtBot, opens: Opens, desk: Desk, clock: SettableClock, tmp_path: Path
) -> None:
    page, hand = opens(), Hand()
    hand.type("Mia said “stop”")
    with qtbot.waitSignal(page.keeper.kept, timeout=2000):
        pass
    (draft,) = kept(desk)
    folder = desk.session.opened.folder
    killed = Path(shutil.copytree(folder, tmp_path / "as-it-lay.casebook", ignore=shutil.ignore_patterns("*.lock")))
    session = unlock(killed, DSL, clock)
    try:
        restored = restore_draft(session, draft.id)
        assert restored is not None
        assert restored.draft.what == "Mia said “stop”"
    finally:
        session.opened.close()


def test_coming_back_shows_what_was_being_written_and_offers_a_new_one(
    qtbot: QtBot, opens: Opens, desk: Desk
) -> None:
    page, hand = opens(), Hand()
    hand.type("First child.")
    assert page.leave()
    page.enter(ToLogIncident())
    assert page.draft().what == "First child."
    hand.click(page.another)
    qtbot.waitUntil(lambda: page.ready and page.draft().what == "")
    hand.click(page.what.box)
    hand.type("Second child.")
    page.leave()
    assert sorted(draft.headline for draft in kept(desk)) == ["First child.", "Second child."]


def test_a_draft_is_thrown_away_only_after_asking(qtbot: QtBot, opens: Opens, desk: Desk) -> None:
    asking = ScriptedPrompter(confirm=[False, True])
    page, hand = opens(desk=_with(desk, asking)), Hand()
    hand.type("Not an incident after all.")
    with qtbot.waitSignal(page.keeper.kept):
        page.leave()
    hand.click(page.discard)
    assert len(kept(desk)) == 1
    hand.click(page.discard)
    assert kept(desk) == ()
    qtbot.waitUntil(lambda: page.ready and page.draft().what == "")


def test_somebody_known_is_offered_and_taken_only_when_pressed(qtbot: QtBot, opens: Opens, desk: Desk) -> None:
    earlier = desk.tasks.on_casebook(log_incident, desk.session, ex_pupil_taunts(desk.session))
    page, hand = opens(), Hand()
    row = page.who.people.rows[0]
    hand.click(row.name)
    hand.type("elli")
    qtbot.waitUntil(lambda: bool(row.matches.offered()))
    (offer,) = row.matches.offered()
    assert offer.text() == f"Ellis P. · pupil · {earlier.ref}"
    assert page.draft().people[0].person_id == ""
    hand.click(offer)
    picked = page.draft().people[0]
    assert picked.name == "Ellis P."
    assert picked.person_id
    hand.type("x")
    assert page.draft().people[0].person_id == "", "another name is another person"


def test_the_same_handle_in_another_case_shows_up(qtbot: QtBot, opens: Opens, desk: Desk) -> None:
    earlier = desk.tasks.on_casebook(log_incident, desk.session, ex_pupil_taunts(desk.session))
    page, hand = opens(), Hand()
    row = page.who.accounts.rows[0]
    hand.click(row.handle)
    hand.type("Moved.away")
    qtbot.waitUntil(lambda: bool(row.matches.offered()))
    hand.click(row.matches.offered()[0])
    assert earlier.ref in row.matches.words()
    assert page.draft().accounts[0].platform == "ChatNest"


def test_staff_come_first_once_it_is_about_them(opens: Opens) -> None:
    page, hand = opens(), Hand()
    hand.click(page.safety.adult_here.choices.button("accused"))
    assert page.draft().people[0].part == "adult-here-alleged"
    hand.click(page.safety.adult_here.choices.button("none"))
    assert page.draft().people[0].part == "child-affected"


def test_a_pasted_picture_waits_until_the_incident_is_saved(qtbot: QtBot, opens: Opens) -> None:
    page, hand = opens(), Hand()
    page.safety.show_answers(SafetyAnswers(danger="no", image="no", adult_here="none"))
    paste_picture(page.what.box)
    assert "Save first" in page.notice.accessibleName()
    hand.type("Screenshot of the chat.")
    page.who.people.rows[0].name.setText("Mia K.")
    routes = gone(page)
    page.save()
    qtbot.waitUntil(lambda: bool(routes))
    assert isinstance(routes[0], ToCase)
    assert routes[0].tab == "evidence"


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_no_picture_is_taken_where_an_image_may_be_part_of_it(qtbot: QtBot, opens: Opens, answer: str) -> None:
    page, hand = opens(), Hand()
    hand.click(page.safety.image.choices.button(answer))
    paste_picture(page.what.box)
    assert "Stop. Don’t look further" in page.notice.accessibleName()
    assert page.draft().what == ""


def test_a_picture_pasted_before_the_question_is_answered_asks_it(opens: Opens) -> None:
    page = opens()
    paste_picture(page.what.box)
    assert "First answer" in page.safety.image.field.error()


def test_who_told_us_is_filled_in_and_can_be_changed(qtbot: QtBot, opens: Opens, desk: Desk) -> None:
    page, hand = opens(), Hand()
    draft = page.draft()
    assert (draft.reporter_name, draft.reporter_role) == (DSL, "Designated safeguarding lead")
    hand.click(page.reporter.opener)
    hand.type("Ravi S.")
    assert page.draft().reporter_name == "Ravi S."
    assert "Told by Ravi S., today at 16:50 GMT" in page.reporter.line.text()


def test_the_last_reporter_is_one_click_away(qtbot: QtBot, opens: Opens, desk: Desk) -> None:
    told_by = {"reporter_name": "Ravi S.", "reporter_role": "IT technician"}
    told = msgspec.structs.replace(ex_pupil_taunts(desk.session), **told_by)
    desk.tasks.on_casebook(log_incident, desk.session, told)
    page, hand = opens(), Hand()
    hand.click(page.reporter.same)
    assert page.draft().reporter_name == "Ravi S."
    assert page.draft().reporter_role == "IT technician"


def test_the_clocks_going_back_are_asked_about(qtbot: QtBot, opens: Opens, desk: Desk, clock: SettableClock) -> None:
    clock.now = datetime(2026, 10, 25, 9, 0, tzinfo=UTC)
    page = opens()
    page.reporter.opener.click()
    page.reporter.at.findChildren(QTimeEdit)[0].setTime(QTime(1, 30))
    page.what.show_text("Told in the night.")
    page.safety.show_answers(SafetyAnswers(danger="no", image="no", adult_here="none"))
    page.who.people.rows[0].name.setText("Mia K.")
    page.save()
    assert "BST" in page.reporter.at_field.error()


@pytest.mark.parametrize("width", [1158, 620])
def test_everything_can_be_reached_and_read(qtbot: QtBot, opens: Opens, width: int) -> None:
    page = opens()
    page.resize(width, 1200)
    assert_accessible(page)


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


def paste_picture(box: QWidget) -> None:
    picture = QMimeData()
    picture.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    picture.setUrls([QUrl.fromLocalFile("/nowhere/screenshot.png")])
    QGuiApplication.clipboard().setMimeData(picture)
    box.setFocus()
    Hand().press(Qt.Key.Key_V, CTRL)


def _with(desk: Desk, prompter: ScriptedPrompter) -> Desk:
    return Desk(session=desk.session, tasks=desk.tasks, prompter=prompter, now=desk.now)
