"""`backup`, `backups`, `drill` and `restore`: for scheduled tasks, and for the day on which the window is of no use."""

from pathlib import Path
from typing import Annotated

import typer

from dslapp.cli.printing import print_json, print_lines
from dslapp.cli.sheet_file import key_in
from dslapp.cli.unlocking import AsJson, CasebookFolder, MemberName, PassphraseFile, passphrase_from, unlocked
from dslapp.domain.local_time import say_moment
from dslapp.domain.problems import EnvironmentProblem, UserProblem
from dslapp.domain.trust.backup_state import say_proven
from dslapp.domain.trust.entries import BackupPlace
from dslapp.services.backups.back_up import BackedUp, add_place, back_up, back_up_everywhere, backup_places
from dslapp.services.backups.back_up_sealed import back_up_sealed
from dslapp.services.backups.drill_backup import drill_backup
from dslapp.services.backups.restore_backup import backups_at, restore_backup, say_restored
from dslapp.services.program import Program
from dslapp.services.session import Session

NOT_SOUND, COULD_NOT_RUN = 1, 2

OptionalMember = Annotated[str, typer.Option("--member", help="Your name, or your label on the unlock page.")]
BackupFolder = Annotated[
    Path, typer.Argument(metavar="PLACE", help="The folder that holds the backups, or one backup in it.")
]


