"""The page on which a pack is made: nothing is ticked beforehand, and what to send by which way stands at the end."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from dslapp.domain.case.casework import Action
from dslapp.domain.entity import new_id
from dslapp.domain.pack.chosen import PackForm
from dslapp.domain.school import Access
from dslapp.gui.desk import Desk
from dslapp.gui.pack.page import PackPage
from dslapp.gui.routes import ToPack
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.services.pack.check_pack import check_pack
from tests.gui.accessibility import assert_accessible, clipped
from tests.gui.scripted_prompter import ScriptedPrompter
from tests.packs import OFFICER, WHY, PackedCase, packed_case


@pytest.fixture
def case(desk: Desk) -> PackedCase:
    return desk.tasks.on_casebook(packed_case, desk.session)


def opened(qtbot: QtBot, desk: Desk, case: PackedCase) -> PackPage:
    page = PackPage(desk)
    qtbot.addWidget(page)
    page.resize(1158, 660)
    page.show()
    page.enter(ToPack(case.id))
    qtbot.waitUntil(lambda: bool(page.chooser.ticks))
    lay_out(qtbot, page)
    return page


def lay_out(qtbot: QtBot, page: PackPage) -> None:
    """Wait until every part has found its height: a wrapped line tells it one round later."""
    for _ in range(3):
        QApplication.processEvents()
    qtbot.waitUntil(lambda: not clipped(page))


def fill(page: PackPage, case: PackedCase, form: PackForm = "zip") -> None:
    recipient, purpose, reason = page.whom.recipient.control, page.whom.purpose.control, page.reason.control
    assert isinstance(recipient, QLineEdit)
    assert isinstance(purpose, GrowingText)
    assert isinstance(reason, GrowingText)
    page.chooser.ticks[case.mail.id].box.click()
    page.chooser.ticks[case.copy.id].box.click()
    recipient.setText(OFFICER)
    purpose.setPlainText(WHY)
    tonight = page.whom.ring_tonight.control
    assert isinstance(tonight, QLineEdit)
    tonight.setText("Jo Hartsedge, 07700 900123")
    page.form.button(form).click()
    reason.setPlainText("onto the officer's own encrypted stick")


def test_nothing_is_ticked_beforehand_and_what_never_goes_is_not_offered(
    qtbot: QtBot, desk: Desk, case: PackedCase
) -> None:
    page = opened(qtbot, desk, case)
    assert_accessible(page)
    assert not page.choice().exhibits + page.choice().copies
    assert case.withdrawn.id not in page.chooser.ticks
    assert "in words only" in page.chooser.ticks[case.not_held.id].words()
    page.make_button.click()
    assert page.chooser.error.text().startswith("Tick what goes into it.")


def test_a_pack_is_made_and_its_password_is_told_another_way(
    qtbot: QtBot, desk: Desk, case: PackedCase, tmp_path: Path
) -> None:
    target = tmp_path / "Pack OSI-2026-0041.zip"
    asked = ScriptedPrompter(save_file=[target])
    page = opened(qtbot, replace(desk, prompter=asked), case)
    fill(page, case)
    page.make_button.click()
    assert asked.asked == ["Where to save the pack: Pack OSI-2026-0041 2026-11-13.zip"]
    assert not page.leave(), "nobody would ever learn the password"
    qtbot.waitUntil(lambda: bool(page.result.password.password), timeout=20_000)
    lay_out(qtbot, page)
    card = page.result
    qtbot.waitUntil(lambda: 0 <= card.mapTo(page.area.viewport(), card.rect().topLeft()).y() < page.area.height() // 4)
    assert_accessible(page)
    password, number = page.result.password.password, page.result.number.text()
    report = check_pack(target, password, number)
    assert (report.sound, report.exhibits) == (True, ("JH/1", "JH/2"))
    assert "7-Zip" in page.result.letter.text()
    assert page.result.aloud.text().count(",") == 12, "four groups of four, letter by letter"
    assert password not in page.result.letter.text()
    assert number not in page.result.letter.text()
    assert page.leave()
    assert not page.result.password.password


def test_the_whole_history_goes_only_when_asked_for_and_not_beside_a_copy_unasked(
    qtbot: QtBot, desk: Desk, case: PackedCase
) -> None:
    asked = ScriptedPrompter(confirm=[False])
    page = opened(qtbot, replace(desk, prompter=asked), case)
    fill(page, case)
    assert not page.choice().with_extract
    assert page.not_redacted.isHidden()
    page.extract.box.click()
    assert not page.not_redacted.isHidden()
    page.make_button.click()
    assert "hides names in JH/1-A and gives them in the history" in asked.asked[0]
    assert len(asked.asked) == 1, "nobody is asked where to before that is answered"


def test_the_whole_case_file_beside_a_copy_in_place_is_asked_about_too(
    qtbot: QtBot, desk: Desk, case: PackedCase
) -> None:
    asked = ScriptedPrompter(confirm=[False])
    page = opened(qtbot, replace(desk, prompter=asked), case)
    fill(page, case)
    page.paper.button("whole file").click()
    assert not page.not_redacted.isHidden()
    page.make_button.click()
    assert "hides names in JH/1-A and gives them in the whole case file" in asked.asked[0]
    assert len(asked.asked) == 1


def test_a_name_that_might_tell_somebody_is_refused_before_anything_is_made(
    qtbot: QtBot, desk: Desk, case: PackedCase, tmp_path: Path
) -> None:
    page = opened(qtbot, replace(desk, prompter=ScriptedPrompter(save_file=[tmp_path / "P.zip"])), case)
    fill(page, case)
    page.make_button.click()
    assert "Call it OSI-2026-0041.zip: a name of your own might tell whom it is about." in page.trouble.accessibleName()
    assert page.meter.isHidden()


def test_a_folder_needs_its_reason(qtbot: QtBot, desk: Desk, case: PackedCase, tmp_path: Path) -> None:
    page = opened(qtbot, replace(desk, prompter=ScriptedPrompter(choose_folder=[tmp_path])), case)
    fill(page, case, "folder")
    reason = page.reason.control
    assert isinstance(reason, GrowingText)
    reason.setPlainText("")
    page.make_button.click()
    assert page.reason.error() == "Say why in words, or encrypt it."
    reason.setPlainText("onto the officer's own encrypted stick")
    page.make_button.click()
    qtbot.waitUntil(lambda: bool(page.result.number.text()), timeout=20_000)
    assert (tmp_path / "Pack OSI-2026-0041 2026-11-13" / "originals" / "JH-2.eml").exists()
    assert not page.result.password.isVisible()
    assert page.leave()


def test_stopped_it_says_so_and_may_be_left(qtbot: QtBot, desk: Desk, case: PackedCase, tmp_path: Path) -> None:
    page = opened(qtbot, replace(desk, prompter=ScriptedPrompter(save_file=[tmp_path / "Pack.zip"])), case)
    fill(page, case)
    page.make_button.click()
    page.stop_button.click()
    qtbot.waitUntil(page.make_button.isEnabled, timeout=20_000)
    assert page.trouble.isVisible()
    assert page.leave()
    assert list(tmp_path.glob("Pack*")) == []


def test_whom_it_is_for_decides_the_words_on_the_page(qtbot: QtBot, desk: Desk, case: PackedCase) -> None:
    page = opened(qtbot, desk, case)
    assert page.title.text() == "An evidence pack of OSI-2026-0041 for the police"
    assert page.whom.ring_tonight.label.text() == "Who can the officer ring tonight?"
    page.whom.reader.button("social care").click()
    lay_out(qtbot, page)
    assert_accessible(page)
    assert page.title.text() == "An evidence pack of OSI-2026-0041 for children's social care"
    assert page.choice().reader == "social care"
    said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert [words for words in said if "officer" in words.casefold()] == []
    assert "Who can the social worker ring tonight?" in said


def test_a_pack_that_was_begun_and_not_finished_is_told_until_somebody_has_looked(
    qtbot: QtBot, desk: Desk, case: PackedCase
) -> None:
    subject = f"pack {new_id()}"
    begun = Access(id=new_id(), what="pack begun", incident_id=case.id, subject=subject, to=OFFICER)
    told = Action(
        id=new_id(), incident_id=case.id, what="Look for an unfinished evidence pack", source="exhibit",
        source_id=subject, created_at=desk.now(),
    )  # fmt: skip
    page = opened(qtbot, desk, case)
    assert not page.waiting.isVisible()
    desk.tasks.on_casebook(desk.session.casebook.commit, [begun, told])
    page.enter(ToPack(case.id))
    qtbot.waitUntil(page.waiting.isVisible)
    lay_out(qtbot, page)
    assert_accessible(page)
    assert "Look for an unfinished evidence pack" in page.waiting.accessibleName()
    page.waiting.gone_button.click()
    qtbot.waitUntil(lambda: not page.waiting.isVisible())
    assert desk.tasks.on_casebook(desk.session.casebook.get, Action, told.id).status == "done"
