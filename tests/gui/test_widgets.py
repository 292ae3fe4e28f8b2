"""The parts of a form say what is missing beside where it is missing, and can all be used by keyboard."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QCheckBox, QDateEdit, QLineEdit, QTimeEdit, QWidget
from pytestqt.qtbot import QtBot

from dslapp.domain.problems import UserProblem
from dslapp.domain.statements import Stated, When
from dslapp.gui.pages import ScrollingPage
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card, EmptyState, QuestionCard, QuoteBox
from dslapp.gui.widgets.chips import Chip, DueChip, due_in_words
from dslapp.gui.widgets.choice import Choice, ChoiceButtons, yes_no_unsure
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.gui.widgets.meter import Meter
from dslapp.gui.widgets.moment_edit import MomentEdit
from dslapp.gui.widgets.stated_field import StatedField
from dslapp.gui.widgets.text import Words, spoken
from dslapp.gui.widgets.when_field import WhenField
from tests.gui.accessibility import assert_accessible

NOW = datetime(2026, 11, 13, 16, 50, tzinfo=UTC)
IN_BST = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
IN_GMT = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[..., QWidget]:
    """Put widgets on a page, in a window as narrow as 1366 × 768 at 200 % leaves, or wider."""
    pages: list[QWidget] = []

    def show(*widgets: QWidget, width: int = 620) -> QWidget:
        page = ScrollingPage()
        qtbot.addWidget(page)
        pages.append(page)
        for widget in widgets:
            page.column.addWidget(widget)
        page.resize(width, 384)
        page.show()
        return page

    return show


@pytest.mark.parametrize("width", [pytest.param(620, id="narrow"), pytest.param(1100, id="wide")])
def test_the_parts_of_a_page_are_accessible(shown: Callable[..., QWidget], width: int) -> None:
    question = QuestionCard("Could anyone be hurt today?", "Then this will wait.", "KCSIE 2026, para 74")
    question.body.addWidget(yes_no_unsure("Could anyone be hurt today?"))
    card = Card("The account")
    card.body.addWidget(Field("&Platform", QLineEdit(), "The app or site"))
    card.body.addWidget(Field("Own children", StatedField("Own children")))
    when = WhenField("When did it happen?", lambda: NOW)
    when.set_value(When(precision="between", start=IN_BST, end=NOW))
    card.body.addWidget(Field("When did it happen?", when))
    card.body.addWidget(Field("What &happened?", GrowingText("they keep sending it\n" * 6)))
    banner = Banner("danger", "Ring 999 now.", "This will wait.")
    banner.add_button(Button("&Contacts", icon="phone"))
    meter = Meter("Ready to send")
    meter.show_progress(9, 11, "9 of 11 answered")
    page = shown(
        banner, question, card, Chip("Open"), DueChip(NOW, NOW), QuoteBox("they will share it", "the child"), meter,
        EmptyState("image", "No exhibits yet", "Paste, drop or choose.", Button("&Attach evidence", "primary")),
        width=width,
    )  # fmt: skip
    assert_accessible(page)


def test_an_error_stands_beside_its_field_and_is_spoken(shown: Callable[..., QWidget]) -> None:
    field = Field("&Platform", QLineEdit(), "The app or site")
    shown(field)
    field.show_error("Write where it happened, for example ChatNest.")
    heard = QAccessible.queryAccessibleInterface(field.control)
    assert heard.text(QAccessible.Text.Name) == "Platform"
    assert heard.text(QAccessible.Text.Description) == (
        "Error: Write where it happened, for example ChatNest. The app or site"
    )
    assert any(words.isVisible() and words.text() == field.error() for words in field.findChildren(Words))
    field.show_error("")
    assert not any(words.isVisible() and words.property("part") == "error" for words in field.findChildren(Words))


def test_the_mnemonic_of_a_label_leads_to_its_control(qtbot: QtBot, shown: Callable[..., QWidget]) -> None:
    first, second = Field("&Name", QLineEdit()), Field("&Platform", QLineEdit())
    page = shown(first, second)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(second.control.hasFocus)


def test_one_answer_releases_the_other(qtbot: QtBot) -> None:
    answers = yes_no_unsure("Danger today?")
    qtbot.addWidget(answers)
    for value in ("yes", "unsure"):
        with qtbot.waitSignal(answers.chosen):
            answers.button(value).click()
    assert answers.value() == "unsure"


def test_several_answers_stay_until_they_are_pressed_again(qtbot: QtBot) -> None:
    answers = ChoiceButtons("Which?", [Choice("money", "Money"), Choice("threat", "Threats")], several=True)
    qtbot.addWidget(answers)
    for value in ("threat", "money", "threat"):
        answers.button(value).click()
    assert answers.values() == ("money",)


def test_not_known_asks_why_and_keeps_what_was_written(qtbot: QtBot, shown: Callable[..., QWidget]) -> None:
    field = StatedField("Own children")
    shown(field)
    field.set_value(Stated(text="two, at this school"))
    box = field.findChild(QCheckBox)
    assert isinstance(box, QCheckBox)
    box.click()
    assert field.problem() == "Say why this is not known, and who will find out."
    field.set_value(Stated(unknown_because="HR will find out"))
    assert (field.value(), field.problem()) == (Stated(unknown_because="HR will find out"), "")


def test_nothing_said_is_neither_known_nor_unknown(qtbot: QtBot) -> None:
    field = StatedField("Own children", several_lines=True)
    qtbot.addWidget(field)
    assert not field.value().answered
    assert field.problem() == "Write it down, or tick “Not known yet” and say why."


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(When(), id="not answered"),
        pytest.param(When(precision="exact", start=NOW), id="exact"),
        pytest.param(When(precision="exact", start=IN_BST), id="the hour that happened twice, first time"),
        pytest.param(When(precision="exact", start=IN_GMT), id="the hour that happened twice, second time"),
        pytest.param(When(precision="between", start=IN_GMT, end=NOW), id="between"),
        pytest.param(When(precision="unknown", unknown_because="He asks tomorrow"), id="not known"),
    ],
)
def test_a_time_comes_back_as_it_was_given(qtbot: QtBot, value: When) -> None:
    field = WhenField("When?", lambda: NOW)
    qtbot.addWidget(field)
    field.set_value(value)
    assert field.value() == value


@pytest.mark.parametrize(
    ("value", "said"),
    [
        pytest.param(When(), "Say when it was, or choose “Not known” and say why.", id="not answered"),
        pytest.param(
            When(precision="unknown"), "Say why the time is not known, and who will find out.", id="no reason"
        ),
        pytest.param(
            When(precision="between", start=NOW, end=NOW - timedelta(hours=1)),
            "The second time is before the first. Change one of them.",
            id="the wrong way round",
        ),
        pytest.param(
            When(precision="exact", start=NOW + timedelta(days=1)),
            "This time is still to come. Check the date and the time.",
            id="tomorrow",
        ),
        pytest.param(When(precision="exact", start=NOW), "", id="now"),
    ],
)
def test_what_is_wrong_with_a_time_is_said(qtbot: QtBot, value: When, said: str) -> None:
    field = WhenField("When?", lambda: NOW)
    qtbot.addWidget(field)
    field.set_value(value)
    assert field.problem() == said


def write_time(edit: MomentEdit, date: QDate, time: QTime) -> None:
    """Write a date and a time as a clock in England showed them."""
    dates, times = edit.findChildren(QDateEdit), edit.findChildren(QTimeEdit)
    dates[0].setDate(date)
    times[0].setTime(time)


def test_the_hour_that_happened_twice_is_asked_about(qtbot: QtBot, shown: Callable[..., QWidget]) -> None:
    edit = MomentEdit("When?", NOW)
    page = shown(edit)
    which = edit.findChild(ChoiceButtons)
    assert isinstance(which, ChoiceButtons)
    assert not which.isVisible()
    write_time(edit, QDate(2026, 10, 25), QTime(1, 30))
    assert which.isVisible()
    assert (edit.moment(), bool(edit.problem())) == (None, True)
    assert_accessible(page)
    which.button("second").click()
    assert (edit.moment(), edit.problem()) == (IN_GMT, "")
    write_time(edit, QDate(2026, 10, 26), QTime(1, 30))
    assert not which.isVisible()


def test_the_hour_that_was_left_out_cannot_be_chosen(qtbot: QtBot) -> None:
    edit = MomentEdit("When?", NOW)
    qtbot.addWidget(edit)
    write_time(edit, QDate(2026, 3, 29), QTime(1, 30))
    assert edit.moment() is None
    assert edit.problem() == ("The clocks went forward that night and skipped this time. Did you mean 02:30 BST?")


def test_a_summer_time_is_kept_in_utc(qtbot: QtBot) -> None:
    edit = MomentEdit("When?", NOW)
    qtbot.addWidget(edit)
    write_time(edit, QDate(2026, 7, 1), QTime(9, 0))
    assert edit.moment() == datetime(2026, 7, 1, 8, 0, tzinfo=UTC)


def test_a_box_grows_with_its_words_and_lets_the_keyboard_out(qtbot: QtBot, shown: Callable[..., QWidget]) -> None:
    box, after = GrowingText(), QLineEdit()
    page = shown(Field("What &happened?", box), Field("&Name", after))
    low = box.height()
    box.setPlainText("line\n" * 8)
    qtbot.waitUntil(lambda: box.height() > low)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Tab)
    assert after.hasFocus()


@pytest.mark.parametrize(
    ("due", "done", "said"),
    [
        pytest.param(NOW - timedelta(hours=2), False, "Overdue since 14:50 GMT", id="two hours late"),
        pytest.param(NOW - timedelta(days=2), False, "Overdue since Wednesday 11 November 2026", id="two days late"),
        pytest.param(NOW + timedelta(hours=1), False, "Due today by 17:50 GMT", id="today"),
        pytest.param(NOW + timedelta(days=3), False, "Due by 16:50 GMT, Monday 16 November 2026", id="Monday"),
        pytest.param(None, False, "No date", id="no date"),
        pytest.param(NOW - timedelta(days=2), True, "Done", id="done"),
    ],
)
def test_a_due_time_is_said_in_words(due: datetime | None, done: bool, said: str) -> None:
    assert due_in_words(due, NOW, done=done)[0] == said


def test_a_banner_shows_the_way_forward(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.show_problem(UserProblem("This file is not a picture.", "Choose a PNG, JPEG, WebP or HEIC file."))
    assert banner.accessibleName() == ("Important: This file is not a picture. Choose a PNG, JPEG, WebP or HEIC file.")


def test_markup_that_somebody_typed_stays_words(qtbot: QtBot) -> None:
    words = Words("<img src=x> & <b>him</b>")
    qtbot.addWidget(words)
    assert words.textFormat() == Qt.TextFormat.PlainText


def test_an_ampersand_is_spoken_and_a_mnemonic_is_not() -> None:
    assert spoken("&People && accounts") == "People & accounts"
