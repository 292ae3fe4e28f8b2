"""The cards of the Safety page about the record itself: compared, explained, sealed, tied to this computer."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dslapp.domain.trust.entries import PaperSeal, SealCheck
from dslapp.gui.desk import Desk
from dslapp.gui.safety.device_key_card import DeviceKeyCard
from dslapp.gui.safety.record_card import RecordCard
from dslapp.gui.safety.seal_card import SealCard
from dslapp.services.health.paper_seal import check_seal
from tests.casebooks import DEPUTY, DSL, HEAD, PASSPHRASES, SHEET
from tests.gui.accessibility import assert_accessible
from tests.gui.safety.key_store import KeepsInMemory

DeskOf = Callable[[str], Desk]


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[RecordCard | SealCard | DeviceKeyCard], None]:
    """Show a card and read what it says."""

    def show(card: RecordCard | SealCard | DeviceKeyCard) -> None:
        qtbot.addWidget(card)
        card.resize(900, 900)
        card.show()
        card.read()

    return show


Show = Callable[[RecordCard | SealCard | DeviceKeyCard], None]


def test_the_state_is_said_with_what_was_compared(desk: Desk, shown: Show, qtbot: QtBot) -> None:
    card = RecordCard(desk)
    shown(card)
    qtbot.waitUntil(card.outcome.isVisible)
    assert "Nothing outside the casebook could be asked" in card.outcome.accessibleName()
    assert not card.explain.isVisible()
    with qtbot.waitSignal(card.changed):
        card.again.click()
    assert "offers no place" in card.key_store.text()
    assert_accessible(card)


def test_a_reason_is_put_on_record_and_waits_for_a_second_member(desk: Desk, shown: Show, qtbot: QtBot) -> None:
    desk.tasks.on_casebook(check_seal, desk.session, 9_999, "K7QD-M2X9-40T1")
    card = RecordCard(desk)
    shown(card)
    qtbot.waitUntil(card.explain.isVisible)
    assert "The paper has the seal of entry 9999" in card.outcome.accessibleName()
    card.explain.click()
    assert card.reason_field.error() == "Write who put it there, and why."
    assert_accessible(card)

    card.reason.setPlainText("The disk died on Thursday; this is Wednesday’s backup.")
    with qtbot.waitSignal(card.changed):
        card.explain.click()

    assert "a second member has not agreed yet" in card.outcome.accessibleName()
    assert not card.explain.isVisible()


def test_the_line_for_the_book_is_shown_and_recorded(desk: Desk, shown: Show, qtbot: QtBot) -> None:
    card = SealCard(desk)
    shown(card)
    card.show_line.click()
    qtbot.waitUntil(card.in_book.isVisible)
    assert card.line.text().startswith("Friday 13 November 2026 – entry ")
    assert_accessible(card)
    card.book.setText("Green book, page 3")
    with qtbot.waitSignal(card.changed):
        card.in_book.click()

    kept = desk.tasks.on_casebook(desk.session.casebook.select, PaperSeal)[0]
    assert kept.book == "Green book, page 3"
    assert kept.seal in card.line.text()
    assert "next one is due on Friday 20 November 2026" in card.status.text()
    assert f"the one of entry {kept.entry}" in card.expected.text()


def test_a_pasted_footer_fills_both_fields_and_is_compared(
    desk: Desk, shown: Show, qtbot: QtBot, qapp: QApplication
) -> None:
    entry, seal = desk.tasks.on_casebook(lambda: desk.session.casebook.head)
    card = SealCard(desk)
    shown(card)
    card.seal.setText("")
    qapp.clipboard().setText(f"Journal entry {entry} · seal {seal.lower()}")
    card.seal.paste()
    assert (card.entry.text(), card.seal.text()) == (str(entry), seal)

    with qtbot.waitSignal(card.changed):
        card.compare.click()

    assert "The seal fits" in card.outcome.accessibleName()
    assert_accessible(card)


def test_a_seal_that_does_not_fit_is_said_with_what_to_do(desk: Desk, shown: Show, qtbot: QtBot) -> None:
    card = SealCard(desk)
    shown(card)
    card.compare.click()
    assert card.entry_field.error() == "Type the number of the entry."
    card.entry.setText("3")
    card.compare.click()
    assert "twelve letters and digits" in card.seal_field.error()
    assert desk.tasks.on_casebook(desk.session.casebook.select, SealCheck) == []

    card.seal.setText("K7QD M2X9 40T1")
    with qtbot.waitSignal(card.changed):
        card.compare.click()
    assert "a slip of the pen is likely" in card.outcome.accessibleName()


def test_the_head_keeps_the_seal_and_the_deputy_compares_it(desk_of: DeskOf, shown: Show) -> None:
    head = SealCard(desk_of(HEAD))
    shown(head)
    assert head.show_line.isVisible()
    deputy = SealCard(desk_of(DEPUTY))
    shown(deputy)
    assert not deputy.show_line.isVisible()
    assert deputy.compare.isVisible()


def test_a_computer_without_a_key_store_offers_no_switch(desk: Desk, shown: Show, qtbot: QtBot) -> None:
    card = DeviceKeyCard(desk)
    shown(card)
    qtbot.waitUntil(lambda: "no place where such a key" in card.explained.text())
    assert not card.begin.isVisible()
    assert_accessible(card)


def test_it_is_switched_on_with_the_sheet_and_off_again(desk: Desk, shown: Show, qtbot: QtBot) -> None:
    session = desk.tasks.on_casebook(replace, desk.session, credentials=KeepsInMemory())
    desk = replace(desk, session=session)
    card = DeviceKeyCard(desk)
    shown(card)
    qtbot.waitUntil(lambda: "members file from before it was switched on" in card.explained.text())
    qtbot.waitUntil(card.begin.isVisible)
    card.begin.click()
    assert_accessible(card)
    card.do.click()
    assert card.passphrase_field.error()
    card.passphrase.set_text(PASSPHRASES[DSL])
    card.sheet.setPlainText("AGE-SECRET-KEY-1")
    card.do.click()
    qtbot.waitUntil(lambda: bool(card.sheet_field.error()))
    card.sheet.setPlainText(SHEET)
    with qtbot.waitSignal(card.changed):
        card.do.click()
    assert "It is on: your passphrase opens this casebook on this computer only." in card.state.text()
    assert card.passphrase.text() == ""
    assert card.sheet.text() == ""

    card.begin.click()
    assert not card.sheet_field.isVisible()
    card.passphrase.set_text("not the passphrase")
    card.do.click()
    qtbot.waitUntil(lambda: bool(card.passphrase_field.error()))
    card.passphrase.set_text(PASSPHRASES[DSL])
    with qtbot.waitSignal(card.changed):
        card.do.click()
    assert "It is off" in card.state.text()
