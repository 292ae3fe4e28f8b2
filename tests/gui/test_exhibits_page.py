"""The Exhibits page: everything attached in any case, what is still to be answered, and the way to it."""

from pytestqt.qtbot import QtBot

from dslapp.gui.desk import Desk
from dslapp.gui.exhibits_page import ExhibitsPage
from dslapp.gui.routes import Route, ToCase, ToExhibits
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.intake.record_without_file import record_without_file
from tests.cases import bare_case
from tests.gui.accessibility import assert_accessible
from tests.pictures import SAMPLES


def test_every_exhibit_stands_in_one_table_and_leads_to_its_case(qtbot: QtBot, desk: Desk) -> None:
    on_casebook, session = desk.tasks.on_casebook, desk.session
    case = on_casebook(bare_case, session)
    picture = on_casebook(
        attach_file, session, case, SAMPLES / "chatnest-taunts-1.png", ExhibitAnswers(), image_answer="no"
    )
    session.pictures.close()
    on_casebook(record_without_file, session, case, "not here yet", ExhibitAnswers(held_by="Ellis's phone"))
    page = ExhibitsPage(desk)
    went: list[Route] = []
    page.go.connect(went.append)
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    page.enter(ToExhibits())
    qtbot.waitUntil(lambda: len(page.model.rows()) == 2)
    assert page.count.text() == "2 of 2 shown. 1 still wants answers."
    assert_accessible(page)
    page.which.button("answer").click()
    [row] = page.model.rows()
    assert (row.ref, row.state) == ("JH/1", "6 questions to answer")
    page.table.opened.emit(row)
    assert went == [ToCase(case, "evidence", picture.id)]
    page.which.button("withdrawn").click()
    assert page.model.rows() == []


def test_an_empty_casebook_says_so(qtbot: QtBot, desk: Desk) -> None:
    page = ExhibitsPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.enter(ToExhibits())
    qtbot.waitUntil(lambda: page.count.text() == "Nothing is attached in any case yet.")
