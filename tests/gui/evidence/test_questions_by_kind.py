"""Each kind of file is asked in its own words; what is still open is counted once, wherever it is counted."""

from datetime import UTC, datetime

from dslapp.domain.statements import Stated, When
from tests.gui.accessibility import assert_accessible
from tests.gui.evidence.answering import asking, press
from tests.gui.evidence.conftest import Evidence

CAPTURED = datetime(2026, 11, 12, 21, 49, tzinfo=UTC)


def test_an_email_is_not_asked_what_a_screenshot_is_asked(evidence: Evidence) -> None:
    evidence.open()
    evidence.attach("../files/parent-email.eml")
    questions = asking(evidence)
    who = questions.asked.who
    assert questions.asked._fields[1].label.text() == "Whi&ch time of sending does it show?"
    assert not who.method.button("screenshot").isVisible()
    assert who.method.button("forwarded").isVisible()
    assert who.method.button("forwarded").accessibleName() == "How it came out of the mailbox: Forwarded to us"
    [first, *_] = questions.asked.offers[0].buttons
    assert "is it the account that it is about?" in first.accessibleDescription()
    assert_accessible(evidence.tab)


def test_an_email_after_a_screenshot_is_not_lent_that_it_is_one(evidence: Evidence) -> None:
    evidence.open()
    evidence.attach(platform="ChatNest", captured_by="Ellis P.", device_owner="Ellis P.", method="screenshot")
    evidence.attach("../files/parent-email.eml")
    questions = asking(evidence, 1)
    questions.same_button.click()
    answers = questions.answers()
    assert (answers.platform, answers.captured_by, answers.method) == ("ChatNest", "Ellis P.", "")


def test_who_took_it_and_how_it_came_are_counted_until_they_are_answered(evidence: Evidence) -> None:
    evidence.open()
    evidence.attach(
        place=Stated(text="ChatNest"), platform="ChatNest", shown_time=Stated(text="21:41"), description="A message",
        captured=When(precision="exact", start=CAPTURED), device="Pixel 7", device_owner="Ellis P.",
    )  # fmt: skip
    questions = asking(evidence)
    assert questions.count.text() == "2 of 6 questions are open: they may wait."
    questions.asked.who.by.set_value(Stated(text="Ellis P."))
    questions.asked.reached.how.set_value(Stated(text="E-mailed to the office"))
    assert questions.count.text() == "All is answered."
    press(evidence, ctrl=True)
    evidence.settle()
    assert evidence.case().exhibits[0].still_to_answer == ()


def test_who_comes_back_to_an_exhibit_from_a_page_about_it_finds_it_and_not_its_questions(evidence: Evidence) -> None:
    evidence.open()
    exhibit = evidence.attach()
    evidence.show()
    evidence.tab.open_exhibit(exhibit.id)
    evidence.settle()
    evidence.tab.hide()  # on another page, such as that of a redacted copy
    evidence.show()
    evidence.tab.look_for(exhibit.id)
    assert evidence.tab.viewer.isVisible()
    evidence.tab.viewer.back_button.click()
    evidence.tab.look_for(exhibit.id)
    assert evidence.tab.questions.isVisible()
