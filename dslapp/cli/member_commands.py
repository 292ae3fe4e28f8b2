"""`members`: who may open a casebook, listed and changed by commands; passphrases come from files, never arguments."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from dslapp.cli.printing import print_json, print_lines
from dslapp.cli.unlocking import (
    AsJson,
    CasebookFolder,
    MemberName,
    PassphraseFile,
    passphrase_from,
    read_secret,
    unlocked,
    unlocked_with,
)
from dslapp.domain.names import initials_of
from dslapp.domain.problems import EnvironmentProblem, UserProblem
from dslapp.domain.school import ROLE_NAMES, Member, Role
from dslapp.domain.trust.member_words import membership, named
from dslapp.services.access.create_casebook import NewMember
from dslapp.services.access.members import (
    add_member,
    change_passphrase,
    change_role,
    enrol_anew,
    issue_new_sheet,
    recover_with_sheet,
    remove_member,
    standing,
)
from dslapp.services.access.read_recovery_sheet import check_sheet, read_recovery_sheet
from dslapp.services.access.recovery import (
    RecoveryKey,
    groups_to_ask,
    keep_sheet,
    new_recovery_key,
    recovery_sheet,
    wrong_groups,
)
from dslapp.services.access.unlock_casebook import lock_casebook, who_may_open
from dslapp.services.backups.back_up import BackedUp
from dslapp.services.program import Program
from dslapp.services.session import Session

app = typer.Typer(
    help="Who may open a casebook: list, add, change and remove members.", no_args_is_help=True, add_completion=False
)

Name = Annotated[str, typer.Option("--name", help="Whom it is about: the name, as it stands in the list.")]
RoleName = Annotated[str, typer.Option("--role", help=f"One of: {', '.join(ROLE_NAMES)}.")]
Because = Annotated[str, typer.Option("--because", help="Why: it stands in the record.")]
NewPassphraseFile = Annotated[
    Path | None,
    typer.Option("--new-passphrase-file", help="A file whose first line is the new passphrase; else it is asked."),
]


@app.command("list")
def list_members(
    context: typer.Context,
    casebook: CasebookFolder,
    member: MemberName,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """List the members, those who left too.

    --json prints [{"id", "name", "initials", "role", "added_at", "retired", "retired_at", "retired_because",
    "waits_for_countersignature"}]; times are UTC.
    """
    program: Program = context.obj
    with unlocked(program, casebook, member, passphrase_file) as session:
        found = standing(session)
    if as_json:
        print_json(
            [
                {
                    "id": each.member.id, "name": each.member.name, "initials": each.member.initials,
                    "role": each.member.role, "added_at": each.member.added_at, "retired": each.member.retired,
                    "retired_at": each.member.retired_at, "retired_because": each.member.retired_because,
                    "waits_for_countersignature": each.waits,
                }
                for each in found
            ]
        )  # fmt: skip
        return
    waits = " (waits to be countersigned)"
    print_lines(f"{named(each.member)}, {membership(each.member)}{waits if each.waits else ''}" for each in found)


@app.command()
def add(
    context: typer.Context,
    casebook: CasebookFolder,
    member: MemberName,
    name: Annotated[str, typer.Option("--name", help="The new member's name, as it should stand in the record.")],
    role: RoleName,
    initials: Annotated[str, typer.Option("--initials", help="Else they are taken from the name.")] = "",
    new_passphrase_file: NewPassphraseFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Add a member, with a passphrase of their own."""
    program: Program = context.obj
    new = NewMember(
        name=name, role=_role(role), initials=initials or initials_of(name), passphrase=_new(new_passphrase_file)
    )
    with unlocked(program, casebook, member, passphrase_file) as session:
        added = add_member(session, new)
    print_lines([f"{named(added)}: can open this casebook."])


