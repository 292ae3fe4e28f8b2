"""The case page: its head, its warnings, its tabs, and that it is told of every change."""

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from dslapp.domain.case.incident import Incident, SafetyAnswers
from dslapp.domain.entity import IncidentId
from dslapp.domain.school import Access
from dslapp.gui.case.clipboard_copy import ClipboardCopy
from dslapp.gui.case.header import IMAGE
from dslapp.gui.case.tabs import TABS
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.evidence_tab import EvidenceTab
from dslapp.gui.routes import CaseTab, ToCase, ToCaseDetails
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from tests.casebooks import HEAD
from tests.cases import bare_case, coach, taunts
from tests.gui.accessibility import assert_accessible
from tests.gui.case.at_the_case import button, go, labels, open_case, settle
from tests.pictures import SAMPLES


def test_the_head_says_which_case_it_is_how_it_stands_and_what_is_due(qtbot: QtBot, desk: Desk) -> None:
    page = open_case(qtbot, desk, desk.tasks.on_casebook(taunts, desk.session))
    said = labels(page)
    for words in (
        "OSI-2026-0041 · led by Jo Hartsedge", "Ellis gets messages on ChatNest", "Open", "Online bullying – finished",
        "Due by the end of Monday 16 November 2026",
    ):  # fmt: skip
        assert words in said


def test_the_summary_is_the_cold_read_page_with_what_is_still_to_do(qtbot: QtBot, desk: Desk) -> None:
    page = open_case(qtbot, desk, desk.tasks.on_casebook(bare_case, desk.session))
    said = labels(page.view)
    assert "The decision wanted from you" in said
    assert "Exhibits, and what changed since the last sign-off" in said
    assert "Still to do (" in said
    with qtbot.waitSignal(page.go) as gone:
        button(page.view, "Is the child safe today").click()
    assert isinstance(gone.args[0], ToCaseDetails)
    assert gone.args[0].form == "risk"


def test_the_reader_sees_what_is_still_to_do_but_no_links(qtbot: QtBot, desk_of: Callable[[str], Desk]) -> None:
    desk = desk_of("Jo Hartsedge")
    case = desk.tasks.on_casebook(bare_case, desk.session)
    head = desk_of(HEAD)
    page = open_case(qtbot, head, case)
    assert "Find the route" in labels(page.view)
    with pytest.raises(AssertionError, match="no button"):
        button(page.view, "Find the route")


def test_the_reader_is_led_from_the_page_to_their_review(qtbot: QtBot, desk_of: Callable[[str], Desk]) -> None:
    desk = desk_of("Jo Hartsedge")
    case = desk.tasks.on_casebook(taunts, desk.session)
    page = open_case(qtbot, desk_of(HEAD), case)
    button(page.view, "Review this case").click()
    assert type(page.view).__name__ == "ReviewTab"


def test_every_form_of_the_record_can_be_reached_to_amend_it(qtbot: QtBot, desk: Desk) -> None:
    page = open_case(qtbot, desk, desk.tasks.on_casebook(taunts, desk.session))
    for words, form in (("Times and places", "times"), ("What was said and seen", "words"), ("Matrix", "matrix")):
        with qtbot.waitSignal(page.go) as gone:
            button(page.view, words).click()
        assert gone.args[0].form == form


def test_a_possible_image_is_warned_of_on_every_tab(qtbot: QtBot, desk: Desk) -> None:
    unsure = SafetyAnswers(danger="no", image="unsure", adult_here="none")
    case = desk.tasks.on_casebook(bare_case, desk.session, safety=unsure)
    page = open_case(qtbot, desk, case)
    for entry in TABS:
        go(qtbot, desk, page, ToCase(case, entry.key))
        assert "no file is ever stored here" in labels(page)


@pytest.mark.parametrize("key", [entry.key for entry in TABS])
@pytest.mark.parametrize("log", [taunts, coach, bare_case], ids=["complete", "coach", "bare"])
def test_every_tab_can_be_used_by_keyboard_and_read_aloud(
    qtbot: QtBot, desk: Desk, key: CaseTab, log: Callable[..., IncidentId]
) -> None:
    page = open_case(qtbot, desk, desk.tasks.on_casebook(log, desk.session), key)
    assert_accessible(page)


@pytest.mark.parametrize("key", [entry.key for entry in TABS])
def test_the_headteacher_finds_the_same_on_every_tab(
    qtbot: QtBot, desk_of: Callable[[str], Desk], key: CaseTab
) -> None:
    dsl = desk_of("Jo Hartsedge")
    case = dsl.tasks.on_casebook(coach, dsl.session)
    page = open_case(qtbot, desk_of(HEAD), case, key)
    assert_accessible(page)


