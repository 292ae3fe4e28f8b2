"""Series put in order by keys and by dragging, two pictures side by side, likeness and other cases in the viewer."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.series import series_of
from dslapp.domain.school import Access
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.beside.alike_card import AlikeCard
from dslapp.gui.evidence.beside.links_card import LinksCard
from dslapp.gui.evidence.beside.series_card import SeriesCard
from dslapp.gui.evidence.series.compare_page import ComparePage
from dslapp.gui.evidence.series.series_page import SeriesPage
from dslapp.gui.pages import Page
from dslapp.gui.routes import ToCase, ToCompare, ToSeries
from dslapp.services.case.read_case import load_case
from dslapp.services.exhibits.order_series import order_series
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from tests.cases import bare_case
from tests.files import FILES
from tests.gui.accessibility import assert_accessible
from tests.gui.evidence.at_a_page import AtAPage
from tests.gui.evidence.conftest import Evidence
from tests.pictures import sample

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def at(qtbot: QtBot, desk: Desk) -> Iterator[Callable[[Page], AtAPage]]:
    """Call it with a page to be there."""
    made: list[AtAPage] = []

    def make(page: Page) -> AtAPage:
        made.append(AtAPage(qtbot, desk, page))
        return made[-1]

    yield make
    for each in made:
        each.end()


def three(here: AtAPage) -> list[Exhibit]:
    names = ("chatnest-taunts-2.png", "chatnest-taunts-1.png", "gamehall-dark.png")
    return [here.attach(name, description=f"Picture {number}") for number, name in enumerate(names)]


def order(here: AtAPage, name: str) -> list[str]:
    case = here.desk.tasks.on_casebook(load_case, here.desk.session, here.case_id)
    return [each.id for each in series_of(case)[name]]


def test_a_series_is_made_ordered_by_keys_and_saved(at: Callable[[Page], AtAPage], desk: Desk) -> None:
    page = SeriesPage(desk)
    here = at(page)
    second, first, _dark = three(here)
    here.enter(ToSeries(here.case_id))
    assert not page.list.isVisible(), "first of all, what it can be made of"
    assert_accessible(page)
    assert not page.choice.begin_button.isEnabled()
    for exhibit in (second, first):
        page.choice.ticks[exhibit.id].box.click()
    assert page.choice.ticks[first.id].words() == "JH/3  Picture 1 – number 2"
    page.choice.begin_button.click()
    here.settle()
    assert not page.choice.isVisible()
    assert "there may be a gap before it" in page.list.item(1).text()
    assert page.summary.text().startswith("There may be a gap between JH/2 and JH/3")
    assert_accessible(page)
    page.list.setFocus()
    page.list.setCurrentRow(1)
    QTest.keyClick(page.list, Qt.Key.Key_Up, CONTROL)
    here.settle()
    assert [each.id for each in page.list.exhibits()] == [first.id, second.id]
    assert "looks like it overlaps with the one before" in page.list.item(1).text()
    assert not page.summary.isVisible()
    page.save_button.click()
    here.settle()
    assert order(here, "Series 1") == [first.id, second.id]
    assert here.told == ["The order of Series 1 is saved."]
    page.list.setCurrentRow(0)
    page.look_button.click()
    assert here.went == [ToCompare(here.case_id, first.id, second.id, "Series 1")]


def test_what_cannot_be_drawn_is_not_offered_for_comparing(at: Callable[[Page], AtAPage], desk: Desk) -> None:
    page = SeriesPage(desk)
    here = at(page)
    picture, mail = here.attach(), here.attach("mail.eml", data=(FILES / "parent-email.eml").read_bytes())
    name = desk.tasks.on_casebook(order_series, desk.session, here.case_id, "", [picture.id, mail.id])
    here.enter(ToSeries(here.case_id, name))
    page.list.setCurrentRow(0)
    assert page.list.count() == 2
    assert not page.look_button.isEnabled()


def test_dragging_a_line_puts_it_elsewhere_and_an_unsaved_order_waits(
    at: Callable[[Page], AtAPage], desk: Desk
) -> None:
    page = SeriesPage(desk)
    here = at(page)
    exhibits = three(here)
    name = desk.tasks.on_casebook(order_series, desk.session, here.case_id, "", [each.id for each in exhibits])
    here.enter(ToSeries(here.case_id, name))
    model = page.list.model()
    assert model.moveRow(page.list.rootIndex(), 2, page.list.rootIndex(), 0)
    here.settle()
    moved = [exhibits[2].id, exhibits[0].id, exhibits[1].id]
    assert [each.id for each in page.list.exhibits()] == moved
    assert page.list.item(0).text().startswith("1.  JH/4")
    assert page.leave()
    here.enter(ToSeries(here.case_id, name))
    assert [each.id for each in page.list.exhibits()] == moved
    page.list.setCurrentRow(0)
    page.out_button.click()
    page.save_button.click()
    here.settle()
    assert order(here, name) == moved[1:]


def test_two_pictures_are_hidden_then_scroll_together(at: Callable[[Page], AtAPage], desk: Desk) -> None:
    page = ComparePage(desk)
    here = at(page)
    second, first, dark = three(here)
    here.enter(ToCompare(here.case_id, first.id, second.id))
    pictures = page.pictures
    assert (pictures.first.has_picture, pictures.first.is_open, pictures.second.is_open) == (True, False, False)
    assert [words.text() for words in page.names] == ["JH/3 in OSI-2026-0041", "JH/2 in OSI-2026-0041"]
    page.show_button.click()
    here.settle()
    assert (pictures.first.is_open, pictures.second.is_open) == (True, True)
    assert_accessible(page)
    for view in (pictures.first, pictures.second):
        view.zoom_by(4)
    here.settle()
    bar, other = pictures.first.verticalScrollBar(), pictures.second.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert other.value() == other.maximum() > 0
    page.together_button.click()
    bar.setValue(bar.minimum())
    assert other.value() == other.maximum()
    case = desk.tasks.on_casebook(load_case, desk.session, here.case_id)
    looks = [each.entity for each in case.history if isinstance(each.entity, Access) and each.entity.what == "revealed"]
    assert {each.subject for each in looks} == {f"exhibit {first.id}", f"exhibit {second.id}"}
    page.back_button.click()
    assert here.went == [ToCase(here.case_id, "evidence", first.id)]
    page.leave()
    assert not pictures.first.has_picture
    here.enter(ToCompare(here.case_id, first.id, dark.id, "Series 1"))
    page.back_button.click()
    assert here.went[-1] == ToSeries(here.case_id, "Series 1")


def test_the_viewer_tells_of_likeness_series_and_other_cases(evidence: Evidence) -> None:
    evidence.open(ref="OSI-2026-0012")
    mine = evidence.attach()
    evidence.attach("gamehall-dark.png")
    tasks, session = evidence.desk.tasks, evidence.desk.session
    other = tasks.on_casebook(bare_case, session, ref="OSI-2026-0013")
    picture, answers = sample("chatnest-taunts-1.png"), ExhibitAnswers()
    alike = tasks.on_casebook(
        attach_file, session, other, picture, answers, image_answer="no", although_known=True
    )  # fmt: skip
    went: list[object] = []
    evidence.tab.go.connect(went.append)
    evidence.show()
    evidence.tab.open_exhibit(mine.id)
    evidence.settle()
    viewer = evidence.tab.viewer
    [likeness], [series] = viewer.findChildren(AlikeCard), viewer.findChildren(SeriesCard)
    [links] = viewer.findChildren(LinksCard)
    [line] = likeness.lines
    assert_accessible(evidence.tab)
    line.findChildren(type(series.order_button))[0].click()
    series.order_button.click()
    assert went == [ToCompare(evidence.case_id, mine.id, alike.id), ToSeries(evidence.case_id)]
    links.link_button.click()
    links.case.setText("OSI-2026-0013")
    links.link_form.line.setText("The same account wrote to both")
    links.link_form.act.click()
    evidence.settle()
    assert links.words.text() == "Also in OSI-2026-0013."
    evidence.case_id = IncidentId(other)
    evidence.show()
    evidence.tab.open_exhibit(mine.id)
    evidence.settle()
    assert "It belongs to OSI-2026-0012." in links.words.text()
    assert [tile.elsewhere for tile in evidence.tab.gallery.tiles()] == ["", "Belongs to OSI-2026-0012"]
    assert not viewer.acts.more_button.isVisible()
    assert_accessible(evidence.tab)
    links.unlink_button.click()
    links.unlink_form.line.setText("Another account after all")
    links.unlink_form.act.click()
    evidence.settle()
    assert len(evidence.tab.gallery.tiles()) == 1
