"""Leaving a sealed note before anything is unlocked, in a file, on paper; and reading it as a member."""

from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dslapp.casebook.keys.key_files import read_members, write_members
from dslapp.casebook.keys.member_keys import FLOOR_KDF
from dslapp.casebook.matters.inbox import INBOX
from dslapp.domain.entity import new_id
from dslapp.domain.school import Holds
from dslapp.gui.compartments.inbox_page import InboxPage
from dslapp.gui.compartments.note_card import NoteCard
from dslapp.gui.compartments.note_page import NotePage
from dslapp.gui.desk import Desk
from dslapp.gui.find.today_page import TodayPage
from dslapp.gui.opening.opening_window import OpeningWindow
from dslapp.gui.routes import Route, ToCase, ToInbox, ToLogIncident, ToToday
from dslapp.gui.tasks import TaskRunner
from dslapp.gui.widgets.banner import Banner
from dslapp.services.matters.make_known import export_card, remember_casebook
from dslapp.services.matters.take_in_note import count_waiting
from dslapp.services.program import Program
from tests.casebooks import DSL, SettableClock, unlock
from tests.compartments import CHAIR, first_screen, make_another, unlock_another
from tests.gui.accessibility import assert_accessible
from tests.gui.scripted_prompter import ScriptedPrompter
from tests.unit.documents.readers import Reader

WORDS = "He said: “nobody will believe you”."


@pytest.fixture
def program(tmp_path: Path, clock: SettableClock, casebook_folder: Path) -> Program:
    """A computer on which the pupils' casebook and the chair's were unlocked."""
    program = Program(clock=clock, settings=tmp_path / "settings", casebooks=tmp_path / "casebooks", kdf=FLOOR_KDF)
    chairs = make_another(tmp_path / "Chair.casebook", "head", clock, CHAIR)
    for session, label in (
        (unlock_another(chairs, CHAIR, clock), "Thornmoss – chair"),
        (unlock(casebook_folder, DSL, clock), "Thornmoss – pupils"),
    ):
        remember_casebook(program, session, label)
        session.opened.close()
        session.pictures.close()
    return program


@pytest.fixture
def prompter(tmp_path: Path) -> ScriptedPrompter:
    return ScriptedPrompter(
        save_file=[tmp_path / "carried.age"], choose_files=[[tmp_path / "Elsewhere.inbox"]], confirm=[False, True]
    )


@pytest.fixture
def printed() -> list[bytes]:
    return []


@pytest.fixture
def page(
    qtbot: QtBot, program: Program, tasks: TaskRunner, prompter: ScriptedPrompter, printed: list[bytes]
) -> NotePage:
    def print_pdf(pdf: bytes) -> bool:
        printed.append(pdf)
        return True

    page = NotePage(program, tasks, prompter, print_pdf)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    return page


def notes_in(folder: Path) -> int:
    return len(list((folder / INBOX).iterdir())) if (folder / INBOX).exists() else 0


def offered(page: NotePage) -> list[str]:
    assert page.places.choices is not None
    return [button.text() for button in page.places.choices.findChildren(QPushButton)]


def test_anybody_leaves_a_note_about_a_child(page: NotePage, qtbot: QtBot, casebook_folder: Path) -> None:
    page.form.words.setPlainText(WORDS)
    page.form.about.button("nobody here").click()
    assert offered(page) == ["Thornmoss – pupils", "Thornmoss – chair"]
    assert_accessible(page)
    page.seal.click()
    qtbot.waitUntil(page.sealed.isVisible)
    assert notes_in(casebook_folder) == 1
    assert page.form.words.text() == ""
    assert "by word of mouth" in page.sealed.accessibleName()


def test_a_slip_tells_for_whom_it_was_sealed_and_nothing_of_it(
    page: NotePage, qtbot: QtBot, printed: list[bytes], inbox: InboxPage, tmp_path: Path
) -> None:
    page.form.by.setText("Ms Orme")
    leave_one(page, qtbot)
    page.slip.click()
    qtbot.waitUntil(lambda: bool(printed))
    said = Reader(tmp_path, printed[0]).flowing()
    code = note_card(qtbot, inbox).code.text().removeprefix("Its code: ")
    assert code in said
    assert "Thornmoss – pupils" in said
    assert "Orme" not in said
    assert "nobody will believe" not in said


