"""The papers of the school say what practice asks of them."""

from pathlib import Path

import msgspec
import pytest

from dslapp.documents.document import Provenance
from dslapp.documents.drawing import draw
from dslapp.documents.pictures import Picture
from dslapp.documents.recovery_sheet import recovery_sheet_pdf
from dslapp.documents.referral_summary import referral_summary
from dslapp.domain.referral.content import ReferralContent
from dslapp.domain.referral.fields import FIELDS, FIRST_PAGE, gaps
from dslapp.domain.trust.recovery_groups import recovery_groups
from tests.unit.documents.made_up import LADO, POLICE, PROVENANCE, SAMPLES, known
from tests.unit.documents.readers import Reader

BOTH = pytest.mark.parametrize("content", [LADO, POLICE], ids=["LADO", "police"])


@BOTH
def test_all_eleven_points_stand_on_the_first_page(content: ReferralContent, tmp_path: Path) -> None:
    first = Reader(tmp_path, draw(referral_summary(content, PROVENANCE))).flowing(1)
    for point in FIRST_PAGE[content.recipient]:
        assert f"{point.number} {point.heading.split()[0]}" in first
    assert "07700 900123" in first


def test_a_lado_reads_on_page_one_what_to_do_and_by_when(tmp_path: Path) -> None:
    first = Reader(tmp_path, draw(referral_summary(LADO, PROVENANCE))).flowing(1)
    assert "Decision wanted by: the end of Monday 16 November 2026" in first
    assert "Next with children: Saturday 14 November 2026, 09:00" in first
    assert "Date of birth (true): Not known – HR is closed until Monday 16 November, 08:00" in first
    assert "Deliberately not done: Not spoken to Ms Orme" in first


def test_lines_of_an_answer_do_not_run_together_on_the_first_page(tmp_path: Path) -> None:
    answers = {**LADO.answers, "limbs": known("2: possibly an offence\n3: a risk of harm.\n4: not suitable")}
    first = Reader(tmp_path, draw(referral_summary(msgspec.structs.replace(LADO, answers=answers), PROVENANCE)))
    assert "2: possibly an offence; 3: a risk of harm. 4: not suitable" in first.flowing(1)


@pytest.mark.parametrize(
    ("words", "printed"),
    [("“our secret”", "“our secret”"), ("our secret", "“our secret”"), ('"our secret"', '"our secret"')],
)
def test_exact_words_stand_in_one_pair_of_quotation_marks(words: str, printed: str, tmp_path: Path) -> None:
    content = msgspec.structs.replace(LADO, answers={**LADO.answers, "exact_words": known(words)})
    first = Reader(tmp_path, draw(referral_summary(content, PROVENANCE))).flowing(1)
    assert f"Exact words: {printed} " in first


def test_ten_thousand_characters_of_exact_words_leave_the_first_page_whole(tmp_path: Path) -> None:
    words = "dont tell anyone or i will post it 😭 " * 270
    content = msgspec.structs.replace(LADO, answers={**LADO.answers, "exact_words": known(words)})
    read = Reader(tmp_path, draw(referral_summary(content, PROVENANCE)))
    assert "11 Tonight" in read.flowing(1)
    assert "(below)" in read.flowing(1)
    pages = [read.flowing(page).split(" Thornmoss Academy OFFICIAL")[0] for page in range(2, read.pages + 1)]
    whole = " ".join(pages)
    assert whole.count("dont tell anyone or i will post it 😭") == 270


@BOTH
def test_the_first_page_is_one_page_however_much_was_written(content: ReferralContent, tmp_path: Path) -> None:
    wordy = {
        field.id: known(f"{field.label}: " + "very long and careful words. " * 30)
        for field in FIELDS[content.recipient]
    }
    read = Reader(tmp_path, draw(referral_summary(msgspec.structs.replace(content, answers=wordy), PROVENANCE)))
    assert f"11 {FIRST_PAGE[content.recipient][-1].heading.split()[0]}" in read.flowing(1)
    assert read.flowing().count("very long and careful words.") >= 30 * len(FIELDS[content.recipient])


