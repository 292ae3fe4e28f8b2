"""The check number of a pack as it is told by telephone: no letter is heard as another."""

from dslapp.domain.pack.chosen import said_aloud


def test_letters_are_said_as_words_and_digits_stay() -> None:
    assert said_aloud("ba40 ea35") == "B for Bravo, A for Alpha, 4, 0 · E for Echo, A for Alpha, 3, 5"
