"""What may be a naked image, on the board of what should go: the police first, and nobody is told to look."""

import pytest
from pytestqt.qtbot import QtBot

from dslapp.domain.entity import IncidentId
from dslapp.gui.boards.takedowns_page import TakedownCard, TakedownsPage
from dslapp.gui.desk import Desk
from dslapp.gui.routes import NOT_HELD, Route, ToCase, ToTakedowns
from dslapp.gui.widgets.banner import Banner
from dslapp.services.continuity.take_down import TakedownAnswers, note_takedown
from tests.cases import bare_case
from tests.gui.boards.on_a_board import assert_all_can_read, cards, opened, takedowns

IMAGE = TakedownAnswers(platform="ChatNest", handle="@moved.away.example", imagery="unsure")


@pytest.fixture
def case(desk: Desk) -> IncidentId:
    return desk.tasks.on_casebook(bare_case, desk.session)


def shown_text(banner: Banner) -> str:
    return banner.accessibleName()


def test_the_form_asks_about_the_image_first_and_shows_the_numbers_with_yes(
    qtbot: QtBot, desk: Desk, case: IncidentId
) -> None:
    page = opened(qtbot, TakedownsPage(desk), ToTakedowns(case))
    page.add_button.click()
    form = page.note_form
    assert next(iter(form.fields)) == "imagery"
    assert form.ring.isHidden()
    form.imagery.button("yes").click()
    qtbot.waitUntil(form.ring.isVisible)
    assert "999 if anyone could be hurt today, else 101" in shown_text(form.ring)
    qtbot.waitUntil(lambda: "LADO too:" in shown_text(form.ring) or "no number is saved yet" in shown_text(form.ring))
    assert_all_can_read(qtbot, page)
    form.clear()


def test_the_report_of_it_tells_nobody_to_look(qtbot: QtBot, desk: Desk, case: IncidentId) -> None:
    desk.tasks.on_casebook(note_takedown, desk.session, case, IMAGE)
    page = opened(qtbot, TakedownsPage(desk), ToTakedowns(case))
    card = cards(page)[0]
    assert isinstance(card, TakedownCard)
    card.report_button.click()
    form = page.report_form
    qtbot.waitUntil(form.ring.isVisible)
    assert "Nobody here opens it, also not to find the report button" in shown_text(form.ring)
    assert form.help.isHidden()
    assert not form.help.text()
    assert form.again.day() is None, "no platform’s clock runs for it"
    assert form.fields["look_again"].label.text() == "When do you &ask again whether it has gone?"
    assert form.fields["not_kept_because"].isHidden()
    assert_all_can_read(qtbot, page)
    form.again.set_day(desk.now().date().replace(day=20))
    form.save_button.click()
    qtbot.waitUntil(lambda: takedowns(desk)[0].takedown.status == "reported", timeout=10_000)


def test_nothing_is_asked_to_preserve_it_but_words(qtbot: QtBot, desk: Desk, case: IncidentId) -> None:
    desk.tasks.on_casebook(note_takedown, desk.session, case, IMAGE)
    page = opened(qtbot, TakedownsPage(desk), ToTakedowns(case))
    went: list[Route] = []
    page.go.connect(went.append)
    card = cards(page)[0]
    assert isinstance(card, TakedownCard)
    said = [card.body.itemAt(n).widget().text() for n in range(2)]  # type: ignore[union-attr]
    assert "Recorded in words: not yet" in said
    assert not any("Preserved" in each for each in said)
    card.words_button.click()
    assert went == [ToCase(case, "evidence", NOT_HELD)]
