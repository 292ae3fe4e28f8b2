"""The words that a machine read: shown as unchecked, with what is missing; offered to the questions, never answered."""

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from dslapp.casebook.recognition import reader
from dslapp.domain.entity import ExhibitId, new_id
from dslapp.domain.evidence.exhibits import Exhibit, ExhibitText
from dslapp.domain.long_work import OnCasebook
from dslapp.domain.school import Access
from dslapp.gui.evidence.beside import machine_reading
from dslapp.gui.evidence.beside.machine_text import NO_WORDS, NOT_YET, MachineTextCard
from dslapp.gui.widgets.text import Words
from dslapp.services.change_settings import change_school_fields
from dslapp.services.exhibits import read_by_machine
from dslapp.services.session import Session
from tests.gui.accessibility import assert_accessible
from tests.gui.evidence.conftest import Evidence
from tests.pictures import saved
from tests.written import needs_recognition, written

WORDS = "@kit.example wrote at 21:41"
UNREAD = "2 lines could not be read: perhaps another script, emoji or a drawing."


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the extra is installed."""
    monkeypatch.setattr(read_by_machine, "is_installed", lambda: True)


def card_of(evidence: Evidence) -> MachineTextCard:
    found = evidence.tab.viewer.findChild(MachineTextCard)
    assert isinstance(found, MachineTextCard)
    return found


def shown(card: MachineTextCard) -> str:
    return "\n".join(words.text() for words in card.findChildren(Words) if words.isVisible())


def was_read(evidence: Evidence, exhibit: Exhibit, text: str = WORDS) -> None:
    reading = ExhibitText(
        id=new_id(), incident_id=exhibit.incident_id, exhibit_id=ExhibitId(exhibit.id), how="read by machine",
        text=text, unread=(UNREAD,), program="RapidOCR 3.10.0",
    )  # fmt: skip
    evidence.desk.tasks.on_casebook(evidence.desk.session.casebook.commit, [reading])


def open_exhibit(evidence: Evidence, exhibit: Exhibit) -> MachineTextCard:
    evidence.show()
    evidence.tab.open_exhibit(exhibit.id)
    evidence.settle()
    return card_of(evidence)


def accesses(evidence: Evidence) -> list[tuple[str, str]]:
    found = [entry.entity for entry in evidence.case().history]
    return [(each.what, each.detail) for each in found if isinstance(each, Access) and each.what != "viewed"]


def test_a_reading_is_shown_as_unchecked_with_what_is_missing_and_by_what(evidence: Evidence) -> None:
    evidence.open()
    exhibit = evidence.attach()
    was_read(evidence, exhibit)
    card = open_exhibit(evidence, exhibit)
    assert card.isVisible()
    for words in (WORDS, UNREAD, "RapidOCR 3.10.0", "it may be wrong", "Found in it: @kit.example; 21:41"):
        assert words in shown(card)
    assert not card.read_button.isVisible()
    assert_accessible(evidence.tab)


def test_where_the_program_cannot_read_nothing_offers_it(evidence: Evidence) -> None:
    evidence.open()
    assert not open_exhibit(evidence, evidence.attach()).isVisible()


def test_the_words_of_something_distressing_are_shown_when_asked_for_and_that_is_noted(evidence: Evidence) -> None:
    evidence.open()
    exhibit = evidence.attach(distressing=True)
    was_read(evidence, exhibit)
    card = open_exhibit(evidence, exhibit)
    assert WORDS not in shown(card)
    assert not card.copy_button.isVisible()
    card.show_button.click()
    evidence.settle()
    assert WORDS in shown(card)
    assert accesses(evidence) == [("revealed", "")]


def test_a_copy_of_the_words_says_what_they_are_and_is_on_the_record(evidence: Evidence) -> None:
    evidence.open()
    exhibit = evidence.attach()
    was_read(evidence, exhibit)
    card = open_exhibit(evidence, exhibit)
    card.copy_button.click()
    evidence.settle()
    assert QGuiApplication.clipboard().text() == f"{WORDS}\n\n(read by machine, unchecked)"
    assert accesses(evidence) == [("copied", f"words of {exhibit.ref}, read by machine")]
    evidence.tab.hide()
    assert QGuiApplication.clipboard().text() == ""


def test_what_was_found_is_offered_beside_the_questions_and_answers_none(evidence: Evidence) -> None:
    evidence.open()
    exhibit = evidence.attach()
    was_read(evidence, exhibit)
    evidence.show()
    evidence.tab.ask_about(exhibit.id)
    evidence.settle()
    panel = evidence.tab.questions.asked
    offered = [button.accessibleDescription() for rows in panel.offers for button in rows.buttons]
    assert offered == ["Read by machine, unchecked: @kit.example", "Read by machine, unchecked: 21:41"]
    assert not evidence.tab.questions.answers().place.answered


@pytest.mark.usefixtures("installed")
def test_a_child_that_does_not_start_is_told_in_the_card(
    evidence: Evidence, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(reader, "child_command", lambda _task: ["/nowhere/dslcasebook"])
    evidence.open()
    exhibit = evidence.attach()
    change_it = {"reads_by_machine": False}
    evidence.desk.tasks.on_casebook(change_school_fields, evidence.desk.session, change_it)
    card = open_exhibit(evidence, exhibit)
    assert NOT_YET in shown(card)
    card.read_button.click()
    qtbot.waitUntil(lambda: "does not start" in shown(card))
    assert card.read_button.isVisible()


@needs_recognition
@pytest.mark.usefixtures("installed")
def test_a_picture_is_read_after_it_was_attached_and_an_older_one_on_request(
    evidence: Evidence, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "new.png").write_bytes(saved(written(WORDS), "PNG"))
    evidence.open()
    new = evidence.attach(str(tmp_path / "new.png"))
    evidence.show()
    said = f"The words of {new.ref} were read by machine, unchecked."
    qtbot.waitUntil(lambda: evidence.told == [said], timeout=60_000)
    card = open_exhibit(evidence, new)
    assert WORDS in shown(card)

    evidence.tab.machine.look_at(evidence.case())
    assert card.read_button.text() == "Read the text again"
    card.read_button.click()
    assert card.stop_button.isVisible()
    card.stop_button.click()
    assert (card.read_button.isVisible(), card.stop_button.isVisible()) == (True, False)


@pytest.mark.usefixtures("installed")
def test_a_picture_without_words_says_so(evidence: Evidence) -> None:
    evidence.open()
    exhibit = evidence.attach()
    was_read(evidence, exhibit, text="")
    assert NO_WORDS in shown(open_exhibit(evidence, exhibit))


def test_the_case_is_read_again_once_for_many_pictures(evidence: Evidence, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_at_once(session: Session, on_casebook: OnCasebook, exhibit: Exhibit, cancel: Event) -> ExhibitText:
        text = ExhibitText(
            id=new_id(), incident_id=exhibit.incident_id, exhibit_id=ExhibitId(exhibit.id), how="read by machine",
            text=WORDS,
        )  # fmt: skip
        on_casebook(session.casebook.commit, [text])
        return text

    monkeypatch.setattr(machine_reading, "is_available", lambda: True)
    monkeypatch.setattr(machine_reading, "read_if_wanted", read_at_once)
    evidence.open()
    for name in ("chatnest-taunts-1.png", "chatnest-taunts-2.png", "gamehall-dark.png"):
        evidence.attach(name)
    changes: list[object] = []
    evidence.tab.changed.connect(lambda: changes.append(None))
    evidence.show()
    evidence.settle()
    assert evidence.told == ["The words of JH/1, JH/2, JH/3 were read by machine, unchecked."]
    assert len(changes) == 1
