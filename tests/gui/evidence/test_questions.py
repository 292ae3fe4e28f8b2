"""The questions of an exhibit: on one panel, answered by Enter, not known with a reason, or left for the evening."""

import threading
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dslapp.domain.statements import Stated, When
from dslapp.gui.evidence.questions.clocks_card import ClocksCard
from dslapp.gui.widgets.text import spoken
from tests.gui.accessibility import assert_accessible
from tests.gui.evidence.answering import asking, focused, press, write
from tests.gui.evidence.conftest import Evidence

CAPTURED = datetime(2026, 11, 12, 21, 49, tzinfo=UTC)


def test_five_questions_stand_on_one_panel_and_enter_leads_through_them(evidence: Evidence) -> None:
    evidence.open()
    evidence.attach()
    evidence.show()
    [tile] = evidence.tab.gallery.tiles()
    assert tile.ask_button.text() == "Answer 6 questions", "the tile counts as the panel does"
    questions = asking(evidence)
    assert questions.count.text() == "6 of 6 questions are open: they may wait."
    assert_accessible(evidence.tab)
    write(evidence, "ChatNest", "@moved.away.example", "group chat", "https://chatnest.example.com/m/7731")
    write(evidence, "21:41")
    press(evidence)  # at this time
    assert focused(evidence) is questions.asked.captured.when.start._date
    questions.asked.captured.when.start.set_moment(CAPTURED)
    press(evidence)
    assert focused(evidence) is questions.asked.captured.when.start._time
    press(evidence)
    press(evidence)  # the device's clock
    write(evidence, "2 minutes fast", "Ellis P.", "Ellis P.", "Pixel 7")
    press(evidence)  # a screenshot
    write(evidence, "Ellis e-mailed it to the office, Friday 15:50", "Message to Ellis P.")
    evidence.settle()
    [exhibit] = evidence.case().exhibits
    assert exhibit.place.text == "ChatNest · @moved.away.example · group chat · https://chatnest.example.com/m/7731"
    assert exhibit.captured == When(precision="exact", start=CAPTURED)
    assert exhibit.captured_clock == "the device’s own clock, compared: 2 minutes fast"
    assert (exhibit.shown_time.text, exhibit.captured_by, exhibit.device) == ("21:41", "Ellis P.", "Pixel 7")
    assert (exhibit.method, exhibit.description) == ("screenshot", "Message to Ellis P.")
    assert evidence.told[-1] == "Exhibit JH/1 is saved."
    assert evidence.tab.gallery.isVisible(), "nothing is left to ask"


def test_everything_may_wait_but_a_reason_that_is_begun_is_asked_for(evidence: Evidence) -> None:
    evidence.open()
    evidence.attach()
    questions = asking(evidence)
    questions.asked.place.platform.setText("ChatNest")
    questions.asked.shown.time._not_known.setChecked(True)
    press(evidence, ctrl=True)
    assert "Say why this is not known" in questions.asked._fields[1].error()
    assert_accessible(evidence.tab)
    QTest.keyClicks(focused(evidence), "cut off; Ellis sends it again")
    assert questions.asked._fields[1].error() == ""
    press(evidence, ctrl=True)
    evidence.settle()
    [exhibit] = evidence.case().exhibits
    assert exhibit.shown_time.unknown_because == "cut off; Ellis sends it again"
    assert evidence.told[-1] == (
        "Exhibit JH/1 is saved. Still to answer: captured, by whom, how it reached us, what it shows."
    )


def test_a_bare_site_name_is_warned_of_and_not_refused(evidence: Evidence) -> None:
    evidence.open()
    evidence.attach()
    step = asking(evidence).asked.place
    step.url.setText("https://chatnest.example.com/")
    assert step.bare.isVisible()
    step.url.setText("https://chatnest.example.com/m/7731")
    assert not step.bare.isVisible()


def test_one_key_carries_place_and_device_through_a_series(evidence: Evidence) -> None:
    evidence.open()
    evidence.attach(
        place=Stated(text="ChatNest · group chat"), platform="ChatNest", app_area="group chat",
        captured_by="Ellis P.", device_owner="Ellis P.", device="Pixel 7", method="screenshot",
        received_how="Ellis e-mailed it to the office", shown_time=Stated(text="21:41"),
    )  # fmt: skip
    evidence.attach("chatnest-taunts-2.png")
    questions = asking(evidence, 1)
    assert spoken(questions.same_button.text()) == "The same place and device as JH/1"
    questions.asked.place.platform.setText("GroupPad")
    questions.asked.place.platform.clear()
    QTest.keyClick(focused(evidence), Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier)
    evidence.qtbot.waitUntil(lambda: not questions.same_button.isVisible())
    assert questions.asked.shown.is_empty(), "the time is never the same"
    assert focused(evidence) is questions.asked.shown.time._line, "on to what is still open"
    press(evidence, ctrl=True)
    evidence.settle()
    second = evidence.case().exhibits[1]
    assert (second.platform, second.device, second.method) == ("ChatNest", "Pixel 7", "screenshot")
    assert second.received_how == "Ellis e-mailed it to the office"


