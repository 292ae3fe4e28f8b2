"""Creating a casebook: what the wizard asked becomes an open casebook, or is refused beside the field."""

from pathlib import Path

import msgspec
import pytest

from dslapp.casebook.keys.member_keys import FLOOR_KDF
from dslapp.domain.names import initials_of
from dslapp.domain.problems import EnvironmentProblem, UserProblem
from dslapp.services.access.cover_screen import lifts_cover
from dslapp.services.access.create_casebook import (
    NewCasebook,
    NewMember,
    casebook_folder,
    check_member,
    create_casebook,
)
from dslapp.services.access.recovery import new_recovery_key
from dslapp.services.access.unlock_casebook import lock_casebook, unlock_casebook, who_may_open
from dslapp.services.program import Program
from tests.casebooks import DSL, HEAD, PASSPHRASES, SettableClock, thornmoss

JO = NewMember(name=DSL, role="dsl", initials="JH", passphrase=PASSPHRASES[DSL])
QUILLAN = NewMember(name=HEAD, role="headteacher", initials="RQ", passphrase=PASSPHRASES[HEAD])


@pytest.fixture
def program(tmp_path: Path, clock: SettableClock) -> Program:
    return Program(clock=clock, settings=tmp_path / "settings", casebooks=tmp_path / "casebooks", kdf=FLOOR_KDF)


def wanted(program: Program, *, label: str = "Thornmoss – pupils") -> NewCasebook:
    return NewCasebook(
        school=thornmoss(), members=(JO, QUILLAN), pin="2846", sheet=new_recovery_key().public,
        folder=casebook_folder(program.casebooks, "Thornmoss – pupils"), label=label,
    )  # fmt: skip


def test_the_first_member_sits_at_an_open_casebook(program: Program) -> None:
    session = create_casebook(program, wanted(program))
    assert (session.member.name, session.school.name) == (DSL, "Thornmoss Academy (fictional)")
    assert lifts_cover(session, "2846")
    lock_casebook(session)


def test_the_unlock_page_knows_it_and_offers_roles_and_initials_but_no_name(program: Program) -> None:
    lock_casebook(create_casebook(program, wanted(program)))
    (known,) = program.known.listed()
    assert known.label == "Thornmoss – pupils"
    assert [door.label for door in who_may_open(known.folder)] == [
        "Designated safeguarding lead · JH",
        "Headteacher · RQ",
    ]


def test_one_that_is_written_for_somebody_else_is_not_remembered_here(program: Program) -> None:
    lock_casebook(create_casebook(program, wanted(program, label="")))
    assert program.known.listed() == ()


def test_the_second_member_opens_it_too(program: Program) -> None:
    new = wanted(program)
    lock_casebook(create_casebook(program, new))
    session = unlock_casebook(program, new.folder, "Headteacher · RQ", PASSPHRASES[HEAD])
    assert session.member.role == "headteacher"
    lock_casebook(session)


@pytest.mark.parametrize(
    ("member", "field"),
    [
        (msgspec.structs.replace(JO, name=" "), "name"),
        (msgspec.structs.replace(JO, initials=""), "initials"),
        (msgspec.structs.replace(JO, passphrase="Thornmoss2026"), "passphrase"),
        (msgspec.structs.replace(JO, passphrase="thornmossacademy1"), "passphrase"),
        (msgspec.structs.replace(JO, passphrase="jo hartsedge jo hartsedge"), "passphrase"),
    ],
    ids=["no name", "no initials", "short", "the school's name", "the person's name"],
)
def test_an_answer_that_cannot_be_taken_is_named(member: NewMember, field: str) -> None:
    with pytest.raises(UserProblem) as refused:
        check_member(member, "Thornmoss Academy")
    assert refused.value.field == field


def test_nothing_is_made_when_an_answer_cannot_be_taken(program: Program) -> None:
    with pytest.raises(UserProblem):
        create_casebook(program, msgspec.structs.replace(wanted(program), pin="1111"))
    assert not program.casebooks.exists()


def test_nothing_is_made_in_a_synced_folder(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - Thornmoss" / "Pupils.casebook"
    with pytest.raises(EnvironmentProblem, match="OneDrive"):
        create_casebook(program, msgspec.structs.replace(wanted(program), folder=folder))
    assert not folder.parent.exists()


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Jo Hartsedge", "JH"), ("Mrs R. Quillan", "RQ"), ("Dr Anna-Maria de Souza", "ADS"), ("", ""), ("Mr", "")],
)
def test_initials_are_offered_from_the_name(name: str, initials: str) -> None:
    assert initials_of(name) == initials


@pytest.mark.parametrize("name", ["", "   ", "a/b", "a\\b", "a:b", "..."])
def test_a_name_that_no_folder_can_have_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserProblem):
        casebook_folder(tmp_path, name)
