"""Three tries lift the cover: the PINs that anybody would try first are refused, and few others."""

import pytest

from dslapp.domain.trust.pins import is_easily_guessed

FOUND_MOST = """
1234 1111 0000 1342 1212 2222 4444 1122 1986 2020 7777 5555 1989 9999 6969 2004 1010 4321 6666 1984 8888 2000 2580 1313
3333 2468 1004 2001 0852 1470 0007 5683 123456 654321 123123 112233 159753 12345678 87654321 11223344
"""


@pytest.mark.parametrize("pin", FOUND_MOST.split())
def test_what_surveys_find_most_often_is_easily_guessed(pin: str) -> None:
    assert is_easily_guessed(pin)


@pytest.mark.parametrize("pin", ["1979", "2013", "130411", "110413", "13042011", "20110413", "1221", "7890", "9630"])
def test_years_birthdays_and_shapes_on_the_keypad_are(pin: str) -> None:
    assert is_easily_guessed(pin)


@pytest.mark.parametrize("pin", ["7413", "2846", "70318264", "93706", "480267", "996031"])
def test_others_are_not(pin: str) -> None:
    assert not is_easily_guessed(pin)


def test_nearly_all_pins_stay_free_to_choose() -> None:
    refused = sum(is_easily_guessed(f"{number:04}") for number in range(10_000))
    assert 300 < refused < 800