@BOTH
def test_every_field_of_the_form_says_something(content: ReferralContent, tmp_path: Path) -> None:
    text = "".join(Reader(tmp_path, draw(referral_summary(content, PROVENANCE))).text().split())
    for field in FIELDS[content.recipient]:
        assert "".join(field.label.split()) in text or len(field.label) > 22
    empty = msgspec.structs.replace(content, answers={})
    (tmp_path / "empty").mkdir()
    blank = Reader(tmp_path / "empty", draw(referral_summary(empty, PROVENANCE))).flowing()
    required = [field for field in FIELDS[content.recipient] if field.need in ("required", "conditional")]
    assert blank.count("Not known – the school has not answered this yet") >= len(required)


def test_without_pictures_the_lados_schedule_stands_alone_and_with_them_each_has_a_page(tmp_path: Path) -> None:
    without = Reader(tmp_path, draw(referral_summary(LADO, PROVENANCE)))
    pages = without.pages
    assert "Exhibit JH/1" not in without.text()
    picture = Picture(
        (SAMPLES / "photo-of-phone-screen.jpg").read_bytes(), "image/jpeg", "Turned as the phone was held"
    )
    shown = Reader(tmp_path, draw(referral_summary(LADO, PROVENANCE, {"JH/1": (picture,)})))
    assert shown.pages == pages + 1
    assert "Exhibit JH/1" in shown.text(shown.pages)
    assert "Turned as the phone was held" in shown.text(shown.pages)


def test_guidance_is_drawn_and_written_out_with_who_and_when(tmp_path: Path) -> None:
    text = Reader(tmp_path, draw(referral_summary(LADO, PROVENANCE))).flowing()
    assert "Guidance followed: Concern about an adult who works here" in text
    assert "Answered anew later: the club was remembered at 17:10" in text
    assert "Ring the LADO now. The latest is the end of Monday 16 November 2026. Don’t wait for more facts." in text
    assert "Sexual communication with a child is" in text


def test_the_recovery_sheet_has_every_group_in_order(tmp_path: Path) -> None:
    identity = "AGE-SECRET-KEY-1" + "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LQPZRY9X8GF2TVDW0S3JN54KHCE"
    read = Reader(tmp_path, recovery_sheet_pdf(identity, "Thornmoss Academy"))
    assert read.pages == 1
    text = read.flowing()
    for number, group in enumerate(recovery_groups(identity), 1):
        assert f"{number} {group}" in text
    assert "age --decrypt -i key.txt casebook.key.age" in text
    assert "Made by" not in text


def test_gaps_come_first_what_nobody_answered_then_what_is_not_known() -> None:
    found = gaps("lado", LADO.answers)
    assert [gap.field.id for gap in found] == ["adult_suicide_risk", "adult_dob", "adult_own_children"]
    assert "The LADO will ask for the adult's true date of birth" in found[1].in_words()
    without = {key: value for key, value in LADO.answers.items() if key != "adult_other_work"}
    assert gaps("lado", without)[0].in_words() == "The LADO will ask whether the adult works with children elsewhere."


@BOTH
def test_the_first_page_shows_only_fields_of_the_form(content: ReferralContent) -> None:
    ids = [field.id for field in FIELDS[content.recipient]]
    assert len(ids) == len(set(ids))
    assert {shown for point in FIRST_PAGE[content.recipient] for shown in point.fields} <= set(ids)
    assert [point.number for point in FIRST_PAGE[content.recipient]] == list(range(1, 12))
    assert set(content.answers) <= set(ids)


def test_a_paper_without_a_maker_has_no_empty_words_in_its_foot(tmp_path: Path) -> None:
    made = Provenance(school="Thornmoss Academy")
    assert "Made by" not in Reader(tmp_path, draw(referral_summary(LADO, made))).text()
