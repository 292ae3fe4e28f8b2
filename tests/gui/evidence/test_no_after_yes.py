"""At the gate in the window: a yes is kept, what waited is told by name, and a no after it takes a reason."""

from PySide6.QtCore import QMimeData, QUrl

from dslapp.domain.case.casework import LogEntry
from dslapp.domain.evidence.gate import WHAT_HAS_CHANGED
from tests.gui.accessibility import assert_accessible
from tests.gui.evidence.arriving import copy, items
from tests.gui.evidence.conftest import MORE_TAUNTS, TAUNTS, Evidence

WHY = "PC 4410 looked at it with me at 17:05: it is a meme."


def files_copied() -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(each)) for each in (TAUNTS, MORE_TAUNTS)])
    copy(mime)


def answer(evidence: Evidence, value: str) -> None:
    evidence.tab.intake.gate.answers.button(value).click()
    evidence.settle()


def kept(evidence: Evidence) -> list[str]:
    return [each.gate for each in evidence.case().log]


def test_a_no_after_a_yes_opens_nothing_before_the_reason_is_kept(evidence: Evidence) -> None:
    evidence.open()
    answer(evidence, "yes")
    assert kept(evidence) == ["stopped"]
    files_copied()
    evidence.tab.intake.paste()
    answer(evidence, "no")
    gate = evidence.tab.intake.gate
    assert items(evidence) == []
    assert gate.why.isVisible()
    assert gate.why.label.text() == WHAT_HAS_CHANGED
    assert gate.answer() == ""
    assert_accessible(evidence.tab)
    gate.why_button.click()
    evidence.settle()
    assert "kept in the history" in gate.why.error()
    assert items(evidence) == []
    gate._why_line.setText(WHY)
    gate.why_button.click()
    evidence.settle()
    assert kept(evidence) == ["stopped", "explained"]
    assert WHY in evidence.case().log[-1].what
    assert [item.name for item in items(evidence)] == [TAUNTS.name, MORE_TAUNTS.name]
    evidence.tab.intake.save_button.click()
    evidence.settle()
    assert len(evidence.case().exhibits) == 2


def test_it_is_asked_also_of_whoever_comes_to_the_case_later(evidence: Evidence) -> None:
    evidence.open()
    answer(evidence, "unsure")
    evidence.tab.intake.gate.ask_again()
    evidence.show()
    answer(evidence, "no")
    assert evidence.tab.intake.gate.why.isVisible()
    assert len(evidence.desk.tasks.on_casebook(evidence.desk.session.casebook.select, LogEntry)) == 1


def test_what_waited_is_told_by_name_when_it_is_dropped(evidence: Evidence) -> None:
    evidence.open()
    files_copied()
    evidence.tab.intake.paste()
    answer(evidence, "no")
    items(evidence)[1].must_not_button.click()
    evidence.settle()
    told = evidence.tab.intake.dropped.accessibleName()
    assert "2 files that waited were dropped; none of them was saved" in told
    assert f"{TAUNTS.name}, {MORE_TAUNTS.name}" in told
    assert f"“{MORE_TAUNTS.name}” is the one that must not be here" in told
    assert "leave them there, open and delete nothing, tell the police" in told
    assert evidence.tab.intake.dropped.isVisible()
    assert_accessible(evidence.tab)


def test_also_what_waited_for_the_answer_itself(evidence: Evidence) -> None:
    evidence.open()
    files_copied()
    evidence.tab.intake.paste()
    answer(evidence, "yes")
    assert f"{TAUNTS.name}, {MORE_TAUNTS.name}" in evidence.tab.intake.dropped.accessibleName()
