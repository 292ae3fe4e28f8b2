"""What is told in the window of what comes from elsewhere: doubts about a matter, a changed address, a hostile note."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from pyrage import x25519
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dslapp.casebook.matters.inbox import leave, padded, seal
from dslapp.domain.entity import new_id
from dslapp.domain.matters.inbox_card import check_words
from dslapp.domain.matters.sealed_note import SealedNote
from dslapp.domain.trust.entries import Neighbour
from dslapp.gui.compartments import inbox_page
from dslapp.gui.compartments.inbox_page import InboxPage
from dslapp.gui.compartments.matter_card import MatterCard
from dslapp.gui.compartments.note_card import NoteCard
from dslapp.gui.compartments.other_casebooks_card import OtherCasebooksCard
from dslapp.gui.desk import Desk
from dslapp.gui.routes import ToInbox
from dslapp.gui.tasks import TaskRunner
from dslapp.services.matters.hand_over_matter import hand_over_matter
from dslapp.services.matters.make_known import card_of_folder, make_known
from dslapp.services.session import Session
from tests.casebooks import HEAD, SettableClock
from tests.cases import coach
from tests.compartments import know, make_another, unlock_another
from tests.gui.accessibility import assert_accessible


def words_on(widget: QWidget) -> str:
    return "\n".join(
        label.text() or label.accessibleName() for label in widget.findChildren(QLabel) if label.isVisible()
    )


def leave_note(session: Session, words: str, at: datetime) -> None:
    note = SealedNote(id=new_id(), casebook=session.casebook.id, written_at=at, words=words)
    leave(session.opened.folder, seal(padded(msgspec.json.encode(note)), session.opened.keys.inbox_recipient))


@pytest.mark.parametrize("year", [1, 9999])
def test_a_note_of_a_day_that_cannot_be_keeps_no_other_from_being_shown(
    qtbot: QtBot, desk: Desk, inbox: InboxPage, year: int
) -> None:
    for at in (datetime(2026, 11, 13, tzinfo=UTC), datetime(year, 1, 1, tzinfo=UTC)):
        desk.tasks.on_casebook(leave_note, desk.session, "hello", at)
    inbox.enter(ToInbox())
    qtbot.waitUntil(lambda: len(inbox.cards) == 2)
    assert any(isinstance(card, NoteCard) for card in inbox.cards)
    qtbot.waitUntil(lambda: any("on a day that cannot be" in words_on(card) for card in inbox.cards))


def test_a_note_that_cannot_be_shown_keeps_no_other_from_being_shown(
    qtbot: QtBot, desk: Desk, inbox: InboxPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def card(name: str, note: SealedNote) -> NoteCard:
        if note.words == "hostile":
            raise OverflowError("date value out of range")
        return NoteCard(name, note)

    monkeypatch.setattr(inbox_page, "NoteCard", card)
    for words in ("hostile", "hello"):
        desk.tasks.on_casebook(leave_note, desk.session, words, datetime(2026, 11, 13, tzinfo=UTC))
    inbox.enter(ToInbox())
    qtbot.waitUntil(lambda: len(inbox.cards) == 2)
    assert any(isinstance(card, NoteCard) for card in inbox.cards)
    [odd] = [card for card in inbox.cards if not isinstance(card, NoteCard)]
    qtbot.waitUntil(lambda: "cannot be shown" in words_on(odd))
    assert odd.findChildren(QPushButton)[0].isVisible(), "it can be put aside"


@pytest.fixture
def staff_desk(desk: Desk, tmp_path: Path, clock: SettableClock) -> Iterator[Desk]:
    """The case manager at the casebook for concerns about staff; both casebooks know each other."""
    tasks = TaskRunner()
    session = tasks.on_casebook(unlock_another, make_another(tmp_path / "Staff.casebook", "staff", clock), HEAD, clock)
    desk.tasks.on_casebook(know, desk.session, session.opened.folder, "staff")
    tasks.on_casebook(know, session, desk.session.opened.folder, "pupils")
    yield Desk(session=session, tasks=tasks, prompter=desk.prompter, now=clock)
    tasks.on_casebook(session.opened.close)
    session.pictures.close()
    assert tasks.shut_down()


def test_a_matter_that_nobody_known_signed_says_so_before_it_is_taken_in(
    qtbot: QtBot, desk: Desk, staff_desk: Desk
) -> None:
    case = desk.tasks.on_casebook(coach, desk.session)
    staff = staff_desk.session
    desk.tasks.on_casebook(hand_over_matter, desk.session, case, staff.casebook.id, "It is about staff.")

    def forget_keys() -> None:
        known = staff.casebook.select(Neighbour)[0]
        staff.casebook.commit([msgspec.structs.replace(known, signing_keys=())])

    staff_desk.tasks.on_casebook(forget_keys)
    page = InboxPage(staff_desk)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    page.enter(ToInbox())
    qtbot.waitUntil(lambda: bool(page.cards))
    card = page.cards[0]
    assert isinstance(card, MatterCard)
    card.look.click()
    qtbot.waitUntil(card.take.isVisible)
    assert "Nobody who is known as a member of “Thornmoss” signed it." in words_on(card)
    assert_accessible(page)


def test_a_changed_address_stands_beside_the_casebook_with_both_check_words(
    qtbot: QtBot, desk: Desk, staff_desk: Desk
) -> None:
    folder = staff_desk.session.opened.folder
    card = OtherCasebooksCard(desk, may_change=True)
    qtbot.addWidget(card)
    card.resize(900, 600)
    card.show()
    card.read()
    qtbot.waitUntil(lambda: len(card._others) == 1)
    assert "another member has agreed" not in words_on(card)
    other = msgspec.structs.replace(
        card_of_folder(folder, "staff"), recipient=str(x25519.Identity.generate().to_public())
    )
    changed = desk.tasks.on_casebook(make_known, desk.session, other, folder)
    before = card._others[0]
    card._added(changed)
    assert f"They were {check_words(before.inbox_recipient)}." in card.told.accessibleName()
    qtbot.waitUntil(lambda: "another member has agreed" in words_on(card))
    assert_accessible(card)
