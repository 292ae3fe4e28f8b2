"""`verify CASEBOOK`: is everything as it was written? Exit 0 sound, 1 not sound, 2 could not run."""

from typing import Annotated

import typer

from dslapp.cli.printing import print_json, print_lines
from dslapp.cli.unlocking import AsJson, CasebookFolder, MemberName, PassphraseFile, passphrase_from
from dslapp.services.health.verify_casebook import Verified, verify_folder
from dslapp.services.program import Program

NOT_SOUND = 1


def verify(
    context: typer.Context,
    casebook: CasebookFolder,
    member: MemberName,
    passphrase_file: PassphraseFile = None,
    anew: Annotated[
        bool, typer.Option("--rebuild", help="Make the lists and the search anew, if nothing but them is hit.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Check journal, signatures, versions, lists, evidence and database.

    --json prints {"sound", "entries", "versions", "projections", "exhibits", "faults": [{"where", "what"}],
    "remarks": [{"where", "what"}]}; a remark is no fault.
    """
    program: Program = context.obj
    found = verify_folder(program, casebook, member, passphrase_from(passphrase_file), anew=anew)
    if as_json:
        lists = {name: [each._asdict() for each in getattr(found, name)] for name in ("faults", "remarks")}
        print_json({"sound": not found.faults, **found._asdict(), **lists})
    else:
        print_lines(
            [
                f"{found.entries} journal entries, {found.versions} versions, {found.projections} records, "
                f"{found.exhibits} exhibits checked.",
                *(f"NOTE: {remark.where}: {remark.what}" for remark in found.remarks),
                *(f"NOT SOUND: {fault.where}: {fault.what}" for fault in found.faults),
                _verdict(found),
            ]
        )
    if found.faults:
        raise typer.Exit(NOT_SOUND)


def _verdict(found: Verified) -> str:
    if not found.faults:
        return "Sound: everything is as it was written."
    if all(fault.in_lists for fault in found.faults):
        return "The record is sound; only lists or search are not. Make them anew with --rebuild."
    return "Not sound: do not write to this casebook; keep it and use a backup."
