"""A passphrase opens its own member's keys, and a slot that somebody changed opens with none."""

import unicodedata

import msgspec
import pytest

from dslapp.casebook.keys.member_keys import FLOOR_KDF, Identity, Kdf, Slot, WrongPassphrase, new_identity, unwrap, wrap
from dslapp.domain.problems import EnvironmentProblem

CASEBOOK = "0192f0c4-0000-7000-8000-000000000001"
PASSPHRASE = "walnut-harbour-cinder-lantern"


@pytest.fixture(scope="module")
def identity() -> Identity:
    return new_identity("0192f0c4-0000-7000-8000-00000000000a", "Jo Hartsedge")


@pytest.fixture(scope="module")
def slot(identity: Identity) -> Slot:
    return wrap(identity, casebook=CASEBOOK, role="dsl", label="DSL · JH", passphrase=PASSPHRASE, kdf=FLOOR_KDF)


def test_the_passphrase_opens_the_slot(slot: Slot, identity: Identity) -> None:
    assert unwrap(slot, casebook=CASEBOOK, passphrase=PASSPHRASE) == identity


@pytest.mark.parametrize(
    "typed",
    ["", "Walnut-harbour-cinder-lantern", PASSPHRASE + " ", "walnut harbour cinder lantern", "🦊" * 40, "x" * 1000],
    ids=["nothing", "a capital", "a space behind", "spaces for hyphens", "emoji", "1,000 characters"],
)
def test_anything_else_does_not(slot: Slot, typed: str) -> None:
    with pytest.raises(WrongPassphrase):
        unwrap(slot, casebook=CASEBOOK, passphrase=typed)


def test_accents_open_it_however_the_keyboard_writes_them(identity: Identity) -> None:
    phrase = "crème brûlée über Zürich"
    composed, split = (unicodedata.normalize(form, phrase) for form in ("NFC", "NFD"))
    assert composed != split
    slot = wrap(identity, casebook=CASEBOOK, role="dsl", label="DSL · JH", passphrase=split, kdf=FLOOR_KDF)
    assert unwrap(slot, casebook=CASEBOOK, passphrase=composed) == identity


@pytest.mark.parametrize(
    "change",
    [
        {"member": "0192f0c4-0000-7000-8000-00000000000b"},
        {"role": "headteacher"},
        {"label": "Headteacher · RQ"},
        {"recipient": "age1changed"},
        {"signing_key": "00" * 32},
        {"kdf": Kdf(passes=4, memory_kib=64 * 1024, lanes=1)},
        {"salt": bytes(16)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_slot_of_which_one_part_was_changed_opens_no_more(slot: Slot, change: dict[str, object]) -> None:
    spoilt = msgspec.structs.replace(slot, **change)
    with pytest.raises(WrongPassphrase):
        unwrap(spoilt, casebook=CASEBOOK, passphrase=PASSPHRASE)


def test_a_slot_opens_in_its_own_casebook_only(slot: Slot) -> None:
    with pytest.raises(WrongPassphrase):
        unwrap(slot, casebook="0192f0c4-0000-7000-8000-0000000000ff", passphrase=PASSPHRASE)


@pytest.mark.parametrize(
    "kdf",
    [
        Kdf(passes=1),
        Kdf(memory_kib=8 * 1024),
        Kdf(memory_kib=4 * 1024 * 1024),
        Kdf(passes=10_000),
        Kdf(lanes=0),
        Kdf(lanes=64),
    ],
    ids=["one pass", "little memory", "4 GiB", "10,000 passes", "no lane", "64 lanes"],
)
def test_weakened_or_monstrous_settings_are_refused_before_anything_is_computed(slot: Slot, kdf: Kdf) -> None:
    with pytest.raises(EnvironmentProblem) as refused:
        unwrap(msgspec.structs.replace(slot, kdf=kdf), casebook=CASEBOOK, passphrase=PASSPHRASE)
    assert not isinstance(refused.value, WrongPassphrase)
