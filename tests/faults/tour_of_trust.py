"""The second half of the tour: members, keys, backups, seals, sealed notes, extracts, a restore, the doctor."""

import msgspec
import pytest

from dslapp.cli.app import run
from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.matters.sealed_note import SealedNote
from dslapp.domain.pack.chosen import PackChoice, PackForm
from dslapp.domain.problems import UserProblem
from dslapp.services.access.create_casebook import NewMember
from dslapp.services.access.members import (
    add_member,
    change_passphrase,
    change_role,
    enrol_anew,
    issue_new_sheet,
    recover_with_sheet,
    remove_member,
)
from dslapp.services.access.recovery import RecoveryKey, new_recovery_key, recovery_sheet
from dslapp.services.access.unlock_casebook import lock_casebook, unlock_casebook
from dslapp.services.backups.back_up import add_place, back_up
from dslapp.services.backups.drill_backup import drill_backup
from dslapp.services.backups.restore_backup import backups_at, restore_in_session
from dslapp.services.health.paper_seal import check_seal, record_seal, seal_to_write
from dslapp.services.matters.make_known import export_card, remember_casebook
from dslapp.services.matters.seal_note import card_known_here, leave_note, write_note_file
from dslapp.services.matters.take_in_note import begin_from_note, take_in_file, waiting_notes
from dslapp.services.pack.gather_pack import offer_pack
from dslapp.services.pack.make_pack import make_pack
from dslapp.services.papers.extract_case import extract_case
from dslapp.services.program import Program
from dslapp.services.session import Session
from dslapp.services.window.share_screen import note_sharing_begun, note_sharing_ended
from tests.faults.tour_words import CANARY, PASSPHRASE, Places

OTHER_PASSPHRASE = f"{CANARY} flies at noon over the roof"
THIRD_PASSPHRASE = f"{CANARY} sleeps at dusk under the stairs"


def go_on(program: Program, places: Places, session: Session, case: IncidentId) -> None:
    """Everything that keeps the record safe, in an open casebook; locks it in the end."""
    key = _manage(session)
    _leave_notes(program, places, session)
    _seal(session)
    note_sharing_begun(session)
    note_sharing_ended(session)
    extract_case(
        session, case, places.exports / "extract.zip", purpose=f"For {CANARY}",
        password_file=places.exports / "extract-password.txt",
    )  # fmt: skip
    _hand_over_packs(session, case, places)
    _restore(places, session)
    _come_back(program, places, key)
    _look_from_the_command_line(program, places)


def _hand_over_packs(session: Session, case: IncidentId, places: Places) -> None:
    """The evidence in both encrypted forms, with every paper and list that is made for it."""
    held = [line.exhibit for line in offer_pack(session, case).lines if line.exhibit.file_id]
    kept = [each.id for each in held if session.evidence.check(each.file_id, each.sha256).state == "sound"]
    assert kept
    forms: dict[PackForm, str] = {"zip": "Pack.zip", "age": "Pack.tar.age"}
    for form, name in forms.items():
        choice = PackChoice(
            exhibits=tuple(kept), recipient=CANARY, purpose=f"For {CANARY}", paper="whole file", form=form,
            with_extract=True,
        )  # fmt: skip
        make_pack(session, case, choice, places.exports / name)


def _manage(session: Session) -> RecoveryKey:
    """Add, change, remove, let in again; a new passphrase; a new sheet. Returns the sheet's key."""
    wanted = NewMember(name=f"Sam {CANARY}", role="deputy_dsl", initials="SO", passphrase=OTHER_PASSPHRASE)
    sam = add_member(session, wanted)
    change_role(session, sam.id, "headteacher", f"They are {CANARY} now.")
    remove_member(session, sam.id, f"Left for {CANARY} school.")
    enrol_anew(session, sam.id, OTHER_PASSPHRASE, f"Back from {CANARY} school.")
    with pytest.raises(UserProblem):
        change_passphrase(session, f"{CANARY} is not it", THIRD_PASSPHRASE)
    change_passphrase(session, PASSPHRASE, THIRD_PASSPHRASE)
    key = new_recovery_key()
    recovery_sheet(key, f"{CANARY} school")
    issue_new_sheet(session, key, f"The old one lay in {CANARY}.")
    return key


def _leave_notes(program: Program, places: Places, session: Session) -> None:
    remember_casebook(program, session, "School")
    export_card(session, places.exports / "School.inbox", "School")
    known = program.known.known_at(places.casebook)
    assert known is not None
    card = card_known_here(known)
    note = SealedNote(
        id=new_id(), casebook=card.casebook, written_at=session.clock(), written_by=f"Pat {CANARY}", reach=CANARY,
        told_by=CANARY, told_when=CANARY, child=CANARY, danger="no", image="no",
        words=f"{CANARY} said so", done=CANARY,
    )  # fmt: skip
    leave_note(known, note)
    carried = places.exports / "note.sealed"
    write_note_file(card, msgspec.structs.replace(note, id=new_id()), carried)
    take_in_file(session, carried)
    waiting = waiting_notes(session)
    assert [each.kind for each in waiting] == ["note", "note"]
    begin_from_note(session, waiting[0].name)


def _seal(session: Session) -> None:
    line = seal_to_write(session)
    record_seal(session, line.entry, line.seal, book=f"{CANARY}, page 3")
    check_seal(session, line.entry, line.seal)
    with pytest.raises(UserProblem):
        check_seal(session, line.entry, CANARY)


def _restore(places: Places, session: Session) -> None:
    """Back up under a telling label, prove it, and restore it over the open casebook, which is locked then."""
    home = places.exports / "backups"
    home.mkdir()
    place = add_place(session, f"{CANARY} stick", home, "another device")
    back_up(session, place.id)
    drill_backup(session, place.id)
    (backup, *_) = backups_at(home)
    restore_in_session(session, place.id, backup.name, f"To try {CANARY}")


def _come_back(program: Program, places: Places, key: RecoveryKey) -> None:
    session = unlock_casebook(program, places.casebook, f"Jo {CANARY}", THIRD_PASSPHRASE)
    jo = session.member.id
    lock_casebook(session)
    session = recover_with_sheet(program, places.casebook, key.identity, jo, PASSPHRASE)
    lock_casebook(session)


def _look_from_the_command_line(program: Program, places: Places) -> None:
    secret = places.own / "passphrase.txt"
    secret.touch(mode=0o600)
    secret.write_text(PASSPHRASE)
    who = ["--member", "Designated safeguarding lead · JH", "--passphrase-file", str(secret)]
    folder = str(places.casebook)
    for words in (
        ["doctor", folder],
        ["doctor", folder, "--json"],
        ["verify", folder, *who],
        ["seal", "show", folder, *who],
    ):
        assert run(program, words) in (0, 1), words
