"""Making a redacted copy: boxes by mouse and by keys, the very copy before it is saved, nothing saved that leaks."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import repeat

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dslapp.domain.evidence.derivatives import Box, Derivative
from dslapp.domain.school import Access
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.beside.copies_card import CopiesCard
from dslapp.gui.evidence.copies.box_list import place_in_words
from dslapp.gui.evidence.copies.redaction_page import RedactionPage
from dslapp.gui.routes import ToCase, ToRedaction
from dslapp.services.case.keep_draft import drafts
from dslapp.services.case.read_case import load_case
from tests.files import a_pdf
from tests.gui.accessibility import assert_accessible
from tests.gui.evidence.at_a_page import AtAPage
from tests.gui.evidence.conftest import Evidence
from tests.gui.scripted_prompter import ScriptedPrompter

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class Redaction(AtAPage):
    """The page, and what is drawn on it."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        self.sheet = RedactionPage(desk)
        super().__init__(qtbot, desk, self.sheet)
        self.canvas = self.sheet.board.canvas

    def begin(self, **how: object) -> None:
        """Attach an exhibit, come here and show it."""
        exhibit = self.attach(**how)  # type: ignore[arg-type]  # as `attach`
        self.enter(ToRedaction(self.case_id, exhibit.id))
        self.show()

    def show(self) -> None:
        """Press for the picture."""
        self.sheet.board.show_button.click()
        self.settle()

    def drag(self, *places: tuple[int, int]) -> None:
        """Press at the first place, move over the others and let go."""
        port, none = self.canvas.viewport(), Qt.KeyboardModifier.NoModifier
        QTest.mousePress(port, Qt.MouseButton.LeftButton, none, QPoint(*places[0]))
        for place in places[1:]:
            QTest.mouseMove(port, QPoint(*place))
        QTest.mouseRelease(port, Qt.MouseButton.LeftButton, none, QPoint(*places[-1]))

    def place(self, x: int, y: int) -> tuple[int, int]:
        """Where a dot of the picture is on the screen."""
        found = self.canvas.mapFromScene(QPointF(x, y))
        return found.x(), found.y()

    def copies(self) -> tuple[Derivative, ...]:
        """The copies that are kept."""
        case = self.desk.tasks.on_casebook(load_case, self.desk.session, self.case_id)
        return tuple(case.derivatives)


@pytest.fixture
def redaction_of(qtbot: QtBot) -> Iterator[Callable[[Desk], Redaction]]:
    """Call it with a desk to have its page."""
    made: list[Redaction] = []

    def make(desk: Desk) -> Redaction:
        made.append(Redaction(qtbot, desk))
        return made[-1]

    yield make
    for each in made:
        each.end()


@pytest.fixture
def redaction(desk: Desk, redaction_of: Callable[[Desk], Redaction]) -> Redaction:
    """The DSL at the page, who saves a copy although no name was ticked."""
    return redaction_of(replace(desk, prompter=ScriptedPrompter(confirm=repeat(True))))


def test_a_box_drawn_by_mouse_is_moved_sized_and_taken_away(redaction: Redaction) -> None:
    redaction.begin()
    canvas = redaction.canvas
    redaction.drag(redaction.place(100, 300), redaction.place(400, 350), redaction.place(500, 400))
    [box] = canvas.boxes
    assert (abs(box.left - 100) < 6, abs(box.top - 300) < 6, abs(box.width - 400) < 9) == (True, True, True)
    redaction.drag(redaction.place(300, 350), redaction.place(300, 550))
    [moved] = canvas.boxes
    assert (moved.width, moved.height, moved.top > box.top + 150) == (box.width, box.height, True)
    corner = moved.left + moved.width, moved.top + moved.height
    redaction.drag(redaction.place(*corner), redaction.place(corner[0] + 200, corner[1] + 100))
    assert canvas.boxes[0].width > moved.width + 150
    assert redaction.sheet.board.list.words() == (f"Box 1: {place_in_words(canvas.boxes[0], (1080, 1920))} (chosen)",)
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert canvas.boxes == ()


