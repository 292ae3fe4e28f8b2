"""One entry of the journal: what its hash and signature cover, and how its seal is written on paper."""

import hashlib
import re

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from dslapp.casebook.journal.canonical import canonical
from dslapp.casebook.journal.entries import (
    GENESIS,
    EntryBody,
    commitment_of,
    digest_of,
    hash_of,
    seal,
    short_seal,
    signature_fits,
)

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
BODY = EntryBody(
    casebook="c", seq=1, prev=GENESIS, at=1_794_588_600_000, tz="Europe/London", session="s", actor="a",
    key=KEY.public_key().public_bytes_raw().hex(), action="created", entity_type="incident", entity_id="i", version=1,
    commitment=commitment_of(b"salt", "{}"), app="0.1.0",
)  # fmt: skip
OTHERS: dict[str, object] = {"seq": 2, "at": 1, "v": 1, "version": 2}


def test_an_entry_fits_its_author_and_nobody_else() -> None:
    sealed = seal(BODY, KEY)
    assert signature_fits(sealed.hash, sealed.signature, KEY.public_key())
    assert not signature_fits(sealed.hash, sealed.signature, Ed25519PrivateKey.generate().public_key())


@pytest.mark.parametrize("field", EntryBody.__struct_fields__)
def test_each_field_of_an_entry_is_covered(field: str) -> None:
    changed = msgspec.structs.replace(BODY, **{field: OTHERS.get(field, "changed")})
    sealed = seal(BODY, KEY)
    assert hash_of(canonical(changed)) != sealed.hash
    assert not signature_fits(hash_of(canonical(changed)), sealed.signature, KEY.public_key())


def test_the_chain_can_be_followed_past_an_entry_that_is_not_shown() -> None:
    """Its digest and the hash before it are enough, and the digest tells nothing."""
    shown = hashlib.sha256(b"dsl-casebook/entry/v2\0" + (BODY.prev + digest_of(canonical(BODY))).encode())
    assert shown.digest() == seal(BODY, KEY).hash


def test_an_entry_of_the_first_format_keeps_its_hash() -> None:
    text = canonical(msgspec.structs.replace(BODY, v=1))
    assert hash_of(text) == hashlib.sha256(b"dsl-casebook/entry/v1\0" + text.encode()).digest()


def test_content_is_committed_to_with_a_salt_so_that_it_can_be_erased_and_not_be_guessed() -> None:
    assert commitment_of(b"one salt", "{}") != commitment_of(b"another", "{}")
    assert commitment_of(b"one salt", "{}") != commitment_of(b"one salt", "{ }")


@given(st.binary(min_size=32, max_size=32))
def test_a_seal_on_paper_has_three_groups_that_are_easy_to_read(digest: bytes) -> None:
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}", short_seal(digest))


@given(
    st.dictionaries(st.text(max_size=8), st.one_of(st.text(), st.integers(-(2**53), 2**53), st.booleans(), st.none()))
)
def test_the_same_value_is_always_the_same_bytes(value: dict[str, object]) -> None:
    backwards = dict(reversed(value.items()))
    text = canonical(value)
    assert canonical(backwards) == text
    assert canonical(msgspec.json.decode(text)) == text
