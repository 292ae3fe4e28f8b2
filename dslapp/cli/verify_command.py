"""`verify CASEBOOK`: is everything as it was written? Exit 0 sound, 1 not sound, 2 could not run."""

import typer

from dslapp.cli.printing import print_json, print_lines
from dslapp.cli.unlocking import AsJson, CasebookFolder, MemberName, PassphraseFile, passphrase_from
from dslapp.services.program import Program
from dslapp.services.verify_casebook import verify_folder

NOT_SOUND = 1


def verify(
    context: typer.Context,
    casebook: CasebookFolder,
    member: MemberName,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Check journal, signatures, versions, lists, evidence and database.

    --json prints {"sound", "entries", "versions", "projections", "exhibits", "faults": [{"where", "what"}]}.
    """
    program: Program = context.obj
    found = verify_folder(program, casebook, member, passphrase_from(passphrase_file))
    if as_json:
        faults = [fault._asdict() for fault in found.faults]
        print_json({"sound": not found.faults, **found._asdict(), "faults": faults})
    else:
        print_lines(
            [
                f"{found.entries} journal entries, {found.versions} versions, {found.projections} records, "
                f"{found.exhibits} exhibits checked.",
                *(f"NOT SOUND: {fault.where}: {fault.what}" for fault in found.faults),
                "Not sound: do not write to this casebook; keep it and use a backup."
                if found.faults
                else "Sound: everything is as it was written.",
            ]
        )
    if found.faults:
        raise typer.Exit(NOT_SOUND)
