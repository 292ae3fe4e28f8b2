"""What is said in a recording is written down beside it: by whom, when, changed with a reason, found by search."""

import msgspec

from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.gui.evidence.beside.written_card import WrittenCard
from dslapp.services.case.search_everything import search_everything
from dslapp.services.exhibits.answer_exhibit import answer_exhibit, answers_of
from dslapp.services.intake.attach_evidence import NOTHING_ANSWERED, attach_file
from tests.gui.accessibility import assert_accessible
from tests.gui.evidence.conftest import Evidence
from tests.sounds import voice_message

SAID = "A boy’s voice, perhaps Kai: “Don’t come on Monday.” Others laugh."


def attached(evidence: Evidence, *, distressing: bool = False) -> Exhibit:
    tasks, session = evidence.desk.tasks, evidence.desk.session
    kept = tasks.on_casebook(
        attach_file, session, evidence.case_id, voice_message(), NOTHING_ANSWERED, image_answer="no", name="PTT.opus"
    )
    assert isinstance(kept, Exhibit)
    if distressing:
        changed = msgspec.structs.replace(answers_of(kept), distressing=True)
        tasks.on_casebook(answer_exhibit, session, kept.id, changed)
    return kept


def card(evidence: Evidence, exhibit: Exhibit) -> WrittenCard:
    evidence.show()
    evidence.tab.open_exhibit(exhibit.id)
    evidence.settle()
    [found] = evidence.tab.viewer.findChildren(WrittenCard)
    return found


def write(evidence: Evidence, found: WrittenCard, words: str) -> None:
    found.write_button.click()
    found.form.text.setPlainText(words)
    found.form.save_button.click()
    evidence.settle()


def test_what_is_said_is_written_down_with_whose_words_they_are_and_is_found(evidence: Evidence) -> None:
    evidence.open()
    exhibit = attached(evidence)
    found = card(evidence, exhibit)
    assert "Nothing is written down yet" in found.words.text()
    found.write_button.click()
    assert_accessible(evidence.tab)
    write(evidence, found, SAID)
    assert found.words.text() == SAID
    assert found._by.text().startswith("Written down by Jo Hartsedge, ")
    hits = evidence.desk.tasks.on_casebook(search_everything, evidence.desk.session, "laugh")
    assert [hit.title for hit in hits] == ["OSI-2026-0001 · Exhibit JH/1 · written down by us"]


def test_a_change_wants_a_reason_and_the_old_words_stay(evidence: Evidence) -> None:
    evidence.open()
    found = card(evidence, attached(evidence))
    write(evidence, found, SAID)
    write(evidence, found, "A girl’s voice.")
    assert "say why" in found.form.fields["reason"].error().lower()
    found.form.reason.setText("I heard it again with headphones.")
    found.form.save_button.click()
    evidence.settle()
    [text] = [each for each in evidence.case().texts if each.how == "written down by us"]
    assert text.text == "A girl’s voice."
    assert [each.reason for each in evidence.case().versions_of(text.id)][-1] == "I heard it again with headphones."


def test_the_words_of_something_distressing_are_shown_only_when_asked_for(evidence: Evidence) -> None:
    evidence.open()
    exhibit = attached(evidence, distressing=True)
    write(evidence, card(evidence, exhibit), SAID)
    evidence.tab._to_gallery()
    found = card(evidence, exhibit)
    assert SAID not in found.words.text()
    found.show_button.click()
    evidence.settle()
    assert found.words.text() == SAID


def test_words_not_saved_yet_come_back_with_the_case(evidence: Evidence) -> None:
    evidence.open()
    exhibit = attached(evidence)
    found = card(evidence, exhibit)
    found.write_button.click()
    found.form.text.setPlainText(SAID)
    evidence.tab._to_gallery()
    evidence.settle()
    found = card(evidence, exhibit)
    found.write_button.click()
    assert found.form.text.text() == SAID


def test_a_picture_is_not_asked_what_is_said_in_it(evidence: Evidence) -> None:
    evidence.open()
    assert not card(evidence, evidence.attach()).isVisible()


def test_what_was_saved_stays_in_sight(evidence: Evidence) -> None:
    evidence.open()
    found = card(evidence, attached(evidence))
    write(evidence, found, SAID)
    assert not found.words.visibleRegion().isEmpty()


def test_of_a_film_it_says_where_its_sound_is_heard(evidence: Evidence) -> None:
    evidence.open()
    exhibit = attached(evidence)
    found = card(evidence, exhibit)
    assert found.form.case is not None
    found.show_exhibit(msgspec.structs.replace(exhibit, exhibit_kind="film"), found.form.case)
    assert "The sound of a film cannot be played here: save a copy" in found.words.text()
