"""What is kept of the journal outside it can be made by those who hold its keys, and by nobody else."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dslapp.casebook.journal.anchors import anchor_key, anchor_text, read_anchor
from dslapp.casebook.keys.credentials import LONGEST
from dslapp.domain.trust.record_state import Anchor
from dslapp.services.session import Session

OTHER = anchor_key("AGE-SECRET-KEY-1" + "Q" * 58)


def read(text: str, session: Session, key: bytes = b"") -> Anchor | None:
    key = key or anchor_key(session.opened.keys.evidence[0])
    return read_anchor(text, key, casebook=session.casebook.id, source="computer", where="this computer")


@pytest.fixture
def text(session: Session) -> str:
    """The anchor of the casebook as it stands."""
    return anchor_text(session.casebook, anchor_key(session.opened.keys.evidence[0]), members=3)


def test_it_is_read_back_as_it_was_made(session: Session, text: str) -> None:
    anchor = read(text, session)

    assert anchor is not None
    assert (anchor.entry, anchor.fingerprint) == (session.casebook.head[0], session.casebook.head_hash)
    assert (anchor.at, anchor.members) == (session.clock(), 3)


def test_it_fits_into_every_key_store(text: str) -> None:
    assert len(text) < LONGEST / 2
    assert text.isascii()


def test_another_key_makes_another_code(session: Session, text: str) -> None:
    assert read(text, session, OTHER) is None


def test_nothing_in_it_can_be_changed(session: Session, text: str) -> None:
    kept = msgspec.json.decode(text)
    for name, value in (("entry", 1), ("hash", "0" * 64), ("at", 0), ("members", 0), ("casebook", "other")):
        changed = {**kept, "anchor": {**kept["anchor"], name: value}}
        assert read(msgspec.json.encode(changed).decode(), session) is None, name
    assert read(msgspec.json.encode({**kept, "mac": "ü" * 32}).decode(), session) is None


def test_it_holds_nothing_of_a_record(session: Session, text: str) -> None:
    assert set(msgspec.json.decode(text)["anchor"]) == {"v", "casebook", "entry", "hash", "at", "members"}


@given(st.text(max_size=500) | st.from_regex(r'\{"anchor":\{.*\},"mac":".*"\}', fullmatch=True))
def test_any_text_at_all_is_read_or_refused(text: str) -> None:
    assert read_anchor(text, OTHER, casebook="0192", source="computer", where="this computer") is None
