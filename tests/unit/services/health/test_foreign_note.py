"""What a computer's key store keeps for a casebook and its keys did not write is told of, and stays until explained."""

from pathlib import Path

import msgspec
import pytest
from pyrage import x25519

from dslapp.casebook.journal.anchors import item_of
from dslapp.casebook.keys.key_files import read_keys, read_members, write_keys, write_members
from dslapp.casebook.keys.member_keys import Identity, Slot, wrap
from dslapp.casebook.opening import AnotherCasebook, slot_that_opens
from dslapp.services.access.countersign import countersign, waiting
from dslapp.services.access.unlock_casebook import unlock_casebook
from dslapp.services.health.anchors import explain_older_copy
from dslapp.services.program import Program
from tests.casebooks import DEPUTY, DSL, HEAD, PASSPHRASES
from tests.secret_service import ON_LINUX, AskedDirectly
from tests.sittings import copied, opened_again, put_back, sitting, write_something

pytestmark = ON_LINUX


def test_a_note_that_these_keys_did_not_write_is_told_of_and_stays_until_somebody_says_why(
    here: Program, casebook_folder: Path, key_store: AskedDirectly
) -> None:
    opened_again(here, casebook_folder)
    item = item_of(read_members(casebook_folder).casebook)
    kept = key_store.read(item)
    assert kept is not None
    foreign = kept.replace('"entry":', '"entry":9')
    key_store.write(item, foreign)

    for _ in range(2):
        report = opened_again(here, casebook_folder)
        assert report.judged.state == "the key store remembers another record"
        assert not report.judged.is_clear
        assert "was not written with the keys that open it now" in report.judged.meaning
        assert key_store.read(item) == foreign

    with sitting(here, casebook_folder) as session:
        report = explain_older_copy(session, "The book fits; the key store was damaged in a crash.")
        assert report.judged.state == "restored, to be countersigned"
    with sitting(here, casebook_folder, HEAD) as session:
        (seen,) = waiting(session)
        assert "key store" in seen.what
        countersign(session, [seen.entry], agrees=True)
    assert opened_again(here, casebook_folder).judged.state == "as it was left"
    key_store.write(item, foreign.replace('"entry":9', '"entry":8'))
    assert not opened_again(here, casebook_folder).judged.is_clear, "one reason is for one note"


def test_an_older_copy_with_keys_sealed_anew_is_no_casebook_that_a_member_knows(
    here: Program, casebook_folder: Path
) -> None:
    """Whoever was ever a member had the keys: sealed anew with another one in front, they would hide an older copy."""
    older = copied(casebook_folder, "older")
    with sitting(here, casebook_folder) as session:
        write_something(session)
    put_back(older, casebook_folder)
    sealed_anew(casebook_folder, DEPUTY)

    with pytest.raises(AnotherCasebook):
        unlock_casebook(here, casebook_folder, DSL, PASSPHRASES[DSL])


def test_the_same_is_told_by_the_key_store_where_a_member_does_not_know_the_keys_yet(
    here: Program, casebook_folder: Path, key_store: AskedDirectly
) -> None:
    """A casebook that an older program made: its members' identities do not name the first evidence key."""
    not_naming_the_keys(casebook_folder, DSL)
    older = copied(casebook_folder, "older")
    with sitting(here, casebook_folder) as session:
        write_something(session)
    put_back(older, casebook_folder)
    sealed_anew(casebook_folder, DEPUTY)
    item = item_of(read_members(casebook_folder).casebook)
    kept = key_store.read(item)

    for _ in range(2):
        assert opened_again(here, casebook_folder).judged.state == "the key store remembers another record"
        assert key_store.read(item) == kept


def test_an_older_casebook_s_member_knows_the_keys_from_the_next_opening_on(
    here: Program, casebook_folder: Path
) -> None:
    not_naming_the_keys(casebook_folder, DSL)
    opened_again(here, casebook_folder)
    sealed_anew(casebook_folder, DEPUTY)

    with pytest.raises(AnotherCasebook):
        unlock_casebook(here, casebook_folder, DSL, PASSPHRASES[DSL])


def slot_of(folder: Path, who: str) -> tuple[Slot, Identity]:
    found = slot_that_opens(read_members(folder), who, PASSPHRASES[who])
    assert found is not None
    return found


def sealed_anew(folder: Path, who: str) -> None:
    """What anybody can do who ever had the keys: seal them to everybody again, with another identity in front."""
    _, identity = slot_of(folder, who)
    keys = read_keys(folder, identity.age, casebook=read_members(folder).casebook)
    evidence = (str(x25519.Identity.generate()), *keys.evidence)
    write_keys(folder, msgspec.structs.replace(keys, evidence=evidence), keys.sealed_to)


def not_naming_the_keys(folder: Path, who: str) -> None:
    file, (slot, identity) = read_members(folder), slot_of(folder, who)
    older = wrap(
        msgspec.structs.replace(identity, first_evidence=""), casebook=file.casebook, role=slot.role, label=slot.label,
        passphrase=PASSPHRASES[who], kdf=slot.kdf,
    )  # fmt: skip
    slots = tuple(older if each == slot else each for each in file.slots)
    write_members(folder, msgspec.structs.replace(file, slots=slots))
