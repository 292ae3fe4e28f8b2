"""One "no" is for one thing, or for files that are named with the question; and it does not stay armed."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from dslapp.domain.case.incident import Incident
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.gate import QUESTION, question_about
from dslapp.domain.matters.moved_matter import Matter
from dslapp.gui.compartments.matter_card import MatterCard
from dslapp.gui.evidence.intake.arrivals import Arriving
from dslapp.gui.evidence.intake.gate_card import LAPSES_AFTER_MS
from dslapp.services.matters.take_in_matter import MatterSeen
from tests.gui.evidence.arriving import copy_image, drop, items
from tests.gui.evidence.conftest import MORE_TAUNTS, TAUNTS, Evidence, files


def test_the_question_says_of_how_many_files_it_is_and_names_each(evidence: Evidence, tmp_path: Path) -> None:
    evidence.open()
    names = [f"picture{number}\u202egpj.exe" for number in range(6)]
    drop(evidence, files(*(tmp_path / name for name in names)))
    gate = evidence.tab.intake.gate
    assert gate.question.text() == question_about(6)
    assert "these 6 files" in gate.question.text()
    assert all(f"picture{number} gpj.exe" in gate._waits.text() for number in range(6))
    assert "\u202e" not in gate._waits.text()


def test_a_no_before_anything_came_is_not_for_several(evidence: Evidence) -> None:
    evidence.open()
    evidence.answer("no")
    drop(evidence, files(TAUNTS, MORE_TAUNTS))
    evidence.settle()
    gate = evidence.tab.intake.gate
    assert (items(evidence), gate.answer(), gate.question.text()) == ([], "", question_about(2))
    evidence.answer("no")
    assert [item.name for item in items(evidence)] == [TAUNTS.name, MORE_TAUNTS.name]
    assert (gate.answer(), gate.question.text()) == ("", QUESTION), "used up"


def test_a_no_for_named_files_is_for_no_others(evidence: Evidence) -> None:
    gate = evidence.tab.intake.gate
    gate.ask_about(("mail.msg", "other.msg"), "2 files wait: mail.msg, other.msg.")
    gate.answers.set_value("no")
    assert gate.covers(("mail.msg",))
    assert gate.covers(("other.msg", "mail.msg"))
    assert not gate.covers(("third.msg",))
    assert not gate.covers(())


def test_an_unused_no_lapses_after_two_minutes(evidence: Evidence) -> None:
    evidence.open()
    evidence.answer("no")
    gate = evidence.tab.intake.gate
    assert (gate._lapses.isActive(), gate._lapses.interval()) == (True, LAPSES_AFTER_MS)
    gate._lapses.timeout.emit()
    copy_image()
    evidence.tab.intake.paste()
    evidence.settle()
    assert (gate.answer(), items(evidence)) == ("", [])
    QGuiApplication.clipboard().clear()


def test_an_unused_no_lapses_on_leaving(evidence: Evidence) -> None:
    evidence.open()
    evidence.answer("no")
    assert evidence.tab.leave()
    assert evidence.tab.intake.gate.answer() == ""


@pytest.mark.parametrize("lapsed", [False, True])
def test_a_part_of_the_screen_that_was_marked_is_asked_about_again_when_the_no_has_lapsed(
    evidence: Evidence, *, lapsed: bool
) -> None:
    evidence.open()
    evidence.answer("no")
    if lapsed:
        evidence.tab.intake.gate._lapses.timeout.emit()
    evidence.tab.intake.screen_part.came.emit(Arriving("Part of the screen", TAUNTS))
    evidence.settle()
    assert len(items(evidence)) == int(not lapsed)
    if lapsed:
        evidence.answer("no")
        assert len(items(evidence)) == 1


def test_a_matter_names_its_files_by_kind_and_number_and_its_no_lapses(evidence: Evidence) -> None:
    evidence.open()
    exhibits: list[Exhibit] = [evidence.attach(), evidence.attach("chatnest-taunts-2.png")]
    session = evidence.desk.session
    incident = evidence.desk.tasks.on_casebook(session.casebook.get, Incident, evidence.case_id)
    assert isinstance(incident, Incident)
    matter = Matter(
        id="m", casebook="a", from_casebook="b", from_label="Pupils", from_recipient="age1x", entries=(1, 2),
        reason="About staff", moved_by="Jo Hartsedge", moved_at=evidence.desk.now(), incident=incident,
        exhibits=tuple(exhibits),
    )  # fmt: skip
    card = MatterCard("matter.age", 4096)
    evidence.qtbot.addWidget(card)
    card.show()
    card.show_matter(MatterSeen(matter, None, (), ()))
    assert card.gate.question.text() == question_about(2)
    assert card.gate._waits.text() == "2 files come with it: picture JH/1, picture JH/2."
    card.gate.answers.button("no").click()
    assert card.take.isVisible()
    card.gate._lapses.timeout.emit()
    assert (card.take.isVisible(), card.gate.answer(), card.gate.question.text()) == (False, "", question_about(2))
    assert "picture JH/2" in card.gate._waits.text()


def test_after_a_no_the_keyboard_is_at_save_and_the_question_says_that_it_is_for_more(evidence: Evidence) -> None:
    evidence.open()
    gate, save = evidence.tab.intake.gate, evidence.tab.intake.save_button
    assert not gate._more.isVisible()
    drop(evidence, files(TAUNTS))
    gate.answers.button("no").setFocus()
    evidence.answer("no")
    assert evidence.tab.focusWidget() is save
    assert gate._more.text() == "Adding something more? Answer again for it:"
    assert gate._more.isVisible()
    evidence.save()
    assert not gate._more.isVisible()