def test_an_exhibit_of_a_series_is_offered_what_its_series_says_and_not_what_was_answered_before(
    evidence: Evidence,
) -> None:
    evidence.open()
    evidence.attach(platform="TownTalk", place=Stated(text="TownTalk"), series="Series 1", series_order=1)
    evidence.attach("chatnest-taunts-2.png", series="Series 1", series_order=2)
    evidence.attach("gamehall-dark.png")
    evidence.show()
    questions = evidence.tab.questions
    in_series, alone = evidence.case().exhibits[1:]
    questions.begin(evidence.case(), [alone, in_series])
    evidence.settle()
    questions.asked.place.platform.setText("GameHall")
    questions.next_button.click()
    evidence.settle()
    assert questions.exhibit is not None
    assert questions.exhibit.ref == "JH/2"
    assert spoken(questions.same_button.text()) == "The same place and device as JH/1"


def test_what_is_written_here_already_is_not_written_over_by_the_one_before(evidence: Evidence) -> None:
    evidence.open(platform="ChatNest", url="https://chatnest.example.com/m/7731")
    evidence.attach()
    questions = asking(evidence)
    assert spoken(questions.same_button.text()) == "The same place and device as the case says"
    questions.asked.place.account.setText("@moved.away.example")
    assert not questions.same_button.isVisible()
    questions.asked.place.account.clear()
    questions.same_button.click()
    assert questions.answers().url == "https://chatnest.example.com/m/7731"


def test_what_the_file_says_is_offered_with_its_source_and_taken_over_by_one_key(evidence: Evidence) -> None:
    evidence.open()
    evidence.attach("photo-of-phone-screen.jpg")
    [exhibit] = evidence.case().exhibits
    questions = asking(evidence)
    assert questions.answers().captured == When(), "never by itself"
    offers = [each for rows in questions.asked.offers for each in rows.buttons]
    assert [spoken(each.text()) for each in offers[:2]] == ["Use this (Alt+J)", "Use this (Alt+K)"]
    assert all(each.accessibleDescription().startswith("Read from the file (camera data") for each in offers)
    QTest.keyClick(focused(evidence), Qt.Key.Key_J, Qt.KeyboardModifier.AltModifier)
    evidence.qtbot.waitUntil(lambda: questions.answers().captured.answered)
    QTest.keyClick(focused(evidence), Qt.Key.Key_K, Qt.KeyboardModifier.AltModifier)
    evidence.qtbot.waitUntil(lambda: bool(questions.answers().device))
    answers = questions.answers()
    assert answers.captured.start is not None
    assert answers.captured_clock == "read from the file"
    assert answers.device in {each.text for each in exhibit.said if each.what == "device"}
    assert_accessible(evidence.tab)


def test_clocks_that_do_not_go_together_are_asked_about_and_hold_nobody_up(evidence: Evidence) -> None:
    evidence.open()
    evidence.attach("photo-of-phone-screen.jpg")
    [exhibit] = evidence.case().exhibits
    assert [each.what for each in exhibit.said] == ["time", "device"]
    questions = asking(evidence)
    questions.asked.captured.when.set_value(When(precision="exact", start=datetime(2026, 11, 1, 3, 0, tzinfo=UTC)))
    assert "which clock is which?" in questions.asked.captured._doubts.accessibleName()
    assert_accessible(evidence.tab)
    step = questions.asked.captured
    assert "write what they say under “How far that clock was out”" in step._doubts.accessibleName()
    step._compared.setText("Ellis: an hour slow")
    press(evidence, ctrl=True)
    evidence.settle()
    [exhibit] = evidence.case().exhibits
    assert exhibit.captured.answered
    assert exhibit.captured_clock == "a clock that nobody named, compared: Ellis: an hour slow"