@app.command("change-passphrase")
def change_own_passphrase(
    context: typer.Context,
    casebook: CasebookFolder,
    member: MemberName,
    new_passphrase_file: NewPassphraseFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Change your own passphrase."""
    program: Program = context.obj
    old, new = passphrase_from(passphrase_file), _new(new_passphrase_file)
    with unlocked_with(program, casebook, member, old) as session:
        change_passphrase(session, old, new)
    print_lines(["Your passphrase is changed. Backups from before still open with the old one."])


@app.command("change-role")
def change_a_role(
    context: typer.Context,
    casebook: CasebookFolder,
    member: MemberName,
    name: Name,
    role: RoleName,
    because: Because,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Give a member another role."""
    program: Program = context.obj
    wanted = _role(role)
    with unlocked(program, casebook, member, passphrase_file) as session:
        change_role(session, _found(session, name).id, wanted, because)
    print_lines([f"{name}: now {ROLE_NAMES[wanted]}, from their next unlock on."])


@app.command()
def remove(
    context: typer.Context,
    casebook: CasebookFolder,
    member: MemberName,
    name: Name,
    because: Because,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Remove a member: the casebook gets new keys that they do not have.

    A backup is made at every place. --json prints {"name", "epoch", "backups": [{"place", "made"}],
    "backups_still_open_to_them": [a line a place]}.
    """
    program: Program = context.obj
    with unlocked(program, casebook, member, passphrase_file) as session:
        removed = remove_member(session, _found(session, name).id, because)
    backups = removed.backups_still_open_to_them
    if as_json:
        said = [{"place": each.place.label, "made": each.problem is None} for each in removed.backups]
        print_json({"name": name, "epoch": removed.epoch, "backups": said, "backups_still_open_to_them": backups})
        return
    print_lines([f"{name}: can no longer open this casebook.", *_about(removed.backups, removed.backups_before)])
    if backups:
        print_lines(["Older backups that they can still open:", *(f"  {each}" for each in backups)])


@app.command("enrol-anew")
def let_in_again(
    context: typer.Context,
    casebook: CasebookFolder,
    member: MemberName,
    name: Name,
    because: Because,
    new_passphrase_file: NewPassphraseFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Let a member in again who forgot their passphrase, with new keys."""
    program: Program = context.obj
    new = _new(new_passphrase_file)
    with unlocked(program, casebook, member, passphrase_file) as session:
        enrol_anew(session, _found(session, name).id, new, because)
    print_lines([f"{name}: can open this casebook with the new passphrase."])


@app.command()
def recover(
    context: typer.Context,
    casebook: CasebookFolder,
    member: MemberName,
    sheet_file: Annotated[Path, typer.Option("--sheet-file", help="A file with the groups of the recovery sheet.")],
    new_passphrase_file: NewPassphraseFile = None,
) -> None:
    """Open a casebook with the recovery sheet, and give a member a new passphrase.

    The file may hold spaces and new lines. Delete it afterwards: whoever finds it can open the casebook.
    """
    program: Program = context.obj
    identity = _identity(sheet_file)
    check_sheet(casebook, identity)
    door = next((each for each in who_may_open(casebook) if member in (each.member_id, each.label)), None)
    if door is None:
        doors = ", ".join(f"“{each.label}”" for each in who_may_open(casebook))
        raise UserProblem(
            f"“{member}” is not on the unlock page of this casebook.", f"Write --member and one of {doors}."
        )
    session = recover_with_sheet(program, casebook, identity, door.member_id, _new(new_passphrase_file))
    lock_casebook(session)
    session.pictures.close()
    print_lines(
        [
            f"{door.label}: can open this casebook with the new passphrase.",
            f"Delete {sheet_file.name}, and make a new recovery sheet now: members new-sheet.",
        ]
    )


@app.command("new-sheet")
def new_sheet(
    context: typer.Context,
    casebook: CasebookFolder,
    member: MemberName,
    to: Annotated[Path, typer.Option("--to", help="The PDF to write; it must not exist yet.")],
    because: Because,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Make a new recovery sheet, and new keys with it: the old sheet opens this casebook no longer.

    Three groups are asked for, read from the paper: print the PDF first. Then delete it.
    """
    program: Program = context.obj
    if to.exists():
        raise EnvironmentProblem(f"There is already something called {to.name}.", "Choose another name.")
    key = new_recovery_key()
    with unlocked(program, casebook, member, passphrase_file) as session:
        session.require("manage the members")
        keep_sheet(recovery_sheet(key, session.school.name), to)
        print_lines([f"{to}: written. Print it now, then type these groups from the paper."])
        _ask_for_groups(key)
        made = issue_new_sheet(session, key, because)
    print_lines(
        [
            f"The new sheet is in force. Put it in the safe, and delete {to.name}.",
            *_about(made.backups, made.backups_before),
        ]
    )


def _about(made: Sequence[BackedUp], before: Sequence[BackedUp]) -> Iterator[str]:
    """What came of the backups after new keys, and of those before that could not be made."""
    for each in before:
        if each.problem is not None:
            yield f"{each.place.label}: before the new keys, no backup could be made. {each.problem}"
    if not made:
        yield "No place for backups is chosen: make a backup now, under the new keys."
    for each in made:
        yield f"{each.place.label}: {each.problem or 'a backup was made under the new keys.'}"


def _role(name: str) -> Role:
    role = next((role for role in ROLE_NAMES if role == name), None)
    if role is None:
        raise UserProblem(f"There is no role “{name}”.", f"Write one of: {', '.join(ROLE_NAMES)}.")
    return role


def _new(file: Path | None) -> str:
    """The new passphrase: from its file, or typed twice unseen."""
    if file is not None:
        return passphrase_from(file)
    return str(typer.prompt("New passphrase", hide_input=True, confirmation_prompt=True))


def _found(session: Session, name: str) -> Member:
    """The member of that name. Raises UserProblem when there is none."""
    members = [each.member for each in standing(session)]
    found = [member for member in members if member.name == name]
    if not found:
        names = ", ".join(f"“{member.name}”" for member in members)
        raise UserProblem(f"Nobody called “{name}” is a member.", f"Write one of {names}.")
    return found[0]


def _identity(file: Path) -> str:
    """The recovery key out of a file. Raises UserProblem when it is not whole, naming the group that is wrong."""
    text = read_secret(file, "recovery sheet’s file", "Give a text file with the groups of the recovery sheet.")
    read = read_recovery_sheet(text)
    if not read.identity:
        raise UserProblem("The key from the recovery sheet is not right.", read.advice)
    return read.identity


def _ask_for_groups(key: RecoveryKey) -> None:
    """Ask for three groups from the paper, each until it is right; Ctrl+C gives up and changes nothing."""
    for number in groups_to_ask(key):
        while wrong_groups(key, {number: str(typer.prompt(f"Group {number}"))}):
            print_lines([f"That is not group {number} on the sheet."])
