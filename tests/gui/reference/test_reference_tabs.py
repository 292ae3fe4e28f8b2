"""The reference data on the Guidance page: searched, read, and marked when nobody has checked it for six months."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dslapp.gui.desk import Desk
from dslapp.gui.reference.row_card import RowCard
from dslapp.gui.reference.rows_tab import RowsTab
from dslapp.gui.routes import GuidancePart
from tests.casebooks import HEAD, SettableClock
from tests.gui.accessibility import assert_accessible, clipped
from tests.gui.case.at_the_case import settle
from tests.gui.guidance.at_the_guidance import words_of
from tests.gui.reference.conftest import Opens

_NONE = Qt.KeyboardModifier.NoModifier


def card(tab: RowsTab) -> RowCard:
    assert isinstance(tab.card, RowCard)
    return tab.card


@pytest.mark.parametrize("part", ["platforms", "law", "words", "numbers"])
@pytest.mark.parametrize("width", [pytest.param(1158, id="1366 pixels wide"), pytest.param(620, id="at 200 %")])
def test_every_part_is_accessible(opens: Opens, qtbot: QtBot, desk: Desk, part: GuidancePart, width: int) -> None:
    page, tab = opens(part, width)
    assert page.part == part
    qtbot.waitUntil(lambda: clipped(page) == [])
    assert_accessible(page)
    tab.open_row(tab.model.rows()[3].key)
    settle(qtbot, desk)
    qtbot.waitUntil(lambda: clipped(page) == [])
    assert_accessible(page)


def test_a_platform_says_what_to_keep_first_and_what_it_cannot_do(opens: Opens) -> None:
    _, tab = opens("platforms", key="snapchat")
    said = words_of(card(tab))
    assert said.index("Keep it first") < said.index("How to report it") < said.index("What it cannot do")
    assert "Within 72 hours: your school’s limit" in said
    assert "Check locally" in said
    assert "Checked on Saturday 21 November 2026" in said


def test_an_act_is_never_shown_as_a_charge(opens: Opens) -> None:
    _, tab = opens("law", key="harassment-1997")
    said = words_of(card(tab))
    assert "Possible legislation – for the police or CPS to decide" in said
    assert "It is not a charge" in said


def test_an_act_that_is_repealed_says_what_came_instead(opens: Opens) -> None:
    _, tab = opens("law", key="data-protection-1998")
    said = words_of(card(tab))
    assert "No longer law" in said
    assert "UK GDPR" in said


def test_the_list_is_searched_as_one_types_and_enter_opens_the_first(opens: Opens) -> None:
    _, tab = opens("words")
    QTest.keyClicks(tab.search, "designated officer")
    assert [row.title for row in tab.model.rows()] == ["LADO"]
    QTest.keyClick(tab.search, Qt.Key.Key_Return)
    assert card(tab).row.title == "LADO"


def test_the_arrow_keys_read_from_card_to_card(opens: Opens) -> None:
    _, tab = opens("words")
    tab.table.setFocus()
    before = card(tab).row.title
    QTest.keyClick(tab.table, Qt.Key.Key_Down)
    assert card(tab).row.title != before


def test_where_there_is_little_room_the_card_stands_in_place_of_the_list(opens: Opens) -> None:
    _, tab = opens("words", 620)
    assert tab.table.isVisible()
    tab.table.selectRow(2)
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    assert not tab.table.isVisible()
    assert card(tab).isVisible()
    tab.back.click()
    assert tab.table.isVisible()
    assert not card(tab).isVisible()


def test_what_nobody_checked_for_six_months_says_so(opens: Opens, clock: SettableClock) -> None:
    clock.forward(timedelta(days=250))
    _, tab = opens("numbers", to_check=True)
    assert tab.to_check.isChecked()
    assert "were not checked for six months" in tab.count.text()
    said = words_of(card(tab))
    assert "Nobody has checked this since Friday 20 November 2026: check it, then press Checked today." in said


def test_a_reviewer_reads_and_changes_nothing(opens: Opens, desk_of: Callable[[str], Desk]) -> None:
    _, tab = opens("platforms", at=desk_of(HEAD))
    assert not tab.add.isVisible()
    assert not card(tab).check.isVisible()


def test_the_tabs_are_reached_by_keys(opens: Opens) -> None:
    page, _ = opens("platforms")
    seen = []
    for key, modifier in ((Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier), (Qt.Key.Key_Right, _NONE)):
        QTest.keyClick(page.bar, key, modifier)
        seen.append(page.part)
    assert seen == ["law", "words"]