def test_all_of_it_works_by_keys(redaction: Redaction) -> None:
    redaction.begin()
    canvas = redaction.canvas
    assert canvas.hasFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert (len(canvas.boxes), canvas.current) == (2, 1)
    before = canvas.boxes[1]
    QTest.keyClick(canvas, Qt.Key.Key_Left, CONTROL)
    QTest.keyClick(canvas, Qt.Key.Key_Down, SHIFT | CONTROL)
    after = canvas.boxes[1]
    assert (after.left, after.top, after.width, after.height) == (
        before.left - 1, before.top, before.width, before.height + 1,
    )  # fmt: skip
    for _ in range(400):
        QTest.keyClick(canvas, Qt.Key.Key_Up)
        QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert (canvas.boxes[1].top, canvas.boxes[1].left) == (0, 1080 - after.width)
    QTest.keyClick(canvas, Qt.Key.Key_Backtab)
    assert canvas.current == 0
    QTest.keyClick(canvas, Qt.Key.Key_Tab)
    assert (canvas.current, canvas.hasFocus()) == (1, True)
    QTest.keyClick(canvas, Qt.Key.Key_Tab)
    assert (canvas.current, canvas.hasFocus()) == (-1, False)


def test_the_very_copy_is_looked_at_and_saved_and_that_no_name_was_ticked_is_asked_about(
    desk: Desk, redaction_of: Callable[[Desk], Redaction]
) -> None:
    asked = ScriptedPrompter(confirm=[False, True])
    redaction = redaction_of(replace(desk, prompter=asked))
    redaction.begin(description="What Kai wrote")
    sheet = redaction.sheet
    sheet.board.add_button.click()
    sheet.look_button.click()
    assert sheet.form.because_field.error().startswith("Say for whom")
    QTest.keyClicks(sheet.form.because, "For the LADO")
    assert_accessible(sheet)
    sheet.look_button.click()
    redaction.settle()
    prepared = sheet.preview.prepared
    assert prepared is not None
    assert (sheet.preview.view.is_open, sheet.board.isVisible(), prepared.sha256[:32] in sheet.kept_words.text()) == (
        True, False, True,
    )  # fmt: skip
    assert_accessible(sheet)
    sheet.save_button.click()
    redaction.settle()
    assert (asked.asked, redaction.copies()) == (["You ticked no name: none was looked for."], ())
    sheet.save_button.click()
    redaction.settle()
    [copy] = redaction.copies()
    assert (copy.sha256, copy.boxes, copy.because) == (prepared.sha256, prepared.boxes, "For the LADO")
    assert redaction.told[-1].startswith("Copy JH/2-A is saved. 1 box is black to the last dot.")
    assert redaction.went == [ToCase(redaction.case_id, "evidence", copy.exhibit_id)]
    assert redaction.desk.tasks.on_casebook(drafts, redaction.desk.session) == ()


def test_a_label_that_names_whom_the_copy_hides_keeps_it_from_being_saved(redaction: Redaction) -> None:
    redaction.begin(description="What Kai wrote")
    sheet = redaction.sheet
    sheet.board.add_button.click()
    sheet.form.because.setText("For the LADO")
    sheet.form.names.button("Kai D.").click()
    for button in (sheet.look_button, sheet.save_button):
        button.click()
        redaction.settle()
    assert "names somebody" in sheet.trouble.accessibleName()
    assert sheet._still_there.text() == "Still there: Kai D."
    assert (redaction.copies(), sheet.board.isVisible(), len(sheet.board.boxes)) == ((), True, 1)
    assert_accessible(sheet)


def test_what_was_begun_is_there_again_after_an_interruption(redaction: Redaction) -> None:
    redaction.begin()
    sheet, box = redaction.sheet, Box(left=3, top=4, width=50, height=60)
    sheet.board.put_boxes([box])
    sheet.form.because.setText("For the LADO")
    sheet.form.changed.emit()
    sheet.leave()
    redaction.settle()
    assert not redaction.canvas.has_picture
    [draft] = redaction.desk.tasks.on_casebook(drafts, redaction.desk.session)
    assert (draft.form, draft.headline) == ("copy", "OSI-2026-0041: A redacted copy of JH/2")
    redaction.enter(ToRedaction(redaction.case_id, draft.about_id))
    assert (sheet.board.boxes, sheet.form.because.text(), redaction.canvas.boxes) == ((box,), "For the LADO", (box,))