def test_no_two_keys_of_the_panel_are_the_same(evidence: Evidence) -> None:
    evidence.open(platform="ChatNest")
    evidence.attach("photo-of-phone-screen.jpg")
    evidence.attach()
    questions = asking(evidence)
    questions.begin(evidence.case(), evidence.case().exhibits)
    evidence.settle()
    texts = [field.label.text() for field in questions.asked._fields]
    texts += [each.text() for each in (questions.same_button, questions.next_button, questions.leave_button)]
    texts += [each.text() for rows in questions.asked.offers for each in rows.buttons]
    texts += [questions.pane.show_button.text()]
    keys = [text[text.index("&") + 1].upper() for text in texts if "&" in text]
    assert len(keys) == len(set(keys)) >= 8
    assert not set(keys) & set("TIPXARGYSNOVLM"), "the window's own"


def test_changing_what_was_written_wants_a_reason(evidence: Evidence) -> None:
    evidence.open()
    evidence.attach(
        place=Stated(text="ChatNest"), platform="ChatNest", shown_time=Stated(text="21:41"),
        captured=When(precision="unknown", unknown_because="Ellis cannot say"),
    )  # fmt: skip
    evidence.show()
    evidence.tab.open_exhibit(evidence.case().exhibits[0].id)
    evidence.settle()
    evidence.tab.viewer.acts.ask_button.click()
    evidence.settle()
    questions = evidence.tab.questions
    assert not questions.why_field.isVisible()
    questions.asked.place.platform.setText("GroupPad")
    questions.next_button.click()
    assert "say why" in questions.why_field.error()
    assert_accessible(evidence.tab)
    questions.why.setText("I misread the icon.")
    questions.next_button.click()
    evidence.settle()
    assert evidence.case().exhibits[0].platform == "GroupPad"
    assert [entry.reason for entry in evidence.case().versions_of(evidence.case().exhibits[0].id)][-1] == (
        "I misread the icon."
    )


def test_words_not_saved_yet_come_back_with_the_exhibit(evidence: Evidence) -> None:
    evidence.open()
    exhibit = evidence.attach()
    questions = asking(evidence)
    questions.asked.place.account.setText("@moved.away.example")
    assert evidence.tab.leave()
    evidence.settle()
    evidence.tab.look_for(exhibit.id)
    evidence.settle()
    assert questions.asked.place.account.text() == "@moved.away.example"
    assert evidence.case().exhibits[0].place.answered is False


def test_words_of_one_exhibit_never_come_to_another(evidence: Evidence) -> None:
    """The casebook is busy; meanwhile somebody goes from one exhibit to the next."""
    evidence.open()
    evidence.attach()
    evidence.attach("chatnest-taunts-2.png")
    questions = asking(evidence)
    questions.asked.place.account.setText("@belongs.to.the.first.example")
    questions.flush()
    questions.let_go()
    evidence.settle()
    case, busy = evidence.case(), threading.Event()
    first, second = case.exhibits
    evidence.desk.tasks.submit(busy.wait, 5)
    questions.begin(case, [first])
    questions.let_go()
    questions.begin(case, [second])
    busy.set()
    evidence.settle()
    assert questions.exhibit is not None
    assert questions.exhibit.id == second.id
    assert questions.asked.place.account.text() == ""


def test_the_picture_beside_the_questions_is_hidden_until_it_is_asked_for(evidence: Evidence) -> None:
    evidence.open()
    evidence.attach()
    questions = asking(evidence)
    assert (questions.pane.view.has_picture, questions.pane.view.is_open) == (True, False)
    questions.pane.view.pressed_while_hidden.emit()
    evidence.settle()
    assert questions.pane.view.is_open


def test_the_clocks_stand_together_in_the_viewer_with_what_is_asked_of_them(evidence: Evidence) -> None:
    evidence.open()
    exhibit = evidence.attach(
        "photo-of-phone-screen.jpg", shown_time=Stated(text="21:41"),
        captured=When(precision="exact", start=datetime(2026, 11, 1, 3, 0, tzinfo=UTC)),
    )  # fmt: skip
    evidence.show()
    evidence.tab.open_exhibit(exhibit.id)
    evidence.settle()
    [card] = evidence.tab.viewer.findChildren(ClocksCard)
    assert "Shown in it (exactly as it stands there)\n21:41\n" in card.words()
    assert "The file says (camera data in it, EXIF, not checked" in card.words()
    assert "Came here (by this computer’s clock)" in card.words()
    assert "which clock is which?" in card.doubts.accessibleName()
    assert_accessible(evidence.tab)
