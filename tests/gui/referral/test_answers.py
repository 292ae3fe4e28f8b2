"""Answering what an agency asks: pre-filled from the case, gaps in words, saved by itself."""

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from dslapp.domain.entity import IncidentId
from dslapp.domain.guidance.reading import ActiveLock
from dslapp.domain.referral.referrals import Referral
from dslapp.domain.statements import Stated
from dslapp.gui.desk import Desk
from dslapp.gui.referral.answer_field import FROM_CASE, WRITTEN_HERE
from dslapp.gui.referral.lock_banner import DONT_TELL, LockBanner
from dslapp.services.case.keep_draft import drafts
from dslapp.services.papers.refer import begin_referral
from dslapp.services.papers.write_referral import read_referral
from tests.casebooks import HEAD
from tests.gui.accessibility import assert_accessible
from tests.gui.referral.at_the_referral import AtTheReferral


@pytest.fixture
def lado(qtbot: QtBot, desk: Desk, coach_case: IncidentId) -> AtTheReferral:
    return AtTheReferral(qtbot, desk, coach_case)


def test_gaps_shrink_as_fields_are_filled(lado: AtTheReferral) -> None:
    gaps = lado.page.answers.gaps
    before = len(gaps.links())
    assert "The LADO will ask by when you need a decision." in gaps.links()
    answered, required = (int(number) for number in lado.meter().removesuffix(" answered").split(" of "))
    lado.write("decision_by", "Tonight, before club training at 10:00")
    assert lado.meter() == f"{answered + 1} of {required} answered"
    assert len(gaps.links()) == before - 1
    assert lado.referral().fields["decision_by"].text == "Tonight, before club training at 10:00"
    assert gaps.saved.text() == "All answers are saved, 16:50 GMT"


def test_what_the_case_says_is_shown_as_such_and_can_be_changed_for_this_referral_only(lado: AtTheReferral) -> None:
    name = lado.field("adult_name")
    assert (name.value().text, name.source()) == ("Ms Tess Orme", FROM_CASE)
    lado.write("adult_name", "Ms Tess Orme, born Alder")
    assert name.source() == f"{WRITTEN_HERE} The case says: “Ms Tess Orme”"
    assert lado.referral().fields["adult_name"].text == "Ms Tess Orme, born Alder"
    back = next(b for b in name.findChildren(QPushButton) if b.isVisible())
    back.click()
    lado.page.answers.preview_button.setFocus()
    lado.settle()
    assert (name.value().text, name.source()) == ("Ms Tess Orme", FROM_CASE)
    assert "adult_name" not in lado.referral().fields


def test_an_emptied_answer_goes_back_to_what_the_case_says(lado: AtTheReferral) -> None:
    lado.box("adult_name").setFocus()
    lado.box("adult_name").setPlainText("")
    lado.page.answers.preview_button.setFocus()
    lado.settle()
    assert lado.field("adult_name").value().text == "Ms Tess Orme"


def test_not_known_needs_its_reason(lado: AtTheReferral) -> None:
    address = lado.field("adult_address")
    tick = address.findChild(QCheckBox)
    assert isinstance(tick, QCheckBox)
    tick.setFocus()
    tick.click()
    lado.page.answers.preview_button.setFocus()
    lado.settle()
    assert address.error() == "Say why this is not known, and who will find out."
    because = next(line for line in address.findChildren(QLineEdit) if line.isVisible())
    because.setFocus()
    lado.bot.keyClicks(because, "HR opens on Monday")
    lado.page.answers.preview_button.setFocus()
    lado.settle()
    assert address.error() == ""
    assert lado.referral().fields["adult_address"] == Stated(unknown_because="HR opens on Monday")
    said = "The LADO will ask where the adult lives; your answer is: not known – HR opens on Monday."
    assert said in lado.page.answers.gaps.links()


@pytest.mark.parametrize("stand_in", ["01/01/1900", "1 January 1900", "unknown", "n/k"])
def test_a_date_of_birth_is_never_a_stand_in(lado: AtTheReferral, stand_in: str) -> None:
    lado.write("adult_dob", stand_in)
    assert "say why" in lado.field("adult_dob").error()
    assert "adult_dob" not in lado.referral().fields
    lado.write("adult_dob", "9 May 1988")
    assert lado.field("adult_dob").error() == ""
    assert lado.referral().fields["adult_dob"].text == "9 May 1988"


def test_one_wrong_answer_does_not_keep_the_others_from_being_saved(lado: AtTheReferral) -> None:
    lado.write("adult_dob", "01/01/1900")
    lado.write("asked", "Referral")
    assert lado.referral().fields["asked"].text == "Referral"
    assert lado.form.unsaved == ("Date of birth (true)",)