def test_a_picture_is_hidden_until_it_is_asked_for_and_that_is_on_the_record(redaction: Redaction) -> None:
    exhibit = redaction.attach()
    redaction.enter(ToRedaction(redaction.case_id, exhibit.id))
    assert (redaction.canvas.has_picture, redaction.canvas.is_open) == (True, False)
    QTest.keyClick(redaction.canvas, Qt.Key.Key_Return)
    assert redaction.canvas.boxes == ()
    redaction.show()
    history = redaction.desk.tasks.on_casebook(load_case, redaction.desk.session, redaction.case_id).history
    looks = [each.entity for each in history if isinstance(each.entity, Access) and each.entity.what == "revealed"]
    assert [each.subject for each in looks] == [f"exhibit {exhibit.id}"]


def test_a_cropped_copy_has_one_box_which_stays(redaction: Redaction) -> None:
    redaction.begin()
    sheet = redaction.sheet
    sheet.board.add_button.click()
    sheet.board.add_button.click()
    sheet.kind.button("cropped").click()
    assert len(sheet.board.boxes) == 1
    sheet.board.add_button.click()
    assert len(sheet.board.boxes) == 1
    sheet.form.because.setText("For the parents of Ellis")
    for button in (sheet.look_button, sheet.save_button):
        button.click()
        redaction.settle()
    [copy] = redaction.copies()
    assert (copy.derivative_kind, copy.width, copy.height) == (
        "cropped", sheet.board.boxes[0].width, sheet.board.boxes[0].height,
    )  # fmt: skip


def test_a_pdf_of_one_page_can_be_cropped_too(redaction: Redaction) -> None:
    redaction.begin(name="letter.pdf", data=a_pdf(1))
    sheet = redaction.sheet
    assert sheet.kind.isVisible()
    sheet.kind.button("cropped").click()
    sheet.board.add_button.click()
    sheet.form.because.setText("For the LADO")
    for button in (sheet.look_button, sheet.save_button):
        button.click()
        redaction.settle()
    [copy] = redaction.copies()
    assert (copy.derivative_kind, copy.pages, copy.media_type) == ("cropped", 1, "application/pdf")


def test_the_pages_of_a_pdf_are_covered_one_by_one(redaction: Redaction) -> None:
    redaction.begin(name="letter.pdf", data=a_pdf(2))
    sheet = redaction.sheet
    sheet.board.add_button.click()
    sheet.board.pages.after.click()
    redaction.settle()
    assert (redaction.canvas.is_open, redaction.canvas.boxes) == (True, ())
    sheet.board.add_button.click()
    assert [box.page for box in sheet.board.boxes] == [0, 1]
    sheet.form.because.setText("For the LADO")
    assert_accessible(sheet)
    for button in (sheet.look_button, sheet.save_button):
        button.click()
        redaction.settle()
    [copy] = redaction.copies()
    assert (copy.pages, copy.media_type) == (2, "application/pdf")


def test_copies_stand_beside_their_exhibit_hidden_until_pressed(evidence: Evidence, redaction: Redaction) -> None:
    redaction.begin()
    redaction.sheet.board.add_button.click()
    redaction.sheet.form.because.setText("For the LADO")
    for button in (redaction.sheet.look_button, redaction.sheet.save_button):
        button.click()
        redaction.settle()
    evidence.case_id = redaction.case_id
    evidence.show()
    evidence.tab.open_exhibit(redaction.copies()[0].exhibit_id)
    evidence.settle()
    [card] = evidence.tab.viewer.findChildren(CopiesCard)
    [view] = card.views
    assert (view.picture.has_picture, view.picture.is_open) == (True, False)
    assert_accessible(evidence.tab)
    view.withdraw_button.click()
    view.withdraw_form.line.setText("A better one was made")
    view.withdraw_form.act.click()
    evidence.settle()
    assert redaction.copies()[0].withdrawn
    assert evidence.told[-1] == "Copy JH/2-A is withdrawn."
    card.make_button.click()
    assert card.views[0].copy.withdrawn
