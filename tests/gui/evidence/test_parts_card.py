"""What came in an e-mail, in the window: listed at once, and attached one by one, each behind the gate."""

import email.message

from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.gui.evidence.beside.parts_card import PartsCard
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from tests.files import pdf_with
from tests.gui.accessibility import assert_accessible
from tests.gui.evidence.conftest import Evidence
from tests.pictures import sample

PICTURE = "chatnest-taunts-1.png"


def an_email_is_shown(evidence: Evidence, *pictures: str) -> PartsCard:
    mail = email.message.EmailMessage()
    mail["From"], mail["Subject"] = "parent@example.com", "What he got"
    mail.set_content("See the picture.")
    for picture in pictures or (PICTURE,):
        mail.add_attachment(sample(picture), "image", "png", filename="image.png" if pictures else PICTURE)
    return shown(evidence, mail.as_bytes())


def shown(evidence: Evidence, data: bytes) -> PartsCard:
    evidence.open()
    whole = evidence.desk.tasks.on_casebook(
        attach_file, evidence.desk.session, evidence.case_id, data, ExhibitAnswers(), image_answer="no",
        name="it.file",
    )  # fmt: skip
    assert isinstance(whole, Exhibit)
    evidence.show()
    evidence.tab.open_exhibit(whole.id)
    evidence.settle()
    return evidence.tab.viewer.findChildren(PartsCard)[0]


def listed(evidence: Evidence, card: PartsCard) -> None:
    evidence.settle()
    assert not card.show_button.isVisible(), "it is listed without being asked for"


def answer(evidence: Evidence, card: PartsCard, value: str) -> None:
    card.rows[0].attach.click()
    card.gate.answers.button(value).click()
    evidence.settle()


def test_an_attachment_becomes_an_exhibit_of_its_own(evidence: Evidence) -> None:
    card = an_email_is_shown(evidence)
    listed(evidence, card)
    assert [row.part.name for row in card.rows] == [PICTURE]
    assert card._column.itemAt(0).widget().text() == "1 attachment:"  # type: ignore[union-attr]
    assert_accessible(evidence.tab)
    answer(evidence, card, "no")
    whole, part = evidence.case().exhibits
    assert (part.ref, part.part_of, part.exhibit_kind) == ("JH/2", whole.id, "picture")
    assert f"Attached {PICTURE} as JH/2." in evidence.told
    assert "exhibit JH/2" in card.rows[0].words.text()
    assert not card.rows[0].attach.isVisible()


def test_two_attachments_of_one_name_become_two_exhibits(evidence: Evidence) -> None:
    card = an_email_is_shown(evidence, PICTURE, "gamehall-dark.png")
    listed(evidence, card)
    answer(evidence, card, "no")
    assert [row.attach.isVisible() for row in card.rows] == [False, True]
    card.rows[1].attach.click()
    card.gate.answers.button("no").click()
    evidence.settle()
    assert [each.ref for each in evidence.case().exhibits] == ["JH/1", "JH/2", "JH/3"]
    assert [row.attach.isVisible() for row in card.rows] == [False, False]


def test_what_came_in_a_pdf_is_offered(evidence: Evidence) -> None:
    card = shown(evidence, pdf_with("file"))
    listed(evidence, card)
    assert [row.part.name for row in card.rows] == ["list.csv"]


def test_yes_or_not_sure_takes_nothing_out_and_says_that_the_whole_has_it_too(evidence: Evidence) -> None:
    card = an_email_is_shown(evidence)
    listed(evidence, card)
    for value in ("unsure", "yes"):
        answer(evidence, card, value)
        assert len(evidence.case().exhibits) == 1
        assert card.gate.stopped
        assert "in exhibit JH/1 as well" in card._in_whole.text()
    assert_accessible(evidence.tab)


def test_a_picture_has_no_list_of_what_came_in_it(evidence: Evidence) -> None:
    evidence.open()
    exhibit = evidence.attach()
    evidence.show()
    evidence.tab.open_exhibit(exhibit.id)
    evidence.settle()
    assert not evidence.tab.viewer.findChildren(PartsCard)[0].isVisible()
