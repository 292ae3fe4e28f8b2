"""F20: passphrases typed wrongly, otherwise, or oddly. Right ones open on any keyboard; others get one sentence."""

import unicodedata
from collections.abc import Callable
from itertools import islice

import pytest

from dslapp.casebook.keys.member_keys import FLOOR_KDF, Identity, WrongPassphrase, new_identity, unwrap, wrap
from dslapp.domain.entity import new_id
from tests.faults.counts import Count

CASEBOOK = "0192f0c4-0000-7000-8000-000000000001"
CHOSEN = {
    "four words": "walnut-harbour-cinder-lantern",
    "accents": "Zoë’s café près du château 1927",
    "accents taken apart": unicodedata.normalize("NFD", "Zoë’s café près du château 1927"),
    "other letters": "пароль на школьном дворе",
    "letters that go together": "كلمة السر في المدرسة",
    "emoji": "🐝🐝 bees in the 🏫 garden 👩‍🏫",
    "a thousand characters": "w" * 500 + "ä" * 500,
    "blanks at both ends": "  blanks at both ends  ",
    "quotes and backslashes": "it's a \"quoted\" \\ passphrase'; --",
    "half of a pair": "half of a pair \ud83d of two",
}
OF_EACH = 2
SAME: dict[str, Callable[[str], str]] = {
    "taken apart": lambda typed: unicodedata.normalize("NFD", typed),
    "put together": lambda typed: unicodedata.normalize("NFC", typed),
}
OTHER: dict[str, Callable[[str], str]] = {
    "empty": lambda typed: "",
    "in the other case": lambda typed: typed.swapcase(),
    "with a blank at its end": lambda typed: typed + " ",
    "without its last character": lambda typed: typed[:-1],
    "with a character too many": lambda typed: typed + "n",
    "with a nought byte": lambda typed: typed + "\0",
    "twice": lambda typed: typed + typed,
    "turned round": lambda typed: typed[::-1],
    "in its compatibility form": lambda typed: "ﬁ" + typed,
}


def others_of(name: str) -> list[tuple[str, Callable[[str], str]]]:
    """Some wrong ways of typing it that differ from it at all; which ones depends on its place in the list."""
    typed = CHOSEN[name]
    wrong = [
        each
        for each in OTHER.items()
        if unicodedata.normalize("NFC", each[1](typed)) != unicodedata.normalize("NFC", typed)
    ]
    start = 2 * list(CHOSEN).index(name) % len(wrong)
    return list(islice(wrong[start:] + wrong, OF_EACH))


@pytest.fixture(scope="module")
def identity() -> Identity:
    return new_identity(new_id(), "Jo Hartsedge")


@pytest.mark.parametrize("name", CHOSEN)
def test_a_passphrase_opens_in_every_normal_form_and_nothing_else_does(
    name: str, identity: Identity, counted: Count
) -> None:
    passphrase, tried, wrong = CHOSEN[name], 0, list[str]()
    slot = wrap(identity, casebook=CASEBOOK, role="dsl", label="DSL", passphrase=passphrase, kdf=FLOOR_KDF)
    for how, change in SAME.items():
        tried += 1
        if unwrap(slot, casebook=CASEBOOK, passphrase=change(passphrase)) != identity:
            wrong.append(how)
    for how, change in others_of(name):
        typed = change(passphrase)
        tried += 1
        try:
            unwrap(slot, casebook=CASEBOOK, passphrase=typed)
            wrong.append(how)
        except WrongPassphrase as told:
            if told.message != "That did not open the casebook." or not told.way_forward:
                wrong.append(how)
    counted("F20", "passphrase typed rightly, wrongly, otherwise", tried, acknowledged=2, silent=len(wrong))
    assert wrong == []
