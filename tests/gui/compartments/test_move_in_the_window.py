"""A case goes from one open casebook to another by the pages of both, and its history is read there."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.school import Access
from dslapp.gui.case.page import CasePage
from dslapp.gui.compartments.inbox_page import InboxPage
from dslapp.gui.compartments.matter_card import MatterCard, ReceiptCard
from dslapp.gui.compartments.move_page import MovePage
from dslapp.gui.desk import Desk
from dslapp.gui.routes import Route, ToCase, ToInbox, ToMoveMatter
from dslapp.gui.tasks import TaskRunner
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.matters.hand_over_matter import hand_over_matter
from tests.casebooks import HEAD, SettableClock
from tests.cases import coach, taunts
from tests.compartments import know, make_another, unlock_another
from tests.gui.accessibility import assert_accessible
from tests.gui.scripted_prompter import ScriptedPrompter
from tests.pictures import SAMPLES


@pytest.fixture
def staff_desk(tmp_path: Path, clock: SettableClock, prompter: ScriptedPrompter) -> Iterator[Desk]:
    """The case manager at the casebook for concerns about staff, with threads of its own."""
    tasks = TaskRunner()
    folder = make_another(tmp_path / "Thornmoss staff.casebook", "staff", clock)
    session = tasks.on_casebook(unlock_another, folder, HEAD, clock)
    yield Desk(session=session, tasks=tasks, prompter=prompter, now=clock)
    tasks.on_casebook(session.opened.close)
    session.pictures.close()
    assert tasks.shut_down()


@pytest.fixture
def case(desk: Desk, staff_desk: Desk) -> IncidentId:
    """The coach's case in the pupils' casebook; both casebooks know each other."""
    desk.tasks.on_casebook(know, desk.session, staff_desk.session.opened.folder, "staff")
    staff_desk.tasks.on_casebook(know, staff_desk.session, desk.session.opened.folder, "pupils")
    return desk.tasks.on_casebook(coach, desk.session)


def test_it_is_handed_over_with_a_reason(qtbot: QtBot, desk: Desk, staff_desk: Desk, case: IncidentId) -> None:
    page = MovePage(desk)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    page.enter(ToMoveMatter(case))
    qtbot.waitUntil(page.seal.isVisible)
    assert_accessible(page)
    page.seal.click()
    qtbot.waitUntil(lambda: page.reason_field.error() == "Say why it is moved.")
    routes: list[Route] = []
    page.go.connect(routes.append)
    page.reason.setText("It is about staff.")
    page.seal.click()
    qtbot.waitUntil(lambda: routes == [ToCase(case)])
    assert len(list((staff_desk.session.opened.folder / "inbox").iterdir())) == 1


def inbox(qtbot: QtBot, desk: Desk) -> InboxPage:
    page = InboxPage(desk)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    page.enter(ToInbox())
    qtbot.waitUntil(lambda: bool(page.cards))
    return page


def test_it_is_taken_in_and_removed_where_it_was(qtbot: QtBot, desk: Desk, staff_desk: Desk, case: IncidentId) -> None:
    desk.tasks.on_casebook(hand_over_matter, desk.session, case, staff_desk.session.casebook.id, "It is about staff.")
    there = inbox(qtbot, staff_desk)
    card = there.cards[0]
    assert isinstance(card, MatterCard)
    card.look.click()
    qtbot.waitUntil(card.take.isVisible)
    assert_accessible(there)
    routes: list[Route] = []
    there.go.connect(routes.append)
    card.take.click()
    qtbot.waitUntil(lambda: bool(routes))
    (arrived,) = staff_desk.tasks.on_casebook(staff_desk.session.casebook.select, Incident)
    assert routes == [ToCase(IncidentId(arrived.id))]

    here = inbox(qtbot, replace(desk, prompter=ScriptedPrompter(confirm=[True])))
    receipt = here.cards[0]
    assert isinstance(receipt, ReceiptCard)
    receipt.look.click()
    qtbot.waitUntil(receipt.finish.isVisible)
    assert arrived.ref in receipt.words.text()
    assert_accessible(here)
    receipt.finish.click()
    qtbot.waitUntil(lambda: here.cards == [])
    stub = desk.tasks.on_casebook(desk.session.casebook.get, Incident, case)
    assert stub.summary.startswith("Moved to “Thornmoss staff”")

    shown = CasePage(staff_desk)
    qtbot.addWidget(shown)
    shown.resize(1100, 700)
    shown.show()
    shown.enter(ToCase(IncidentId(arrived.id), "history"))
    qtbot.waitUntil(lambda: shown.case is not None)
    before = next(b for b in shown.view.findChildren(QPushButton) if b.text() == "&Before it was moved here")
    assert before.isVisible()
    assert_accessible(shown)
    before.click()
    lines = shown.view._list  # type: ignore[attr-defined]  # it is the history tab
    qtbot.waitUntil(lambda: any("Jo Hartsedge" in line.spoken for line in lines.lines()))
    shown.leave()


def test_the_files_that_come_with_it_are_asked_about_first(
    qtbot: QtBot, desk: Desk, staff_desk: Desk, case: IncidentId
) -> None:
    desk.tasks.on_casebook(
        attach_file, desk.session, case, SAMPLES / "chatnest-taunts-1.png", ExhibitAnswers(), image_answer="no"
    )
    desk.tasks.on_casebook(hand_over_matter, desk.session, case, staff_desk.session.casebook.id, "It is about staff.")
    page = inbox(qtbot, staff_desk)
    card = page.cards[0]
    assert isinstance(card, MatterCard)
    card.look.click()
    qtbot.waitUntil(card.gate.isVisible)
    assert not card.take.isVisible()
    assert_accessible(page)
    card.gate.answers.button("unsure").click()
    assert (card.gate.stopped, card.take.isVisible()) == (True, False)
    card.gate.answers.button("no").click()
    routes: list[Route] = []
    page.go.connect(routes.append)
    card.take.click()
    qtbot.waitUntil(lambda: bool(routes))
    (arrived,) = staff_desk.tasks.on_casebook(staff_desk.session.casebook.select, Exhibit)
    assert arrived.ref == "JH/1"


def test_a_case_about_a_member_says_that_it_belongs_elsewhere(qtbot: QtBot, desk: Desk, case: IncidentId) -> None:
    from dslapp.domain.case.people import Person

    def it_was_the_head() -> None:
        import msgspec

        tess = next(each for each in desk.session.casebook.select(Person) if "Orme" in each.name)
        desk.session.casebook.commit([msgspec.structs.replace(tess, name=HEAD)], reason="It was the head.")

    desk.tasks.on_casebook(it_was_the_head)
    page = CasePage(desk)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.enter(ToCase(case, "chronology"))
    warning = page._header.elsewhere
    qtbot.waitUntil(warning.isVisible)
    assert "Mrs R. Quillan can open it" in warning.accessibleName()
    assert_accessible(page)
    routes: list[Route] = []
    page.go.connect(routes.append)
    warning.move_now.click()
    assert routes == [ToMoveMatter(case)]

    sent = Access(id=new_id(), what="handed over", incident_id=case, subject="matter")
    desk.tasks.on_casebook(lambda: desk.session.casebook.commit([sent], reason="Sealed for the chair."))
    page.enter(ToCase(case, "chronology"))
    qtbot.waitUntil(lambda: "not taken in yet" in warning.accessibleName())
    assert "Write nothing here; ring them" in warning.accessibleName()
    assert not warning.move_now.isVisible()
    page.leave()


def test_a_case_that_belongs_here_warns_of_nothing(qtbot: QtBot, desk: Desk) -> None:
    page = CasePage(desk)
    qtbot.addWidget(page)
    page.show()
    page.enter(ToCase(desk.tasks.on_casebook(taunts, desk.session)))
    qtbot.waitUntil(lambda: page.case is not None)
    desk.tasks.on_casebook(lambda: None)
    qtbot.wait(50)
    assert not page._header.elsewhere.isVisible()
    page.leave()
