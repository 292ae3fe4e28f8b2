"""`extract CASEBOOK REF`: one case with the proof that it stands in the journal, for a court's expert."""

from pathlib import Path
from typing import Annotated

import typer

from dslapp.cli.case_commands import CaseRef
from dslapp.cli.printing import print_json, print_lines
from dslapp.cli.unlocking import AsJson, CasebookFolder, MemberName, PassphraseFile, unlocked
from dslapp.services.case.find_incidents import incident_by_ref
from dslapp.services.papers.extract_case import extract_case
from dslapp.services.program import Program


def extract(
    context: typer.Context,
    casebook: CasebookFolder,
    ref: CaseRef,
    member: MemberName,
    out: Annotated[Path, typer.Option("--out", help="The file to write; it must not exist yet.")],
    purpose: Annotated[str, typer.Option("--purpose", help="What it is for and who gets it; stands in the record.")],
    password_file: Annotated[
        Path | None, typer.Option("--password-file", help="Where the file's new password is written.")
    ] = None,
    plain_because: Annotated[
        str, typer.Option("--plain-because", help="The reason for a file without encryption, instead of a password.")
    ] = "",
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Write a case with the proof that it stands in the journal unchanged.

    Read these first, for they go with it: the reason of each save, and why members left. What other cases wrote about
    its people and accounts does not go.

    The file is encrypted: `age --decrypt` asks for the password. What comes out is checked without this program by
    packaging/verifier/verify_casebook_extract.py. --json prints {"ref", "file", "entries", "shown", "seal"}.
    """
    program: Program = context.obj
    with unlocked(program, casebook, member, passphrase_file) as session:
        incident = incident_by_ref(session, ref)
        made = extract_case(
            session, incident.id, out, purpose=purpose, password_file=password_file, plain_because=plain_because
        )
    if as_json:
        print_json({"ref": ref, "file": out, **made._asdict()})
        return
    print_lines([f"{out}: {made.shown} of {made.entries} journal entries; the last has the seal {made.seal}."])
    if password_file:
        print_lines([f"It is encrypted. Its password is in {password_file}; send it by another way."])
