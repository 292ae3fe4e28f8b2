"""`seal show`, `seal written` and `seal check`: the seal for the bound book, and whether paper and record agree."""

from typing import Annotated

import typer

from dslapp.cli.printing import print_json, print_lines
from dslapp.cli.unlocking import AsJson, CasebookFolder, MemberName, PassphraseFile, unlocked
from dslapp.services.health.paper_seal import check_seal, record_seal, seal_status, seal_to_write
from dslapp.services.program import Program

app = typer.Typer(help="The seal for the bound book.", no_args_is_help=True, add_completion=False)

Entry = Annotated[int, typer.Argument(metavar="ENTRY", min=1, help="The number of the journal entry.")]
Seal = Annotated[str, typer.Argument(metavar="SEAL", help="The twelve characters; capitals and dashes do not matter.")]
NOT_SOUND = 1


@app.command()
def show(
    context: typer.Context,
    casebook: CasebookFolder,
    member: MemberName,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Show the line to write into the bound book, and when the last one was written.

    --json prints {"entry", "seal", "day", "last", "due_on", "is_due"}.
    """
    program: Program = context.obj
    with unlocked(program, casebook, member, passphrase_file) as session:
        status, line = seal_status(session), seal_to_write(session)
    if as_json:
        last = status.last.entry if status.last else None
        print_json(
            {
                "entry": line.entry, "seal": line.seal, "day": line.day, "last": last, "due_on": status.due_on,
                "is_due": status.is_due,
            }
        )  # fmt: skip
    else:
        print_lines([line.line, status.in_words, f"When it is in the book: seal written {line.entry} {line.seal}"])


@app.command()
def written(
    context: typer.Context,
    casebook: CasebookFolder,
    entry: Entry,
    seal: Seal,
    member: MemberName,
    passphrase_file: PassphraseFile = None,
    book: Annotated[str, typer.Option("--book", help="Which book and page.")] = "",
) -> None:
    """Put on record that a seal stands in the bound book."""
    program: Program = context.obj
    with unlocked(program, casebook, member, passphrase_file) as session:
        print_lines([record_seal(session, entry, seal, book=book).in_words])


@app.command()
def check(
    context: typer.Context,
    casebook: CasebookFolder,
    entry: Entry,
    seal: Seal,
    member: MemberName,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Compare a seal from the book, or from the foot of any PDF, with the record. Exit code 1 if it does not fit.

    --json prints {"entry", "head", "fits"}.
    """
    program: Program = context.obj
    with unlocked(program, casebook, member, passphrase_file) as session:
        checked = check_seal(session, entry, seal)
    if as_json:
        print_json({"entry": checked.entry, "head": checked.head, "fits": checked.fits})
    else:
        print_lines([checked.title + ".", checked.meaning])
    if not checked.fits:
        raise typer.Exit(NOT_SOUND)
