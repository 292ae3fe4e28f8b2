"""The address of another casebook is changed: by whom, and that nothing is sealed to it before a second one agrees."""

from pathlib import Path

import msgspec
import pytest
from pyrage import x25519

from dslapp.casebook.keys.key_files import read_members, write_members
from dslapp.casebook.matters.inbox import waiting as files
from dslapp.domain.matters.inbox_card import InboxCard
from dslapp.domain.problems import EnvironmentProblem, NotAllowed
from dslapp.services.access.countersign import countersign, waiting
from dslapp.services.matters.hand_over_matter import finish_move, hand_over_matter
from dslapp.services.matters.make_known import (
    card_of_folder,
    check_address,
    make_known,
    neighbour_of,
    neighbours,
    no_longer_known,
    waits_for_agreement,
)
from dslapp.services.matters.seal_note import hand_over
from dslapp.services.matters.take_in_matter import look_at_matter, take_in_matter
from dslapp.services.session import Session
from tests.casebooks import DEPUTY, DSL, SettableClock, unlock
from tests.cases import bare_case, coach
from tests.compartments import first_screen, know

WORDS = "She mocked a pupil on TownTalk, a parent says."


def forged(card: InboxCard) -> InboxCard:
    """The same casebook with the inbox of somebody else."""
    return msgspec.structs.replace(card, recipient=str(x25519.Identity.generate().to_public()))


def test_a_deputy_makes_a_casebook_known_and_changes_none(
    session: Session, staff_folder: Path, clock: SettableClock, tmp_path: Path
) -> None:
    know(session, staff_folder, "staff")
    session.opened.close()
    deputy = unlock(session.opened.folder, DEPUTY, clock)
    card = card_of_folder(staff_folder, "staff")
    (known,) = neighbours(deputy)
    for other, folder in (
        (forged(card), staff_folder),
        (card, tmp_path),
        (msgspec.structs.replace(card, openers=()), staff_folder),
        (msgspec.structs.replace(card, signing_keys=("00" * 32,)), staff_folder),
        (msgspec.structs.replace(card, holds="pupils"), staff_folder),
    ):
        with pytest.raises(NotAllowed):
            make_known(deputy, other, folder)
    with pytest.raises(NotAllowed):
        no_longer_known(deputy, known.id)
    assert neighbours(deputy) == (known,)
    deputy.opened.close()
    deputy.pictures.close()


def test_nothing_is_sealed_to_a_changed_address_before_a_second_member_agrees(
    session: Session, staff_folder: Path, clock: SettableClock
) -> None:
    staff = know(session, staff_folder, "staff")
    draft = first_screen(session, WORDS, "accused", "staff", "Mr Cole Brandt")
    case = coach(session)
    before = neighbour_of(session, staff)
    card = forged(card_of_folder(staff_folder, "staff"))
    write_members(staff_folder, msgspec.structs.replace(read_members(staff_folder), inbox_recipient=card.recipient))
    after = make_known(session, card, staff_folder)
    assert waits_for_agreement(session, after)
    for act in (
        lambda: hand_over(session, draft, staff),
        lambda: hand_over_matter(session, case, staff, "It is about staff."),
    ):
        with pytest.raises(EnvironmentProblem, match="no second member has agreed"):
            act()
    assert files(staff_folder) == ()

    session.opened.close()
    deputy = unlock(session.opened.folder, DEPUTY, clock)
    look = waiting(deputy)[-1]
    own, told = InboxCard(casebook="", label="", holds="staff", recipient=before.inbox_recipient), card.check_words
    assert f"Its check code was {own.check_words} and is now {told}" in look.what
    countersign(deputy, [look.entry], agrees=True)
    assert not waits_for_agreement(deputy, after)
    hand_over(deputy, draft, staff)
    assert len(files(staff_folder)) == 1
    deputy.opened.close()
    deputy.pictures.close()


def test_who_says_that_it_is_not_right_keeps_it_from_being_sealed(
    session: Session, staff_folder: Path, clock: SettableClock
) -> None:
    staff = know(session, staff_folder, "staff")
    real = card_of_folder(staff_folder, "staff")
    make_known(session, forged(real), staff_folder)
    session.opened.close()
    deputy = unlock(session.opened.folder, DEPUTY, clock)
    countersign(deputy, [waiting(deputy)[-1].entry], agrees=False, note="I rang the head: other words.")
    assert waits_for_agreement(deputy, neighbour_of(deputy, staff))
    deputy.opened.close()
    deputy.pictures.close()
    again = unlock(session.opened.folder, DSL, clock)
    check_address(again, make_known(again, real, staff_folder))  # what was known at first needs no agreement
    again.opened.close()
    again.pictures.close()


def test_who_is_alone_in_a_casebook_needs_nobody(staff: Session, session: Session) -> None:
    know(staff, session.opened.folder, "pupils")
    changed = make_known(staff, forged(card_of_folder(session.opened.folder, "pupils")))
    assert not waits_for_agreement(staff, changed)


def test_a_removed_casebook_that_comes_back_as_it_was_needs_nobody(session: Session, staff_folder: Path) -> None:
    staff = know(session, staff_folder, "staff")
    no_longer_known(session, neighbour_of(session, staff).id)
    know(session, staff_folder, "staff")
    assert not waits_for_agreement(session, neighbour_of(session, staff))


def test_a_changed_key_lets_no_matter_go_and_is_told_when_one_comes(
    session: Session, staff: Session, neighbours: str, clock: SettableClock
) -> None:
    case = coach(session)
    hand_over_matter(session, case, neighbours, "It is about staff.")
    (matter,) = files(staff.opened.folder)
    take_in_matter(staff, matter.name)
    (receipt,) = files(session.opened.folder)
    card = card_of_folder(staff.opened.folder, "staff")
    keys = (*card.signing_keys, "00" * 32)
    make_known(session, msgspec.structs.replace(card, signing_keys=keys), staff.opened.folder)
    with pytest.raises(EnvironmentProblem, match="no second member has agreed"):
        finish_move(session, receipt.name)
    hand_over_matter(staff, bare_case(staff, ref="OSI-2026-0077"), session.casebook.id, "It is about a pupil.")
    seen = look_at_matter(session, files(session.opened.folder)[-1].name)
    assert seen.doubts == ("What is known here of “Thornmoss staff” was changed, and no second member has agreed.",)
