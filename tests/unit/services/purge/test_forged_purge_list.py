"""A list of what was purged deletes nothing by itself: only a signed erasure by somebody who may erase does."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from dslapp.casebook.evidence.files import EvidenceShutAway
from dslapp.casebook.journal.canonical import canonical
from dslapp.casebook.journal.entries import EntryBody, commitment_of, hash_of, seal
from dslapp.casebook.journal.verify import verify
from dslapp.casebook.purging.purged_list import SignedErasure, remember
from dslapp.casebook.purging.purged_record import own_erasures, vouched_for
from dslapp.domain.entity import new_id
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.trust.entries import BackupPlace, Erasure, PurgedFile
from dslapp.services.backups.back_up import add_place, back_up
from dslapp.services.backups.drill_backup import drill_backup
from dslapp.services.backups.restore_backup import restore_in_session
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.purge.kept_elsewhere import back_again, remove_where_reachable
from dslapp.services.purge.purge_exhibit import purge_exhibit
from dslapp.services.purge.shut_away import let_out
from dslapp.services.session import Session
from tests.casebooks import DSL, HEAD
from tests.cases import bare_case
from tests.purges import POLICE, picture

UnlockAs = Callable[[str], Session]


def forged(session: Session, exhibit: Exhibit, *, salt: bytes = b"s" * 16) -> SignedErasure:
    """An erasure of the exhibit's file that the member signs and never puts into the journal."""
    file = PurgedFile(file_id=exhibit.file_id, sha256=exhibit.sha256, size=exhibit.size)
    erasure = Erasure(id=new_id(), entries=(1,), ref="OSI-2026-0001", because="Purged.", files=(file,))
    content = canonical({"kind": "erasure", "reason": "Purged.", "entity": erasure})
    identity, casebook = session.casebook.identity, session.casebook
    body = EntryBody(
        casebook=casebook.id, seq=casebook.head[0] + 5, prev=casebook.head_hash, at=0, tz="Europe/London", session="s",
        actor=identity.member_id, key=identity.public_key, action="created", entity_type="erasure",
        entity_id=erasure.id, version=1, commitment=commitment_of(salt, content), app="1",
    )  # fmt: skip
    sealed = seal(body, identity.signing_key)
    return SignedErasure(body=sealed.body, signature=sealed.signature.hex(), salt=salt.hex(), content=content)


def attach(session: Session) -> Exhibit:
    case = bare_case(session)
    return attach_file(session, case, picture(), ExhibitAnswers(), image_answer="no", name="against-the-head.png")


def stick(session: Session, tmp_path: Path) -> BackupPlace:
    """The red stick in the office."""
    (tmp_path / "stick").mkdir()
    return add_place(session, "Red stick", tmp_path / "stick", "stick")


def in_pool(place: BackupPlace, exhibit: Exhibit) -> int:
    return len(list(Path(place.folder).rglob(f"{exhibit.file_id}*")))


@pytest.mark.parametrize("forger", [HEAD, DSL])
def test_what_stands_on_the_list_alone_is_deleted_nowhere_and_told(
    unlock_as: UnlockAs, tmp_path: Path, forger: str
) -> None:
    session = unlock_as(DSL)
    exhibit, place = attach(session), stick(session, tmp_path)
    back_up(session, place.id)
    by = unlock_as(forger)
    remember(by.opened.folder, by.opened.keys, [forged(by, exhibit)])

    session = unlock_as(DSL)
    assert session.evidence.is_there(exhibit.file_id)
    with pytest.raises(EvidenceShutAway):
        session.evidence.read(exhibit.file_id, exhibit.sha256)
    assert [each.id for each in back_again(session)] == [exhibit.id]
    assert "a list beside the record hides it" in verify(session.casebook, session.evidence).faults[0].what
    back_up(session, place.id)
    remove_where_reachable(session)
    assert in_pool(place, exhibit) == 1

    session.evidence.remove(exhibit.file_id)
    assert "its file is missing" in {fault.what for fault in verify(session.casebook, session.evidence).faults}


