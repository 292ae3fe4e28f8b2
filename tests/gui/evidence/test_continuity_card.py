"""Beside an exhibit: a change of hands, its lock and how it is lifted, its papers, and the blur for everyone."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from pytestqt.qtbot import QtBot

from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.beside.continuity_card import ContinuityCard
from dslapp.gui.evidence.beside.exhibit_card import ExhibitCard
from dslapp.gui.evidence.beside.exhibit_papers_page import ExhibitPapersPage
from dslapp.gui.evidence.beside.shield_card import ShieldCard
from dslapp.gui.routes import Route, ToCase, ToExhibitPapers
from tests.gui.accessibility import assert_accessible
from tests.gui.evidence.conftest import Evidence

Kind = TypeVar("Kind", bound=ExhibitCard)


@pytest.fixture
def evidence(evidence_of: Callable[[Desk], Evidence], desk: Desk) -> Evidence:
    shown = evidence_of(desk)
    shown.open()
    return shown


def open_exhibit(evidence: Evidence, name: str = "chatnest-taunts-1.png") -> Exhibit:
    exhibit = evidence.attach(name, description="Taunts")
    evidence.read()
    evidence.settle()
    evidence.tab.open_exhibit(exhibit.id)
    evidence.settle()
    return exhibit


def card(evidence: Evidence, kind: type[Kind]) -> Kind:
    return next(each for each in evidence.tab.viewer._cards if isinstance(each, kind))


def stored(evidence: Evidence, exhibit: Exhibit) -> Path:
    return evidence.desk.session.evidence.folder / exhibit.file_id[-2:] / f"{exhibit.file_id}.age"


def test_a_change_of_hands_is_written_down_and_stands_with_the_facts(evidence: Evidence) -> None:
    open_exhibit(evidence)
    found = card(evidence, ContinuityCard)
    found.hands_button.click()
    evidence.settle()
    assert_accessible(evidence.tab)
    form = found.form
    form.hands.lines["to"].setText("PC 4410")
    form.hands.lines["where"].setText("reception")
    form.save_button.click()
    evidence.settle()
    assert "Write what for" in form.fields["purpose"].error()
    form.hands.lines["purpose"].setText("police investigation")
    form.save_button.click()
    evidence.settle()
    assert form.isHidden()
    said = evidence.tab.viewer.facts.words()
    assert "to PC 4410, at: reception, file checked, unchanged – police investigation" in said


def test_received_back_turns_the_two_names(evidence: Evidence) -> None:
    open_exhibit(evidence)
    form = card(evidence, ContinuityCard).form
    card(evidence, ContinuityCard).hands_button.click()
    form.hands.lines["to"].setText("PC 4410")
    form.way.button("received").click()
    hands = form.hands.value()
    assert (hands.from_whom, hands.to) == ("PC 4410", "Jo Hartsedge")
    form.discard_button.click()


def test_a_change_of_hands_of_another_exhibit_waits_for_what_is_typed(evidence: Evidence) -> None:
    first = open_exhibit(evidence)
    found = card(evidence, ContinuityCard)
    found.hands_button.click()
    found.form.hands.lines["to"].setText("PC 4410")
    evidence.tab._to_gallery()
    open_exhibit(evidence, "chatnest-taunts-2.png")
    card(evidence, ContinuityCard).hands_button.click()
    evidence.settle()
    form = card(evidence, ContinuityCard).form
    assert (form.hands.value().to, form.subject_id) == ("PC 4410", first.id)
    assert f"you began it about exhibit {first.ref}" in form.in_the_way.accessibleName()
    assert form.in_the_way.isVisible()
    assert_accessible(evidence.tab)
    form.discard_button.click()


def test_a_locked_exhibit_says_why_and_a_reason_lifts_the_lock(evidence: Evidence) -> None:
    exhibit = open_exhibit(evidence)
    evidence.tab._to_gallery()
    path = stored(evidence, exhibit)
    whole = path.read_bytes()
    path.unlink()
    evidence.tab.open_exhibit(exhibit.id)
    found = card(evidence, ContinuityCard)
    evidence.qtbot.waitUntil(found.locked.isVisible, timeout=10_000)
    evidence.settle()
    path.write_bytes(whole)
    assert found.hands_button.isHidden()
    assert evidence.tab.viewer.acts.export_button.isHidden()
    found.lift_button.click()
    assert_accessible(evidence.tab)
    found.lift_form.line.setText("The drive was off; it is the same file.")
    found.lift_form.act.click()
    evidence.settle()
    assert found.locked.isHidden()
    assert evidence.case().evidence_locks == {}


def test_an_exhibit_is_blurred_for_everyone_and_shown_again_with_reasons(evidence: Evidence) -> None:
    open_exhibit(evidence)
    shield = card(evidence, ShieldCard)
    shield.button.click()
    shield.form.act.click()
    assert "few words" in shield.form.field.error()
    shield.form.line.setText("It shows the injury.")
    shield.form.act.click()
    evidence.settle()
    assert shield.why.text() == "Jo Hartsedge asks that nobody sees it without need: It shows the injury."
    shield.button.click()
    shield.form.line.setText("The social worker sees it today.")
    shield.form.act.click()
    evidence.settle()
    assert shield.why.isHidden()


def test_labels_and_continuity_are_seen_before_they_are_printed(qtbot: QtBot, evidence: Evidence, desk: Desk) -> None:
    exhibit = open_exhibit(evidence)
    went: list[Route] = []
    evidence.tab.go.connect(went.append)
    card(evidence, ContinuityCard).label_button.click()
    wanted = ToExhibitPapers(evidence.case_id, "large label", (exhibit.id,))
    assert went == [wanted]
    page = ExhibitPapersPage(desk)
    qtbot.addWidget(page)
    page.resize(1150, 760)
    page.show()
    pages = page.paper.preview.pages
    page.enter(wanted)
    qtbot.waitUntil(lambda: pages.count == 1 and "referred to in the statement" in pages.words(0), timeout=20_000)
    assert_accessible(page)
    page.which.button("continuity").click()
    qtbot.waitUntil(lambda: pages.count == 1 and "Continuity of exhibit JH/1" in pages.words(0), timeout=20_000)
    page.go.connect(went.append)
    page.back_button.click()
    assert went[-1] == ToCase(evidence.case_id, "evidence", exhibit.id)
    assert page.leave()