def test_about_the_head_only_the_chair_is_offered(page: NotePage, qtbot: QtBot, tmp_path: Path) -> None:
    page.form.words.setPlainText(WORDS)
    page.form.about.button("head").click()
    assert offered(page) == ["Thornmoss – chair"]
    page.seal.click()
    qtbot.waitUntil(page.sealed.isVisible)
    assert notes_in(tmp_path / "Chair.casebook") == 1


def test_about_the_chair_it_is_printed_as_written_and_then_goes(
    page: NotePage, qtbot: QtBot, printed: list[bytes], tmp_path: Path
) -> None:
    page.form.words.setPlainText(WORDS)
    page.form.about.button("chair").click()
    assert page.places.nowhere.isVisible()
    assert not page.seal.isEnabled()
    assert "Print what I have written" in page.paper.text().replace("&", "")
    page.paper.click()
    qtbot.waitUntil(lambda: bool(printed))
    assert "nobody will believe you" in Reader(tmp_path, printed[0]).flowing()
    assert page.form.words.text() == WORDS, "the answer was: stay here"
    page.paper.click()
    qtbot.waitUntil(lambda: page.form.words.text() == "")


def test_danger_today_shows_999_before_any_word(page: NotePage) -> None:
    assert not page.form.ring_999.isVisible()
    page.form.danger.button("yes").click()
    assert page.form.ring_999.accessibleName().startswith("Ring 999 now")
    assert page.form.ring_999.isVisible()
    assert_accessible(page)
    page.form.danger.button("no").click()
    assert not page.form.ring_999.isVisible()


def test_whoever_was_let_in_since_the_last_unlock_is_known(
    qtbot: QtBot, program: Program, tasks: TaskRunner, prompter: ScriptedPrompter, tmp_path: Path
) -> None:
    chairs = tmp_path / "Chair.casebook"
    members = read_members(chairs)
    joined = msgspec.structs.replace(members.slots[0], member=new_id(), role="headteacher", label="Headteacher · RQ")
    write_members(chairs, msgspec.structs.replace(members, slots=(*members.slots, joined)))
    page = NotePage(program, tasks, prompter, lambda _pdf: True)
    qtbot.addWidget(page)
    page.show()
    page.form.about.button("head").click()
    assert page.places.nowhere.isVisible()


def test_what_is_missing_is_said_beside_its_field(page: NotePage) -> None:
    page.seal.click()
    assert page.form._fields["words"].error()
    assert page.form._fields["about"].error()


def test_a_note_goes_into_a_file(page: NotePage, qtbot: QtBot, tmp_path: Path) -> None:
    page.form.words.setPlainText(WORDS)
    page.form.about.button("nobody here").click()
    page.to_file.click()
    qtbot.waitUntil(page.sealed.isVisible)
    assert (tmp_path / "carried.age").read_bytes().startswith(b"age-encryption.org/v1")


def test_a_card_brings_a_casebook_of_another_computer(
    page: NotePage, qtbot: QtBot, tmp_path: Path, clock: SettableClock
) -> None:
    other: Holds = "staff"
    session = unlock_another(make_another(tmp_path / "Staff.casebook", other, clock), "Mrs R. Quillan", clock)
    export_card(session, tmp_path / "Elsewhere.inbox", "Thornmoss – staff")
    session.opened.close()
    session.pictures.close()
    page.form.words.setPlainText(WORDS)
    page.use_card.click()
    page.form.about.button("dsl").click()
    qtbot.waitUntil(lambda: offered(page) == ["Thornmoss – staff", "Thornmoss – chair"])
    assert not page.seal.isVisible(), "its inbox cannot be reached from here"
    assert page.to_file.isVisible()


def test_nobody_loses_words_by_going_back(page: NotePage, qtbot: QtBot, prompter: ScriptedPrompter) -> None:
    page.form.words.setPlainText(WORDS)
    left: list[None] = []
    page.left.connect(lambda: left.append(None))
    page.back_button.click()
    assert left == []
    page.back_button.click()
    assert left == [None]
    assert prompter.asked == ["Go back without sealing this?"] * 2


