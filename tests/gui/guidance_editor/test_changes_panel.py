"""A DSL changes the guidance in the window: finds a step, edits it, sees what differs, tries it, says why."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from dslapp.content.library import load_library
from dslapp.gui.desk import Desk
from dslapp.gui.guidance.page import GuidancePage
from dslapp.gui.guidance_editor.step_editor import StepEditor
from dslapp.gui.guidance_editor.step_fields import StepFields
from dslapp.gui.routes import Route, ToReference, ToSettings
from dslapp.services.guidance.change_guidance import change_row
from tests.casebooks import HEAD
from tests.gui.accessibility import assert_accessible
from tests.gui.case.at_the_case import settle
from tests.gui.guidance.at_the_guidance import words_of
from tests.gui.guidance_editor.conftest import Opens

replace = msgspec.structs.replace
OURS = "Is a grown-up involved, or somebody nobody knows?"
WHY = "Our staff say grown-up."


def shipped(flow: str, step: str) -> Any:
    return load_library().guidance.flows[flow].by_id[step]


def write(control: QWidget, text: str) -> None:
    assert isinstance(control, QPlainTextEdit)
    control.setPlainText(text)


def open_step(page: GuidancePage, flow: str, step: str) -> tuple[StepEditor, StepFields]:
    """Choose a step as a person does: search for its words, and open it from the list."""
    page.changes.list.choose.click()
    chooser = page.changes.chooser
    chooser.flow.show_value(flow)
    chooser.search.setText(shipped(flow, step).text.split("\n")[0])
    row = next(row for row in chooser.model.rows() if row[1].id == step)
    chooser.table.selectRow(list(chooser.model.rows()).index(row))
    chooser.open_button.click()
    fields = page.changes.editor.fields
    assert fields is not None
    return page.changes.editor, fields


def look(qtbot: QtBot, desk: Desk, editor: StepEditor) -> None:
    editor.look()
    settle(qtbot, desk)


def in_force(desk: Desk, flow: str, step: str) -> Any:
    return desk.tasks.on_casebook(lambda: desk.session.library.guidance.flows[flow].by_id[step])


def test_it_is_off_until_somebody_switches_it_on(opens: Opens, qtbot: QtBot) -> None:
    page = opens(on=False)
    assert "Changing the flowcharts is switched off" in words_of(page)
    assert not page.changes.list.choose.isVisible()
    gone: list[Route] = []
    page.go.connect(gone.append)
    page.changes.list.settings.click()
    assert gone == [ToSettings()]
    assert_accessible(page)


def test_a_step_is_found_changed_and_kept_with_its_reason(opens: Opens, qtbot: QtBot, desk: Desk) -> None:
    page = opens()
    editor, fields = open_step(page, "nudes", "adult")
    write(fields.text.control, OURS)
    write(fields.answers[2].note.control, "Then the children’s own reasons matter.")
    look(qtbot, desk, editor)
    assert "What differs from the shipped text" in words_of(page)
    assert "Answer “no”: note beside it" in words_of(page)
    editor.save_button.click()
    assert "Write why the school does it differently." in words_of(page)
    write(editor.reason, WHY)
    editor.save_button.click()
    settle(qtbot, desk)
    assert in_force(desk, "nudes", "adult").text == OURS
    assert in_force(desk, "nudes", "adult").answers[2].note == "Then the children’s own reasons matter."
    said = words_of(page)
    assert "The change is kept" in said
    assert f"by Jo Hartsedge. Why: {WHY}" in said
    assert page.flowcharts.flows.buttons
    page.open_part("flowcharts")
    assert "+ school, 13 Nov 2026" in words_of(page)


def test_what_is_wrong_is_said_beside_the_field_while_typing(opens: Opens, qtbot: QtBot, desk: Desk) -> None:
    page = opens()
    editor, fields = open_step(page, "nudes", "adult")
    way = fields.answers[0].way.combo
    way.show_value("criteria")
    way.changed.emit()
    look(qtbot, desk, editor)
    assert way.error().startswith("The answer “Yes” no longer leads to “Nobody here looks at it")
    editor.reason.setPlainText(WHY)
    editor.save_button.click()
    settle(qtbot, desk)
    assert "It was not saved" in words_of(page)
    assert in_force(desk, "nudes", "adult") == shipped("nudes", "adult")
    way.show_value("adult-stop")
    way.changed.emit()
    look(qtbot, desk, editor)
    assert not way.error()


def test_a_limit_that_nobody_can_read_is_said_at_once(opens: Opens, qtbot: QtBot, desk: Desk) -> None:
    page = opens()
    editor, fields = open_step(page, "nudes", "refer-police")
    fields.clocks[0].show_value("soon")
    look(qtbot, desk, editor)
    assert fields.clocks[0].error().startswith("Write immediately, 24 hours")
    fields.clocks[0].show_value("4 weeks")
    look(qtbot, desk, editor)
    assert fields.clocks[0].error() == "The rules give this limit: leave it as it was, or make it shorter."
    assert page.changes.editor is editor


def test_an_answer_of_the_schools_own_is_added_and_leads_somewhere(opens: Opens, qtbot: QtBot, desk: Desk) -> None:
    page = opens()
    editor, fields = open_step(page, "nudes", "adult")
    fields.add_answer.click()
    new = fields.answers[-1]
    editor.reason.setPlainText(WHY)
    editor.save_button.click()
    assert new.words.error() == "Write the words of the answer, or take it out."
    write(new.words.control, "A sixth-former of 18 here")
    look(qtbot, desk, editor)
    assert "Choose where each answer leads." in words_of(page)
    new.way.combo.show_value("adult-stop")
    new.way.combo.changed.emit()
    editor.save_button.click()
    settle(qtbot, desk)
    answer = in_force(desk, "nudes", "adult").answers[-1]
    assert (answer.id, answer.label, answer.next) == ("a-sixth-former-of", "A sixth-former of 18 here", "adult-stop")


def test_something_of_the_schools_own_can_come_first(opens: Opens, qtbot: QtBot, desk: Desk) -> None:
    page = opens()
    editor, fields = open_step(page, "nudes", "adult-stop")
    assert fields.way is not None
    fields.way.combo.show_value("+own")
    fields.way.combo.changed.emit()
    write(fields.way.words.control, "Tell the headteacher in person.")
    editor.reason.setPlainText("They decide on the lesson.")
    look(qtbot, desk, editor)
    assert "A step of our own" in words_of(page)
    editor.save_button.click()
    settle(qtbot, desk)
    own = in_force(desk, "nudes", in_force(desk, "nudes", "adult-stop").next)
    assert (own.text, own.next) == ("Tell the headteacher in person.", shipped("nudes", "adult-stop").next)
    assert "2 changes" not in words_of(page)
    assert [card.change.kind for card in page.changes.list.cards] == ["Changed", "Added"]


def test_a_change_is_tried_before_it_is_kept(opens: Opens, qtbot: QtBot, desk: Desk) -> None:
    page = opens()
    before = desk.tasks.on_casebook(lambda: desk.session.casebook.head)
    editor, fields = open_step(page, "nudes", "adult")
    write(fields.text.control, OURS)
    editor.try_button.click()
    settle(qtbot, desk)
    form = page.changes.trial.walk.pane.form
    assert form is not None
    assert form.shown.text == OURS
    assert "A trial: your change is not saved yet, and no answer is." in words_of(page)
    for key in (Qt.Key.Key_2, Qt.Key.Key_Return):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
    after = page.changes.trial.walk.pane.form
    assert after is not None
    assert after.shown.place.step == "adult-stop"
    page.changes.trial.end_button.click()
    assert page.changes.editor.fields is fields
    assert fields.text.value() == OURS
    assert desk.tasks.on_casebook(lambda: desk.session.casebook.head) == before
    assert in_force(desk, "nudes", "adult") == shipped("nudes", "adult")


def test_what_is_being_written_is_there_again_after_a_break(opens: Opens, qtbot: QtBot, desk: Desk) -> None:
    page = opens()
    _, fields = open_step(page, "nudes", "adult")
    write(fields.text.control, OURS)
    page.leave()
    settle(qtbot, desk)
    again = opens()
    assert "A change that is not saved yet" in words_of(again)
    editor, fields = open_step(again, "nudes", "adult")
    assert fields.text.value() == OURS
    editor.cancel_button.click()
    settle(qtbot, desk)
    assert "A change that is not saved yet" not in words_of(again)


def test_back_to_the_shipped_text_asks_why_and_tells_how_it_came_about(opens: Opens, qtbot: QtBot, desk: Desk) -> None:
    changed = replace(shipped("nudes", "adult"), text=OURS)
    page = opens()
    desk.tasks.on_casebook(lambda: change_row(desk.session, "nudes", "adult", changed, WHY))
    page.enter(ToReference("changes"))
    settle(qtbot, desk)
    (card,) = page.changes.list.cards
    card.told.click()
    settle(qtbot, desk)
    assert "Jo Hartsedge. Changed it." in words_of(page)
    card.back.click()
    form = page.changes.reason
    form.go_button.click()
    assert "Write why the school does it differently." in words_of(page)
    write(form.reason, "The shipped words are better.")
    form.go_button.click()
    settle(qtbot, desk)
    assert "Your school has changed nothing" in words_of(page)
    assert in_force(desk, "nudes", "adult") == shipped("nudes", "adult")


def test_after_an_update_it_asks_to_compare_and_changes_nothing(opens: Opens, qtbot: QtBot, desk: Desk) -> None:
    page = opens()
    desk.tasks.on_casebook(
        lambda: change_row(desk.session, "nudes", "adult", replace(shipped("nudes", "adult"), text=OURS), WHY)
    )
    desk.tasks.on_casebook(lambda: update(desk, "Is anybody over 18 involved?"))
    page.enter(ToReference("flowcharts"))
    settle(qtbot, desk)
    assert "1 of your changes is to be compared with the new edition" in words_of(page)
    page.open_part("changes")
    said = words_of(page)
    assert "The shipped text has changed: compare" in said
    assert "What is new in the shipped text" in said
    assert in_force(desk, "nudes", "adult").text == OURS
    page.changes.list.cards[0].keep.click()
    write(page.changes.reason.reason, "Ours still says it.")
    page.changes.reason.go_button.click()
    settle(qtbot, desk)
    assert "to be compared" not in words_of(page)
    assert in_force(desk, "nudes", "adult").text == OURS


def update(desk: Desk, text: str) -> None:
    """As if a new program came with another text of one step."""
    library = load_library()
    nudes = library.guidance.flows["nudes"]
    steps = tuple(replace(step, text=text) if step.id == "adult" else step for step in nudes.steps)
    flows = {**library.guidance.flows, "nudes": replace(nudes, steps=steps, edition="2027.1")}
    library.__dict__["guidance"] = replace(library.guidance, flows=flows)
    object.__setattr__(desk.session, "shipped", library)
    desk.session.renew_library()


def test_a_folder_is_written_and_taken_in(opens: Opens, qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    folder.mkdir()
    page = opens(folders=(folder, folder))
    desk.tasks.on_casebook(
        lambda: change_row(desk.session, "nudes", "adult", replace(shipped("nudes", "adult"), text=OURS), WHY)
    )
    page.enter(ToReference("changes"))
    settle(qtbot, desk)
    page.changes.list.write.click()
    settle(qtbot, desk)
    assert "Written: nudes.yaml" in words_of(page)
    path = folder / "nudes.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("safer: 'yes'", "safer: 'no'"), encoding="utf-8")
    page.changes.list.take_in.click()
    write(page.changes.reason.reason, "As the trust has it.")
    page.changes.reason.go_button.click()
    settle(qtbot, desk)
    assert "nudes.yaml, step “adult”: no longer names the safer answer." in words_of(page)


def test_the_headteacher_reads_the_changes(
    opens: Opens, qtbot: QtBot, desk: Desk, desk_of: Callable[[str], Desk]
) -> None:
    opens()
    desk.tasks.on_casebook(
        lambda: change_row(desk.session, "nudes", "adult", replace(shipped("nudes", "adult"), text=OURS), WHY)
    )
    page = opens(on=False, at=desk_of(HEAD))
    (card,) = page.changes.list.cards
    assert card.told.isVisible()
    assert not card.edit.isVisible()
    assert not page.changes.list.write.isVisible()
    assert_accessible(page)


@pytest.mark.parametrize("width", [1158, 620], ids=["window", "narrow"])
def test_every_screen_is_accessible(opens: Opens, qtbot: QtBot, desk: Desk, width: int) -> None:
    page = opens(width=width)
    desk.tasks.on_casebook(
        lambda: change_row(desk.session, "nudes", "adult", replace(shipped("nudes", "adult"), text=OURS), WHY)
    )
    page.enter(ToReference("changes"))
    settle(qtbot, desk)
    page.changes.list.cards[0].told.click()
    settle(qtbot, desk)
    assert_accessible(page)
    page.changes.list.choose.click()
    assert_accessible(page)
    for step in ("refer-police", "adult"):
        flow = desk.tasks.on_casebook(lambda: desk.session.library.guidance.flows["nudes"])
        page.changes.edit(flow, flow.by_id[step])
        settle(qtbot, desk)
        assert_accessible(page)
    page.changes.list.cards[0].back.click()
    assert_accessible(page)
