"""Passphrases that a guesser would find are refused; words made by chance are taken."""

import unicodedata

import pytest

from dslapp.domain.trust.passphrases import five_words, four_words, normal_form, strength, words

SCHOOL = ("Thornmoss Academy", "Jo Hartsedge", "Designated safeguarding lead")


def test_four_words_are_always_taken() -> None:
    for _ in range(20):
        assert strength(four_words(), SCHOOL).acceptable


def test_words_with_spaces_are_the_same_words() -> None:
    assert strength(four_words().replace("-", " ")).acceptable


def test_three_words_or_the_same_word_four_times_are_not_enough() -> None:
    word = words()[17]
    assert not strength("-".join([word] * 4)).acceptable
    assert not strength("act-add-age").acceptable


@pytest.mark.parametrize(
    "guessable",
    [
        "", "short", "aaaaaaaaaaaaaaaaaaaa", "password1234567890", "Thornmoss Academy 2026", "jo hartsedge thornmoss",
        "qwertyuiopasdfghjkl", "Safeguarding lead!", "safeguarding lead school head",
    ],
)  # fmt: skip
def test_what_a_colleague_would_try_is_refused_with_advice(guessable: str) -> None:
    judged = strength(guessable, SCHOOL)
    assert not judged.acceptable
    assert judged.advice


def test_a_long_sentence_of_ones_own_is_taken() -> None:
    assert strength("my cat ate seven green lampposts", SCHOOL).acceptable


def test_fourteen_characters_are_told_how_many_are_missing() -> None:
    assert strength("xK4?vm2 pLq9.w").advice.startswith("Use one more character")


def test_accents_count_the_same_however_they_are_typed() -> None:
    composed = "żółta łódź płynie nocą"
    assert normal_form(unicodedata.normalize("NFD", composed)) == composed
    assert strength(unicodedata.normalize("NFD", composed)) == strength(composed)


def test_a_novel_pasted_by_mistake_is_refused() -> None:
    assert not strength("x y" * 1000).acceptable


def test_a_documents_password_has_five_words_that_every_reader_takes() -> None:
    made = [five_words() for _ in range(50)]
    assert all(len(password) <= 32 and len(password.split("-")) == 5 for password in made)
    assert len(set(made)) == 50
    assert all(set(password.split("-")) <= set(words()) for password in made)