def test_the_first_page_leads_there_and_back(
    qtbot: QtBot, program: Program, tasks: TaskRunner, prompter: ScriptedPrompter
) -> None:
    window = OpeningWindow(program, tasks, prompter, lambda _pdf: True)
    qtbot.addWidget(window)
    window.show()
    window.page.other_ways["Leave a sealed note"].click()  # type: ignore[attr-defined]  # it is the unlock page
    shown: QWidget = window.page
    assert isinstance(shown, NotePage)
    shown.back_button.click()
    qtbot.waitUntil(lambda: getattr(window.page, "who", None) is not None)


def leave_one(page: NotePage, qtbot: QtBot) -> None:
    page.form.words.setPlainText(WORDS)
    page.form.about.button("nobody here").click()
    page.seal.click()
    qtbot.waitUntil(page.sealed.isVisible)


def test_a_note_that_tells_of_danger_is_red_on_today_and_first_in_the_inbox(
    page: NotePage, inbox: InboxPage, qtbot: QtBot, desk: Desk
) -> None:
    leave_one(page, qtbot)
    page._written.show()
    page.sealed.hide()
    page.form.danger.button("unsure").click()
    leave_one(page, qtbot)
    today = TodayPage(desk)
    qtbot.addWidget(today)
    today.show()
    today.enter(ToToday())
    qtbot.waitUntil(today.waiting.isVisible)
    assert today.waiting.danger.isVisible()
    card = note_card(qtbot, inbox)
    assert any("Perhaps somebody" in each.accessibleName() for each in card.findChildren(Banner))
    assert len(inbox.cards) == 2
    assert inbox.cards[1].findChildren(Banner) == []
    assert_accessible(inbox)


def note_card(qtbot: QtBot, page: InboxPage) -> NoteCard:
    page.enter(ToInbox())
    qtbot.waitUntil(lambda: bool(page.cards))
    card = page.cards[0]
    assert isinstance(card, NoteCard)
    return card


def test_a_member_is_told_on_today_and_logs_it(page: NotePage, inbox: InboxPage, qtbot: QtBot, desk: Desk) -> None:
    today = TodayPage(desk)
    qtbot.addWidget(today)
    today.show()
    today.enter(ToToday())
    leave_one(page, qtbot)
    today.enter(ToToday())
    qtbot.waitUntil(today.waiting.isVisible)
    assert today.waiting.link is not None
    assert today.waiting.link.accessibleName() == "1 sealed note waits"
    routes: list[Route] = []
    today.go.connect(routes.append)
    today.waiting.link.click()
    assert routes == [ToInbox()]

    card = note_card(qtbot, inbox)
    assert not card.log.isVisible()
    card.read.click()
    assert_accessible(inbox)
    inbox.go.connect(routes.append)
    card.log.click()
    qtbot.waitUntil(lambda: isinstance(routes[-1], ToLogIncident))
    assert desk.tasks.on_casebook(count_waiting, desk.session) == 1, "it waits until the incident is saved"


def test_a_member_adds_it_to_a_case(page: NotePage, inbox: InboxPage, qtbot: QtBot, desk: Desk) -> None:
    from dslapp.services.case.log_incident import log_incident

    case = desk.tasks.on_casebook(
        lambda: log_incident(desk.session, first_screen(desk.session, "Taunts on ChatNest.", "none"))
    )
    leave_one(page, qtbot)
    card = note_card(qtbot, inbox)
    card.read.click()
    routes: list[Route] = []
    inbox.go.connect(routes.append)
    card.add.click()
    qtbot.waitUntil(card.cases.isVisible)
    assert card.cases.currentText().startswith(case.ref)
    card.add_here.click()
    qtbot.waitUntil(lambda: bool(routes))
    assert isinstance(routes[0], ToCase)
    assert desk.tasks.on_casebook(count_waiting, desk.session) == 0


def test_a_file_that_cannot_be_read_is_put_aside(inbox: InboxPage, qtbot: QtBot, casebook_folder: Path) -> None:
    (casebook_folder / INBOX).mkdir()
    (casebook_folder / INBOX / "leaflet.age").write_bytes(b"not sealed")
    inbox.enter(ToInbox())
    qtbot.waitUntil(lambda: bool(inbox.cards))
    assert_accessible(inbox)
    inbox.cards[0].findChildren(QPushButton)[0].click()
    qtbot.waitUntil(lambda: inbox.cards == [])
    assert (casebook_folder / INBOX / "leaflet.age.aside").exists()
