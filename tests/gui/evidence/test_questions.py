"""The questions of an exhibit: one at a time, answered or not known with a reason, or left for the evening."""

import threading

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dslapp.domain.statements import Stated, When
from dslapp.gui.evidence.exhibit_questions import ExhibitQuestions
from dslapp.gui.evidence.place_step import PlaceStep
from dslapp.gui.evidence.question_step import QuestionStep
from dslapp.gui.evidence.question_steps import DescriptionStep, ReachedStep, ShownTimeStep, WhoStep
from tests.gui.accessibility import assert_accessible
from tests.gui.evidence.conftest import Evidence


def asking(evidence: Evidence, number: int = 0) -> ExhibitQuestions:
    """Begin to answer about an exhibit, from its tile."""
    evidence.show()
    evidence.tab.gallery.tiles()[number].ask_button.click()
    evidence.settle()
    return evidence.tab.questions


def press_enter(evidence: Evidence) -> None:
    focused = evidence.tab.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Return)


def stands_at(questions: ExhibitQuestions) -> type[QuestionStep]:
    return type(questions.step)


def place(questions: ExhibitQuestions) -> PlaceStep:
    step = questions.steps[0]
    assert isinstance(step, PlaceStep)
    return step


def test_each_question_wants_an_answer_or_a_reason_and_enter_goes_on(evidence: Evidence) -> None:
    evidence.open()
    evidence.attach()
    questions = asking(evidence)
    assert questions._count.text() == "Question 1 of 6"
    press_enter(evidence)
    assert questions.step is place(questions), "an empty answer goes nowhere"
    assert "Not known yet" in place(questions)._fields[0].error()
    assert_accessible(evidence.tab)
    place(questions)._platform.setText("ChatNest")
    place(questions)._account.setText("@moved.away.example")
    press_enter(evidence)
    assert isinstance(questions.step, ShownTimeStep)
    assert_accessible(evidence.tab)
    questions.step._time.set_value(Stated(unknown_because="cut off; Ellis sends it again"))
    for _ in range(2):
        QTest.keyClick(questions, Qt.Key.Key_Return)
        assert_accessible(evidence.tab)
        questions.skip_button.click()
    questions.leave_button.click()
    evidence.settle()
    [exhibit] = evidence.case().exhibits
    assert exhibit.place.text == "ChatNest · @moved.away.example"
    assert exhibit.shown_time.unknown_because == "cut off; Ellis sends it again"
    assert exhibit.still_to_answer == ("captured",)
    assert evidence.told[-1] == "Exhibit JH/1 is saved. Still to answer: captured."


def test_a_bare_site_name_is_warned_of_and_not_refused(evidence: Evidence) -> None:
    evidence.open()
    evidence.attach()
    questions = asking(evidence)
    step = place(questions)
    step._url.setText("https://chatnest.example.com/")
    assert step._bare.isVisible()
    step._url.setText("https://chatnest.example.com/m/7731")
    assert not step._bare.isVisible()


def test_answers_are_carried_from_one_exhibit_to_the_next(evidence: Evidence) -> None:
    evidence.open()
    evidence.attach(
        place=Stated(text="ChatNest · group chat"), platform="ChatNest", app_area="group chat",
        captured_by="Ellis P.", device_owner="Ellis P.", device="Pixel 7", method="screenshot",
        received_how="Ellis e-mailed it to the office",
    )  # fmt: skip
    evidence.attach("chatnest-taunts-2.png")
    questions = asking(evidence, 1)
    assert questions.same_button.text() == "The sam&e as JH/1"
    questions.same_button.click()
    assert stands_at(questions) is ShownTimeStep
    assert not questions.same_button.isVisible(), "the time is never the same"
    questions.skip_button.click()
    questions.skip_button.click()
    assert stands_at(questions) is WhoStep
    questions.same_button.click()
    assert stands_at(questions) is ReachedStep
    questions.same_button.click()
    assert questions.next_button.text() == "Save"
    last = questions.step
    assert isinstance(last, DescriptionStep)
    last._description.setPlainText("More of the same chat")
    questions.next_button.click()
    evidence.settle()
    second = evidence.case().exhibits[1]
    assert (second.platform, second.device, second.method) == ("ChatNest", "Pixel 7", "screenshot")
    assert second.received_how == "Ellis e-mailed it to the office"
    assert evidence.tab.gallery.isVisible(), "nothing is left to ask"


def test_the_place_may_be_what_the_case_says(evidence: Evidence) -> None:
    evidence.open(platform="ChatNest", url="https://chatnest.example.com/m/7731")
    evidence.attach()
    questions = asking(evidence)
    assert questions.same_button.text() == "The sam&e as the case says"
    questions.same_button.click()
    assert questions.answers().url == "https://chatnest.example.com/m/7731"


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
    place(questions)._platform.setText("GroupPad")
    questions.leave_button.click()
    assert "say why" in questions.why_field.error()
    assert_accessible(evidence.tab)
    questions.why.setText("I misread the icon.")
    questions.leave_button.click()
    evidence.settle()
    assert evidence.case().exhibits[0].platform == "GroupPad"
    assert [entry.reason for entry in evidence.case().versions_of(evidence.case().exhibits[0].id)][-1] == (
        "I misread the icon."
    )


def test_words_not_saved_yet_come_back_with_the_exhibit(evidence: Evidence) -> None:
    evidence.open()
    exhibit = evidence.attach()
    questions = asking(evidence)
    place(questions)._account.setText("@moved.away.example")
    assert evidence.tab.leave()
    evidence.settle()
    evidence.tab.look_for(exhibit.id)
    evidence.settle()
    assert place(questions)._account.text() == "@moved.away.example"
    assert evidence.case().exhibits[0].place.answered is False


def test_words_of_one_exhibit_never_come_to_another(evidence: Evidence) -> None:
    """The casebook is busy; meanwhile somebody goes from one exhibit to the next."""
    evidence.open()
    evidence.attach()
    evidence.attach("chatnest-taunts-2.png")
    questions = asking(evidence)
    place(questions)._account.setText("@belongs.to.the.first.example")
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
    assert place(questions)._account.text() == ""


def test_the_picture_beside_the_question_is_hidden_until_it_is_asked_for(evidence: Evidence) -> None:
    evidence.open()
    evidence.attach()
    questions = asking(evidence)
    assert (questions.pane.view.has_picture, questions.pane.view.is_open) == (True, False)
    questions.pane.view.pressed_while_hidden.emit()
    evidence.settle()
    assert questions.pane.view.is_open