def backup(
    context: typer.Context,
    casebook: CasebookFolder,
    member: OptionalMember = "",
    passphrase_file: PassphraseFile = None,
    sealed: Annotated[
        bool, typer.Option("--sealed", help="Without a passphrase, while nobody has it open. Needs --to.")
    ] = False,
    to: Annotated[
        Path | None, typer.Option("--to", help="Only to this folder; it becomes a place if it is none.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Back up a casebook to its places, or to one folder. Exit 2 if any of them failed.

    --json prints [{"place", "folder", "backup", "entries", "not_sound", "problem"}].
    """
    program: Program = context.obj
    if sealed:
        if to is None:
            raise UserProblem("A sealed backup needs a folder.", "Write --to FOLDER.")
        done = back_up_sealed(program, casebook, to)
        results = [_told(to.name, to, done.name, None, done.not_sound, "")]
    elif not member:
        raise UserProblem("Say who you are: --member NAME.", "Or back up without a passphrase: --sealed --to FOLDER.")
    else:
        with unlocked(program, casebook, member, passphrase_file) as session:
            made = back_up_everywhere(session) if to is None else (back_up(session, _place_at(session, to).id),)
            results = [_of(each) for each in made]
        if not results:
            raise EnvironmentProblem("Nobody has chosen a place for backups.", "Choose one in the window, or --to.")
    if as_json:
        print_json(results)
    else:
        print_lines(_in_words(each) for each in results)
    if any(each["problem"] for each in results):
        raise typer.Exit(COULD_NOT_RUN)


def backups(context: typer.Context, place: BackupFolder, as_json: AsJson = False) -> None:
    """List the backups at a place, newest first; needs no passphrase.

    --json prints [{"casebook", "backup", "at", "entries"}]; entries is null for one made without a passphrase.
    """
    found = backups_at(place)
    if as_json:
        print_json([{"casebook": e.casebook, "backup": e.name, "at": e.at, "entries": e.entries} for e in found])
        return
    entries = [f"{e.entries} entries" if e.entries is not None else "not yet proved" for e in found]
    print_lines(f"{e.name}  {say_moment(e.at)}, {said}" for e, said in zip(found, entries, strict=True))


def drill(
    context: typer.Context,
    casebook: CasebookFolder,
    member: MemberName,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Prove a restore from the newest backup of every place. Exit 0 proved, 1 not sound, 2 could not run.

    --json prints [{"place", "backup", "entries", "files", "files_in_all", "faults": [{"where", "what"}]}].
    """
    program: Program = context.obj
    with unlocked(program, casebook, member, passphrase_file) as session:
        drilled = [(place, drill_backup(session, place.id)) for place in backup_places(session)]
    if not drilled:
        raise EnvironmentProblem("Nobody has chosen a place for backups.", "Choose one in the window.")
    if as_json:
        print_json(
            [
                {
                    "place": place.label, "backup": found.drill.snapshot, "entries": found.drill.entries,
                    "files": found.drill.files, "files_in_all": found.drill.files_in_all,
                    "faults": [fault._asdict() for fault in found.faults],
                }
                for place, found in drilled
            ]
        )  # fmt: skip
    else:
        for place, found in drilled:
            print_lines(
                [f"{place.label}: NOT SOUND: {fault.where}: {fault.what}" for fault in found.faults]
                or [f"{place.label}: {say_proven(found.drill, program.clock())}"]
            )
    if any(found.faults for _, found in drilled):
        raise typer.Exit(NOT_SOUND)


def restore(
    context: typer.Context,
    place: BackupFolder,
    into: Annotated[Path, typer.Option("--into", help="The casebook's folder: the one to restore, or a new one.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; it stands in the record.")],
    name: Annotated[str, typer.Option("--backup", help="Which one, by its name; else the newest.")] = "",
    member: OptionalMember = "",
    passphrase_file: PassphraseFile = None,
    sheet_file: Annotated[
        Path | None, typer.Option("--sheet-file", help="A file with the recovery sheet's groups, in place of a member.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Put a backup in the place of a casebook. What is there goes to its quarantine folder; nothing is deleted.

    --json prints {"folder", "backup", "entries", "quarantine", "missing": […], "back_again": […], "left_out": […]}.
    """
    program: Program = context.obj
    there = backups_at(place)
    name = name or next((each.name for each in there if each.name == place.name), "")
    found = [each for each in there if name in ("", each.name)]
    if not found:
        raise UserProblem(f"There is no backup called “{name}”.", "List them: dslcasebook backups PLACE")
    if not member and sheet_file is None:
        raise UserProblem("Say who you are: --member NAME.", "Or use the recovery sheet: --sheet-file FILE.")
    result = restore_backup(
        program, found[0].home, found[0].name, into, reason=reason, who=member,
        passphrase=passphrase_from(passphrase_file) if member else "",
        sheet="" if sheet_file is None else key_in(sheet_file),
    )  # fmt: skip
    restored = result.restored
    if as_json:
        print_json(
            {
                "folder": result.folder, "backup": restored.snapshot, "entries": restored.from_entry,
                "quarantine": restored.quarantine, "missing": result.missing, "back_again": result.back_again,
                "left_out": result.left_out,
            }
        )  # fmt: skip
    else:
        print_lines(say_restored(result))


def _place_at(session: Session, folder: Path) -> BackupPlace:
    for place in backup_places(session):
        if Path(place.folder).resolve() == folder.resolve():
            return place
    return add_place(session, folder.absolute().name or str(folder), folder, "another device")


def _of(done: BackedUp) -> dict[str, object]:
    problem = str(done.problem) if done.problem is not None else ""
    return _told(done.place.label, Path(done.place.folder), done.name, done.entries, done.not_sound, problem)


def _told(place: str, folder: Path, name: str, entries: int | None, not_sound: int, problem: str) -> dict[str, object]:
    return {
        "place": place, "folder": folder, "backup": name, "entries": entries, "not_sound": not_sound,
        "problem": problem,
    }  # fmt: skip


def _in_words(told: dict[str, object]) -> str:
    if told["problem"]:
        return f"{told['place']}: {told['problem']}"
    proved = f"{told['entries']} entries" if told["entries"] is not None else "not yet proved"
    missing = f"; {told['not_sound']} evidence files could not be backed up" if told["not_sound"] else ""
    return f"{told['place']}: {told['backup']}, {proved}{missing}."
