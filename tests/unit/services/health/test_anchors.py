"""An older copy of the casebook, or another one, is noticed at the next unlock; an innocent computer accuses nobody."""

import shutil
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from dslapp.casebook.journal.anchors import ANCHOR_FILE, item_of
from dslapp.casebook.keys.key_files import read_members
from dslapp.domain.problems import NotAllowed, UserProblem
from dslapp.domain.trust.entries import Restored
from dslapp.services.access.countersign import countersign, waiting
from dslapp.services.backups.back_up import add_place, back_up, backup_places, home_of
from dslapp.services.backups.restore_backup import restore_backup
from dslapp.services.health.anchors import anchor_report, explain_older_copy, look_at_anchors
from dslapp.services.health.verify_casebook import verify_casebook, verify_folder
from dslapp.services.program import Program
from dslapp.services.session import Session
from tests.casebooks import DEPUTY, DSL, HEAD, PASSPHRASES, SettableClock
from tests.secret_service import ON_LINUX, AskedDirectly
from tests.sittings import copied, opened_again, put_back, sitting, write_something

pytestmark = ON_LINUX


def test_a_computer_that_never_saw_the_casebook_says_that_it_does_not_know(
    here: Program, casebook_folder: Path
) -> None:
    report = opened_again(here, casebook_folder)

    assert report.judged.state == "unknown"
    assert report.judged.is_clear
    assert "does not mean that anything is wrong" in report.judged.meaning


def test_at_the_next_unlock_the_record_is_as_it_was_left(here: Program, casebook_folder: Path) -> None:
    with sitting(here, casebook_folder) as session:
        write_something(session)

    report = opened_again(here, casebook_folder)

    assert report.judged.state == "as it was left"
    assert report.key_store == "This computer’s keyring keeps a note of how the record ends."


def test_what_others_wrote_elsewhere_meanwhile_is_no_fault(
    here: Program, elsewhere: Program, casebook_folder: Path
) -> None:
    opened_again(here, casebook_folder)
    with sitting(elsewhere, casebook_folder, DEPUTY) as session:
        write_something(session)

    assert opened_again(here, casebook_folder).judged.state == "as it was left"


def test_an_older_copy_of_the_whole_folder_is_noticed_until_somebody_explains_it(
    here: Program, casebook_folder: Path
) -> None:
    opened_again(here, casebook_folder)
    older = copied(casebook_folder, "older")
    with sitting(here, casebook_folder) as session:
        write_something(session)
        left_at = session.casebook.head[0] + 1
    put_back(older, casebook_folder)

    first = opened_again(here, casebook_folder)
    with sitting(here, casebook_folder) as session:
        write_something(session)  # it is gone on with, until that entry exists again
        second = anchor_report(session)

    for report in (first, second):
        assert report.judged.state == "an older copy was put back"
        assert not report.judged.is_clear
        assert f"ntry {left_at}" in report.judged.meaning
        assert "Write nothing in it until you know" in report.judged.next_step


def test_a_reason_on_record_and_a_second_member_make_it_clear(here: Program, casebook_folder: Path) -> None:
    opened_again(here, casebook_folder)
    older = copied(casebook_folder, "older")
    with sitting(here, casebook_folder) as session:
        write_something(session)
    put_back(older, casebook_folder)

    with sitting(here, casebook_folder, DEPUTY) as session:
        report = explain_older_copy(session, "  The disk died; this is Thursday’s copy. ")
        assert report.judged.state == "restored, to be countersigned"
        restored = session.casebook.select(Restored)[0]
        assert restored.reason == "The disk died; this is Thursday’s copy."
    with sitting(here, casebook_folder, HEAD) as session:
        assert anchor_report(session).judged.state == "restored, to be countersigned"
        countersign(session, [waiting(session)[0].entry], agrees=True)

    assert opened_again(here, casebook_folder).judged.state == "as it was left"


def test_an_explanation_with_which_the_second_member_does_not_agree_explains_nothing(
    here: Program, casebook_folder: Path
) -> None:
    older = copied(casebook_folder, "older")
    with sitting(here, casebook_folder) as session:
        write_something(session)
    put_back(older, casebook_folder)
    with sitting(here, casebook_folder) as session:
        explain_older_copy(session, "I tidied up.")
    with sitting(here, casebook_folder, HEAD) as session:
        countersign(session, [waiting(session)[0].entry], agrees=False, note="The last week is gone.")
        assert not anchor_report(session).judged.is_clear
    with sitting(here, casebook_folder) as session:
        assert "not right" in anchor_report(session).judged.meaning
        explain_older_copy(session, "I put Monday’s copy back by mistake; the newer one is in the safe.")
        assert anchor_report(session).judged.state == "restored, to be countersigned"
        assert verify_casebook(session).faults == ()


def test_an_explanation_wants_words_a_fault_and_the_right_role(here: Program, casebook_folder: Path) -> None:
    with sitting(here, casebook_folder) as session:
        with pytest.raises(UserProblem, match="nothing to explain"):
            explain_older_copy(session, "Just so.")
        older = copied(casebook_folder, "older")
        write_something(session)
    put_back(older, casebook_folder)
    with sitting(here, casebook_folder) as session, pytest.raises(UserProblem, match="Write who"):
        explain_older_copy(session, "   ")


def test_a_later_cut_is_not_excused_by_an_earlier_explanation(here: Program, casebook_folder: Path) -> None:
    older = copied(casebook_folder, "older")
    with sitting(here, casebook_folder) as session:
        write_something(session, 12)
    put_back(older, casebook_folder)
    with sitting(here, casebook_folder) as session:
        explain_older_copy(session, "The disk died.")
    explained = copied(casebook_folder, "explained")
    with sitting(here, casebook_folder) as session:
        write_something(session, 2)
    put_back(explained, casebook_folder)

    assert opened_again(here, casebook_folder).judged.state == "an older copy was put back"


