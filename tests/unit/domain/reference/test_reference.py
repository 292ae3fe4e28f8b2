"""What the reference data is used for: a child's age beside a platform's, the words in a text, faults in the data."""

from datetime import date

import msgspec
import pytest

from dslapp.content.guidance import load_glossary, load_legislation, load_platforms
from dslapp.content.library import load_library
from dslapp.domain.case.birth_dates import age_on
from dslapp.domain.reference.checked import check_is_due
from dslapp.domain.reference.checks import check_legislation, check_platforms, check_reference
from dslapp.domain.reference.glossary import words_in
from dslapp.domain.reference.platforms import Platform, minimum_age_on, under_age


def card(name: str) -> Platform:
    found = load_platforms().called(name)
    assert found is not None
    return found


@pytest.mark.parametrize("name", ["WhatsApp", "whatsapp", "Whats App", " WHATSAPP "])
def test_a_platform_is_known_however_it_is_written(name: str) -> None:
    assert card(name).key == "whatsapp"


def test_a_platform_without_a_card_gets_the_one_for_any_other() -> None:
    cards = load_platforms()
    assert cards.called("PicLoop") is None
    found = cards.card("PicLoop")
    assert found is not None
    assert found.key == "any-other"


def test_a_year_five_child_is_too_young_for_instagram() -> None:
    hint = under_age(card("Instagram"), date(2017, 3, 1), date(2026, 11, 11))
    assert hint is not None
    assert (hint.age, hint.minimum) == (9, 13)


def test_on_the_thirteenth_birthday_the_child_is_old_enough() -> None:
    assert under_age(card("Instagram"), date(2013, 11, 11), date(2026, 11, 10)) is not None
    assert under_age(card("Instagram"), date(2013, 11, 11), date(2026, 11, 11)) is None


def test_the_age_of_the_day_counts_not_todays() -> None:
    assert minimum_age_on(card("WhatsApp"), date(2024, 4, 10)) == 16
    assert minimum_age_on(card("WhatsApp"), date(2024, 4, 11)) == 13
    assert minimum_age_on(card("WhatsApp"), date(2017, 1, 1)) is None


def test_where_no_age_is_known_no_hint_is_given() -> None:
    assert under_age(card("Roblox"), date(2018, 1, 1), date(2026, 11, 11)) is None


def test_an_age_is_counted_in_whole_years() -> None:
    assert age_on(date(2012, 2, 29), date(2026, 2, 28)) == 13
    assert age_on(date(2012, 2, 29), date(2026, 3, 1)) == 14


def test_the_words_of_a_text_are_found_in_their_order() -> None:
    text = "Ring the MASH, then the LADO. A section 47 enquiry may follow. Refer to Prevent to prevent more."
    assert [word.key for word in words_in(load_glossary(), text)] == ["mash", "lado", "section-47", "prevent"]


def test_an_ordinary_word_is_not_taken_for_an_abbreviation() -> None:
    assert words_in(load_glossary(), "Send it through the usual channels and prevent a sarcastic answer.") == ()


def test_six_months_are_a_long_time() -> None:
    assert not check_is_due(date(2026, 5, 20), date(2026, 11, 19))
    assert check_is_due(date(2026, 5, 20), date(2026, 11, 20))


def test_an_offered_act_that_is_repealed_is_a_fault() -> None:
    acts = load_legislation()
    wrong = tuple(msgspec.structs.replace(law, for_police=True) for law in acts.laws if law.standing == "repealed")
    assert len(check_legislation(msgspec.structs.replace(acts, laws=wrong))) == len(wrong)


def test_two_cards_of_one_name_are_a_fault() -> None:
    cards = load_platforms()
    twin = msgspec.structs.replace(card("Snapchat"), key="snap-again")
    found = check_platforms(msgspec.structs.replace(cards, platforms=(*cards.platforms, twin)))
    assert {finding.step for finding in found} == {"snap-again"}


def test_everything_that_ships_is_checked_in_one_go() -> None:
    assert check_reference(load_library()) == ()