def test_a_proof_misses_what_only_a_list_calls_purged(unlock_as: UnlockAs, tmp_path: Path) -> None:
    session = unlock_as(DSL)
    exhibit, place = attach(session), stick(session, tmp_path)
    back_up(session, place.id)
    [home] = Path(place.folder).glob("*-backup")
    for folder in (home, session.opened.folder):
        remember(folder, session.opened.keys, [forged(session, exhibit)])
    next(home.rglob(f"{exhibit.file_id}.age")).unlink()
    assert drill_backup(session, place.id).faults


def test_what_only_a_list_hides_is_let_out_by_who_leads(unlock_as: UnlockAs) -> None:
    session = unlock_as(DSL)
    exhibit = attach(session)
    remember(session.opened.folder, session.opened.keys, [forged(unlock_as(HEAD), exhibit)])
    session = unlock_as(DSL)
    let_out(session, exhibit.id, "Nobody purged it: Mrs Quillan was asked")
    for again in (False, True):
        now = unlock_as(DSL) if again else session
        assert now.evidence.read(exhibit.file_id, exhibit.sha256) == picture()
        assert back_again(now) == ()
        assert verify(now.casebook, now.evidence).faults == ()


@pytest.mark.parametrize(("forger", "comes_back"), [(HEAD, True), (DSL, False)])
def test_a_restore_leaves_out_only_what_somebody_who_may_erase_has_signed(
    unlock_as: UnlockAs, tmp_path: Path, forger: str, comes_back: bool
) -> None:
    session = unlock_as(DSL)
    exhibit, place = attach(session), stick(session, tmp_path)
    made = back_up(session, place.id)
    erasure = forged(unlock_as(forger), exhibit)
    session = unlock_as(DSL)
    [home] = Path(place.folder).glob("*-backup")
    remember(home, session.opened.keys, [erasure])
    session.evidence.remove(exhibit.file_id)

    restore_in_session(session, place.id, made.name, "Try")

    session = unlock_as(DSL)
    assert session.evidence.is_there(exhibit.file_id) == comes_back
    assert exhibit.file_id in session.evidence.shut_away
    assert bool(verify(session.casebook, session.evidence).faults) == comes_back
    assert [each.id for each in back_again(session)] == [exhibit.id]


def test_an_erasure_that_was_changed_or_moved_here_from_elsewhere_counts_for_nothing(unlock_as: UnlockAs) -> None:
    session = unlock_as(DSL)
    exhibit = attach(session)
    good = forged(session, exhibit)
    assert vouched_for(session.casebook, [good])
    body = msgspec.json.decode(good.body, type=EntryBody)
    elsewhere = seal(msgspec.structs.replace(body, casebook=new_id()), session.casebook.identity.signing_key)
    for wrong in (
        msgspec.structs.replace(good, content=good.content.replace(exhibit.file_id, new_id())),
        msgspec.structs.replace(good, signature="00" * 64),
        msgspec.structs.replace(good, signature="no"),
        msgspec.structs.replace(good, body="{"),
        msgspec.structs.replace(good, body=elsewhere.body, signature=elsewhere.signature.hex()),
    ):
        assert vouched_for(session.casebook, [wrong]) == ()


def test_the_list_holds_the_erasures_as_they_were_signed_and_no_word_that_can_be_read(unlock_as: UnlockAs) -> None:
    session = unlock_as(DSL)
    exhibit = attach(session)
    purge_exhibit(session, exhibit.id, POLICE)
    [own] = own_erasures(session.casebook)
    body = session.casebook.connection.execute("SELECT hash FROM journal WHERE body = ?", (own.body,)).fetchone()
    assert body[0] == hash_of(own.body)
    stored = (session.opened.folder / "purged.json").read_bytes()
    assert exhibit.file_id.encode() not in stored
    assert b"PC 4471" not in stored