def test_a_check_of_everything_remarks_it_too(here: Program, casebook_folder: Path) -> None:
    older = copied(casebook_folder, "older")
    with sitting(here, casebook_folder) as session:
        write_something(session)
        assert verify_casebook(session).remarks == ()
    put_back(older, casebook_folder)

    found = verify_folder(here, casebook_folder, DSL, PASSPHRASES[DSL])

    assert found.faults == ()
    assert [remark.where for remark in found.remarks] == ["outside"]
    assert "This looks like an older copy of the casebook" in found.remarks[0].what


def test_two_copies_that_were_written_in_side_by_side_have_different_histories(
    here: Program, elsewhere: Program, casebook_folder: Path
) -> None:
    opened_again(here, casebook_folder)
    other = copied(casebook_folder, "other")
    with sitting(elsewhere, other, DEPUTY) as session:
        write_something(session, 20)
    with sitting(here, casebook_folder) as session:
        write_something(session)
    put_back(other, casebook_folder)

    report = opened_again(here, casebook_folder)

    assert report.judged.state == "another history"
    assert "side by side" in report.judged.meaning


def test_the_database_alone_put_back_is_noticed_without_any_key_store(
    elsewhere: Program, casebook_folder: Path
) -> None:
    opened_again(elsewhere, casebook_folder)
    older = copied(casebook_folder, "older")
    with sitting(elsewhere, casebook_folder) as session:
        write_something(session)
    shutil.copy(older / "casebook-1.db", casebook_folder / "casebook-1.db")

    assert opened_again(elsewhere, casebook_folder).judged.state == "an older copy was put back"


def test_a_backup_on_a_stick_remembers_what_the_folder_forgot(
    elsewhere: Program, casebook_folder: Path, tmp_path: Path
) -> None:
    older, stick = copied(casebook_folder, "older"), tmp_path / "stick"
    stick.mkdir()
    with sitting(elsewhere, older) as session:
        add_place(session, "Red stick", stick, "stick")
    put_back(older, casebook_folder)
    with sitting(elsewhere, casebook_folder) as session:
        write_something(session)
        made = back_up(session, backup_places(session)[0].id)
        assert look_at_anchors(session).judged.state == "as it was left"
    put_back(older, casebook_folder)

    with sitting(elsewhere, casebook_folder) as session:
        judged = look_at_anchors(session).judged
        assert judged.state == "an older copy was put back"
        assert f"backup {made.name} on “Red stick”" in judged.meaning
        stick.rename(tmp_path / "in the drawer")
        assert look_at_anchors(session).judged.state == "unknown", "a stick that is not there accuses nobody"


def test_a_restore_by_the_program_explains_itself(here: Program, casebook_folder: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with sitting(here, casebook_folder) as session:
        place = add_place(session, "Red stick", stick, "stick")
        made, home = back_up(session, place.id), home_of(session, place)
    with sitting(here, casebook_folder) as session:
        write_something(session)

    restore_backup(
        here, home.folder, made.name, casebook_folder, reason="The disk died.", who=DSL, passphrase=PASSPHRASES[DSL]
    )

    assert opened_again(here, casebook_folder).judged.state == "restored, to be countersigned"
    with sitting(here, casebook_folder, HEAD) as session:
        countersign(session, [waiting(session)[0].entry], agrees=True)
    assert opened_again(here, casebook_folder).judged.state == "restored", "the stick still knows what was replaced"


def test_the_folder_s_own_note_alone_vouches_for_nothing(elsewhere: Program, casebook_folder: Path) -> None:
    """It is put back with everything else."""
    opened_again(elsewhere, casebook_folder)
    assert (casebook_folder / ANCHOR_FILE).exists()

    assert opened_again(elsewhere, casebook_folder).judged.state == "unknown"


def test_a_wiped_key_store_accuses_nobody(here: Program, casebook_folder: Path, key_store: AskedDirectly) -> None:
    opened_again(here, casebook_folder)
    key_store.forget(item_of(read_members(casebook_folder).casebook))

    assert opened_again(here, casebook_folder).judged.state == "unknown"
    assert opened_again(here, casebook_folder).judged.state == "as it was left"


def test_a_clock_that_went_back_is_remarked(elsewhere: Program, casebook_folder: Path, clock: SettableClock) -> None:
    opened_again(elsewhere, casebook_folder)
    clock.forward(timedelta(days=-2))

    with sitting(elsewhere, casebook_folder) as session:
        assert "earlier than the last entry" in anchor_report(session).clock
    clock.forward(timedelta(days=3))
    with sitting(elsewhere, casebook_folder) as session:
        assert anchor_report(session).clock == ""


def test_the_casebook_opens_whatever_stands_in_the_folder_s_note(elsewhere: Program, casebook_folder: Path) -> None:
    for content in (b"", b"\xff" * 5_000, b'{"anchor":1}', b"null"):
        (casebook_folder / ANCHOR_FILE).write_bytes(content)
        assert opened_again(elsewhere, casebook_folder).judged.state == "unknown"


def test_who_may_not_restore_may_not_explain(session: Session) -> None:
    read_only = msgspec.structs.replace(session.member, role="read_only")
    reader = Session(session.opened, read_only, session.shipped, session.files, session.clock)
    with pytest.raises(NotAllowed):
        explain_older_copy(reader, "The disk died.")
