"""`damage CASEBOOK`: what is hit of a damaged casebook, and mending it; `salvage CASEBOOK`: put back what is newer."""

from typing import Annotated

import typer

from dslapp.cli.printing import print_json, print_lines
from dslapp.cli.unlocking import AsJson, CasebookFolder, MemberName, PassphraseFile, passphrase_from, unlocked
from dslapp.services.health.open_damaged import mend_damaged, open_damaged, report_damage, say_mended
from dslapp.services.health.put_salvaged_back import put_back_from_quarantine, quarantined, say_put_back
from dslapp.services.program import Program


def damage(
    context: typer.Context,
    casebook: CasebookFolder,
    member: MemberName,
    mend: Annotated[
        bool, typer.Option("--mend", help="Mend it from itself; the damaged file goes to quarantine.")
    ] = False,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> int:
    """Say what of a casebook's database is damaged and what can be read; the exit code is 1 when anything is.

    Nothing is changed without --mend. --json prints {"hit", "safe", "lost", "mends", "loses_nothing", "mended"}.
    """
    program: Program = context.obj
    held = open_damaged(program, casebook, member, passphrase_from(passphrase_file))
    try:
        report = report_damage(held)
        mended = say_mended(mend_damaged(program, held)) if mend and report.hit else ""
    finally:
        held.close()
    if as_json:
        facts = {"hit": report.hit, "safe": report.safe, "lost": report.lost, "mends": report.mends}
        print_json({**facts, "loses_nothing": report.loses_nothing, "mended": mended})
    else:
        print_lines([*(report.hit or ("Every page can be read.",)), *report.lost, *report.safe])
        if mended:
            print_lines([mended])
    return 1 if report.hit and not mended else 0


def salvage(
    context: typer.Context,
    casebook: CasebookFolder,
    member: MemberName,
    source: Annotated[str, typer.Option("--from", help="A folder in quarantine; without it, they are listed.")] = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Put back what is newer in a database in quarantine than in the casebook that took its place."""
    program: Program = context.obj
    with unlocked(program, casebook, member, passphrase_file) as session:
        if source:
            said = [say_put_back(put_back_from_quarantine(session, source))]
        else:
            said = list(quarantined(session)) or ["There is no database in quarantine."]
    print_lines(said)
