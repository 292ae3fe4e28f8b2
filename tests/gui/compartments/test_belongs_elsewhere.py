"""The first screen of a concern that the one whom it is about could read: it goes elsewhere, and nothing stays."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from dslapp.casebook.matters.inbox import INBOX
from dslapp.content.library import load_library
from dslapp.domain.case.incident import Incident
from dslapp.domain.guidance.contacts import Whom
from dslapp.domain.school import Holds
from dslapp.gui.desk import Desk
from dslapp.gui.log_incident.page import LogIncidentPage
from dslapp.gui.routes import Route, ToLogIncident, ToToday
from dslapp.services.case.keep_draft import drafts
from tests.casebooks import HEAD, SettableClock
from tests.compartments import CHAIR, know, make_another
from tests.gui.accessibility import assert_accessible
from tests.gui.log_incident.looking import advice
from tests.gui.scripted_prompter import ScriptedPrompter

Knows = Callable[[Holds], Path]


@pytest.fixture
def knows(desk: Desk, tmp_path: Path, clock: SettableClock) -> Knows:
    """Make a casebook that holds such things, and make it known at the desk."""

    def make(holds: Holds) -> Path:
        folder = make_another(tmp_path / f"{holds}.casebook", holds, clock, HEAD if holds == "staff" else CHAIR)
        desk.tasks.on_casebook(know, desk.session, folder, holds)
        return folder

    return make


@pytest.fixture
def opens(qtbot: QtBot, desk: Desk) -> Iterator[Callable[..., LogIncidentPage]]:
    pages: list[LogIncidentPage] = []

    def open_page(desk: Desk = desk) -> LogIncidentPage:
        page = LogIncidentPage(desk)
        pages.append(page)
        qtbot.addWidget(page)
        page.resize(1158, 640)
        page.show()
        page.enter(ToLogIncident())
        qtbot.waitUntil(lambda: page.ready)
        return page

    yield open_page
    for page in pages:
        page.leave()


def tell(page: LogIncidentPage, about: str = "", name: str = "") -> None:
    page.what.box.setPlainText("She called him a baby on TownTalk, a parent says.")
    page.safety.danger.choices.button("no").click()
    page.safety.image.choices.button("no").click()
    page.safety.adult_here.choices.button("accused").click()
    if about:
        page.safety.about.control.button(about).click()  # type: ignore[attr-defined]  # the answers in the field
    if name:
        page.who.people.rows[0].name.setText(name)
        page.who.people.rows[0].name.textEdited.emit(name)


def test_nothing_is_said_before_it_is_said_whom_it_is_about(
    qtbot: QtBot, opens: Callable[..., LogIncidentPage], knows: Knows
) -> None:
    knows("staff")
    page = opens()
    tell(page)
    assert page.safety.about.isVisible()
    qtbot.wait(50)
    assert not page.safety.elsewhere.isVisible()
    page.save()
    assert page.safety.about.error() == "Say which adult it is about, or that nobody knows yet."


def test_about_the_head_it_is_sealed_to_the_chair(
    qtbot: QtBot, opens: Callable[..., LogIncidentPage], knows: Knows, desk: Desk
) -> None:
    staff, chairs = knows("staff"), knows("head")
    page = opens()
    routes: list[Route] = []
    page.go.connect(routes.append)
    tell(page, "head")
    box = page.safety.elsewhere
    qtbot.waitUntil(box.isVisible)
    assert not page._save.isVisible()
    assert box.places.choices is not None
    assert [button.text() for button in box.places.choices.findChildren(type(box.seal))] == ["head"]
    assert_accessible(page)
    box.seal.click()
    qtbot.waitUntil(lambda: routes == [ToToday()])
    assert len(list((chairs / INBOX).iterdir())) == 1
    assert not (staff / INBOX).exists()
    assert desk.tasks.on_casebook(desk.session.casebook.select, Incident) == []
    assert desk.tasks.on_casebook(drafts, desk.session) == ()
    assert page.what.text() == ""


def test_a_member_named_as_the_adult_is_enough(
    qtbot: QtBot, opens: Callable[..., LogIncidentPage], knows: Knows
) -> None:
    knows("head")
    knows("staff")
    page = opens()
    tell(page, name="Mrs Quillan")
    qtbot.waitUntil(page.safety.elsewhere.isVisible)
    page.who.people.rows[0].name.setText("Mr Cole Brandt")
    page.who.people.rows[0].name.textEdited.emit("Mr Cole Brandt")
    qtbot.waitUntil(lambda: "kept apart" in page.safety.elsewhere.banner.accessibleName())


def test_where_no_casebook_may_take_it_the_paper_form_is_offered_and_no_save(
    qtbot: QtBot, opens: Callable[..., LogIncidentPage], desk: Desk
) -> None:
    page = opens(replace(desk, prompter=ScriptedPrompter(choose_printer=[False])))
    tell(page, "head")
    box = page.safety.elsewhere
    qtbot.waitUntil(box.places.nowhere.isVisible)
    assert "chair of governors" in box.places.nowhere.accessibleName()
    assert "Print it now, then it goes" in box.banner.accessibleName()
    assert not page._save.isVisible()
    assert not box.seal.isVisible()
    assert not box.to_file.isVisible()
    box.paper.click()
    qtbot.waitUntil(lambda: page._desk.prompter.asked == ["print dialog"])  # type: ignore[attr-defined]


def test_it_is_printed_as_written_for_the_envelope_and_goes_from_here(
    qtbot: QtBot, opens: Callable[..., LogIncidentPage], desk: Desk, tmp_path: Path
) -> None:
    paper = tmp_path / "paper.pdf"
    page = opens(replace(desk, prompter=ScriptedPrompter(choose_printer=[paper], confirm=[True])))
    tell(page, "head")
    qtbot.waitUntil(page.safety.elsewhere.isVisible)
    page.safety.elsewhere.paper.click()
    qtbot.waitUntil(lambda: page.what.text() == "")
    assert paper.exists()
    assert desk.tasks.on_casebook(drafts, desk.session) == ()


def test_the_refusal_stands_below_the_question_whom_it_is_about(
    qtbot: QtBot, opens: Callable[..., LogIncidentPage]
) -> None:
    page = opens()
    tell(page, "head")
    about, box = page.safety.about, page.safety.elsewhere
    qtbot.waitUntil(box.isVisible)
    qtbot.waitUntil(
        lambda: 0 <= box.mapTo(page, QPoint(0, 0)).y() - about.mapTo(page, about.rect().bottomLeft()).y() < 40
    )


def test_nobody_is_sent_to_the_head_before_it_is_said_that_it_is_not_about_them(
    opens: Callable[..., LogIncidentPage],
) -> None:
    page = opens()
    whom = {key: Whom(key=key, label=key, phone="01632 960111") for key in ("lado", "head", "chair")}
    page.safety.prepare(load_library().door, whom, {})
    tell(page)
    assert "head: 01632" not in advice(page)
    assert "lado: 01632" in advice(page)
    page.safety.about.control.button("head").click()  # type: ignore[attr-defined]  # the answers in the field
    assert "head: 01632" not in advice(page)
    assert "Tell the chair now. Do not tell the headteacher." in advice(page)
    assert "Tell the headteacher" not in advice(page)
    page.safety.about.control.button("staff").click()  # type: ignore[attr-defined]  # the answers in the field
    assert "head: 01632" in advice(page)


def test_in_large_letters_the_number_of_the_lado_and_the_next_question_are_in_view(
    qtbot: QtBot, opens: Callable[..., LogIncidentPage]
) -> None:
    page = opens()
    page.resize(620, 330)
    tell(page)
    view = page._scroll.viewport()

    def both_are_seen() -> bool:
        newest = page.safety.to_see()
        tops = [each.mapTo(view, QPoint(0, 0)).y() for each in newest]
        return len(newest) == 2 and tops[0] >= 0 and tops[1] + 40 < view.height()

    qtbot.waitUntil(both_are_seen)


def test_save_by_keyboard_is_refused_too(qtbot: QtBot, opens: Callable[..., LogIncidentPage], desk: Desk) -> None:
    page = opens()
    tell(page, "dsl", "Sam Ottrell")
    page.save()
    qtbot.waitUntil(lambda: "can’t be saved here" in page.notice.accessibleName())
    assert desk.tasks.on_casebook(desk.session.casebook.select, Incident) == []
    assert page.draft().what, "the words stay on the screen"


def test_a_casebook_on_another_computer_gets_a_file(
    qtbot: QtBot, opens: Callable[..., LogIncidentPage], knows: Knows, desk: Desk, tmp_path: Path
) -> None:
    chairs = knows("head")
    chairs.rename(tmp_path / "elsewhere.casebook")
    page = opens(replace(desk, prompter=ScriptedPrompter(save_file=[tmp_path / "note.age"])))
    tell(page, "head")
    box = page.safety.elsewhere
    qtbot.waitUntil(box.to_file.isVisible)
    assert not box.seal.isVisible()
    box.to_file.click()
    qtbot.waitUntil((tmp_path / "note.age").exists)


def test_a_concern_about_staff_stays_where_the_school_has_no_other_casebook(
    qtbot: QtBot, opens: Callable[..., LogIncidentPage], desk: Desk
) -> None:
    page = opens()
    routes: list[Route] = []
    page.go.connect(routes.append)
    tell(page, "staff", "Mr Cole Brandt")
    qtbot.waitUntil(page.safety.own_casebook.isVisible)
    page.save()
    qtbot.waitUntil(lambda: bool(routes))
    (saved,) = desk.tasks.on_casebook(desk.session.casebook.select, Incident)
    assert saved.restricted
    assert saved.about_adult == "staff"