def test_alt_and_a_number_lead_to_a_tab(qtbot: QtBot, desk: Desk) -> None:
    page = open_case(qtbot, desk, desk.tasks.on_casebook(taunts, desk.session))
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    place = next(number for number, entry in enumerate(TABS, 1) if entry.key == "people")
    qtbot.keyClick(page, Qt.Key(Qt.Key.Key_0 + place), Qt.KeyboardModifier.AltModifier)
    assert type(page.view).__name__ == "PeopleTab"


def test_a_change_by_somebody_else_is_shown_on_coming_back(qtbot: QtBot, desk: Desk) -> None:
    case = desk.tasks.on_casebook(bare_case, desk.session)
    page = open_case(qtbot, desk, case)

    def change() -> None:
        incident = desk.session.casebook.get(Incident, case)
        desk.session.casebook.commit([msgspec.structs.replace(incident, summary="Ellis is left alone now.")])

    desk.tasks.on_casebook(change)
    go(qtbot, desk, page, ToCase(case))
    assert "Ellis is left alone now." in labels(page)


def test_a_copied_summary_is_noted_and_can_be_pasted_for_half_a_minute(qtbot: QtBot, desk: Desk) -> None:
    case = desk.tasks.on_casebook(taunts, desk.session)
    page = open_case(qtbot, desk, case)
    button(page, "Copy a summary for CPOMS").click()
    settle(qtbot, desk)
    assert "OSI-2026-0041" in QGuiApplication.clipboard().text()
    history = desk.tasks.on_casebook(desk.session.casebook.history, incident_id=case)
    assert [h.entity.what for h in history if isinstance(h.entity, Access)] == ["viewed", "copied"]
    page.leave()
    assert QGuiApplication.clipboard().text() == ""


def test_the_clipboard_is_cleared_by_itself_unless_something_else_was_copied(qtbot: QtBot, desk: Desk) -> None:
    page = open_case(qtbot, desk, desk.tasks.on_casebook(bare_case, desk.session))
    clipboard = QGuiApplication.clipboard()
    copies = ClipboardCopy(clipboard, page, after_ms=20)
    copies.put("ours")
    qtbot.waitUntil(lambda: clipboard.text() == "")
    copies.put("ours")
    clipboard.setText("theirs")
    copies.clear()
    assert clipboard.text() == "theirs"
    clipboard.clear()


def test_in_a_low_window_two_lines_stand_for_the_head_and_the_rest_is_one_press_away(qtbot: QtBot, desk: Desk) -> None:
    safety = SafetyAnswers(danger="no", image="yes", adult_here="none")
    page = open_case(qtbot, desk, desk.tasks.on_casebook(bare_case, desk.session, safety=safety))
    head = page._header
    assert not head.compact.isVisible()
    page.resize(619, 304)  # 1366 × 768 at 200 %, without rail and bars
    settle(qtbot, desk)
    assert head.compact.title.accessibleName().startswith("OSI-2026-0001 · ")
    assert head.compact.urgent.accessibleName().startswith("Naked or sexual image possible: no file")
    assert head.height() < 4 * head.fontMetrics().lineSpacing()
    assert not button_is_there(page, "Close this case")
    head.compact.more.click()
    button(page, "Close this case")
    assert IMAGE in labels(page)
    assert_accessible(page)


def test_at_200_percent_the_gate_and_then_the_picture_are_seen_without_scrolling(qtbot: QtBot, desk: Desk) -> None:
    case = desk.tasks.on_casebook(bare_case, desk.session)
    exhibit = desk.tasks.on_casebook(
        attach_file, desk.session, case, SAMPLES / "chatnest-taunts-1.png", ExhibitAnswers(), image_answer="no"
    )
    page = open_case(qtbot, desk, case, "evidence")
    page.resize(619, 304)
    settle(qtbot, desk)
    tab = page.view
    assert isinstance(tab, EvidenceTab)
    qtbot.waitUntil(lambda: seen_of(tab.intake.gate.answers.button("no")) > 0.9)
    tab.open_exhibit(exhibit.id)
    settle(qtbot, desk)
    qtbot.waitUntil(lambda: tab.viewer.pane.view.has_picture)
    qtbot.waitUntil(lambda: seen_of(tab.viewer.pane.view.viewport()) > 0.4)
    scrolled = [area for area in page.findChildren(QScrollArea) if area.isVisible() and _scrolls(area)]
    assert len(scrolled) == 1, "one scroll bar, not one in another"
    desk.session.pictures.close()


def seen_of(widget: QWidget) -> float:
    """Which share of a widget's height is on the screen."""
    return widget.visibleRegion().boundingRect().height() / max(1, widget.height())


def _scrolls(area: QScrollArea) -> bool:
    return area.verticalScrollBar().maximum() > 0


def button_is_there(widget: QWidget, words: str) -> bool:
    """Whether a button of that name can be seen."""
    return any(
        each.isVisible() and each.accessibleName().startswith(words) for each in widget.findChildren(QPushButton)
    )
