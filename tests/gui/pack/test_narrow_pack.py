"""At 200 % on a school laptop, 683 × 384 logical pixels: nothing is cut on the pack's page and on the labels' page."""

import pytest
from pytestqt.qtbot import QtBot

from dslapp.gui.desk import Desk
from dslapp.gui.evidence.beside.exhibit_papers_page import ExhibitPapersPage
from dslapp.gui.pack.page import PackPage
from dslapp.gui.routes import ToExhibitPapers, ToPack
from tests.gui.accessibility import clipped
from tests.packs import PackedCase, exhibit, packed_case

WIDTH, HEIGHT = 619, 290
"""What rail and top bar leave of it."""
LONG = "Screenshot of a message in the group of Year 8 in which somebody is told that nobody wants them here any more"


@pytest.fixture
def case(desk: Desk) -> PackedCase:
    made = desk.tasks.on_casebook(packed_case, desk.session)
    for number in range(20, 34):
        desk.tasks.on_casebook(exhibit, desk.session, made.id, number, b"%d" % number, description=LONG)
    return made


def test_nothing_of_the_pack_is_cut_and_nobody_scrolls_sideways(qtbot: QtBot, desk: Desk, case: PackedCase) -> None:
    page = PackPage(desk)
    qtbot.addWidget(page)
    page.resize(WIDTH, HEIGHT)
    page.show()
    page.enter(ToPack(case.id))
    qtbot.waitUntil(lambda: len(page.chooser.ticks) > 14)
    qtbot.waitUntil(lambda: not clipped(page))
    assert page.area.horizontalScrollBar().maximum() == 0
    short, long = page.chooser.ticks[case.mail.id], list(page.chooser.ticks.values())[-1]
    qtbot.waitUntil(lambda: short.height() < long.height() < 4 * short.height())


def test_nothing_over_the_labels_is_cut_and_the_pages_keep_their_room(
    qtbot: QtBot, desk: Desk, case: PackedCase
) -> None:
    page = ExhibitPapersPage(desk)
    qtbot.addWidget(page)
    page.resize(WIDTH, HEIGHT)
    page.show()
    page.enter(ToExhibitPapers(case.id))
    qtbot.waitUntil(lambda: page.paper.preview.pages.count == 3, timeout=20_000)
    qtbot.waitUntil(lambda: not clipped(page))
    assert page.area.horizontalScrollBar().maximum() == 0
    head, last = page.chosen, page.chosen.button(page.chosen.values()[-1])
    assert head.rect().contains(last.geometry()), "the last exhibit stands there whole"
    assert page.paper.height() >= 200
    page.resize(1158, 660)
    qtbot.waitUntil(lambda: page.area.verticalScrollBar().maximum() == 0)