def test_a_gap_leads_to_its_field(lado: AtTheReferral) -> None:
    lado.page.answers.gaps.wanted.emit("adult_other_work")
    assert lado.box("adult_other_work").hasFocus()
    assert lado.in_view("adult_other_work")


def test_the_button_goes_from_gap_to_gap(lado: AtTheReferral) -> None:
    press = lado.page.answers.gaps.next_button.click
    press()
    assert lado.box("asked").hasFocus()
    press()
    assert lado.box("decision_by").hasFocus()


def test_typed_words_survive_the_power_cut(qtbot: QtBot, lado: AtTheReferral) -> None:
    lado.box("asked").setFocus()
    lado.bot.keyClicks(lado.box("asked"), "Consult")
    lado.until(lambda: lado.page.answers.gaps.saved.text().startswith("What you type is kept"))
    assert "asked" not in lado.referral().fields
    lado.field("asked").blockSignals(True)  # nobody leaves a field when the power is cut
    after = AtTheReferral(qtbot, lado.desk, lado.case)
    after.until(lambda: after.field("asked").value().text == "Consult")
    after.until(lambda: "asked" in after.referral().fields)
    assert after.referral().fields["asked"].text == "Consult"
    assert lado.desk.tasks.on_casebook(drafts, lado.desk.session) == ()


def test_leaving_the_page_saves(lado: AtTheReferral) -> None:
    lado.box("meeting").setFocus()
    lado.bot.keyClicks(lado.box("meeting"), "Monday 07:30")
    lado.page.leave()
    lado.settle()
    assert lado.referral().fields["meeting"].text == "Monday 07:30"


def test_done_and_not_done_are_asked_as_a_question_of_their_own(lado: AtTheReferral) -> None:
    words = "\n".join(label.text() for label in lado.form.findChildren(QLabel))
    assert "What has been done, and what has deliberately not been done?" in words
    assert "Not to tell Mia’s parents yet – The LADO asked us to wait" in lado.field("not_done").value().text


def test_what_must_not_be_done_yet_stands_above_the_form(lado: AtTheReferral) -> None:
    draft = lado.desk.tasks.on_casebook(read_referral, lado.desk.session, lado.referral().id)
    lock = ActiveLock(what="parents_contacted", reason="", until="lado_advised", flow="staff-concern", step="hold")
    held = msgspec.structs.replace(draft.case, locks=(lock,))
    banner = LockBanner()
    lado.bot.addWidget(banner)
    banner.show_draft(msgspec.structs.replace(draft, ground=msgspec.structs.replace(draft.ground, case=held)))
    assert "contact the parents" in banner.accessibleName()
    assert DONT_TELL in banner.accessibleName()


def test_exhibits_go_all_none_or_one_by_one(qtbot: QtBot, desk: Desk, taunts_case: IncidentId) -> None:
    police = AtTheReferral(qtbot, desk, taunts_case, "police")
    chooser = police.form.exhibits
    assert police.referral().exhibits is None
    which = next(b for b in chooser.findChildren(QPushButton) if b.accessibleName().endswith("None"))
    which.click()
    police.settle()
    assert police.referral().exhibits == ()
    next(b for b in chooser.findChildren(QPushButton) if b.accessibleName().endswith("One by one")).click()
    police.settle()
    chooser.findChildren(QCheckBox)[1].click()
    police.settle()
    assert len(police.referral().exhibits or ()) == 1
    police.write("weapon", "None known")
    assert len(police.referral().exhibits or ()) == 1, "an answer changes nothing about the exhibits"


def test_the_headteacher_reads_and_changes_nothing(
    qtbot: QtBot, desk_of: Callable[[str], Desk], desk: Desk, coach_case: IncidentId
) -> None:
    begun: Referral = desk.tasks.on_casebook(begin_referral, desk.session, coach_case, "lado")
    head = AtTheReferral(qtbot, desk_of(HEAD), coach_case, "lado", begun.id)
    assert head.page.answers.form is None
    assert not head.page.answers.read.findChildren(QLineEdit)
    assert head.preview().startswith(b"%PDF")
    assert not head.page.paper.way_out.isVisible()
    head.hand_over()
    assert head.page.handover.form is None


def test_the_page_is_for_everybody(lado: AtTheReferral) -> None:
    assert_accessible(lado.page)


def test_on_a_small_window_form_and_gaps_take_turns(lado: AtTheReferral) -> None:
    lado.page.resize(590, 330)
    lado.settle()
    assert lado.form.isVisible()
    assert not lado.page.answers.gaps.isVisible()
    lado.page.answers.gaps_button.click()
    assert lado.page.answers.gaps.isVisible()
    lado.page.answers.gaps.wanted.emit("meeting")
    assert lado.form.isVisible()
    assert lado.box("meeting").hasFocus()
